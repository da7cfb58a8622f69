"""The type of bill is missing or not possible.

The type of bill (UB-04 form locator 4) has four digits: a zero, the kind of facility, the kind of care, and
the frequency, which tells a whole stay (1) from an interim bill (2 to 4), a replacement (7) or a void (8). It
decides which rules the payer applies to the rest of the claim.

Enter it with the leading zero: 0111 for a whole inpatient stay, 0131 for a hospital outpatient bill. Letters
in the last place are for notices and for adjustments that the payer itself makes.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import ibis

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.claim_form import all_digits, form
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, inpatient, line, outpatient, passes

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables


EDIT = Edit(
    __name__,
    title="Type of bill missing or malformed",
    severity=Severity.FAIL,
    disposition=Disposition.RETURN_TO_PROVIDER,
    applies_to=(ClaimType.OUTPATIENT, ClaimType.INPATIENT),
    judges="claim",
    authority=(Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 25 section 75"),),
    reads=(),
    message="The type of bill {said}: four digits, the first a zero, the last a frequency ({frequency}).",
    examples=(
        fires(replace(inpatient(dx("J18.9", "Y")), bill_type="111"), because="the leading zero is missing"),
        fires(replace(outpatient(dx("I10"), line("G0463")), bill_type=""), because="it is missing"),
        fires(
            replace(outpatient(dx("I10"), line("G0463")), bill_type="0136"),
            because="6 is no frequency of providers",
        ),
        passes(
            replace(inpatient(dx("J18.9", "Y")), bill_type="0117"),
            because="a replacement of an inpatient bill",
        ),
        passes(
            replace(outpatient(dx("I10"), line("G0463")), bill_type="0131"),
            because="a hospital outpatient bill",
        ),
        passes(
            replace(outpatient(dx("I10"), line("G0463")), bill_type="0851"),
            because="a critical access hospital",
        ),
    ),
)


@EDIT.check(since="1983-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Claims whose type of bill has not the form."""
    rows = claims.claims
    frequencies = form()["bill_type"]["frequency"]
    formed = (
        all_digits(rows.bill_type, 4)
        & (rows.bill_type.substr(0, 1) == "0")
        & (rows.bill_type.substr(1, 1) != "0")
        & (rows.bill_type.substr(2, 1) != "0")
        & rows.bill_type.substr(3, 1).isin(frequencies)
    )
    wrong = rows.filter(~formed)
    malformed = ibis.literal("“") + wrong.bill_type + ibis.literal("” is not possible")
    said = (wrong.bill_type == "").ifelse(ibis.literal("is missing"), malformed)
    return wrong.select("claim_id", "on", said=said, frequency=ibis.literal(", ".join(frequencies)))
