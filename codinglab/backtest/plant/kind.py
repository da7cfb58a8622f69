"""A kind of planted error: what is wrong, which edits must say so, and how it is made."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from random import Random

from codinglab.claims.generate import Error
from codinglab.claims.generate.forms import ASSIGNED
from codinglab.model import Claim

FIRST, LAST = date(2025, 10, 1), date(2026, 9, 30)
"""The days on which the codes of planted claims hold, where nothing narrower is said: FY2026."""

SERVICES = ("ncci/*", "modifier/*", "oce/*", "coverage/*", "structure/duplicate-line")
"""What may fire beside an error in lines whose codes are drawn from a table."""

CODES = ("icd10cm/*", "demographic/*", "mce/*", "poa/*", "coverage/*", "modifier/side-against-diagnosis")
"""What may fire beside an error in diagnoses that are drawn from a table."""


@dataclass(frozen=True)
class Made:
    """One instance: claims of one patient, what must fire on them, and when they may be dated."""

    claims: tuple[Claim, ...]
    at: tuple[Error, ...]
    first: date = FIRST
    last: date = LAST


@dataclass(frozen=True)
class Kind:
    """A kind of error.

    Attributes:
        id: its name in the truth, "structure/npi-check-digit".
        about: what is wrong, in a few words.
        make: yields instances without end, or as many as there are.
        also: edits that may fire beside it, as patterns.
    """

    id: str
    about: str
    make: Callable[[Random], Iterator[Made]]
    also: tuple[str, ...] = ()


def one(claim: Claim, *at: Error, first: date = FIRST, last: date = LAST) -> Made:
    """An instance of one claim."""
    return Made((claim,), at, first, last)


def assigned(claim: Claim, *, contractor: bool = False) -> Claim:
    """A claim in the words of examples, with places for a physician, group and facility of its own.

    Args:
        claim: its other provider, group or facility than that of all examples is a part of the error.
        contractor: keep the contractor: for articles of one contractor.
    """
    who = claim.provider
    provider = replace(
        who,
        id=ASSIGNED if who.id == "1234567893" else who.id,
        group=ASSIGNED if who.group == "group" else who.group,
    )
    return replace(
        claim,
        provider=provider,
        facility_id=ASSIGNED if claim.facility_id == "facility" else claim.facility_id,
        contractor=ASSIGNED if claim.contractor == "12345" and not contractor else claim.contractor,
    )
