"""The small words in which an edit's examples are written."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from codinglab.model import (
    Claim,
    ClaimType,
    Diagnosis,
    Hcpcs,
    Icd10cm,
    Icd10pcs,
    Modifier,
    Patient,
    Procedure,
    Provider,
    ServiceLine,
    Sex,
)

_BILL_TYPES = {ClaimType.INPATIENT: "0111", ClaimType.OUTPATIENT: "0131"}


@dataclass(frozen=True, slots=True)
class Example:
    """A claim that an edit must fire on, pass, or be unable to judge, and the reason why."""

    claim: Claim
    outcome: str
    because: str


def fires(claim: Claim, *, because: str) -> Example:
    """An example that the edit fires on."""
    return Example(claim, "fires", because)


def passes(claim: Claim, *, because: str) -> Example:
    """An example that the edit passes."""
    return Example(claim, "passes", because)


def not_evaluated(claim: Claim, *, because: str) -> Example:
    """An example that the edit cannot judge."""
    return Example(claim, "not evaluated", because)


def dx(code: str, poa: str = "") -> Diagnosis:
    """A diagnosis."""
    return Diagnosis(Icd10cm(code), poa)


def px(code: str, on: str) -> Procedure:
    """An ICD-10-PCS procedure."""
    return Procedure(Icd10pcs(code), date.fromisoformat(on))


def line(code: str, *modifiers: str, units: int = 1, to: tuple[int, ...] = ()) -> ServiceLine:
    """A service line, on the day of its claim; `to` holds its pointers."""
    return ServiceLine(
        Hcpcs(code), date.min, tuple(Modifier(modifier) for modifier in modifiers), units, pointers=to
    )


def dated(part: ServiceLine, on: str) -> ServiceLine:
    """A service line on a day of its own."""
    return replace(part, date=date.fromisoformat(on))


def in_revenue(part: ServiceLine, code: str) -> ServiceLine:
    """A service line under a revenue code."""
    return replace(part, revenue_code=code)


def born(claim: Claim, on: str) -> Claim:
    """A claim of a patient born on a day."""
    return replace(claim, patient=replace(claim.patient, birth_date=date.fromisoformat(on)))


def placed(part: ServiceLine, place: str) -> ServiceLine:
    """A service line at a place of service."""
    return replace(part, place_of_service=place)


def professional(*parts: Diagnosis | ServiceLine, on: str = "2026-06-09", contractor: str = "12345") -> Claim:
    """A professional claim of one day; lines without pointers point to its first diagnosis."""
    first = (1,) if any(isinstance(part, Diagnosis) for part in parts) else ()
    pointed = tuple(
        replace(part, pointers=part.pointers or first) if isinstance(part, ServiceLine) else part
        for part in parts
    )
    return _claim(ClaimType.PROFESSIONAL, pointed, on, contractor)


def outpatient(*parts: Diagnosis | ServiceLine, on: str = "2026-06-09", contractor: str = "12345") -> Claim:
    """An outpatient hospital claim of one day; lines without a revenue code have 0500."""
    found = tuple(
        replace(part, revenue_code=part.revenue_code or "0500") if isinstance(part, ServiceLine) else part
        for part in parts
    )
    return _claim(ClaimType.OUTPATIENT, found, on, contractor)


def inpatient(*parts: Diagnosis | Procedure, on: str = "2026-06-18") -> Claim:
    """An inpatient claim discharged on a day."""
    return _claim(ClaimType.INPATIENT, parts, on, "12345")


def aged(years: int, claim: Claim, sex: Sex = Sex.FEMALE) -> Claim:
    """The claim of a patient of that age on its first day."""
    day = claim.from_date
    born = date(day.year - years, day.month, min(day.day, 28))
    return replace(claim, patient=replace(claim.patient, birth_date=born, sex=sex))


def stay(claim: Claim, admitted: str) -> Claim:
    """The claim of a stay that began on a day."""
    day = date.fromisoformat(admitted)
    return replace(claim, from_date=day, admission_date=day)


def with_procedure(claim: Claim, code: str) -> Claim:
    """A claim of any type with an ICD-10-PCS procedure on its first day."""
    return replace(claim, procedures=(Procedure(Icd10pcs(code), claim.from_date),))


def _claim(
    claim_type: ClaimType, parts: tuple[Diagnosis | ServiceLine | Procedure, ...], on: str, contractor: str
) -> Claim:
    day = date.fromisoformat(on)
    return Claim(
        claim_id="example",
        claim_type=claim_type,
        patient=Patient("patient", date(1960, 5, 17), Sex.FEMALE),
        from_date=day,
        through_date=day,
        admission_date=day if claim_type is ClaimType.INPATIENT else None,
        discharge_status="01" if claim_type is ClaimType.INPATIENT else "",
        bill_type=_BILL_TYPES.get(claim_type, ""),
        provider=Provider("1234567893", "internal medicine", "group"),
        facility_id="facility",
        contractor=contractor,
        diagnoses=tuple(part for part in parts if isinstance(part, Diagnosis)),
        procedures=tuple(part for part in parts if isinstance(part, Procedure)),
        lines=tuple(
            replace(part, date=day) if part.date == date.min else part
            for part in parts
            if isinstance(part, ServiceLine)
        ),
    )


def of_patient(claim: Claim, *, sex: Sex = Sex.FEMALE, born: str = "1960-05-17") -> Claim:
    """The claim of another patient than the woman of 1960."""
    return replace(claim, patient=Patient("patient", date.fromisoformat(born), sex))
