"""Which document would answer a question that nothing installed answers."""

from __future__ import annotations

from functools import cache

from codinglab.guidance.documents import Document, documents
from codinglab.guidance.question import Question
from codinglab.guidance.terms import stems

_MOST = 3


def who_would(question: Question) -> tuple[Document, ...]:
    """The documents that fit the words of a question, the best first; none where no words fit."""
    fits = [(fit(question, document), -at, document) for at, document in enumerate(documents())]
    found = sorted((entry for entry in fits if entry[0]), reverse=True, key=lambda entry: entry[:2])
    return tuple(document for _, _, document in found[:_MOST])


def fit(question: Question, document: Document) -> float:
    """How many words of the matters a document answers are asked for: the best entry, and a little for more."""
    asked = set(stems(question.text))
    sizes = sorted((len(entry) for entry in _entries(document) if entry <= asked), reverse=True)
    return sizes[0] + 0.25 * len(sizes[1:]) if sizes else 0.0


@cache
def _entries(document: Document) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(stems(entry)) for entry in document.answers)
