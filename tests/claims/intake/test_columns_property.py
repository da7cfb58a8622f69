"""What is written as a wide table and read back is what `claim_rows` makes of the claims."""

from __future__ import annotations

import csv
import gzip
import io
import random
import tempfile
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from codinglab.claims.extract.layout import INTAKE_SCHEMAS
from codinglab.claims.intake.columns import read_columns, suggested, table_sources
from codinglab.claims.tables import claim_rows, claim_tables
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

_DAYS = st.dates(date(2015, 10, 1), date(2026, 12, 31))
_IDS = st.text("ABCXYZ0123456789-", min_size=1, max_size=8)
_MAYBE = st.just("") | _IDS
_ICD = st.from_regex(r"[A-TV-Z][0-9][0-9A-Z][0-9A-Z]{0,4}", fullmatch=True)
_PCS = st.from_regex(r"[0-9A-HJ-NP-Z]{7}", fullmatch=True)
_HCPCS = st.from_regex(r"[0-9]{4}[0-9FTU]|[A-V][0-9]{4}", fullmatch=True)
_MONEY = st.decimals(0, 100_000, places=2)


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    """A possible claim."""
    kind = draw(st.sampled_from(ClaimType))
    first = draw(_DAYS)
    last = first + timedelta(days=draw(st.integers(0, 9)))
    inpatient = kind is ClaimType.INPATIENT
    lines = draw(st.lists(_lines(first, last, kind), max_size=4))
    return Claim(
        claim_id=draw(_IDS),
        claim_type=kind,
        patient=Patient(draw(_IDS), draw(st.dates(date(1920, 2, 28), first)), draw(st.sampled_from(Sex))),
        from_date=first,
        through_date=last,
        admission_date=first - timedelta(days=draw(st.integers(0, 3))) if inpatient else None,
        discharge_status=draw(st.sampled_from(["01", "03", "20"])) if inpatient else "",
        bill_type={"professional": "", "outpatient": "0131", "inpatient": "0111"}[kind.value],
        provider=Provider(draw(_MAYBE), draw(_MAYBE), draw(_MAYBE)),
        facility_id=draw(_MAYBE),
        contractor=draw(_MAYBE),
        admitting_diagnosis=Icd10cm(draw(_ICD)) if inpatient else None,
        condition_codes=tuple(draw(st.lists(st.sampled_from(["G0", "44", "07", "A6"]), max_size=3))),
        diagnoses=tuple(
            Diagnosis(Icd10cm(code), draw(st.sampled_from(["Y", "N", "U", "W", ""])))
            for code in draw(st.lists(_ICD, max_size=25))
        ),
        procedures=tuple(
            Procedure(Icd10pcs(code), first + timedelta(days=draw(st.integers(0, 3))))
            for code in draw(st.lists(_PCS, max_size=4))
        )
        if inpatient
        else (),
        lines=tuple(lines),
    )


@st.composite
def _lines(draw: st.DrawFn, first: date, last: date, kind: ClaimType) -> ServiceLine:
    day = draw(st.dates(first, last))
    revenue = draw(st.sampled_from(["0450", "0636", "0120"])) if kind is not ClaimType.PROFESSIONAL else ""
    return ServiceLine(
        code=Hcpcs("" if revenue and draw(st.booleans()) else draw(_HCPCS)),
        date=day,
        modifiers=tuple(map(Modifier, draw(st.lists(st.sampled_from(["25", "59", "RT", "X1"]), max_size=4)))),
        units=draw(st.integers(-3, 5000)),
        through=draw(st.none() | st.dates(day, last)),
        pointers=tuple(draw(st.lists(st.integers(1, 12), max_size=4))),
        charge=Decimal(draw(_MONEY)),
        place_of_service=draw(st.sampled_from(["", "11", "21", "02"])),
        revenue_code=revenue,
    )


def wide_rows(given: list[Claim], day: str = "%Y-%m-%d", dot: bool = True) -> list[dict[str, Any]]:
    """The claims as rows of one wide table of lines, all cells text; a claim without lines has one row."""
    rows = []
    for claim in given:
        head = _head(claim, day, dot)
        for number, line in enumerate(claim.lines, start=1):
            rows.append({**head, **_line(line, number, day)})
        if not claim.lines:
            rows.append(head)
    names = dict.fromkeys(name for row in rows for name in row)
    return [{name: row.get(name, "") for name in names} for row in rows]


def _head(claim: Claim, day: str, dot: bool) -> dict[str, str]:
    head = {
        "CLAIM_ID": claim.claim_id,
        "Claim_Type": claim.claim_type.value,
        "PATIENT_ID": claim.patient.id,
        "Sex": claim.patient.sex.value,
        "DOB": claim.patient.birth_date.strftime(day),
        "STATEMENT_FROM": claim.from_date.strftime(day),
        "STATEMENT_THROUGH": claim.through_date.strftime(day),
        "ADMISSION_DATE": claim.admission_date.strftime(day) if claim.admission_date else "",
        "DISCHARGE_STATUS": claim.discharge_status,
        "TYPE_OF_BILL": claim.bill_type,
        "PROVIDER_NPI": claim.provider.id,
        "SPECIALTY": claim.provider.specialty,
        "GROUP_ID": claim.provider.group,
        "FACILITY_ID": claim.facility_id,
        "CONTRACTOR": claim.contractor,
        "ADMITTING_DX": claim.admitting_diagnosis or "",
        "CONDITION_CODES": "|".join(claim.condition_codes),
    }
    for number in range(1, 26):
        one = claim.diagnoses[number - 1] if number <= len(claim.diagnoses) else None
        head[f"DX{number}"] = (one.code.written if dot else str(one.code)) if one else ""
        head[f"POA{number}"] = one.poa if one else ""
    for number in range(1, 5):
        done = claim.procedures[number - 1] if number <= len(claim.procedures) else None
        head[f"PX{number}"] = str(done.code) if done else ""
        head[f"PX{number}_DATE"] = done.date.strftime(day) if done else ""
    return head


def _line(line: ServiceLine, number: int, day: str) -> dict[str, str]:
    row = {
        "LINE": str(number),
        "HCPCS": str(line.code),
        "UNITS": str(line.units),
        "DOS_FROM": line.date.strftime(day),
        "DOS_TO": line.through.strftime(day) if line.through else "",
        "POS": line.place_of_service,
        "REV_CODE": line.revenue_code,
        "CHARGE": str(line.charge),
        "DX_POINTER": ",".join(map(str, line.pointers)),
    }
    for place in range(4):
        row[f"MOD{place + 1}"] = str(line.modifiers[place]) if place < len(line.modifiers) else ""
    return row


SLOW = settings(deadline=None, max_examples=12, suppress_health_check=[HealthCheck.too_slow])
MANY = st.lists(claims(), min_size=1, max_size=6, unique_by=lambda claim: claim.claim_id)


def read(source: Any, **defaults: str) -> dict[str, pa.Table]:
    sources = table_sources(source)
    found = suggested(sources, defaults=defaults)
    batches = [*read_columns(sources, found.mapping)]
    assert [one for batch in batches for one in batch.rejections] == []
    full = [batch.relations for batch in batches if batch.relations]
    return {name: pa.concat_tables([one[name] for one in full]) for name in INTAKE_SCHEMAS}


def rows(table: pa.Table) -> list[tuple[Any, ...]]:
    return sorted((tuple(row.values()) for row in table.to_pylist()), key=repr)


def same(found: dict[str, pa.Table], made: list[Claim]) -> None:
    wanted = claim_tables(claim_rows(made))
    for name, table in found.items():
        assert table.schema == INTAKE_SCHEMAS[name]
        if name in wanted:
            assert rows(table) == rows(wanted[name]), name


@SLOW
@given(
    MANY,
    st.sampled_from(["%Y-%m-%d", "%Y%m%d", "%d%b%Y"]),
    st.booleans(),
    st.sampled_from(",|\t;"),
    st.randoms(),
)
def test_a_wide_csv_is_read_back(
    made: list[Claim], day: str, dot: bool, delimiter: str, chance: random.Random
) -> None:
    lines = wide_rows(made, day, dot)
    chance.shuffle(lines)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "claims.csv"
        with io.StringIO(newline="") as file:
            writer = csv.DictWriter(file, list(lines[0]), delimiter=delimiter)
            writer.writeheader()
            writer.writerows(lines)
            data = file.getvalue().encode("utf-8" if dot else "utf-8-sig")
        path.write_bytes(gzip.compress(data) if dot else data)
        same(read(path), made)


@SLOW
@given(MANY)
def test_a_wide_arrow_table_is_read_back(made: list[Claim]) -> None:
    lines = wide_rows(made)
    columns = {name: [row[name] or None for row in lines] for name in lines[0]}
    table = pa.table({name: pa.array(values, pa.string()) for name, values in columns.items()})
    same(read(table), made)
    same(read(table.to_pandas()), made)
