"""The type of bill is that of another kind of claim.

The second and third digits of the type of bill say inpatient or outpatient: 11 is a hospital inpatient
bill, 13 a hospital outpatient bill, 85 that of a critical access hospital's outpatients. When they say one
thing and the claim is the other, the payer judges it by the wrong rules or sends it back.

Settle what the patient was by the order: an order to admit makes an inpatient, observation does not.
Ancillary services of an inpatient without Part A coverage are billed on 012x, which is not judged here.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.claim_form import form
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, inpatient, line, outpatient, passes

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables


EDIT = Edit(
    __name__,
    title="Type of bill of another kind of claim",
    severity=Severity.FAIL,
    disposition=Disposition.RETURN_TO_PROVIDER,
    applies_to=(ClaimType.OUTPATIENT, ClaimType.INPATIENT),
    judges="claim",
    authority=(Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 25 section 75"),),
    reads=(),
    message=(
        "Type of bill {bill_type} is for {kind} care, and this is not such a claim: change the "
        "one or the other."
    ),
    examples=(
        fires(
            replace(inpatient(dx("J18.9", "Y")), bill_type="0131"),
            because="an inpatient claim with an outpatient bill type",
        ),
        fires(
            replace(outpatient(dx("I10"), line("G0463")), bill_type="0111"),
            because="an outpatient claim with an inpatient bill type",
        ),
        passes(replace(inpatient(dx("J18.9", "Y")), bill_type="0111"), because="an inpatient bill"),
        passes(replace(outpatient(dx("I10"), line("G0463")), bill_type="0131"), because="an outpatient bill"),
        passes(
            replace(outpatient(dx("I10"), line("80053")), bill_type="0121"),
            because="012x: ancillaries of an inpatient, billed by line",
        ),
    ),
)


@EDIT.check(since="1983-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Inpatient claims with an outpatient type of bill, and the reverse."""
    rows, lists = claims.claims, form()["bill_type"]
    kind = rows.bill_type.substr(1, 2)
    inpatient_bill, outpatient_bill = kind.isin(lists["inpatient_only"]), kind.isin(lists["outpatient_only"])
    stays = rows.claim_type == ClaimType.INPATIENT.value
    formed = (rows.bill_type.length() == 4) & rows.bill_type.startswith("0")
    wrong = rows.filter(formed & ((stays & outpatient_bill) | (~stays & inpatient_bill)))
    said = (wrong.claim_type == ClaimType.INPATIENT.value).ifelse("outpatient", "inpatient")
    return wrong.select("claim_id", "on", "bill_type", kind=said)
