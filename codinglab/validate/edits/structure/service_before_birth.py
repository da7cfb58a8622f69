"""The claim begins before the patient was born.

Payers match the birth date with their own records and compute the age from it; every age edit and, for
newborns, the DRG rest on it. Service before birth is a wrong date, or the claim of the wrong person.

Check the birth date in the registration against the payer's card. Care of a mother before delivery is
billed on the mother's claim, even when it was for the child to come.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, Claim, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, inpatient, line, outpatient, passes, professional

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables


def _born(day: str, claim: Claim) -> Claim:
    """The claim of a patient born on a day."""
    return replace(claim, patient=replace(claim.patient, birth_date=date.fromisoformat(day)))


EDIT = Edit(
    __name__,
    title="Service before the patient's birth",
    severity=Severity.FAIL,
    disposition=Disposition.RETURN_TO_PROVIDER,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT, ClaimType.INPATIENT),
    judges="claim",
    authority=(
        Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 25 section 75"),
        Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 26 section 10"),
    ),
    reads=(),
    message=(
        "The claim begins on {begins}, before the patient's birth on {born}: correct the date, or"
        " the patient."
    ),
    examples=(
        fires(_born("2026-06-10", professional(dx("Z00.110"), line("99202"))), because="born the day after"),
        fires(_born("2062-05-17", outpatient(dx("I10"), line("G0463"))), because="the wrong century"),
        passes(_born("2026-06-09", professional(dx("Z00.110"), line("99202"))), because="born on the day"),
        passes(_born("2026-06-18", inpatient(dx("Z38.00", "Y"))), because="admitted by birth"),
    ),
)


@EDIT.check(since="1983-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Claims whose first day is before the birth date."""
    rows = claims.claims
    early = rows.filter(rows.from_date < rows.birth_date)
    return early.select("claim_id", "on", begins=early.from_date, born=early.birth_date)
