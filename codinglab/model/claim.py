"""The claim: what the coder hands in. Field names are those of the lab's claim JSON."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal

from codinglab.model.codes import Hcpcs, Icd10cm, Icd10pcs, Modifier
from codinglab.model.encounter import FORBID, ClaimType, Patient


@dataclass(frozen=True, slots=True)
class Provider:
    """Who gave the service: with the group and specialty, NCCI's "same physician".

    Attributes:
        id: the NPI, or any name that is the same on every claim of the person.
        specialty: the Medicare specialty code, "08".
        group: the practice, as an id.
    """

    __pydantic_config__ = FORBID

    id: str
    specialty: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """A diagnosis on a claim. `poa` is Y, N, U, W, or "" (not reported)."""

    __pydantic_config__ = FORBID

    code: Icd10cm
    poa: str = ""


@dataclass(frozen=True, slots=True)
class Procedure:
    """An inpatient procedure (ICD-10-PCS, seven characters) and the day it was done."""

    __pydantic_config__ = FORBID

    code: Icd10pcs
    date: datetime.date


@dataclass(frozen=True, slots=True)
class ServiceLine:
    """One line of service.

    Attributes:
        code: CPT or HCPCS Level II.
        modifiers: up to four, in order.
        units: units of service.
        date: first (or only) day of service.
        through: last day of service when the line spans days.
        pointers: positions (from 1) of the diagnoses the line points to, first is its main one.
        charge: in dollars.
        place_of_service: two digits, on professional claims.
        revenue_code: four digits, on hospital claims.
    """

    __pydantic_config__ = FORBID

    code: Hcpcs
    date: datetime.date
    modifiers: tuple[Modifier, ...] = ()
    units: int = 1
    through: datetime.date | None = None
    pointers: tuple[int, ...] = ()
    charge: Decimal = Decimal(0)
    place_of_service: str = ""
    revenue_code: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """A professional, outpatient or inpatient claim. The first diagnosis is principal or first-listed.

    Attributes:
        claim_id: any name that no other claim has.
        claim_type: "professional", "outpatient" or "inpatient".
        patient: who it is about.
        from_date: the first day of service, or of admission.
        through_date: the last day of service, or the day of discharge.
        admission_date: of a hospital stay, where it is not `from_date`.
        discharge_status: two digits, of an inpatient claim: "01" is home.
        bill_type: of a hospital claim, three or four digits.
        provider: who gave the service.
        facility_id: the hospital, as an id.
        contractor: the Medicare contractor, whose coverage articles apply.
        admitting_diagnosis: of an inpatient claim.
        condition_codes: those of UB-04 form locators 18 to 28, two characters each.
        diagnoses: in their order.
        procedures: ICD-10-PCS, of an inpatient claim.
        lines: the services, of a professional or outpatient claim.
    """

    __pydantic_config__ = FORBID

    claim_id: str
    claim_type: ClaimType
    patient: Patient
    from_date: datetime.date
    through_date: datetime.date
    admission_date: datetime.date | None = None
    discharge_status: str = ""
    bill_type: str = ""
    provider: Provider = Provider("")
    facility_id: str = ""
    contractor: str = ""
    admitting_diagnosis: Icd10cm | None = None
    condition_codes: tuple[str, ...] = ()
    diagnoses: tuple[Diagnosis, ...] = ()
    procedures: tuple[Procedure, ...] = ()
    lines: tuple[ServiceLine, ...] = ()

    def governing_date(self, line: ServiceLine | None = None) -> datetime.date:
        """The day whose code sets and tables apply.

        Inpatient: the discharge (through) date. Otherwise: the line's date of service, and for
        the claim's diagnoses the first day of service.
        Source: Medicare Claims Processing Manual (100-04) ch. 23 section 10.
        """
        if self.claim_type is ClaimType.INPATIENT:
            return self.through_date
        return line.date if line is not None else self.from_date
