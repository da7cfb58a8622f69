"""A claim in the shape that the `msdrg` package's grouper and code editor read."""

from __future__ import annotations

from typing import Any

from codinglab.model import Claim, Diagnosis, InvalidInputError, Sex

_SEX = {Sex.MALE: 0, Sex.FEMALE: 1, Sex.UNKNOWN: 2}
_INDICATORS = ("Y", "N", "U", "W")


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
        msg = f"Claim {claim.claim_id} has no diagnosis: add the principal diagnosis."
        raise InvalidInputError(msg)
    if not claim.discharge_status.isdigit():
        msg = f"Claim {claim.claim_id} has no patient discharge status (UB-04 FL 17), for example 01."
        raise InvalidInputError(msg)
    admitted = claim.admission_date or claim.from_date
    principal, *secondary = (_diagnosis(item) for item in claim.diagnoses)
    data: dict[str, Any] = {
        "discharge_date": int(f"{claim.through_date:%Y%m%d}"),
        "age": claim.patient.age_on(admitted),
        "sex": _SEX[claim.patient.sex],
        "discharge_status": int(claim.discharge_status),
        "hospital_status": "NOT_EXEMPT",
        "length_of_stay": max(1, (claim.through_date - admitted).days),
        "pdx": principal,
        "sdx": secondary,
        "procedures": [{"code": str(item.code)} for item in claim.procedures],
    }
    if claim.admitting_diagnosis is not None:
        data["admit_dx"] = {"code": str(claim.admitting_diagnosis)}
    return data


def _diagnosis(item: Diagnosis) -> dict[str, str]:
    code = {"code": str(item.code)}
    return {**code, "poa": item.poa} if item.poa in _INDICATORS else code
