"""Medicare does not cover a procedure of the claim.

Some procedures are never covered. Others are not covered as this claim stands: sterilization with Z30.2 as
a diagnosis, an artificial lumbar disc after age 60, certain transfusions of marrow cells in active acute
leukemia, a pancreas transplant without a kidney transplant or type 1 diabetes.

Check the code and the diagnosis that makes the difference. If both are right the stay, or the procedure's
part of it, is denied; care for other reasons during the stay may still be billed. Sterilization that is
part of treating a disease is covered, and Z30.2 is then wrong.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from codinglab.model import Authority, Claim, ClaimType, Diagnosis, Disposition, Icd10cm, Severity
from codinglab.validate.code_editor import fires_at, fires_on, found
from codinglab.validate.code_editor_batch import fired
from codinglab.validate.edit import Edit
from codinglab.validate.examples import aged, dx, fires, inpatient, not_evaluated, passes, px

if TYPE_CHECKING:
    from codinglab.validate.code_editor import Found

EDIT = Edit(
    __name__,
    title="Non-covered procedure",
    severity=Severity.FAIL,
    disposition=Disposition.DENY_CLAIM,
    applies_to=(ClaimType.INPATIENT,),
    judges="procedure",
    authority=(Authority("Definitions of Medicare Code Edits", "v44", "edit 11"),),
    reads=(),
    message=(
        "Medicare does not cover {code}{said}: check the procedure and the diagnoses, "
        "or bill it as non-covered."
    ),
    examples=(
        fires(
            aged(40, inpatient(dx("Z30.2"), px("0UL74ZZ", "2026-06-17"))), because="elective sterilization"
        ),
        fires(
            inpatient(dx("J18.9", "Y"), px("0FYG0Z0", "2026-06-17")),
            because="a pancreas without a kidney or type 1 diabetes",
        ),
        fires(
            aged(61, inpatient(dx("M51.36", "Y"), px("0SR20JZ", "2024-04-01"), on="2024-04-01")),
            because="over 60",
        ),
        passes(
            aged(60, inpatient(dx("M51.36", "Y"), px("0SR20JZ", "2024-04-01"), on="2024-04-01")),
            because="60 is not over 60",
        ),
        passes(
            aged(40, inpatient(dx("N80.00", "Y"), px("0UL74ZZ", "2026-06-17"))),
            because="no diagnosis says that it is for sterilization",
        ),
        passes(
            inpatient(dx("E10.22", "Y"), px("0FYG0Z0", "2026-06-17")),
            because="type 1 diabetes: limited coverage instead",
        ),
        not_evaluated(
            aged(40, inpatient(dx("Z30.2"), px("0UL74ZZ", "2027-04-01"), on="2027-04-01")),
            because="the editor's tables end on 2027-03-31",
        ),
    ),
)


@EDIT.look(since="2015-10-01", screen=fired("NON_COVERED"))
def look(claim: Claim) -> Found:
    """The procedures that the editor calls not covered, with what makes them so."""
    for kind, detail in found(claim, "NON_COVERED"):
        if kind == "hit":
            detail |= {"said": _said(claim, detail["procedure"])}
        yield kind, detail


def _said(claim: Claim, position: int) -> str:
    """What about the claim makes the difference: changed claims that the editor accepts tell."""
    alone = replace(claim, procedures=(claim.procedures[position - 1],))
    one_type = Diagnosis(Icd10cm("E10.9"))
    if not fires_on(replace(alone, diagnoses=(*claim.diagnoses, one_type)), "NON_COVERED"):
        return " without a kidney transplant or type 1 diabetes"
    for diagnosis in claim.diagnoses:
        others = tuple(item for item in claim.diagnoses if item.code and item != diagnosis)
        if not fires_on(replace(alone, diagnoses=others or (one_type,)), "NON_COVERED"):
            return f" with diagnosis {diagnosis.code.written}"
    if not fires_at(alone, "NON_COVERED", 18):
        return f" at age {claim.patient.age_on(claim.admission_date or claim.from_date)}"
    return ""
