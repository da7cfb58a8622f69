"""Procedure pairs, unit limits, add-on codes and duplicates: from the tables of NCCI."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from random import Random

from codinglab.backtest.plant.bases import of_age, outpatient_base, professional_base
from codinglab.backtest.plant.kind import SERVICES, Kind, Made, assigned, one
from codinglab.backtest.plant.rows import drawn, every
from codinglab.claims.generate import Error
from codinglab.model import Claim, ServiceLine
from codinglab.validate.examples import dx, line, outpatient, placed, professional

_MADE = {"professional": professional, "outpatient": outpatient}
_REASONS = ("I10", "E78.5", "E03.9", "K21.9", "M54.50", "J30.9", "G47.33")


def _claim(kind: str, rng: Random, *lines: ServiceLine) -> Claim:
    """A claim of a grown patient with those lines, for some reason."""
    put = [placed(one, "11") for one in lines] if kind == "professional" else lines
    made = _MADE[kind](dx(rng.choice(_REASONS)), *put)
    return of_age(assigned(made), rng.randint(30, 88), rng)


def _pairs(
    rng: Random, *, indicators: tuple[int, ...], column_two: tuple[str, ...] = (), both: tuple[str, ...] = ()
) -> Iterator[tuple[str, ServiceLine, ServiceLine, date, date]]:
    """Pairs in force: claim type, the line of each column, and the days."""
    for row, first, last in drawn("ncci_ptp", rng):
        visit = row["column2"].startswith(("99", "G0463"))
        if row["indicator"] in indicators and not (visit and (column_two or both)):
            one_line = line(row["column1"], *both)
            yield row["claim_type"], one_line, line(row["column2"], *both, *column_two), first, last


def column_two(rng: Random) -> Iterator[Made]:
    """Both codes of a pair on one claim, in either order."""
    for kind, large, small, first, last in _pairs(rng, indicators=(0, 1)):
        turned = rng.random() < 0.5
        lines = (small, large) if turned else (large, small)
        at = Error("ncci/column-two-code", line=1 if turned else 2)
        yield one(_claim(kind, rng, *lines), at, first=first, last=last)


def column_two_elsewhere(rng: Random) -> Iterator[Made]:
    """The two codes of a pair on two claims of a day."""
    for kind, large, small, first, last in _pairs(rng, indicators=(0, 1)):
        claim = _claim(kind, rng, large)
        other = replace(_claim(kind, rng, small), patient=claim.patient)
        yield Made((claim, other), (Error("ncci/column-two-code", claim=1, line=1),), first, last)


def same_side(rng: Random) -> Iterator[Made]:
    """A pair whose codes both name one side."""
    for side in _sides(rng):
        for kind, large, small, first, last in _pairs(rng, indicators=(1,), both=(side,)):
            yield one(
                _claim(kind, rng, large, small), Error("ncci/same-side", line=2), first=first, last=last
            )
            break


def _sides(rng: Random) -> Iterator[str]:
    while True:
        yield rng.choice(["RT", "LT", "F1", "F6", "T1", "T6", "E1", "E3"])


def unspecific(rng: Random) -> Iterator[Made]:
    """59 on the second code of a pair."""
    for kind, large, small, first, last in _pairs(rng, indicators=(1,), column_two=("59",)):
        yield one(
            _claim(kind, rng, large, small), Error("ncci/unspecific-59", line=2), first=first, last=last
        )


def units(rng: Random) -> Iterator[Made]:
    """More units than the limit on one line."""
    for row, first, last in drawn("ncci_mue", rng):
        over = line(row["code"], units=row["mue"] + rng.randint(1, 5))
        at = Error("ncci/units-above-mue", line=1)
        yield one(_claim(row["claim_type"], rng, over), at, first=first, last=last)


def units_noticed(rng: Random) -> Iterator[Made]:
    """More units than the limit, and GA on the line."""
    for row, first, last in drawn("ncci_mue", rng):
        over = line(row["code"], "GA", units=row["mue"] + rng.randint(1, 5))
        at = (Error("ncci/ga-on-mue-denied", line=1), Error("ncci/units-above-mue", line=1))
        yield one(_claim(row["claim_type"], rng, over), *at, first=first, last=last)


def add_on(rng: Random) -> Iterator[Made]:
    """An add-on code of a closed list alone."""
    open_lists = {row["code"] for row, _, _ in every("ncci_add_on") if row["kind"] > 1}
    for row, first, last in drawn("ncci_add_on", rng, kind=1):
        if row["code"] not in open_lists:
            claim = _claim(rng.choice(["professional", "outpatient"]), rng, line(row["code"]))
            yield one(claim, Error("ncci/add-on-without-primary", line=1), first=first, last=last)


def add_on_open(rng: Random) -> Iterator[Made]:
    """An add-on code of an open list alone."""
    for row, first, last in drawn("ncci_add_on", rng, kind=3):
        if row["primary"]:
            claim = _claim("professional", rng, line(row["code"]))
            yield one(claim, Error("ncci/add-on-primary-not-listed", line=1), first=first, last=last)


def _unmarked(claim: Claim) -> bool:
    """Whether no line says that it was given again or apart."""
    return not any(mark.startswith(("X", "59", "7", "91")) for line in claim.lines for mark in line.modifiers)


def duplicate(rng: Random) -> Iterator[Made]:
    """A line billed again on its claim."""
    while True:
        base = rng.choice([professional_base, outpatient_base])(rng, _unmarked)
        number = rng.randint(1, len(base.lines))
        claim = replace(base, lines=(*base.lines, base.lines[number - 1]))
        yield one(claim, Error("structure/duplicate-line", line=len(claim.lines)))


def duplicate_elsewhere(rng: Random) -> Iterator[Made]:
    """A whole claim billed twice: both claims are told."""
    while True:
        base = rng.choice([professional_base, outpatient_base])(rng, _unmarked)
        at = (Error("structure/duplicate-line", claim=number) for number in (0, 1))
        yield Made((base, base), tuple(at))


KINDS = (
    Kind("ncci/column-two-code", "a procedure pair on one claim", column_two, SERVICES),
    Kind(
        "ncci/column-two-code on another claim",
        "a procedure pair on two claims",
        column_two_elsewhere,
        SERVICES,
    ),
    Kind("ncci/same-side", "a pair whose codes name one side", same_side, SERVICES),
    Kind("ncci/unspecific-59", "59 where an X modifier would say why", unspecific, SERVICES),
    Kind("ncci/units-above-mue", "more units than the limit", units, SERVICES),
    Kind("ncci/ga-on-mue-denied", "more units than the limit, with GA", units_noticed, SERVICES),
    Kind("ncci/add-on-without-primary", "an add-on code alone", add_on, SERVICES),
    Kind("ncci/add-on-primary-not-listed", "an add-on code of an open list alone", add_on_open, SERVICES),
    Kind("structure/duplicate-line", "a line twice", duplicate, SERVICES),
    Kind("structure/duplicate-line on another claim", "a claim twice", duplicate_elsewhere, SERVICES),
)
