"""A diagnosis or procedure did not go with the patient's sex (discharges before 2024-10-01).

Until 2024-09-30 the Medicare Code Editor held lists of diagnoses and procedures for women and for men and
reported a code on the list of the other sex. CMS ended all of these lists on that day; later discharges
can have no such conflict.

On an old claim check the sex on the claim and then the code. Never change the recorded sex to pass an
edit; where code and sex are both right, condition code 45 tells the payer, and this edit lets it pass.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from codinglab.model import Authority, Claim, ClaimType, Disposition, Severity, Sex
from codinglab.validate.code_editor import found
from codinglab.validate.code_editor_batch import fired
from codinglab.validate.edit import Edit
from codinglab.validate.examples import aged, dx, fires, inpatient, not_evaluated, passes, px

if TYPE_CHECKING:
    from codinglab.validate.code_editor import Found

EDIT = Edit(
    __name__,
    title="Sex conflict",
    severity=Severity.FAIL,
    disposition=Disposition.RETURN_TO_PROVIDER,
    applies_to=(ClaimType.INPATIENT,),
    judges="claim",
    authority=(
        Authority("Definitions of Medicare Code Edits", "v41", "edit 5"),
        Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 32 section 240"),
    ),
    reads=(),
    message=(
        "{place}: {code} was on the editor's list for {listed} patients (until 2024-09-30), and the claim "
        "says {sex}: check the sex on the claim and the code."
    ),
    examples=(
        fires(
            aged(60, inpatient(dx("N40.1", "Y"), on="2024-09-30"), Sex.FEMALE), because="the list's last day"
        ),
        fires(
            aged(30, inpatient(dx("K35.80", "Y"), px("0UT20ZZ", "2024-04-01"), on="2024-04-01"), Sex.MALE),
            because="procedures had lists too",
        ),
        passes(
            aged(60, inpatient(dx("N40.1", "Y"), on="2024-10-01"), Sex.FEMALE),
            because="CMS ended the lists the day before",
        ),
        passes(aged(60, inpatient(dx("N40.1", "Y"), on="2024-09-30"), Sex.MALE), because="no conflict"),
        passes(
            replace(
                aged(60, inpatient(dx("N40.1", "Y"), on="2024-09-30"), Sex.FEMALE), condition_codes=("45",)
            ),
            because="condition code 45 says that it is right",
        ),
        not_evaluated(
            aged(60, inpatient(dx("N40.1", "Y"), on="2027-04-01"), Sex.FEMALE),
            because="the editor's tables end on 2027-03-31",
        ),
    ),
)


@EDIT.look(since="2015-10-01", screen=fired("SEX_CONFLICT"))
def look(claim: Claim) -> Found:
    """The codes on the list of the other sex, unless condition code 45 explains them."""
    if "45" in claim.condition_codes:
        return
    is_male = claim.patient.sex is Sex.MALE
    words = {"listed": "female", "sex": "male"} if is_male else {"listed": "male", "sex": "female"}
    for kind, detail in found(claim, "SEX_CONFLICT"):
        yield kind, {**detail, **words}
