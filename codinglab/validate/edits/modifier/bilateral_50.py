"""Modifier 50 stands on a code that it cannot double, with more than one unit, or with a side.

50 says that a procedure was done on both sides. The fee schedule's bilateral indicator says whether it
can: 1 and 3 take it, on one line with one unit and without LT or RT; 0 (anatomy, or another code for both
sides), 2 (the code is for both sides already) and 9 (no such concept) do not.

Remove 50 where the code does not take it; bill one unit. Where a procedure was done on both sides at
several sites, bill each site on its own line. An ambulatory surgical center bills each side on its own
line, with LT and RT.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ibis

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import fires, line, not_evaluated, passes, professional
from codinglab.validate.modified_lines import carrying, indicators_unknown, services_carrying

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Modifier 50 that cannot stand",
    severity=Severity.FAIL,
    disposition=Disposition.DENY_LINE,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT),
    judges="line",
    authority=(
        Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 12 section 40.7"),
        Authority("NCCI Policy Manual", "2026", "I.V"),
    ),
    reads=("mpfs_indicator",),
    message="{code} on line {line} carries 50, and {why}.",
    examples=(
        fires(professional(line("52290", "50")), because="indicator 2: it is for both sides already"),
        fires(professional(line("11102", "50")), because="indicator 0"),
        fires(professional(line("J3301", "50")), because="indicator 9"),
        passes(professional(line("27447", "50")), because="indicator 1, one unit"),
        fires(professional(line("27447", "50", units=2)), because="two units"),
        fires(professional(line("20610", "50", "RT")), because="50 and a side"),
        passes(professional(line("73560", "50")), because="indicator 3"),
        passes(professional(line("27447", "RT")), because="one side"),
        not_evaluated(professional(line("64405", "50")), because="the indicator is not known"),
    ),
)


@EDIT.check(since="1992-01-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines with 50 by their indicator, their units and their other modifiers."""
    rows = services_carrying(claims, reference, "50")
    sides = carrying(claims, "LT", "RT").select("claim_id", "line", sided="modifier").distinct()
    rows = rows.left_join(sides, ["claim_id", "line"])
    allowed = rows.bilateral.isin(["1", "3"])
    hits = rows.filter(~allowed | (rows.units > 1) | rows.sided.notnull())
    more = ibis.literal("with it one unit is billed, not ") + hits.units.cast("string")
    why = ibis.cases(
        (hits.bilateral == "0", "its bilateral indicator 0 says that the code does not take it"),
        (hits.bilateral == "2", "its bilateral indicator 2 says that it is for both sides already"),
        (~hits.bilateral.isin(["1", "3"]), "its bilateral indicator says that the code has no sides"),
        (hits.units > 1, more),
        else_="LT or RT beside it says one side only",
    )
    return hits.select("claim_id", "on", "line", "code", why=why).distinct()


@EDIT.unknown
def unknown(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines with 50 whose indicator is not known."""
    return indicators_unknown(claims, reference, "50")
