"""An outpatient claim has a patient discharge status that is no such code.

The patient discharge status (UB-04 form locator 17) takes two digits from a fixed list; outpatient claims
mostly carry 01, and 20 when the patient died. An unlisted value stops the claim.

Take the status from the end of the encounter. Inpatient claims are judged by
`mce/invalid-discharge-status`, with the list of each day.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.claim_form import form
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, line, outpatient, passes

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables


EDIT = Edit(
    __name__,
    title="Discharge status not in the list",
    severity=Severity.FAIL,
    disposition=Disposition.RETURN_TO_PROVIDER,
    applies_to=(ClaimType.OUTPATIENT,),
    judges="claim",
    authority=(Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 25 section 75"),),
    reads=(),
    message="“{status}” is no patient discharge status: use a listed one, such as 01 (home) or 20 (died).",
    examples=(
        fires(
            replace(outpatient(dx("I10"), line("G0463")), discharge_status="08"), because="08 is not in use"
        ),
        fires(replace(outpatient(dx("I10"), line("G0463")), discharge_status="1"), because="one digit"),
        passes(replace(outpatient(dx("I10"), line("G0463")), discharge_status="01"), because="home"),
        passes(replace(outpatient(dx("I46.9"), line("99285")), discharge_status="20"), because="died"),
        passes(outpatient(dx("I10"), line("G0463")), because="not reported: nothing to judge"),
    ),
)


@EDIT.check(since="2013-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Claims with a status that is not in the list."""
    rows = claims.claims
    known = rows.discharge_status.isin(["", *form()["discharge_status"]["valid"]])
    return rows.filter(~known).select("claim_id", "on", status="discharge_status")
