"""What speaks for a phrase before anything is typed: common codes, short phrases, the open code."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache

from codinglab.reference.paths import REFERENCE
from codinglab.reference.search.phrases import CM, DRUG, EXTERNAL, LEXICON, NEOPLASM, PCS_INDEX, Phrase
from codinglab.reference.search.rank import LIGHT

_COMMON = 1.2
_RARE_CHAPTERS = tuple("PQVWXY")
_BOOK_ORDER = {LEXICON: 3.0, NEOPLASM: -0.5, DRUG: -1.0, EXTERNAL: -1.0}


@dataclass(frozen=True, slots=True)
class Prior:
    """`points` count in the rank; `order` decides which phrases are looked at first."""

    points: float
    order: float


def prior(phrase: Phrase) -> Prior:
    """The prior of a phrase."""
    points = 0.0
    if phrase.system == CM:
        if phrase.code in _common():
            points += _COMMON
        elif phrase.code.startswith(_RARE_CHAPTERS):
            points -= 0.5
        if phrase.code.endswith("9"):
            points += 0.25
    elif phrase.found_in == PCS_INDEX and phrase.code[2] == "B" and _takes_all(phrase):
        points -= 0.2
    heavy = sum(1 for word in phrase.words if word not in LIGHT)
    order = points + _BOOK_ORDER.get(phrase.found_in, 0.0) - 0.5 * heavy - 0.05 * len(phrase.words)
    return Prior(points, order)


def _takes_all(phrase: Phrase) -> bool:
    """Whether the operation removes all of a body part unless said otherwise (ICD-10-PCS guideline B3.8)."""
    return any(word.endswith("ectomy") for word in phrase.words)


@cache
def _common() -> frozenset[str]:
    facts = tomllib.loads((REFERENCE / "lexicon" / "common_codes.toml").read_text(encoding="utf-8"))
    return frozenset(code.replace(".", "") for codes in facts["setting"].values() for code in codes)
