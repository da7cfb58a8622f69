"""Which kinds of test vector an edit's examples cover, and which they do not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from codinglab.backtest.hand_over import derived
from codinglab.backtest.hand_over.derived import redated
from codinglab.backtest.hand_over.vectors import FIRES, NOT_EVALUATED, PASSES, Expected, Vector
from codinglab.model import Claim

VERSIONS = (
    "The claim relations hold one version of a claim: take away what a later claim replaced or voided "
    "(frequency code 7 or 8), and adjusted copies, before the statements are run."
)

_ONE_VERSION = "the claim relations hold one version of a claim; see the known limitations"
_NO_DAY = "its logic begins before the tables that are here, or the outcome of no example changes on that day"


@dataclass(frozen=True, slots=True)
class Coverage:
    """A kind of vector, and those of the kind, the edit's own and derived; why, where there are none."""

    kind: str
    own: tuple[str, ...]
    derived: tuple[str, ...]
    note: str = ""

    @property
    def is_covered(self) -> bool:
        """Whether there is one."""
        return bool(self.own or self.derived)


def coverage(vectors: Sequence[Vector], expected: Mapping[str, Expected]) -> tuple[Coverage, ...]:
    """The kinds that a specification asks for, in its order, with what covers each."""
    own = [one for one in vectors if not one.derived_from]

    def outcome(asked: str) -> tuple[str, ...]:
        return tuple(one.name for one in own if expected[one.name].outcome == asked)

    def made(kind: str) -> tuple[str, ...]:
        return tuple(one.name for one in vectors if one.kind == kind)

    def pair(alike: Callable[[Claim], Any], step: Callable[[Claim], int]) -> tuple[str, ...]:
        return next(_pairs(own, expected, alike, step), ())

    types = [one.claims[0].claim_type for one in own]
    settings = tuple(own[types.index(kind)].name for kind in dict.fromkeys(types))
    return (
        Coverage("fires", outcome(FIRES), ()),
        Coverage("does not fire", outcome(PASSES), ()),
        Coverage(
            "boundary day, before and after",
            pair(_but_days, lambda claim: claim.through_date.toordinal()),
            made(derived.BOUNDARY),
            _NO_DAY,
        ),
        Coverage(
            "modifier bypass",
            pair(_but_modifiers, lambda _: 0),
            (),
            "no two examples differ in modifiers alone",
        ),
        Coverage(
            "units at and over the limit",
            pair(_but_units, _units),
            (),
            "no two examples differ by one unit alone",
        ),
        Coverage(
            "age at and over the limit",
            pair(_but_birth, _age),
            (),
            "no two examples differ by one year of age alone",
        ),
        Coverage("history line (another claim)", (), made(derived.HISTORY), "no example has two lines"),
        Coverage(
            "other setting",
            settings if len(settings) > 1 else (),
            made(derived.SETTING),
            "the edit judges every claim type, and its examples are of one",
        ),
        Coverage(
            "missing data", outcome(NOT_EVALUATED), made(derived.MISSING), "the edit reads no reference table"
        ),
        Coverage("replaced or voided claim (7, 8)", (), (), _ONE_VERSION),
        Coverage("adjustment duplicates", (), (), _ONE_VERSION),
    )


def _pairs(
    own: Sequence[Vector],
    expected: Mapping[str, Expected],
    alike: Callable[[Claim], Any],
    step: Callable[[Claim], int],
) -> Iterator[tuple[str, ...]]:
    """Two examples that fire and do not, alike but for one thing, in which they are a step apart at most."""
    for one in own:
        for other in own:
            outcomes = expected[one.name].outcome, expected[other.name].outcome
            first, second = one.claims[0], other.claims[0]
            near = abs(step(first) - step(second)) <= 1
            if outcomes == (FIRES, PASSES) and near and alike(first) == alike(second):
                yield one.name, other.name


def _unnamed(claim: Claim) -> Claim:
    return replace(claim, claim_id="", patient=replace(claim.patient, id=""))


def _but_days(claim: Claim) -> Claim:
    return redated(_unnamed(claim), date(2020, 1, 1) - claim.through_date)


def _but_birth(claim: Claim) -> Claim:
    claim = _unnamed(claim)
    return replace(claim, patient=replace(claim.patient, birth_date=date(2000, 1, 1)))


def _but_modifiers(claim: Claim) -> Claim:
    return replace(_unnamed(claim), lines=tuple(replace(line, modifiers=()) for line in claim.lines))


def _but_units(claim: Claim) -> Claim:
    return replace(_unnamed(claim), lines=tuple(replace(line, units=1) for line in claim.lines))


def _units(claim: Claim) -> int:
    return sum(line.units for line in claim.lines)


def _age(claim: Claim) -> int:
    return claim.patient.age_on(claim.admission_date or claim.from_date)
