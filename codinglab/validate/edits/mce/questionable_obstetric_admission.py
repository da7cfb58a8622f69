"""A delivery procedure is reported without an outcome of delivery.

A cesarean or vaginal delivery procedure tells that a child was born during the stay, and the guidelines
then ask for an outcome of delivery code (Z37.-) on the mother's claim. The Medicare Code Editor reports a
delivery procedure on a claim that has none among its secondary diagnoses.

Add the Z37 code that fits the number of children and whether they were alive; or correct the procedure
when nothing was delivered. After a delivery before the admission neither belongs on the claim.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from codinglab.model import Authority, Claim, ClaimType, Disposition, Severity
from codinglab.validate.code_editor import found
from codinglab.validate.code_editor_batch import fired
from codinglab.validate.edit import Edit
from codinglab.validate.examples import aged, dx, fires, inpatient, not_evaluated, passes, px

if TYPE_CHECKING:
    from codinglab.validate.code_editor import Found

EDIT = Edit(
    __name__,
    title="Questionable obstetric admission",
    severity=Severity.WARN,
    disposition=Disposition.SUSPEND,
    applies_to=(ClaimType.INPATIENT,),
    judges="procedure",
    authority=(
        Authority("Definitions of Medicare Code Edits", "v44", "edit 8, obstetric"),
        Authority("ICD-10-CM Official Guidelines", "FY2026", "I.C.15.b.5"),
    ),
    reads=(),
    message=(
        "{code} reports a delivery, but no secondary diagnosis tells its outcome (Z37.-): "
        "add the outcome, or correct the procedure."
    ),
    examples=(
        fires(
            aged(30, inpatient(dx("O80", "Y"), px("10E0XZZ", "2026-06-17"))), because="no outcome of delivery"
        ),
        fires(
            aged(30, inpatient(dx("O34.211", "Y"), dx("Z3A.39"), px("10D00Z1", "2026-06-17"))),
            because="a cesarean without an outcome",
        ),
        passes(
            aged(30, inpatient(dx("O80", "Y"), dx("Z37.0"), px("10E0XZZ", "2026-06-17"))),
            because="Z37.0 tells the outcome",
        ),
        passes(aged(30, inpatient(dx("O60.03", "Y"))), because="nothing was delivered"),
        not_evaluated(
            aged(30, inpatient(dx("O80", "Y"), px("10E0XZZ", "2027-04-01"), on="2027-04-01")),
            because="the editor's tables end on 2027-03-31",
        ),
    ),
)


@EDIT.look(since="2015-10-01", screen=fired("QUESTIONABLE_OBSTETRIC_ADMISSION"))
def look(claim: Claim) -> Found:
    """The delivery procedures, where the editor misses the outcome."""
    yield from found(claim, "QUESTIONABLE_OBSTETRIC_ADMISSION")
