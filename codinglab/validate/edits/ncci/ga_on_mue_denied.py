"""Modifier GA stands on a line that the medically unlikely edit denies.

GA says that an advance beneficiary notice is on file, so that a denial for want of medical necessity
may be charged to the patient. A denial by an MUE is a coding denial: no notice shifts it, and none may be
given for it. GA on such a line promises something that the rules do not allow.

Correct the units first; where they are right and the indicator lets the contractor look at the records,
send the records. Do not charge the patient for the denied units.

GA may be right for another reason, a local policy that the diagnosis does not meet, for example. Then
it stays, and the units above the limit are still not the patient's to pay.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import fires, line, not_evaluated, passes, professional
from codinglab.validate.unit_limits import above_limit, without_limit

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Advance notice for units above the MUE",
    severity=Severity.WARN,
    disposition=Disposition.REVIEW,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT),
    judges="line",
    authority=(Authority("NCCI Policy Manual", "2026", "I.V"),),
    reads=("ncci_mue",),
    message=(
        "{code} on line {line} has GA, and its MUE of {mue} denies the {billed} units: no advance notice "
        "shifts that denial to the patient."
    ),
    examples=(
        fires(professional(line("J3301", "GA", units=17)), because="17 units against a limit of 16"),
        fires(professional(line("A9270", "GA")), because="a limit of 0"),
        passes(professional(line("J3301", "GA", units=16)), because="the MUE denies nothing"),
        passes(professional(line("J3301", units=17)), because="no notice is claimed"),
        not_evaluated(
            professional(line("J3301", "GA", units=17), on="2018-12-31"), because="no table holds that day"
        ),
        not_evaluated(professional(line("64405", "GA")), because="the slice has no limit of the code"),
    ),
)


@EDIT.check(since="2007-01-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines with GA among those above their limit."""
    noticed = claims.modifiers.filter(lambda row: row.modifier == "GA")
    denied = above_limit(claims, reference).semi_join(noticed, ["claim_id", "line"])
    return denied.select("claim_id", "on", "line", "code", "billed", "mue")


@EDIT.unknown
def unknown(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines with GA whose code has no limit in the table."""
    noticed = claims.modifiers.filter(lambda row: row.modifier == "GA")
    return without_limit(claims, reference).semi_join(noticed, ["claim_id", "line"])
