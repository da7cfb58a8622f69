"""Review: the concepts in the words of the chart, with place, section and assertion."""

from codinglab.review.batch import Unread, review_many
from codinglab.review.run import Judgement, judge, review, review_document, review_text
from codinglab.review.sections import sections

__all__ = [
    "Judgement",
    "Unread",
    "judge",
    "review",
    "review_document",
    "review_many",
    "review_text",
    "sections",
]
