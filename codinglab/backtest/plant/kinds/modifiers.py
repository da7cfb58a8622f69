"""Modifiers that the fee schedule's indicators do not allow, and others that are none or too many."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from random import Random

from codinglab.backtest.plant.bases import of_age, outpatient_base, professional_base, visit, with_line
from codinglab.backtest.plant.kind import SERVICES, Kind, Made, assigned, one
from codinglab.backtest.plant.rows import Row, drawn, rows
from codinglab.claims.generate import Error
from codinglab.model import Claim, Modifier, ServiceLine
from codinglab.validate.examples import dx, line, placed, professional

_REASONS = ("I10", "E78.5", "E03.9", "K21.9", "J30.9")


def _office(rng: Random, *lines: ServiceLine, place: str = "11") -> Claim:
    claim = professional(dx(rng.choice(_REASONS)), *(placed(one, place) for one in lines))
    return of_age(assigned(claim), rng.randint(30, 88), rng)


def by_indicator(
    edit: str, fits: Callable[[Row], bool], *modifiers: str, place: str = "11"
) -> Callable[[Random], Iterator[Made]]:
    """A code whose indicators do not allow a modifier, with it."""

    def make(rng: Random) -> Iterator[Made]:
        for row, first, last in drawn("mpfs_indicator", rng, modifier=""):
            if fits(row):
                carried = (rng.choice(modifiers),) if modifiers else ()
                claim = _office(rng, line(row["code"], *carried), place=place)
                yield one(claim, Error(edit, line=1), first=first, last=last)

    return make


def no_modifier(rng: Random) -> Iterator[Made]:
    """Two characters that are no modifier."""
    known = {row["code"] for row in rows("hcpcs_modifier")}
    letters = "ABCDEFGHJKLMNPQRSTUVWXYZ"
    while known:
        code = rng.choice(letters) + rng.choice(letters + "0123456789")
        if code not in known:
            base = rng.choice([professional_base, outpatient_base])(rng)
            number = rng.randint(1, len(base.lines))
            carried = (*base.lines[number - 1].modifiers, Modifier(code))
            yield one(
                with_line(base, number, modifiers=carried), Error("modifier/invalid-modifier", line=number)
            )


def added(edit: str, *modifiers: str, code: str = "992") -> Callable[[Random], Iterator[Made]]:
    """A visit of one line with modifiers that do not belong on it."""

    def make(rng: Random) -> Iterator[Made]:
        while True:
            base = professional_base(rng, lambda claim: visit(code)(claim) and not claim.lines[0].modifiers)
            carried = tuple(Modifier(one) for one in modifiers)
            yield one(with_line(base, 1, modifiers=carried), Error(edit, line=1))

    return make


def conflicting(rng: Random) -> Iterator[Made]:
    """Two modifiers of which one denies the other."""
    for row, first, last in drawn("modifier_conflict", rng):
        marks = [row["one"], row["other"]]
        rng.shuffle(marks)
        claim = _office(rng, line(rng.choice(["99213", "20610", "71046"]), *marks))
        yield one(claim, Error("modifier/conflicting-modifiers", line=1), first=first, last=last)


def twice(rng: Random) -> Iterator[Made]:
    """A modifier twice on a line."""
    while True:
        base = professional_base(rng, lambda claim: any(line.modifiers for line in claim.lines))
        number = next(place for place, line in enumerate(base.lines, 1) if line.modifiers)
        marks = base.lines[number - 1].modifiers
        yield one(
            with_line(base, number, modifiers=(*marks, marks[0])),
            Error("modifier/duplicate-modifier", line=number),
        )


def bare_visit(rng: Random) -> Iterator[Made]:
    """A visit without 25 beside a small procedure."""
    for row, first, last in drawn("mpfs_indicator", rng, modifier=""):
        if row["global_days"] in ("000", "010"):
            claim = _office(rng, line(rng.choice(["99212", "99213", "99214"])), line(row["code"]))
            yield one(claim, Error("modifier/visit-without-25", line=1), first=first, last=last)


def bare_decision(rng: Random) -> Iterator[Made]:
    """A visit without 57 on the day of a large procedure."""
    for row, first, last in drawn("mpfs_indicator", rng, modifier="", global_days="090"):
        claim = _office(rng, line(rng.choice(["99204", "99214"])), line(row["code"]), place="21")
        yield one(claim, Error("modifier/visit-without-57", line=1), first=first, last=last)


def not_major(rng: Random) -> Iterator[Made]:
    """57 on a visit of the day of a small procedure."""
    for row, first, last in drawn("mpfs_indicator", rng, modifier=""):
        if row["global_days"] in ("000", "010"):
            claim = _office(rng, line(rng.choice(["99204", "99214"]), "57"), line(row["code"]))
            yield one(claim, Error("modifier/modifier-57-not-major", line=1), first=first, last=last)


def technical(rng: Random) -> Iterator[Made]:
    """The whole of a test, or its technical part, billed by a physician in a hospital."""
    for row, first, last in drawn("mpfs_indicator", rng, modifier=""):
        if row["pctc"] in ("3", "4", "5"):
            claim = _office(rng, line(row["code"]), place=rng.choice(["21", "22", "23"]))
            yield one(claim, Error("modifier/technical-only-by-physician", line=1), first=first, last=last)


def drug(rng: Random) -> Iterator[Made]:
    """A drug of a single-dose container without JW and JZ."""
    for row, first, last in drawn("drug_single_dose", rng):
        base = _office(rng, line(row["code"], units=rng.randint(1, 60)))
        yield one(base, Error("modifier/drug-without-jw-jz", line=1), first=first, last=last)


def wasted_alone(rng: Random) -> Iterator[Made]:
    """A drug thrown away, none given."""
    while True:
        base = _office(rng, line(rng.choice(["J9035", "J9271"]), "JW", units=rng.randint(1, 60)))
        yield one(base, Error("modifier/drug-jw-alone", line=1))


def repeated_alone(rng: Random) -> Iterator[Made]:
    """76 on a procedure done once."""
    while True:
        base = professional_base(rng, visit("7"))
        marks = (*base.lines[0].modifiers, Modifier("76"))
        yield one(
            replace(base, lines=(replace(base.lines[0], modifiers=marks),)),
            Error("modifier/repeat-76-77", line=1),
        )


_SURGERY = ("000", "010", "090")
KINDS = (
    Kind(
        "modifier/bilateral-50",
        "50 on a code without two sides",
        by_indicator("modifier/bilateral-50", lambda row: row["bilateral"] not in ("1", "3"), "50"),
        SERVICES,
    ),
    Kind(
        "modifier/assistant-80-82-as",
        "an assistant who is not paid",
        by_indicator(
            "modifier/assistant-80-82-as", lambda row: row["assistant"] in ("1", "9"), "80", "82", "AS"
        ),
        SERVICES,
    ),
    Kind(
        "modifier/surgeons-62-66",
        "two surgeons, or a team, who are not paid",
        by_indicator("modifier/surgeons-62-66", lambda row: row["co_surgeon"] in ("0", "9"), "62"),
        SERVICES,
    ),
    Kind(
        "modifier/surgeons-62-66 team",
        "a team that is not paid",
        by_indicator("modifier/surgeons-62-66", lambda row: row["team"] in ("0", "9"), "66"),
        SERVICES,
    ),
    Kind(
        "modifier/component-26-tc",
        "a part of what has none",
        by_indicator("modifier/component-26-tc", lambda row: row["pctc"] not in ("1", "6", "8"), "26", "TC"),
        SERVICES,
    ),
    Kind(
        "modifier/multiple-51-on-add-on",
        "51 on an add-on code",
        by_indicator("modifier/multiple-51-on-add-on", lambda row: row["global_days"] == "ZZZ", "51"),
        SERVICES,
    ),
    Kind(
        "modifier/multiple-51-not-reduced",
        "51 on what is not reduced",
        by_indicator(
            "modifier/multiple-51-not-reduced",
            lambda row: row["multiple"] in ("0", "9") and row["global_days"] != "ZZZ",
            "51",
        ),
        SERVICES,
    ),
    Kind(
        "modifier/split-care-54-55-56",
        "a part of a period that there is not",
        by_indicator(
            "modifier/split-care-54-55-56",
            lambda row: row["global_days"] in ("000", "XXX", "ZZZ"),
            "54",
            "55",
            "56",
        ),
        SERVICES,
    ),
    Kind(
        "modifier/side-on-unpaired",
        "a side of what has none",
        by_indicator(
            "modifier/side-on-unpaired",
            lambda row: row["bilateral"] == "2" or (row["bilateral"] == "9" and row["code"].startswith("8")),
            "RT",
            "LT",
        ),
        SERVICES,
    ),
    Kind(
        "modifier/status-not-payable",
        "a code that is not paid",
        by_indicator("modifier/status-not-payable", lambda row: row["status"] in ("B", "I", "N", "P")),
        SERVICES,
    ),
    Kind(
        "modifier/professional-component-missing",
        "a whole test in a hospital",
        by_indicator("modifier/professional-component-missing", lambda row: row["pctc"] == "1", place="22"),
        SERVICES,
    ),
    Kind(
        "modifier/technical-only-by-physician",
        "the hospital's part billed by a physician",
        technical,
        SERVICES,
    ),
    Kind("modifier/invalid-modifier", "no such modifier", no_modifier, SERVICES),
    Kind("modifier/conflicting-modifiers", "two modifiers that deny each other", conflicting, SERVICES),
    Kind("modifier/duplicate-modifier", "a modifier twice", twice, SERVICES),
    Kind(
        "modifier/modifier-59-on-visit",
        "59 on a visit",
        added("modifier/modifier-59-on-visit", "59"),
        SERVICES,
    ),
    Kind(
        "modifier/modifier-22-53-on-visit",
        "22 on a visit",
        added("modifier/modifier-22-53-on-visit", "22"),
        SERVICES,
    ),
    Kind(
        "modifier/modifier-25-not-on-visit",
        "25 on what is no visit",
        added("modifier/modifier-25-not-on-visit", "25", code="8"),
        SERVICES,
    ),
    Kind("modifier/visit-without-25", "a visit without 25 beside a procedure", bare_visit, SERVICES),
    Kind("modifier/visit-without-57", "a visit without 57 beside surgery", bare_decision, SERVICES),
    Kind("modifier/modifier-57-not-major", "57 beside a small procedure", not_major, SERVICES),
    Kind("modifier/drug-without-jw-jz", "a single-dose drug without JW or JZ", drug, SERVICES),
    Kind("modifier/drug-jw-alone", "only what was thrown away", wasted_alone, SERVICES),
    Kind("modifier/repeat-76-77", "a repeated procedure that was done once", repeated_alone, SERVICES),
)
