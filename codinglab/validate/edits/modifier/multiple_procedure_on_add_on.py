"""Modifier 51 is on an add-on code, or on a code to which multiple procedures do not apply.

Modifier 51 marks the further procedures of a session, which are paid less. An add-on code (global days
ZZZ) is paid less already and is never reduced; a code with multiple procedure indicator 0 or 9 is paid
whole.

Take 51 off. Many contractors add it themselves and want none on the claim.
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

_MODIFIERS = ("51",)

EDIT = Edit(
    __name__,
    title="Modifier 51 where nothing is reduced",
    severity=Severity.FAIL,
    disposition=Disposition.RETURN_TO_PROVIDER,
    applies_to=(ClaimType.PROFESSIONAL,),
    judges="line",
    authority=(
        Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 12 section 40.6"),
        Authority("NCCI Policy Manual", "2026", "I.R"),
    ),
    reads=("mpfs_indicator",),
    message="{code} on line {line} carries 51: {said}.",
    examples=(
        fires(professional(line("11102"), line("11103", "51")), because="an add-on code is never reduced"),
        fires(professional(line("71046", "51")), because="multiple procedure indicator 0"),
        passes(professional(line("45385"), line("17000", "51")), because="indicator 2: a further procedure"),
        passes(professional(line("11102"), line("11103")), because="the add-on as it should be"),
        not_evaluated(professional(line("64405", "51")), because="the indicator is not in the extract"),
    ),
)


@EDIT.check(since="1992-01-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines with 51 whose code is an add-on, or is never reduced."""
    rows = marked_services(claims, reference, _MODIFIERS)
    wrong = rows.filter((rows.global_days == "ZZZ") | rows.multiple.isin(["0", "9"]))
    said = (wrong.global_days == "ZZZ").ifelse(
        "an add-on code is never reduced", "the reduction for multiple procedures does not apply to it"
    )
    return wrong.select("claim_id", "on", "line", "code", said=said)


@EDIT.unknown
def unknown(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Marked lines whose indicators are not known."""
    reason = ibis.literal("the multiple procedure indicator of {code} is not installed")
    return marked_unpriced(claims, reference, _MODIFIERS, reason)
