"""Modifier 26 or TC is on a code that has no such parts, or both are on one line.

A diagnostic test with PC/TC indicator 1 has a professional part (26, the reading) and a technical part
(TC, the machine and its staff); billed bare it is the whole. Other codes are one thing: indicator 0 is a
physician's service, 2 is the reading alone, 3 the technical part alone, 4 the whole alone, 9 neither.

Take the modifier off, or bill the code that means the part done. Both on one line are the whole: bill
it without either. Laboratory readings with indicator 6 may carry 26.
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

_MODIFIERS = ("26", "TC")

EDIT = Edit(
    __name__,
    title="Component modifier on a code without components",
    severity=Severity.FAIL,
    disposition=Disposition.DENY_LINE,
    applies_to=(ClaimType.PROFESSIONAL,),
    judges="line",
    authority=(
        Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 12 section 20.2"),
        Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 23 addendum, PC/TC indicator"),
    ),
    reads=("mpfs_indicator",),
    message="{code} on line {line} carries {modifier}: {said}.",
    examples=(
        fires(professional(line("20610", "26")), because="indicator 0: a physician's service has no parts"),
        fires(professional(line("93010", "26")), because="indicator 2: the code is the reading already"),
        fires(professional(line("93005", "TC")), because="indicator 3: the code is the tracing already"),
        fires(professional(line("71046", "26", "TC")), because="both parts are the whole"),
        passes(professional(line("71046", "26")), because="indicator 1: the reading of a film"),
        passes(professional(line("71046", "TC")), because="indicator 1: the taking of a film"),
        passes(professional(line("93010")), because="the reading, by its own code"),
        not_evaluated(professional(line("76942", "26")), because="the indicator is not in the extract"),
    ),
)


@EDIT.check(since="1992-01-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines with 26 or TC that the PC/TC indicator speaks against, and lines with both."""
    rows = marked_services(claims, reference, _MODIFIERS)
    reading = (rows.pctc == "6") & (rows.modifier == "26")
    wrong = rows.filter(rows.pctc.notin(["1"]) & ~reading)
    said = ibis.literal("its PC/TC indicator is ") + wrong.pctc + ibis.literal(", it has no such part")
    technical = claims.modifiers.filter(claims.modifiers.modifier == "TC")
    both = rows.filter((rows.modifier == "26") & (rows.pctc == "1")).semi_join(
        technical, ["claim_id", "line"]
    )
    whole = ibis.literal("with TC beside it, the two are the whole, which is billed bare")
    return ibis.union(wrong.mutate(said=said), both.mutate(said=whole)).select(
        "claim_id", "on", "line", "code", "modifier", "said"
    )


@EDIT.unknown
def unknown(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Marked lines whose indicators are not known."""
    reason = ibis.literal("the PC/TC indicator of {code} is not installed")
    return marked_unpriced(claims, reference, _MODIFIERS, reason)
