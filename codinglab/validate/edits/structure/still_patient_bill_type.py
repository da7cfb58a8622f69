"""The discharge status and the type of bill disagree on whether the stay has ended.

Discharge status 30 says that the patient is still in the hospital. It belongs to the first and the
continuing interim bill (frequency 2 and 3); a bill for the whole stay (1) or the last interim bill (4)
ends with a discharge and has another status.

Check whether the patient had left on the claim's last day. Replacements and voids (7, 8) repeat
what they replace and are not judged.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import ibis

from codinglab.model import Authority, Claim, ClaimType, Disposition, Severity
from codinglab.validate.claim_form import form
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, inpatient, passes

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables


def _billed(bill_type: str, status: str) -> Claim:
    """A stay under a type of bill, with a discharge status."""
    return replace(inpatient(dx("J18.9", "Y")), bill_type=bill_type, discharge_status=status)


EDIT = Edit(
    __name__,
    title="Still a patient, or not",
    severity=Severity.FAIL,
    disposition=Disposition.RETURN_TO_PROVIDER,
    applies_to=(ClaimType.INPATIENT,),
    judges="claim",
    authority=(
        Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 25 section 75"),
        Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 3 section 50"),
    ),
    reads=(),
    message="Type of bill {bill_type} with discharge status {status}: {said}.",
    examples=(
        fires(_billed("0111", "30"), because="a whole stay has ended"),
        fires(_billed("0112", "01"), because="a first interim bill is not the last"),
        fires(_billed("0114", "30"), because="the last interim bill ends the stay"),
        passes(_billed("0113", "30"), because="a continuing bill of one who is still there"),
        passes(_billed("0111", "01"), because="a whole stay, discharged home"),
        passes(_billed("0117", "30"), because="a replacement repeats what it replaces"),
    ),
)


@EDIT.check(since="1983-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Ended bills with status 30, and bills to be continued with any other."""
    rows, lists = claims.claims, form()["bill_type"]
    frequency = rows.bill_type.substr(3, 1)
    still = rows.discharge_status == form()["discharge_status"]["still_patient"]
    open_too_long = frequency.isin(lists["ended"]) & still
    ended_too_soon = frequency.isin(lists["to_be_continued"]) & ~still & (rows.discharge_status != "")
    wrong = rows.filter((rows.bill_type.length() == 4) & (open_too_long | ended_too_soon))
    ended = ibis.literal("this bill ends the stay, and 30 says that the patient is still there")
    going = ibis.literal("this bill is to be continued, and only 30 says that the patient is still there")
    said = wrong.bill_type.substr(3, 1).isin(lists["ended"]).ifelse(ended, going)
    return wrong.select("claim_id", "on", "bill_type", status="discharge_status", said=said)
