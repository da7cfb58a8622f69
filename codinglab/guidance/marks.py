"""Where the words of a question stand in a passage."""

from __future__ import annotations

import re
from functools import lru_cache

from codinglab.guidance.question import Question
from codinglab.guidance.terms import Span, spans, stems

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
        words, named = _of_token(match[0])
        if not wanted.isdisjoint(words) or any(
            asked.likeness(span) == 1.0 for asked in question.named for span in named
        ):
            found.append(match.span())
    return tuple(found)


@lru_cache(maxsize=50_000)
def _of_token(token: str) -> tuple[tuple[str, ...], tuple[Span, ...]]:
    return tuple(stems(token)), tuple(spans(token))
