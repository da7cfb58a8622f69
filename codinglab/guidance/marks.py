"""Where the words of a question stand in a passage."""

from __future__ import annotations

import re

from codinglab.guidance.question import Question
from codinglab.guidance.terms import spans, stems

_TOKEN = re.compile(r"[^\W_](?:[^\W_]|[.'’])*[^\W_]|[^\W_]")


def marks(text: str, question: Question) -> tuple[tuple[int, int], ...]:
    """Start and end of each word of the text that the question asks for, in any of its ways, in order.

    >>> from codinglab.guidance.question import read_question
    >>> marks("Assign Z79.4 for insulin.", read_question("insulin"))
    ((17, 24),)
    """
    wanted = {word for group in question.groups for way, _ in group.ways for word in way}
    found = []
    for match in _TOKEN.finditer(text):
        named = spans(match[0])
        if any(word in wanted for word in stems(match[0])) or any(
            asked.likeness(span) == 1.0 for asked in question.named for span in named
        ):
            found.append(match.span())
    return tuple(found)
