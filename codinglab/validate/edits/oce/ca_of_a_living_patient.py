"""Modifier CA stands on the claim of a patient who neither died nor was transferred.

CA pays an inpatient-only procedure on an outpatient claim for one reason: the patient died, or was sent to
another hospital, before being admitted. The discharge status must say the same.

Correct the discharge status (20 for a death), or take CA off: then the procedure is for inpatients only.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import ibis

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import fires, line, not_evaluated, outpatient, passes

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Modifier CA of a patient who went home (I/OCE 70)",
    severity=Severity.FAIL,
    disposition=Disposition.RETURN_TO_PROVIDER,
    applies_to=(ClaimType.OUTPATIENT,),
    judges="line",
    authority=(
        Authority("Integrated Outpatient Code Editor", "", "edit 70"),
        Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 4 section 180.7"),
    ),
    reads=(),
    message="{code} on line {line} carries CA, and the discharge status {status} says neither that the "
    "patient died (20) nor was transferred.",
    examples=(
        fires(
            replace(outpatient(line("G0343", "CA")), discharge_status="01"),
            because="01: the patient went home",
        ),
        fires(replace(outpatient(line("G0341", "CA")), discharge_status="30"), because="30: still a patient"),
        passes(replace(outpatient(line("G0343", "CA")), discharge_status="20"), because="20: died"),
        passes(replace(outpatient(line("G0343", "CA")), discharge_status="02"), because="02: transferred"),
        passes(replace(outpatient(line("G0343")), discharge_status="01"), because="no CA"),
        not_evaluated(outpatient(line("G0343", "CA")), because="no discharge status is given"),
    ),
)


@EDIT.check(since="2003-01-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines with CA on claims whose discharge status is neither a death nor a transfer."""
    rows = _with_ca(claims)
    return rows.filter(rows.status.isin(["01", "06", "07", "21", "30", "50", "81", "86"]))


@EDIT.unknown
def unknown(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines with CA on claims that tell no discharge status."""
    rows = _with_ca(claims)
    reason = ibis.literal("{code} carries CA, but the claim tells no discharge status")
    return rows.filter(rows.status == "").mutate(reason=reason)


def _with_ca(claims: ClaimTables) -> Any:
    rows = claims.lines.semi_join(
        claims.modifiers.filter(claims.modifiers.modifier == "CA"), ["claim_id", "line"]
    )
    stated = claims.claims.select("claim_id", status=claims.claims.discharge_status)
    return rows.join(stated, "claim_id").select("claim_id", "on", "line", "code", "status")
