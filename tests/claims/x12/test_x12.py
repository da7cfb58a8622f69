"""Claims from 837 files: what is read, and what is rejected where."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from codinglab.claims.extract.layout import INTAKE_SCHEMAS
from codinglab.claims.intake import Rejection
from codinglab.claims.intake.x12 import read_x12
from codinglab.claims.tables import claim_rows
from codinglab.model import (
    Claim,
    ClaimType,
    Diagnosis,
    Hcpcs,
    Icd10cm,
    Icd10pcs,
    InvalidInputError,
    Modifier,
    Patient,
    Procedure,
    Provider,
    ServiceLine,
    Sex,
)

CLINIC, DOCTOR, SURGEON, SITE = "1000000012", "1000000020", "1000000038", "1000000046"
DAY = date(2026, 1, 5)


def office(claim_id: str = "P1", **changes: Any) -> Claim:
    claim = Claim(
        claim_id,
        ClaimType.PROFESSIONAL,
        Patient("MEMBER1", date(1954, 3, 2), Sex.FEMALE),
        DAY,
        date(2026, 1, 7),
        provider=Provider(DOCTOR, "207R00000X", CLINIC),
        facility_id=SITE,
        contractor="05302",
        diagnoses=(Diagnosis(Icd10cm("E11.22")), Diagnosis(Icd10cm("N18.30"))),
        lines=(
            ServiceLine(
                Hcpcs("99213"),
                DAY,
                (Modifier("25"),),
                1,
                None,
                (1, 2),
                Decimal("125.50"),
                place_of_service="11",
            ),
            ServiceLine(
                Hcpcs("J1100"), DAY, (), 4, date(2026, 1, 7), (1,), Decimal("12"), place_of_service="22"
            ),
        ),
    )
    return replace(claim, **changes)


def stay(claim_id: str = "I1", **changes: Any) -> Claim:
    claim = Claim(
        claim_id,
        ClaimType.INPATIENT,
        Patient("MEMBER2", date(1960, 1, 1), Sex.MALE),
        DAY,
        date(2026, 1, 9),
        admission_date=DAY,
        discharge_status="01",
        bill_type="0111",
        provider=Provider(SURGEON, "208600000X", CLINIC),
        facility_id=CLINIC,
        contractor="12345",
        admitting_diagnosis=Icd10cm("R10.9"),
        condition_codes=("44",),
        diagnoses=(Diagnosis(Icd10cm("K57.20"), "Y"), Diagnosis(Icd10cm("I10"), "N")),
        procedures=(
            Procedure(Icd10pcs("0DTN0ZZ"), date(2026, 1, 6)),
            Procedure(Icd10pcs("0DTJ4ZZ"), date(2026, 1, 7)),
        ),
        lines=(
            ServiceLine(Hcpcs(""), DAY, units=4, charge=Decimal("4000"), revenue_code="0120"),
            ServiceLine(Hcpcs("J1100"), DAY, units=2, charge=Decimal("0.75"), revenue_code="0636"),
        ),
    )
    return replace(claim, **changes)


def rows_of(path: Path) -> tuple[dict[str, list[tuple[Any, ...]]], list[Rejection]]:
    rows: dict[str, list[tuple[Any, ...]]] = {name: [] for name in INTAKE_SCHEMAS}
    rejected: list[Rejection] = []
    for batch in read_x12(path):
        rejected += batch.rejections
        for name, table in batch.relations.items():
            assert table.schema == INTAKE_SCHEMAS[name]
            rows[name] += [tuple(row.values()) for row in table.to_pylist()]
    return rows, rejected


def expected(*claims: Claim) -> dict[str, list[tuple[Any, ...]]]:
    rows = claim_rows(claims)
    del rows["prefix"]
    return {**rows, "payment": [], "note": []}


@pytest.fixture
def put(tmp_path: Path) -> Callable[..., Path]:
    def put(text: str, name: str = "claims.837", encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return path

    return put


@pytest.mark.parametrize(
    ("marks", "end"),
    [(("*", ":", "~"), "\n"), (("|", ">", "\\"), ""), (("*", "^", "\n"), ""), (("+", ":", "'"), "\r\n")],
)
def test_claims_come_back_as_they_were(x12_writer: Any, put: Any, marks: Any, end: str) -> None:
    claims = [
        office(),
        office("P2"),
        stay(),
        stay("O1", claim_type=ClaimType.OUTPATIENT, bill_type="0131", admission_date=None, procedures=()),
    ]
    text = x12_writer(*marks, end=end, claims_a_transaction=1).file(claims)
    assert rows_of(put(text)) == (expected(*claims), [])


def test_a_dependent_has_an_id_without_a_name(x12_writer: Any, put: Any) -> None:
    born = date(2019, 5, 4)
    claim = office(patient=Patient("MEMBER1-20190504F19", born, Sex.FEMALE))
    text = x12_writer(dependent={"P1": "19"}).file([claim, office("P2")])
    rows, rejected = rows_of(put(text))
    assert (rows, rejected) == (expected(claim, office("P2")), [])
    assert "CHILD" not in str(rows)


def test_interchanges_with_delimiters_of_their_own(x12_writer: Any, put: Any) -> None:
    text = x12_writer().file([office()]) + "\n\n" + x12_writer("|", ">", "!", end="").file([stay()])
    assert rows_of(put(text)) == (expected(office(), stay()), [])


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1", "utf-8-sig"])
def test_letters_beyond_ascii(x12_writer: Any, put: Any, encoding: str) -> None:
    claim = office("Zuñiga-1")
    text = x12_writer().file([claim]).replace("SAMPLE STREET", "Calle Muñoz")
    assert rows_of(put(text, encoding=encoding)) == (expected(claim), [])


def test_external_causes_follow_once(x12_writer: Any, put: Any) -> None:
    text = x12_writer().file([stay()]).replace("HI*ABJ", "HI*ABN:W19XXXA:::::::Y*ABN:I10~\nHI*ABJ")
    rows, _ = rows_of(put(recounted(text)))
    assert [(row[3], row[4]) for row in rows["diagnosis"]] == [("K5720", "Y"), ("I10", "N"), ("W19XXXA", "Y")]


def test_a_line_of_another_physician_has_its_own_key(x12_writer: Any, put: Any) -> None:
    other = f"NM1*82*1*OTHER*ONE****XX*{SURGEON}~\nPRV*PE*PXC*208600000X~\nLX*2~"
    rows, rejected = rows_of(put(recounted(x12_writer().file([office()]).replace("LX*2~", other))))
    keys = [row[13] for row in rows["line"]]
    assert not rejected
    assert keys == [f"MEMBER1|{CLINIC}/208600000X", f"MEMBER1|{CLINIC}/207R00000X"]


def test_what_another_payer_decided(x12_writer: Any, put: Any) -> None:
    paid = [
        ("SVD", "OTHERPAYER", "60", "HC:99213:25", "", "1"),
        ("CAS", "CO", "45", "45.5"),
        ("CAS", "PR", "2", "20"),
        ("DTP", "573", "D8", "20260120"),
    ]
    denied = [("SVD", "OTHERPAYER", "0", "HC:99213:25", "", "1"), ("CAS", "CO", "97", "125.5")]
    claims = [office(), office("P2")]
    rows, rejected = rows_of(put(x12_writer(other_payer={"P1": paid, "P2": denied}).file(claims)))
    assert not rejected
    assert rows["payment"] == [("P1", 1, 80.0, 60.0, ""), ("P2", 1, 0.0, 0.0, "CO-97")]
    assert [row[15] for row in rows["claim"]] == ["05302", "05302"]
    assert {row[2] for row in rows["claim"]} == {"MEMBER1"}


def test_repeated_ids_are_told_apart(x12_writer: Any, put: Any) -> None:
    claims = [office("A"), office("A"), office("A#2"), office("A")]
    rows, rejected = rows_of(put(x12_writer().file(claims)))
    assert not rejected
    assert [row[0] for row in rows["claim"]] == ["A", "A#2", "A#2#1", "A#3"]


def recounted(text: str) -> str:
    """The text with counts of segments that are right again."""
    out, count = [], 0
    for part in text.split("~"):
        tag = part.strip().split("*")[0]
        count = 1 if tag == "ST" else count + 1
        if tag == "SE":
            part = f"\nSE*{count}*{part.strip().split('*')[2]}"
        out.append(part)
    return "~".join(out)


@pytest.mark.parametrize(
    ("old", "new", "tag", "field", "reason"),
    [
        ("HI*ABK:E1122", "HI*BK:25040", "HI", "HI01", "ICD-9"),
        ("HI*ABK:E1122", "HI*XYZ:E1122", "HI", "HI01", "no kind of code"),
        ("HI*ABK:E1122", "HI*ABK", "HI", "HI01", "code is missing"),
        ("DTP*472*D8*20260105~", "DTP*472*D8*20260231~", "DTP", "DTP03", "no day"),
        ("DTP*472*D8*20260105~", "DTP*472*D8*5 Jan~", "DTP", "DTP03", "no day"),
        ("DTP*472*D8*20260105~", "", "LX", "", "day of service"),
        ("RD8*20260105-20260107", "RD8*20260107-20260105", "DTP", "DTP03", "before the first"),
        ("SV1*HC:99213:25*125.50", "SV1*HC:99213:25*12x", "SV1", "SV102", "no amount"),
        ("SV1*HC:99213:25*125.50", "SV1*HC:99213:25*100", "CLM", "CLM02", "one may be missing"),
        ("125.50*UN*1", "125.50*UN*1.5", "SV1", "SV104", "whole numbers"),
        ("SV1*HC:99213", "SV1*WK:99213", "SV1", "SV101", "HC is HCPCS"),
        ("SV1*HC:99213", "SV2*0450*HC:99213", "SV2", "", "other kind of claim"),
        ("DMG*D8*19540302*F", "DMG*D8*19541302*F", "DMG", "DMG02", "no day"),
        ("DMG*D8*19540302*F", "DMG*D8*19540302*X", "DMG", "DMG03", "F, M or U"),
        ("DMG*D8*19540302*F~", "", "HL", "", "birth date and sex"),
        ("MI*MEMBER1", "MI*", "NM1", "NM109", "member id"),
        ("CLM*P1*", "CLM**", "CLM", "CLM01", "no id"),
        ("11:B:1", "11:B:8", "CLM", "CLM05", "takes an earlier claim back"),
        ("11:B:1", "11:A:1", "CLM", "CLM05", "place of service"),
        ("LX*2", "LX*7", "LX", "LX01", "not numbered 2"),
        ("LX*2", "ZZ*2", "ZZ", "", "damaged"),
        ("LX*2", "L X*2", "unknown", "", "damaged"),
        ("LX*2", "HI*ABK:I10", "HI", "", "cannot stand here"),
        ("HL*2*1*22*0", "HL*2*9*22*0", "HL", "HL02", "not the one that stands before"),
        ("HL*2*1*22*0", "HL*2*1*19*0", "HL", "HL03", "22 (subscriber)"),
        ("19540302", "20300101", "CLM", "patient.birth_date", "after the service"),
    ],
)  # fmt: skip
def test_a_bad_claim_is_rejected_alone(
    x12_writer: Any, put: Any, old: str, new: str, tag: str, field: str, reason: str
) -> None:
    bad, *good = office(), office("P2", patient=Patient("MEMBER9", date(1950, 1, 1), Sex.MALE)), stay()
    text = x12_writer().file([bad, *good])
    assert old in text
    path = put(recounted(text.replace(old, new, 1)))
    rows, rejected = rows_of(path)
    assert rows == expected(*good)
    (one,) = rejected
    assert (one.source, one.field) == ("claims.837", field)
    assert one.place.startswith("segment ")
    assert one.place.endswith(f", {tag}")
    assert reason in one.reason
    assert one.row.startswith("CLM*")
    assert one.claim == ("" if "CLM**" in new else "P1")


def test_a_wrong_count_of_segments_rejects_the_transaction(x12_writer: Any, put: Any) -> None:
    text = x12_writer(claims_a_transaction=2).file([office("A"), office("B"), office("C")])
    rows, rejected = rows_of(put(text.replace("REF*EI*000000000~\n", "", 1)))
    assert [row[0] for row in rows["claim"]] == ["C"]
    assert [(one.claim, one.field) for one in rejected] == [("", "SE01"), ("A", "SE01"), ("B", "SE01")]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("GE*1*1", "GE*2*1", "Some transactions may be missing"),
        ("GE*1*1", "GE*1*7", "control number"),
        ("IEA*1", "IEA*3", "Some groups may be missing"),
        ("IEA*1*000000001~", "", "cut off"),
        ("IEA*1", "XXX*1", "outside of any transaction"),
    ],
)
def test_faults_of_the_envelope_are_told_and_whole_claims_taken(
    x12_writer: Any, put: Any, old: str, new: str, said: str
) -> None:
    rows, rejected = rows_of(put(x12_writer().file([office()]).replace(old, new)))
    assert rows == expected(office())
    assert any(said in one.reason and one.claim == one.row == "" for one in rejected)


def test_a_cut_off_file_gives_the_claims_that_are_whole(x12_writer: Any, put: Any) -> None:
    text = x12_writer().file([office("A"), office("B"), office("C")])
    rows, rejected = rows_of(put(text[: text.index("CLM*C") + 60]))
    assert [row[0] for row in rows["claim"]] == ["A", "B"]
    assert [one.claim for one in rejected] == ["", "C"]
    assert all("cut off" in one.reason for one in rejected)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda text: "", "is empty"),
        (lambda text: "claim_id,code\n1,99213\n", "does not begin with ISA"),
        (lambda text: "PK\x03\x04" + text, "unpack it"),
        (lambda text: text[:60], "cut off in its first segment"),
        (lambda text: text.replace("ISA*00", "ISA*0"), "ISA, is damaged"),
        (lambda text: text.replace("*00501*", "*00901*"), "its version"),
        (lambda text: text.replace("ST*837", "ST*835"), "835 (a payer's remittance)"),
        (lambda text: text.replace("ST*837", "ST*270"), "270 (a question about coverage)"),
        (lambda text: text.replace("005010X222A1", "005010X224A2"), "837 005010X224A2"),
        (lambda text: text.replace("005010X222A1", "004010X098A1"), "837 004010X098A1"),
        (lambda text: text[:107], "no transaction"),
    ],
)
def test_a_file_of_another_kind_is_refused(x12_writer: Any, put: Any, change: Any, said: str) -> None:
    path = put(change(x12_writer().file([office()])))
    with pytest.raises(InvalidInputError, match=r"claims\.837") as caught:
        list(read_x12(path))
    assert said in str(caught.value)


def test_dental_claims_beside_others_are_rejected_each(x12_writer: Any, put: Any) -> None:
    dental = x12_writer().file([office("D1"), office("D2")]).replace("005010X222A1", "005010X224A2")
    rows, rejected = rows_of(put(dental + x12_writer().file([office()])))
    assert rows == expected(office())
    assert [one.claim for one in rejected] == ["", "D1", "D2"]


def test_no_file(tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError, match="There is no file"):
        list(read_x12(tmp_path / "none.837"))


@pytest.mark.parametrize("name", ["professional.837", "institutional.837"])
def test_the_sample_files_are_read_whole(name: str) -> None:
    rows, rejected = rows_of(Path(__file__).parents[1] / "data" / name)
    assert not rejected
    assert len(rows["claim"]) == 3


def test_the_sample_files_name_providers_that_could_be(made_npi: Callable[[int], str]) -> None:
    for path in (Path(__file__).parents[1] / "data").glob("*.837"):
        named = re.findall(r"\*XX\*(\d{10})~", path.read_text())
        assert named
        assert all(one == made_npi(int(one[1:9])) for one in named)


_MEASURE = """
import re, sys
from pathlib import Path
from codinglab.claims.intake.x12 import read_x12

def peak():
    return int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])

batches = claims = 0
for batch in read_x12(Path(sys.argv[1])):
    if not batches:
        first = peak()
    batches += 1
    claims += batch.relations["claim"].num_rows if batch.relations else 0
print(claims, batches, first, peak())
"""


# ru_maxrss would begin with what the process that starts this one holds: exec keeps it.
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the peak of memory is read from /proc")
def test_memory_is_that_of_a_batch(x12_writer: Any, put: Any) -> None:
    claims = [office(f"P{number}") for number in range(2_500)]
    writer = x12_writer()
    path = put("".join(writer.file(claims) for _ in range(8)))
    done = subprocess.run(
        [sys.executable, "-c", _MEASURE, str(path)], capture_output=True, text=True, check=True
    )
    count, batches, first, last = map(int, done.stdout.split())
    assert (count, batches) == (20_000, 6)
    assert last < 1.25 * first
    assert last < 800_000
