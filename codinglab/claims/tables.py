"""Claims as relations: the shape every edit sees, for one claim and for millions.

    claim      claim_id, claim_type, patient, sex, birth_date, age, from_date, through_date,
               admission_date, discharge_status, bill_type, provider, specialty, group, facility,
               contractor, admitting, on, first_day, last_day, admission_day
    diagnosis  claim_id, claim_type, position, code, poa, on
    prefix     claim_id, claim_type, position, code, poa, on, prefix: a row a beginning of the code
    procedure  claim_id, claim_type, position, code, date, on, day
    line       claim_id, claim_type, line, code, units, since, through, first_day, last_day,
               place_of_service, revenue_code, charge, contractor, key, on
    modifier   claim_id, claim_type, line, position, modifier
    pointer    claim_id, claim_type, line, position, diagnosis
    condition  claim_id, claim_type, code: UB-04 condition codes

`on` is the governing date (`Claim.governing_date`); `first_day`, `last_day`, `admission_day` and `day`
are days as numbers, to count with. `age` is in completed years, at admission of a stay, else on the
first day. `key` is who did it to whom: patient and physician group with specialty (or physician) on
professional claims, patient and facility on outpatient claims; lines of the same key and day meet in
NCCI, on this claim or on another.
Source: NCCI Policy Manual ch. I; Medicare Claims Processing Manual (100-04) ch. 23 section 10.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import pyarrow as pa

from codinglab.model import Claim, ClaimType

_TEXT, _DAY, _NUMBER = pa.string(), pa.date32(), pa.int32()

SCHEMAS: dict[str, pa.Schema] = {
    "claim": pa.schema(
        {
            "claim_id": _TEXT,
            "claim_type": _TEXT,
            "patient": _TEXT,
            "sex": _TEXT,
            "birth_date": _DAY,
            "age": _NUMBER,
            "from_date": _DAY,
            "through_date": _DAY,
            "admission_date": _DAY,
            "discharge_status": _TEXT,
            "bill_type": _TEXT,
            "provider": _TEXT,
            "specialty": _TEXT,
            "group": _TEXT,
            "facility": _TEXT,
            "contractor": _TEXT,
            "admitting": _TEXT,
            "on": _DAY,
            "first_day": _NUMBER,
            "last_day": _NUMBER,
            "admission_day": _NUMBER,
        }
    ),
    "diagnosis": pa.schema(
        {
            "claim_id": _TEXT,
            "claim_type": _TEXT,
            "position": _NUMBER,
            "code": _TEXT,
            "poa": _TEXT,
            "on": _DAY,
        }
    ),
    "prefix": pa.schema(
        {
            "claim_id": _TEXT,
            "claim_type": _TEXT,
            "position": _NUMBER,
            "code": _TEXT,
            "poa": _TEXT,
            "on": _DAY,
            "prefix": _TEXT,
        }
    ),
    "procedure": pa.schema(
        {
            "claim_id": _TEXT,
            "claim_type": _TEXT,
            "position": _NUMBER,
            "code": _TEXT,
            "date": _DAY,
            "on": _DAY,
            "day": _NUMBER,
        }
    ),
    "line": pa.schema(
        {
            "claim_id": _TEXT,
            "claim_type": _TEXT,
            "line": _NUMBER,
            "code": _TEXT,
            "units": _NUMBER,
            "since": _DAY,
            "through": _DAY,
            "first_day": _NUMBER,
            "last_day": _NUMBER,
            "place_of_service": _TEXT,
            "revenue_code": _TEXT,
            "charge": pa.float64(),
            "contractor": _TEXT,
            "key": _TEXT,
            "on": _DAY,
        }
    ),
    "modifier": pa.schema(
        {"claim_id": _TEXT, "claim_type": _TEXT, "line": _NUMBER, "position": _NUMBER, "modifier": _TEXT}
    ),
    "pointer": pa.schema(
        {"claim_id": _TEXT, "claim_type": _TEXT, "line": _NUMBER, "position": _NUMBER, "diagnosis": _NUMBER}
    ),
    "condition": pa.schema({"claim_id": _TEXT, "claim_type": _TEXT, "code": _TEXT}),
}


def claim_rows(claims: Iterable[Claim]) -> dict[str, list[tuple[Any, ...]]]:
    """Write claims as rows of the relations above, each sorted as the claims come."""
    rows: dict[str, list[tuple[Any, ...]]] = {name: [] for name in SCHEMAS}
    for claim in claims:
        for name, row in _rows(claim):
            rows[name].append(row)
    return rows


def claim_tables(rows: dict[str, list[tuple[Any, ...]]]) -> dict[str, pa.Table]:
    """The rows of claims (`claim_rows`) as Arrow tables."""
    return {
        name: pa.table([list(column) for column in zip(*rows[name], strict=True)], schema=schema)
        if rows[name]
        else schema.empty_table()
        for name, schema in SCHEMAS.items()
    }


def _rows(claim: Claim) -> Iterator[tuple[str, tuple[Any, ...]]]:
    ids = (claim.claim_id, claim.claim_type.value)
    on = claim.governing_date()
    yield (
        "claim",
        (
            *ids,
            claim.patient.id,
            claim.patient.sex.value,
            claim.patient.birth_date,
            claim.patient.age_on(claim.admission_date or claim.from_date),
            claim.from_date,
            claim.through_date,
            claim.admission_date,
            claim.discharge_status,
            claim.bill_type,
            claim.provider.id,
            claim.provider.specialty,
            claim.provider.group,
            claim.facility_id,
            claim.contractor,
            str(claim.admitting_diagnosis or ""),
            on,
            claim.from_date.toordinal(),
            claim.through_date.toordinal(),
            claim.admission_date.toordinal() if claim.admission_date else None,
        ),
    )
    for position, diagnosis in enumerate(claim.diagnoses, start=1):
        code = str(diagnosis.code)
        row = (*ids, position, code, diagnosis.poa, on)
        yield "diagnosis", row
        for length in range(1, len(code) + 1):
            yield "prefix", (*row, code[:length])
    for position, procedure in enumerate(claim.procedures, start=1):
        day = procedure.date.toordinal()
        yield "procedure", (*ids, position, str(procedure.code), procedure.date, on, day)
    key = _service_key(claim)
    for number, line in enumerate(claim.lines, start=1):
        last: date = line.through or line.date
        yield (
            "line",
            (
                *ids,
                number,
                str(line.code),
                line.units,
                line.date,
                last,
                line.date.toordinal(),
                last.toordinal(),
                line.place_of_service,
                line.revenue_code,
                float(line.charge),
                claim.contractor,
                key,
                claim.governing_date(line),
            ),
        )
        for position, modifier in enumerate(line.modifiers, start=1):
            yield "modifier", (*ids, number, position, str(modifier))
        for position, pointer in enumerate(line.pointers, start=1):
            yield "pointer", (*ids, number, position, pointer)

    for condition in claim.condition_codes:
        yield "condition", (*ids, condition)


def _service_key(claim: Claim) -> str:
    who = claim.provider
    if claim.claim_type is not ClaimType.PROFESSIONAL:
        served = claim.facility_id or claim.claim_id
    elif who.group and who.specialty:
        served = f"{who.group}/{who.specialty}"
    else:
        served = who.id or claim.claim_id
    return f"{claim.patient.id}|{served}"
