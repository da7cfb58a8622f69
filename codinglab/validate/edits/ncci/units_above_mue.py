"""More units are billed than the medically unlikely edit allows.

An MUE is the most units of a code that one patient would have from one provider. With adjudication
indicator 1 each line is judged alone; with 2 (set by policy) and 3 (set by data) all lines of the
day are added up, and when they exceed the limit every unit of that day is denied. A limit of 0
means that the code is not payable, not that it is unlimited.

Check the units against the note and the code's unit of measure. Under indicator 1 separate lines
with a true modifier may stand; under 3 an appeal needs records; under 2 nothing helps. Staying
under the limit does not show that the service was needed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ibis

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import fires, line, not_evaluated, passes, professional
from codinglab.validate.relations import in_force

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Units above the MUE",
    severity=Severity.FAIL,
    disposition=Disposition.DENY_LINE,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT),
    judges="line",
    authority=(Authority("NCCI Policy Manual", "2026", "I.V"),),
    reads=("ncci_mue",),
    message="{code} on line {line}: {billed} units against an MUE of {mue} {judged} (indicator {mai}).",
    examples=(
        passes(professional(line("J3301", units=16)), because="16 is the limit"),
        fires(professional(line("J3301", units=17)), because="17 is above it"),
        fires(
            professional(line("J3301", units=9), line("J3301", "76", units=9)),
            because="indicator 3 adds the lines of a day up, modifier or not",
        ),
        fires(professional(line("G0438"), line("G0438", "76")), because="indicator 2 adds them up too"),
        fires(professional(line("T9997", units=5)), because="indicator 1: this line is above 4"),
        passes(
            professional(line("T9997", units=4), line("T9997", "76", units=4)),
            because="indicator 1 judges each line alone",
        ),
        fires(professional(line("T9999")), because="a limit of 0: not payable"),
        not_evaluated(professional(line("64405")), because="no limit is known; some are confidential"),
    ),
)


@EDIT.check(since="2007-01-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Compare the line (indicator 1) or the day's sum (2 and 3) with the limit in force."""
    rows = _per_day(claims)
    table = reference.ncci_mue
    limited = rows.join(
        table,
        [
            rows.code == table.code,
            rows.claim_type == table.claim_type,
            *in_force(rows, table),
        ],
    )
    by_line = limited.mai == 1
    day = ibis.window(group_by=["key", "code", "day"])
    judged = limited.mutate(billed=by_line.ifelse(limited.per_day, limited.per_day.sum().over(day)))
    hits = judged.filter(judged.billed > judged.mue)
    said = (hits.mai == 1).ifelse("on the line", "for the day")
    return hits.select("claim_id", "on", "line", "code", "billed", "mue", "mai", judged=said)


@EDIT.unknown
def unknown(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines whose code has no limit in the table."""
    rows, table = claims.lines, reference.ncci_mue
    missing = rows.anti_join(
        table,
        [
            rows.code == table.code,
            rows.claim_type == table.claim_type,
            *in_force(rows, table),
        ],
    )
    reason = ibis.literal("no MUE of {code} is known: not in the shipped extract, or confidential")
    return missing.select("claim_id", "on", "line", "code", reason=reason)


def _per_day(claims: ClaimTables) -> Any:
    """Lines with their units a day: a line that spans days is divided by them and rounded."""
    rows = claims.lines
    days = rows.last_day - rows.first_day + 1
    return rows.select(
        "claim_id",
        "claim_type",
        "line",
        "code",
        "key",
        "on",
        day=rows.since,
        per_day=(rows.units / days).round(),
    )
