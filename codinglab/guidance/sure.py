"""How sure it is that something installed answers a question: from how well the best passages fit.

The weights are fitted on questions (`codinglab evaluate guidance-fit`) and kept as data.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Sequence
from functools import cache

import numpy as np

from codinglab.guidance.index import GuidanceIndex
from codinglab.guidance.leaning import leaning
from codinglab.guidance.question import Question
from codinglab.guidance.rank import Candidate, Scored
from codinglab.guidance.ranked import Ranked
from codinglab.guidance.toml_files import GUIDANCE

FILE = GUIDANCE / "sure.toml"
_SEEN = 3


def sureness(
    index: GuidanceIndex,
    question: Question,
    scored: Scored,
    places: Sequence[Ranked],
    other: Sequence[Candidate],
) -> float:
    """The probability that the best of the sections answers, 0 to 1; 0 where there is none.

    Args:
        index: the opened index.
        question: as read.
        scored: the question against all passages.
        places: the sections, best first.
        other: the matters that other documents answer, best first.
    """
    if not places:
        return 0.0
    weights = _weights()
    facts = signs(index, question, scored, places, other)
    exponent = weights["constant"] + sum(weights[name] * value for name, value in facts.items())
    return 1 / (1 + math.exp(-exponent))


def threshold() -> float:
    """The probability below which nothing is answered."""
    return _weights()["threshold"]


def signs(
    index: GuidanceIndex,
    question: Question,
    scored: Scored,
    places: Sequence[Ranked],
    other: Sequence[Candidate],
) -> dict[str, float]:
    """What sureness goes by, by name: numbers of about the size of 1.

    Returns:
        best: the points of the best section, of those that the question could earn.
        ahead: by how much it leads the fifth.
        coverage: the share of what is meant that the best three hold.
        covered_elsewhere: the share of it that the best matter elsewhere holds.
        things: how much is meant, as a logarithm.
        closer: by how much the best passage holds it more strongly than the best matter elsewhere.
        leaning: whether the words are those with which people ask for what is here.
    """
    best = places[0].best.total / scored.whole
    fifth = places[4].best.total / scored.whole if len(places) > 4 else 0.0
    return {
        "best": best,
        "ahead": best - fifth,
        "coverage": max(place.best.coverage for place in places[:_SEEN]),
        "covered_elsewhere": other[0].coverage if other else 0.0,
        "things": math.log(1 + len(scored.weighed)),
        "closer": _closer(index, scored, places[0].best, other),
        "leaning": leaning(index, question.words),
    }


def _closer(index: GuidanceIndex, scored: Scored, best: Candidate, other: Sequence[Candidate]) -> float:
    """By how much the best passage holds what is meant more strongly than the best matter elsewhere."""
    at = _place(index, best)
    to = _place(index, other[0]) if other else None
    held = (
        one.weight * float(one.strength[at] - (one.strength[to] if to is not None else 0.0))
        for one in scored.weighed
    )
    return sum(held) / scored.whole


def _place(index: GuidanceIndex, candidate: Candidate) -> int:
    return int(np.searchsorted(index.scope.ids, candidate.id))


@cache
def _weights() -> dict[str, float]:
    found: dict[str, float] = tomllib.loads(FILE.read_text(encoding="utf-8"))["weight"]
    return found
