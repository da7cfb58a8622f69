"""Modifier 50 is on a code that cannot be billed as bilateral, or with more than one unit.

The fee schedule's bilateral indicator says what 50 may do. With 1 both sides are paid as one line of
one unit at 150 percent; with 3 each side is paid whole. With 0 the body has one such place, or the
service is the same for both; with 2 the code already means both sides; with 9 the idea does not apply.

Take 50 off a code of indicator 0, 2 or 9. With 1, bill one line, one unit, modifier 50, and no RT or
LT on it. Facilities follow the outpatient code editor instead.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ibis

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import fires, line, not_evaluated, passes, professional
from codinglab.validate.marked import marked_services, marked_unpriced

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

_MODIFIERS = ("50",)
_WHY = {
    "0": "bilateral indicator 0, the service is not done on two sides",
    "2": "bilateral indicator 2, the code already means both sides",
    "9": "bilateral indicator 9, two sides do not apply to it",
}

EDIT = Edit(
    __name__,
    title="Modifier 50 against the bilateral indicator",
    severity=Severity.FAIL,
    disposition=Disposition.DENY_LINE,
    applies_to=(ClaimType.PROFESSIONAL,),
    judges="line",
    authority=(Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 12 section 40.7"),),
    reads=("mpfs_indicator",),
    message="{code} on line {line} carries 50: {said}.",
    examples=(
        fires(professional(line("52290", "50")), because="indicator 2: the code means both sides already"),
        fires(professional(line("47562", "50")), because="indicator 0: there is one gallbladder"),
        fires(professional(line("27447", "50", units=2)), because="both sides are one unit"),
        fires(professional(line("20610", "50", "RT")), because="50 is both sides, RT is one"),
        passes(professional(line("27447", "50")), because="indicator 1, one unit"),
        passes(professional(line("47562")), because="no 50"),
        not_evaluated(professional(line("64405", "50")), because="the indicator is not in the extract"),
    ),
)


@EDIT.check(since="1992-01-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines with 50 that the indicator, the units or a side on the line speak against."""
    rows = marked_services(claims, reference, _MODIFIERS)
    sides = claims.modifiers.filter(claims.modifiers.modifier.isin(["RT", "LT"])).select("claim_id", "line")
    parts = [
        rows.filter(rows.bilateral == indicator).mutate(said=ibis.literal(said))
        for indicator, said in _WHY.items()
    ]
    open_to_it = rows.filter(rows.bilateral.isin(["1", "3"]))
    parts.append(
        open_to_it.filter(open_to_it.units > 1).mutate(said=ibis.literal("both sides are billed as one unit"))
    )
    parts.append(
        open_to_it.semi_join(sides, ["claim_id", "line"]).mutate(
            said=ibis.literal("RT and LT name one side, 50 names both")
        )
    )
    return ibis.union(*parts).select("claim_id", "on", "line", "code", "said")


@EDIT.unknown
def unknown(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Marked lines whose indicators are not known."""
    reason = ibis.literal("the bilateral indicator of {code} is not installed")
    return marked_unpriced(claims, reference, _MODIFIERS, reason)
