"""Of which kind of document a question speaks: every word of it weighed by where it is usual."""

from __future__ import annotations

import math
from collections.abc import Mapping

from codinglab.guidance.index import GuidanceIndex
from codinglab.guidance.question import Question

_FEW = 2.0
_MOST = 1.2


def affinities(index: GuidanceIndex, question: Question) -> Mapping[str, float]:
    """How much likelier the words of a question are in each family of documents than in all: log odds.

    A family is a source of documents, "icd10cm-guidelines" or "iom".
    """
    sizes = index.once("family sizes", _sizes)
    words = sorted(set(question.words))
    marks = ", ".join("?" * len(words))
    counts: dict[tuple[str, str], int] = {
        (word, name): count
        for word, name, count in index.rows(
            f"SELECT word, family, passages FROM family_word WHERE word IN ({marks})",  # noqa: S608
            *words,
        )
    }
    whole = sum(sizes.values()) or 1
    found = dict.fromkeys(sizes, 0.0)
    for word in words:
        share = sum(counts.get((word, name), 0) for name in sizes) / whole
        for name, size in sizes.items():
            odds = (counts.get((word, name), 0) + _FEW * share) / (size + _FEW)
            if share and odds:
                found[name] += max(-_MOST, min(_MOST, math.log(odds / share)))
    return found


def families(index: GuidanceIndex) -> Mapping[int, str]:
    """The family of each edition by its number."""
    return index.once("families", lambda index: dict(index.rows("SELECT id, family FROM edition")))


def _sizes(index: GuidanceIndex) -> dict[str, int]:
    return dict(index.rows("SELECT name, passages FROM family"))
