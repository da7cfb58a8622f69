"""Errors that a patient's other claims show: periods, intervals, new patients."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from codinglab.backtest.plant.bases import of_age
from codinglab.backtest.plant.kind import SERVICES, Kind, Made, assigned, one
from codinglab.backtest.plant.rows import Row, days_apart, drawn, every
from codinglab.claims.generate import Error
from codinglab.model import Claim, Patient, ServiceLine
from codinglab.validate.examples import dx, line, placed, professional

_DAY = date(2026, 2, 10)
_VISITS = ("99212", "99213", "99214")


def _on(
    rng: Random, day: date, *lines: ServiceLine, reason: str = "E78.5", years: tuple[int, int] = (60, 85)
) -> Claim:
    """An office claim of a day, of a patient in years."""
    claim = professional(dx(reason), *(placed(one, "11") for one in lines), on=day.isoformat())
    return of_age(assigned(claim), rng.randint(*years), rng)


def _same(patient: Patient, *claims: Claim) -> tuple[Claim, ...]:
    return tuple(replace(claim, patient=patient) for claim in claims)


def new_twice(rng: Random) -> Iterator[Made]:
    """A new patient who was here before."""
    while True:
        earlier = _on(rng, _DAY, line(rng.choice(_VISITS)))
        later = _on(
            rng, _DAY + days_apart(rng, 3, 160), line(rng.choice(["99202", "99203", "99204", "99205"]))
        )
        at = Error("modifier/new-patient-within-three-years", claim=1, line=1)
        yield Made(_same(earlier.patient, earlier, later), (at,))


def _period(row: Row) -> int:
    return 90 if row["global_days"] == "090" else 10


def visit_in_period(rng: Random) -> Iterator[Made]:
    """A visit within the days that a procedure includes."""
    for row, first, last in drawn("mpfs_indicator", rng, modifier=""):
        if row["global_days"] in ("010", "090"):
            surgery = _on(rng, _DAY, line(row["code"]))
            visit = _on(rng, _DAY + days_apart(rng, 1, _period(row)), line(rng.choice(_VISITS)))
            at = Error("modifier/global-period-visit", claim=1, line=1)
            yield Made(_same(surgery.patient, surgery, visit), (at,), first, last)


def procedure_in_period(rng: Random) -> Iterator[Made]:
    """A procedure within the days that another includes."""
    small = [
        row
        for row, _, _ in every("mpfs_indicator")
        if row["global_days"] in ("000", "010") and not row["modifier"]
    ]
    for row, first, last in drawn("mpfs_indicator", rng, modifier=""):
        if row["global_days"] in ("010", "090"):
            surgery = _on(rng, _DAY, line(row["code"]))
            later = _on(rng, _DAY + days_apart(rng, 1, _period(row)), line(rng.choice(small)["code"]))
            at = Error("modifier/global-period-procedure", claim=1, line=1)
            yield Made(_same(surgery.patient, surgery, later), (at,), first, last)


def unneeded_24(rng: Random) -> Iterator[Made]:
    """24 on a visit after the period is over."""
    for row, first, last in drawn("mpfs_indicator", rng, modifier=""):
        if row["global_days"] in ("010", "090"):
            surgery = _on(rng, _DAY, line(row["code"]))
            visit = _on(
                rng,
                _DAY + days_apart(rng, _period(row) + 1, _period(row) + 60),
                line(rng.choice(_VISITS), "24"),
            )
            at = Error("modifier/modifier-24-unneeded", claim=1, line=1)
            yield Made(_same(surgery.patient, surgery, visit), (at,), first, last)


def same_reason_24(rng: Random) -> Iterator[Made]:
    """24 on a visit for what was operated on."""
    for row, first, last in drawn("mpfs_indicator", rng, modifier=""):
        if row["global_days"] in ("010", "090"):
            surgery = _on(rng, _DAY, line(row["code"]), reason="M17.11")
            visit = _on(
                rng, _DAY + days_apart(rng, 1, _period(row)), line(rng.choice(_VISITS), "24"), reason="M17.11"
            )
            at = Error("modifier/modifier-24-same-diagnosis", claim=1, line=1)
            yield Made(_same(surgery.patient, surgery, visit), (at,), first, last)


def unneeded_79(rng: Random) -> Iterator[Made]:
    """58, 78 or 79 on a procedure after the period is over."""
    for row, first, last in drawn("mpfs_indicator", rng, modifier=""):
        if row["global_days"] in ("010", "090"):
            surgery = _on(rng, _DAY, line(row["code"]))
            day = _DAY + days_apart(rng, _period(row) + 1, _period(row) + 60)
            later = _on(rng, day, line("20610", rng.choice(["58", "78", "79"])), reason="M17.11")
            at = Error("modifier/modifier-58-78-79-unneeded", claim=1, line=1)
            yield Made(_same(surgery.patient, surgery, later), (at,), first, last)


def day_before(rng: Random) -> Iterator[Made]:
    """A visit without 57 the day before a large procedure."""
    for row, first, last in drawn("mpfs_indicator", rng, modifier="", global_days="090"):
        visit = _on(rng, _DAY, line(rng.choice(_VISITS)))
        surgery = _on(rng, _DAY + timedelta(days=1), line(row["code"]))
        yield Made(
            _same(visit.patient, visit, surgery), (Error("modifier/visit-without-57", line=1),), first, last
        )


def care_twice(rng: Random) -> Iterator[Made]:
    """The care after an operation billed beside the whole of it, by another physician."""
    for row, first, last in drawn("mpfs_indicator", rng, modifier="", global_days="090"):
        whole = _on(rng, _DAY, line(row["code"]))
        after = _on(rng, _DAY, line(row["code"], "55"))
        after = replace(after, provider=replace(after.provider, specialty="family medicine"))
        at = Error("modifier/care-after-billed-twice", claim=1, line=1)
        yield Made(_same(whole.patient, whole, after), (at,), first, last)


def too_soon(rng: Random) -> Iterator[Made]:
    """A service again before the months of its interval are over."""
    for row, first, last in drawn("ncd_interval", rng, kind="limit"):
        months = min(int(row["months"]) - 1, 10)
        if months > 0:
            earlier = _on(rng, _DAY, line(row["earlier_code"]), years=(66, 80))
            later = _on(rng, _DAY + days_apart(rng, 2, 28 * months), line(row["code"]), years=(66, 80))
            at = Error("coverage/ncd-too-soon", claim=1, line=1)
            yield Made(_same(earlier.patient, earlier, later), (at,), first, last)


def sooner(rng: Random) -> Iterator[Made]:
    """A service again before its usual months are over."""
    for row, first, last in drawn("ncd_interval", rng, kind="usual"):
        earlier = _on(rng, _DAY, line(row["earlier_code"]), reason="E11.9")
        later = _on(
            rng,
            _DAY + days_apart(rng, 2, 28 * min(int(row["months"]), 10)),
            line(row["code"]),
            reason="E11.9",
        )
        at = Error("coverage/ncd-sooner-than-usual", claim=1, line=1)
        yield Made(_same(earlier.patient, earlier, later), (at,), first, last)


def too_young(rng: Random) -> Iterator[Made]:
    """A screening of a patient below its age."""
    for row, first, last in drawn("ncd_age", rng):
        if row["least_age"] > 0:
            claim = _on(rng, _DAY, line(row["code"]), years=(20, row["least_age"] - 1))
            yield one(claim, Error("coverage/ncd-age", line=1), first=first, last=last)


KINDS = (
    Kind("modifier/new-patient-within-three-years", "a new patient seen before", new_twice, SERVICES),
    Kind("modifier/global-period-visit", "a visit within a global period", visit_in_period, SERVICES),
    Kind(
        "modifier/global-period-procedure",
        "a procedure within a global period",
        procedure_in_period,
        SERVICES,
    ),
    Kind("modifier/modifier-24-unneeded", "24 after the period", unneeded_24, SERVICES),
    Kind("modifier/modifier-24-same-diagnosis", "24 for what was operated on", same_reason_24, SERVICES),
    Kind("modifier/modifier-58-78-79-unneeded", "58, 78 or 79 after the period", unneeded_79, SERVICES),
    Kind("modifier/visit-without-57 the day before", "no 57 the day before surgery", day_before, SERVICES),
    Kind("modifier/care-after-billed-twice", "care after an operation twice", care_twice, SERVICES),
    Kind("coverage/ncd-too-soon", "too soon again", too_soon, SERVICES),
    Kind("coverage/ncd-sooner-than-usual", "sooner than usual", sooner, SERVICES),
    Kind("coverage/ncd-age", "too young", too_young, SERVICES),
)
