"""The logic of an edit that is in force on one day, without what was before and comes after."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import ibis

from codinglab.model import InvalidInputError
from codinglab.validate.edit import Edit


def ended(claims: Any, reference: Any) -> Any:
    """A check that hits nothing: it stands where the logic that is handed over has ended."""
    del reference
    return claims.claims.select("claim_id", "on").filter(ibis.literal(False))


def in_force(one: Edit, on: date) -> Edit:
    """The edit with the one check, or look, that is in force on a day.

    Raises:
        InvalidInputError: it is not in force yet on that day.
    """
    dated = sorted([*one.checks, *one.looks], key=lambda check: check[0])
    begun = [check for check in dated if check[0] <= on]
    if not begun:
        msg = f"{one.id} is not in force on {on}: its logic begins on {dated[0][0]}."
        raise InvalidInputError(msg)
    chosen = begun[-1]
    if chosen in one.looks:
        return replace(one, looks=[chosen])
    later = [since for since, _ in dated if since > on]
    return replace(one, checks=[chosen, *((since, ended) for since in later[:1])])
