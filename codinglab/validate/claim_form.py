"""What the claim forms hold, and the values of their fields: reference/lexicon/claim_form.toml."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import TYPE_CHECKING, Any

import ibis

from codinglab.model import ClaimType
from codinglab.reference.paths import REFERENCE

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables

_DIGITS = "0123456789"


@cache
def form() -> dict[str, Any]:
    """All lists of the claim forms, as the file has them."""
    path = REFERENCE / "lexicon" / "claim_form.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def limit(claim_type: ClaimType, of: str) -> int:
    """How many of something an electronic claim, or a line of one, holds.

    >>> limit(ClaimType.PROFESSIONAL, "diagnoses"), limit(ClaimType.INPATIENT, "diagnoses")
    (12, 25)
    """
    return int(form()["limit"][claim_type.value][of])


def over_limit(parents: Any, parts: Any, keys: list[str], of: str) -> Any:
    """The claims, or lines, that have more of something than the electronic claim holds.

    Args:
        parents: claims, or lines.
        parts: what is counted: a row each.
        keys: the columns that bind a part to its parent.
        of: what is counted, as the file names its limit.

    Returns:
        Rows of `parents` with `number`, how many there are, and `most`, how many may be.
    """
    counted = parts.group_by(keys).agg(number=parts.count())
    limits = [(name, held[of]) for name, held in form()["limit"].items() if of in held]
    rows = parents.join(counted, keys)
    most = rows.claim_type.cases(*limits, else_=max(most for _, most in limits))
    held = rows.mutate(most=most)
    return held.filter(held.number > held.most)


def all_digits(text: Any, length: int) -> Any:
    """Whether a text is that many digits."""
    digits = text.length() == length
    for place in range(length):
        digits = digits & text.substr(place, 1).isin(list(_DIGITS))
    return digits


def identifiers(claims: ClaimTables) -> Any:
    """The numbers of the provider and of the facility of each claim: claim_id, on, number, whose."""
    rows = claims.claims
    return ibis.union(
        *(
            rows.select("claim_id", "on", number=rows[column], whose=ibis.literal(column))
            for column in ("provider", "facility")
        )
    )


def luhn_sum(number: Any) -> Any:
    """The Luhn sum of ten digits, every other one doubled from the first on.

    A doubled digit counts as the sum of its own digits; where it stands in the text of those sums says how
    much that is.
    """
    total = None
    for place in range(10):
        values = "0516273849" if place % 2 == 0 else _DIGITS
        value = ibis.literal(values).find(number.substr(place, 1))
        total = value if total is None else total + value
    return total
