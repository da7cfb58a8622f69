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


def starts(one: Edit) -> tuple[date, ...]:
    """The days that the logic of an edit begins or changes, in order; not the day that it has ended."""
    return tuple(sorted(since for since, check in (*one.checks, *one.looks) if check is not ended))


def end(one: Edit) -> date | None:
    """The first day that the logic no longer holds; None where it has no end."""
    return next((since for since, check in one.checks if check is ended), None)


def in_force(one: Edit, on: date) -> Edit:
    """The edit with the one check, or look, that is in force on a day.

    Raises:
        InvalidInputError: it is not in force yet on that day.
    """
    first = min(since for since, _ in (*one.checks, *one.looks))
    if first > on:
        msg = f"{one.id} is not in force on {on}: its logic begins on {first}."
        raise InvalidInputError(msg)
    looks = [look for look in one.looks if look[0] <= on][-1:]
    checks = [check for check in one.checks if check[0] <= on][-1:]
    later = [since for since, _ in one.checks if since > on]
    if checks and later:
        checks.append((later[0], ended))
    return replace(one, checks=checks, looks=looks)
