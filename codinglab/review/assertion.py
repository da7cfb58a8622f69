"""From what the sentence and the section say to one assertion.

The choice where a sentence says several things:

1. Absent outweighs all: "no plan for surgery", "no history of", "depression screen negative".
2. The family's outweighs what follows: "her mother is scheduled for", "screening because of a family
   history of". It is another person's.
3. Imagined outweighs planned: "if the pain persists, we will proceed with" depends on what has not come.
4. Planned outweighs screening and uncertain: a screening that is scheduled is not yet done, and
   "considering surgery" doubts no diagnosis. Only what is done to a patient is planned: of a problem
   the word is left aside, so that "will start metformin for diabetes" affirms the diabetes.
5. Screening outweighs uncertain and past: "prior screening for" looked for it and says not that it was.
6. Uncertain outweighs past: "possible history of" stays uncertain.

A past-medical-history section, or "past medical history significant for", by itself does not make
a problem past: writers list their patients' present chronic conditions there, and a chronic
systemic condition is coded as long as it is there. Nor does a bare year: "diabetes 2015" is when it began.
A problem listed there that is not chronic by nature (reference/lexicon/chronic.toml) is
historical, as guidelines III.A and IV.J leave what was treated and no longer exists; "history of",
"s/p" and "resolved" make any problem historical (guideline I.C.21.c.4), wherever they stand.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection
from functools import cache

from codinglab.model import Assertion, ConceptKind
from codinglab.reference.paths import REFERENCE
from codinglab.review.context import Says

_ORDER = (
    (Says.NEGATED, Assertion.NEGATED),
    (Says.FAMILY, Assertion.FAMILY),
    (Says.HYPOTHETICAL, Assertion.HYPOTHETICAL),
    (Says.PLANNED, Assertion.PLANNED),
    (Says.SCREENING, Assertion.SCREENING),
    (Says.POSSIBLE, Assertion.POSSIBLE),
    (Says.HISTORICAL, Assertion.HISTORICAL),
    (Says.LISTED, Assertion.HISTORICAL),
    (Says.DATED, Assertion.HISTORICAL),
)
_UNLESS_CHRONIC = frozenset({Says.LISTED, Says.DATED})
_NEVER_PLANNED = frozenset({ConceptKind.PROBLEM, ConceptKind.FINDING, ConceptKind.VALUE})
_BY_SECTION = {
    "family_history": Says.FAMILY,
    "instructions": Says.HYPOTHETICAL,
    "past_medical_history": Says.LISTED,
    "past_surgical_history": Says.LISTED,
    "allergies": Says.LISTED,
}


@cache
def _chronic() -> tuple[str, ...]:
    data = tomllib.loads((REFERENCE / "lexicon" / "chronic.toml").read_text(encoding="utf-8"))
    return tuple(code.replace(".", "") for fact in data["chronic"] for code in fact["codes"])


def is_chronic(codes: Collection[str]) -> bool:
    """Say whether a problem is chronic by nature, by the first of its codes."""
    return any(code.startswith(_chronic()) for code in list(codes)[:1])


def said_by_section(section: str) -> Says | None:
    """What the section alone says of a problem in it."""
    return _BY_SECTION.get(section)


def assertion(
    said: Collection[Says], codes: Collection[str], kind: ConceptKind | None = None
) -> tuple[Assertion, Says | None]:
    """The assertion, and which of the things said decided it; affirmed when nothing was said.

    Args:
        said: what the sentence and the section say.
        codes: the problem's candidate codes, best first; the first decides whether it is chronic.
        kind: what sort of thing it is; None when not known, and then it may be planned.
    """
    for says, result in _ORDER:
        if says not in said or (says in _UNLESS_CHRONIC and is_chronic(codes)):
            continue
        if says is Says.PLANNED and not _may_be_planned(kind, codes):
            continue
        return result, says
    return Assertion.AFFIRMED, None


def _may_be_planned(kind: ConceptKind | None, codes: Collection[str]) -> bool:
    """Say whether a concept is something done; among problems, what chapter 21 codes (dialysis, Z99.2)."""
    return kind not in _NEVER_PLANNED or any(code.startswith("Z") for code in list(codes)[:1])
