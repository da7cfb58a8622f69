"""The passages that may answer a question: of those in force and binding, the best by their words and codes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from codinglab.guidance.index import GuidanceIndex
from codinglab.guidance.question import Question
from codinglab.guidance.scope import Scope

MOST = 150
_COMMON = 0.2
_CODED = 60


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage as it is ranked: its words by part, and where it belongs.

    Attributes:
        head, path, body, extra: the stems of its own heading, the headings above, its text, and the other words
            of a card.
    """

    id: int
    edition: int
    section: str
    head: tuple[str, ...]
    path: tuple[str, ...]
    body: tuple[str, ...]
    extra: tuple[str, ...]


def candidates(index: GuidanceIndex, question: Question, scope: Scope) -> list[Candidate]:
    """The passages within the scope that share the most words and codes with the question."""
    numbers = dict.fromkeys(_by_words(index, question, scope))
    numbers |= dict.fromkeys(_by_codes(index, question, scope))
    if not numbers:
        return []
    marks = ", ".join("?" * len(numbers))
    rows = index.rows(
        f"SELECT id, edition, section, head, path, body, extra FROM passage WHERE id IN ({marks})",  # noqa: S608
        *numbers,
    )
    return [Candidate(*row[:3], *(tuple(field.split()) for field in row[3:])) for row in rows]


def _by_words(index: GuidanceIndex, question: Question, scope: Scope) -> list[int]:
    words = {word for group in question.groups for way, _ in group.ways for word in way}
    frequent = index.facts.get("passages", 0.0) * _COMMON
    known = {word: count for word, count in _counts(index, sorted(words)).items() if count}
    asked = [word for word, count in known.items() if count <= frequent] or list(known)
    if not asked:
        return []
    match = " OR ".join(f'"{word}"' for word in asked)
    rows = index.rows(
        "SELECT words.rowid FROM words JOIN scope ON scope.id = words.rowid "  # noqa: S608
        f"WHERE words MATCH ? AND {scope.condition} ORDER BY bm25(words, 3.0, 1.0, 1.0, 2.0) LIMIT ?",
        match,
        *scope.values,
        MOST,
    )
    return [row[0] for row in rows]


def _by_codes(index: GuidanceIndex, question: Question, scope: Scope) -> list[int]:
    found: list[int] = []
    for span in question.named:
        rows = index.rows(
            "SELECT DISTINCT passage FROM span JOIN scope ON scope.id = span.passage "  # noqa: S608
            f"WHERE kind = ? AND low <= ? AND high >= ? AND {scope.condition} ORDER BY low DESC LIMIT ?",
            span.kind,
            span.high,
            span.low,
            *scope.values,
            _CODED,
        )
        found += [row[0] for row in rows]
    return found


def _counts(index: GuidanceIndex, words: Sequence[str]) -> dict[str, int]:
    marks = ", ".join("?" * len(words))
    return dict(index.rows(f"SELECT word, passages FROM word WHERE word IN ({marks})", *words))  # noqa: S608


def frequencies(index: GuidanceIndex, question: Question) -> dict[str, int]:
    """How many passages hold each word of the question and of its other ways; absent where none does."""
    return _counts(index, sorted({word for group in question.groups for way, _ in group.ways for word in way}))
