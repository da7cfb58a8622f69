"""More units are billed than the medically unlikely edit allows.

An MUE is the most units of a code that one patient would have from one provider. With adjudication
indicator 1 each line is judged alone; with 2 (set by policy) and 3 (set by clinical benchmarks) all
lines of the day are added up, on other claims too, whatever their modifiers, and when they exceed the
limit every unit of that day is denied. A limit of 0 means that the code is not payable to this kind of
biller, not that it is unlimited; a line that says so itself with GY is not told again.

Check the units against the note and the code's unit of measure (milligrams, 15 minutes, each level). A
line that spans days counts with its units divided by the days, rounded. A bilateral surgery is one unit
with modifier 50 on one line; RT and LT on two lines count two units.

Under indicator 1 lines of their own with a true modifier may stand; under 3 the contractor may pay when
the records show the units; under 2 nothing helps. An advance notice does not shift the denial to the
patient. Some limits are confidential, and staying under a limit does not show that the service was needed.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import ibis

from codinglab.model import Authority, Claim, ClaimType, Disposition, ServiceLine, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import fires, line, not_evaluated, outpatient, passes, professional
from codinglab.validate.unit_limits import denied_by_limit, without_limit

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables


def _spanning(one: ServiceLine, last: str, *others: ServiceLine) -> Claim:
    """A claim whose first line spans from its day to another."""
    claim = professional(one, *others)
    first = replace(claim.lines[0], through=date.fromisoformat(last))
    return replace(claim, lines=(first, *claim.lines[1:]), through_date=date.fromisoformat(last))


EDIT = Edit(
    __name__,
    title="Units above the MUE",
    severity=Severity.FAIL,
    disposition=Disposition.DENY_LINE,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT),
    judges="line",
    authority=(Authority("NCCI Policy Manual", "2026", "I.V"),),
    reads=("ncci_mue",),
    message="{code} on line {line}: {billed} {counted} against an MUE of {mue} (indicator {mai}). {said}.",
    examples=(
        passes(professional(line("J3301", units=16)), because="16 is the limit"),
        fires(professional(line("J3301", units=17)), because="17 is above it"),
        fires(
            professional(line("J3301", units=9), line("J3301", "76", units=9)),
            because="indicator 3 adds the lines of a day up, modifier or not",
        ),
        fires(professional(line("G0438"), line("G0438", "76")), because="indicator 2 adds them up too"),
        fires(professional(line("A0425", units=251)), because="indicator 1: this line is above 250"),
        passes(
            professional(line("A0425", units=250), line("A0425", "76", units=250)),
            because="indicator 1 judges each line alone",
        ),
        fires(professional(line("A9270")), because="a limit of 0: not payable"),
        passes(professional(line("A9270", "GY")), because="GY asks for that denial itself"),
        fires(professional(line("J3301", "GY", units=17)), because="GY lifts no other limit"),
        passes(outpatient(line("G0463")), because="hospitals have limits of their own: 0 for physicians"),
        passes(_spanning(line("J3301", units=49), "2026-06-11"), because="49 over 3 days is 16 a day"),
        fires(
            _spanning(line("J3301", units=50), "2026-06-11"), because="50 over 3 days is 17 a day, rounded"
        ),
        fires(
            _spanning(line("J3301", units=48), "2026-06-11", line("J3301")),
            because="the first day has 16 of the span and one more",
        ),
        passes(professional(line("27447", "50")), because="both sides are one unit with 50"),
        fires(professional(line("27447", "50", units=2)), because="with 50 one unit is billed"),
        fires(professional(line("27447", "RT"), line("27447", "LT")), because="two lines are two units"),
        not_evaluated(professional(line("64405")), because="no limit is known; some are confidential"),
        not_evaluated(
            professional(line("J3301", units=17), on="2018-12-31"), because="no table holds that day"
        ),
    ),
)


@EDIT.check(since="2007-01-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Compare the line (indicator 1) or the day's sum (2 and 3) with the limit in force."""
    hits = denied_by_limit(claims, reference)
    told = ibis.cases(
        (hits.mue == 0, "With a limit of 0 no unit of it is payable to this kind of biller"),
        (
            hits.mai == 1,
            "The whole line is denied; lines of their own, each with a true modifier, are judged each alone",
        ),
        (hits.mai == 2, "All units of that day are denied, and no contractor may override it"),
        else_="All units of that day are denied, unless the records show that they were given and needed",
    )
    counted = (hits.mai == 1).ifelse("units a day on the line", "units of the day on all its lines")
    said = hits.mutate(told=told, counted=counted).left_join(_on_both_sides(claims), ["key", "code"])
    advice = said.both_sides.notnull().ifelse(
        "; RT and LT on two lines are two units, a bilateral surgery is one line with 50 and one unit", ""
    )
    names = ("claim_id", "on", "line", "code", "billed", "mue", "mai", "counted")
    return said.select(*names, said=said.told + advice)


@EDIT.unknown
def unknown(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines whose code has no limit in the table."""
    return without_limit(claims, reference)


def _on_both_sides(claims: ClaimTables) -> Any:
    """The codes that have a line with RT and one with LT, by key."""
    rows, marks = claims.lines, claims.modifiers
    right = rows.semi_join(marks.filter(marks.modifier == "RT"), ["claim_id", "line"])
    left = rows.semi_join(marks.filter(marks.modifier == "LT"), ["claim_id", "line"]).view()
    met = right.join(left, [right.key == left.key, right.code == left.code, right.since == left.since])
    return met.select(key=right.key, code=right.code, both_sides=ibis.literal(1)).distinct()
