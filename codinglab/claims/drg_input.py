"""A claim in the shape that the `msdrg` package's grouper and code editor read."""

from __future__ import annotations

from typing import Any

from codinglab.model import Claim, Diagnosis, InvalidInputError, Sex

SEXES = {Sex.MALE: 0, Sex.FEMALE: 1, Sex.UNKNOWN: 2}
INDICATORS = ("Y", "N", "U", "W")
NO_DIAGNOSIS = "The claim has no diagnosis: add the principal diagnosis."
NO_STATUS = "The claim has no patient discharge status (UB-04 FL 17), for example 01."
_DIGITS = 4
"""The most digits of a discharge status that are read; UB-04 has two."""


def drg_input(claim: Claim, version: int) -> dict[str, Any]:
    """Give the claim to the grouper's form; age is the age on admission, in completed years.

    Raises:
        InvalidInputError: the claim lacks what grouping needs; the message names it.
    """
    return {"version": version, **editor_input(claim)}


def editor_input(claim: Claim) -> dict[str, Any]:
    """Give the claim to the code editor's form: the grouper's, which knows its version by the date.

    A POA indicator that is none of Y, N, U and W is left out, as if the field were blank.

    Raises:
        InvalidInputError: the claim lacks what the editor needs; the message names it.
    """
    if not claim.diagnoses or not claim.diagnoses[0].code:
        raise InvalidInputError(NO_DIAGNOSIS)
    status = status_number(claim.discharge_status)
    if status is None:
        raise InvalidInputError(NO_STATUS)
    admitted = claim.admission_date or claim.from_date
    principal, *secondary = (_diagnosis(item) for item in claim.diagnoses)
    data: dict[str, Any] = {
        "discharge_date": int(f"{claim.through_date:%Y%m%d}"),
        "age": claim.patient.age_on(admitted),
        "sex": SEXES[claim.patient.sex],
        "discharge_status": status,
        "hospital_status": "NOT_EXEMPT",
        "length_of_stay": max(1, (claim.through_date - admitted).days),
        "pdx": principal,
        "sdx": secondary,
        "procedures": [{"code": str(item.code)} for item in claim.procedures],
    }
    if claim.admitting_diagnosis:
        data["admit_dx"] = {"code": str(claim.admitting_diagnosis)}
    return data


def status_number(status: str) -> int | None:
    """A patient discharge status as a number; None where it is blank or no number.

    >>> status_number("01"), status_number("1A"), status_number("")
    (1, None, None)
    """
    readable = status.isascii() and status.isdigit() and len(status) <= _DIGITS
    return int(status) if readable else None


def _diagnosis(item: Diagnosis) -> dict[str, str]:
    code = {"code": str(item.code)}
    return {**code, "poa": item.poa} if item.poa in INDICATORS else code
