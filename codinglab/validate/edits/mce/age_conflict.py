"""A diagnosis does not go with the patient's age.

The Medicare Code Editor keeps four lists: newborn diagnoses (age 0), pediatric (0 to 17), maternity (9 to
64; 12 to 55 before 2019-10-01) and adult (15 to 124). Age counts in completed years on admission. A
diagnosis outside its ages is mostly a wrong code or a wrong birth date.

Check the birth date first, then the code: a newborn code does not belong on the mother's claim, nor a
pregnancy code on her child's. When both are right, the claim goes to the payer with the record.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from codinglab.model import (
    Authority,
    Claim,
    ClaimType,
    Diagnosis,
    Disposition,
    Icd10cm,
    Patient,
    Severity,
    Sex,
)
from codinglab.validate.code_editor import fires_at, found
from codinglab.validate.code_editor_batch import fired
from codinglab.validate.edit import Edit
from codinglab.validate.examples import aged, dx, fires, inpatient, not_evaluated, passes

if TYPE_CHECKING:
    from datetime import date

    from codinglab.validate.code_editor import Found

EDIT = Edit(
    __name__,
    title="Age conflict",
    severity=Severity.FAIL,
    disposition=Disposition.RETURN_TO_PROVIDER,
    applies_to=(ClaimType.INPATIENT,),
    judges="diagnosis",
    authority=(Authority("Definitions of Medicare Code Edits", "v44", "edit 4"),),
    reads=(),
    message=(
        "{code} is a diagnosis for {ages}, and the patient was {age} on admission: "
        "check the birth date and the code."
    ),
    examples=(
        fires(aged(30, inpatient(dx("Z38.00"))), because="a newborn's code on an adult's claim"),
        fires(aged(8, inpatient(dx("O80", "Y"), dx("Z37.0"))), because="maternity begins at 9"),
        passes(aged(9, inpatient(dx("O80", "Y"), dx("Z37.0"))), because="9 is within maternity"),
        passes(aged(64, inpatient(dx("O80", "Y"), dx("Z37.0"))), because="64 is within maternity"),
        fires(aged(65, inpatient(dx("O80", "Y"), dx("Z37.0"))), because="maternity ends at 64"),
        fires(
            aged(10, inpatient(dx("O80", "Y"), dx("Z37.0"), on="2019-09-30")),
            because="maternity began at 12 until that day",
        ),
        passes(
            aged(10, inpatient(dx("O80", "Y"), dx("Z37.0"), on="2019-10-01")),
            because="from that day it begins at 9",
        ),
        passes(aged(0, inpatient(dx("Z38.00"))), because="a newborn"),
        not_evaluated(
            aged(30, inpatient(dx("Z38.00"), on="2027-04-01")),
            because="the editor's tables end on 2027-03-31",
        ),
    ),
)


@EDIT.look(since="2015-10-01", screen=fired("AGE_CONFLICT"))
def look(claim: Claim) -> Found:
    """The diagnoses outside their ages, with the ages that the editor accepts for them."""
    admitted = claim.admission_date or claim.from_date
    for kind, detail in found(claim, "AGE_CONFLICT"):
        if kind == "hit":
            ages = _ages(claim.diagnoses[detail["diagnosis"] - 1].code, claim.through_date)
            detail |= {"age": claim.patient.age_on(admitted), "ages": ages}
        yield kind, detail


@lru_cache(maxsize=4096)
def _ages(code: Icd10cm, on: date) -> str:
    """The ages at which a diagnosis alone makes no conflict on a day, from the youngest to the oldest."""
    patient = Patient("", on, Sex.FEMALE)
    alone = Claim(
        "", ClaimType.INPATIENT, patient, on, on, discharge_status="01", diagnoses=(Diagnosis(code),)
    )
    first, last = (
        next(age for age in ages if not fires_at(alone, "AGE_CONFLICT", age))
        for ages in (range(125), range(124, -1, -1))
    )
    return f"ages {first} to {last}" if first != last else f"age {first}"
