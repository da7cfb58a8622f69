"""How sure it is that something installed answers a question: from how well the best passages fit.

The weights are fitted on the development questions (`codinglab evaluate guidance --fit`) and kept as data.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Sequence
from functools import cache

from codinglab.guidance.question import Question
from codinglab.guidance.rank import Candidate, Scored
from codinglab.guidance.ranked import Ranked
from codinglab.guidance.toml_files import GUIDANCE

FILE = GUIDANCE / "sure.toml"
_SEEN = 3


def sureness(
    question: Question, scored: Scored, places: Sequence[Ranked], other: Sequence[Candidate]
) -> float:
    """The probability that the best of the sections answers, 0 to 1; 0 where there is none.

    Args:
        question: as read.
        scored: the question against all passages.
        places: the sections, best first.
        other: the matters that other documents answer, best first.
    """
    if not places:
        return 0.0
    weights = _weights()
    facts = fit(question, scored, places, other)
    exponent = weights["constant"] + sum(weights[name] * value for name, value in facts.items())
    return 1 / (1 + math.exp(-exponent))


def threshold() -> float:
    """The probability below which nothing is answered."""
    return _weights()["threshold"]


def fit(
    question: Question, scored: Scored, places: Sequence[Ranked], other: Sequence[Candidate]
) -> dict[str, float]:
    """What sureness goes by, by name: numbers of about the size of 1."""
    best = places[0].best.total / scored.whole
    fifth = places[4].best.total / scored.whole if len(places) > 4 else 0.0
    elsewhere = other[0].total / scored.whole if other else 0.0
    things = math.log(1 + len(scored.weighed))
    return {
        "best": best,
        "ahead": best - fifth,
        "elsewhere": elsewhere,
        "beside": math.log((best + 0.05) / (elsewhere + 0.05)),
        "coverage": max(place.best.coverage for place in places[:_SEEN]),
        "covered_elsewhere": other[0].coverage if other else 0.0,
        "unknown": scored.unknown,
        "codes": max(place.best.codes for place in places[:_SEEN]),
        "named": float(bool(question.named)),
        "things": things,
        "whole": best * things,
    }


@cache
def _weights() -> dict[str, float]:
    found: dict[str, float] = tomllib.loads(FILE.read_text(encoding="utf-8"))["weight"]
    return found
