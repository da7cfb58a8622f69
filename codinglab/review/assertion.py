"""From what the sentence and the section say to one assertion.

The choice where a sentence says several things: absent outweighs the family's, that outweighs
imagined, then uncertain, then past. "Possible history of" stays uncertain; "no history of" absent.

A past-medical-history section, or "past medical history significant for", by itself does not make
a problem past: writers list their patients' present chronic conditions there, and a chronic
systemic condition is coded as long as it is there.
A problem listed there that is not chronic by nature (reference/lexicon/chronic.toml) is
historical, as guidelines III.A and IV.J leave what was treated and no longer exists; "history of",
"s/p" and "resolved" make any problem historical (guideline I.C.21.c.4), wherever they stand.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection
from functools import cache

from codinglab.model import Assertion
from codinglab.reference.paths import REFERENCE
from codinglab.review.context import Says

_ORDER = (
    (Says.NEGATED, Assertion.NEGATED),
    (Says.FAMILY, Assertion.FAMILY),
    (Says.HYPOTHETICAL, Assertion.HYPOTHETICAL),
    (Says.POSSIBLE, Assertion.POSSIBLE),
    (Says.HISTORICAL, Assertion.HISTORICAL),
    (Says.LISTED, Assertion.HISTORICAL),
)
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


def assertion(said: Collection[Says], codes: Collection[str]) -> tuple[Assertion, Says | None]:
    """The assertion, and which of the things said decided it; affirmed when nothing was said.

    Args:
        said: what the sentence and the section say.
        codes: the problem's candidate codes, best first; the first decides whether it is chronic.
    """
    for says, result in _ORDER:
        if says in said and not (says is Says.LISTED and is_chronic(codes)):
            return result, says
    return Assertion.AFFIRMED, None
