"""The claim file: read, written back, and every fault named."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from codinglab.claims.json import parse_claim, read_claim, write_claim
from codinglab.model import Claim, Icd10cm, InvalidInputError
from codinglab.parse import json_schema, parse_json
from codinglab.reference.paths import REFERENCE

GOOD = {
    "claim_id": "c1",
    "claim_type": "professional",
    "patient": {"id": "p", "birth_date": "1968-02-03", "sex": "M"},
    "from_date": "2026-06-09",
    "through_date": "2026-06-09",
    "diagnoses": [{"code": "e11.22"}],
    "lines": [{"code": "20610", "modifiers": ["RT"], "date": "2026-06-09", "pointers": [1], "charge": 120.5}],
}


def test_a_claim_reads_back_equal() -> None:
    claim = parse_claim(GOOD, source="test")
    assert parse_json(Claim, write_claim(claim), source="again") == claim
    assert claim.diagnoses[0].code.written == "E11.22"


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"bogus": 1}, "bogus: unknown key"),
        ({"lines": [{"code": "20610", "date": "2026-06-09", "unit": 1}]}, "lines.0.unit: unknown key"),
        ({"through_date": "2026-06-31"}, "through_date"),
        ({"through_date": "2026-06-01"}, "is before from_date"),
        ({"patient": {"id": "p", "birth_date": "2030-01-01", "sex": "M"}}, "patient.birth_date"),
        ({"lines": [{"code": "20610", "date": "2026-07-09"}]}, "lines.0.date"),
        ({"from_date": "6/9/2026"}, "from_date: not a day of the calendar, written YYYY-MM-DD"),
        (
            {"lines": [{"code": "20610", "date": "2026-06-09", "units": 10**11}]},
            "lines.0.units: .* too large",
        ),
        ({"lines": [{"code": "20610", "date": "2026-06-09"}] * 2001}, "a claim holds 999 at most"),
    ],
)
def test_each_fault_names_its_path(change: dict[str, object], path: str) -> None:
    with pytest.raises(InvalidInputError, match=path):
        parse_claim({**GOOD, **change}, source="claim.json")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xff\xfe{", "not text in UTF-8 or UTF-16"),
        ('{"claim_id": "Jos\u00e9"}'.encode("latin-1"), "save it as UTF-8"),
        (b"claim_id,code", "A claim file is one claim in JSON"),
        (b"[" * 100_000, "nested too deep"),
        (b"[{}, {}]", "it holds a list of 2"),
    ],
)
def test_a_file_that_is_no_claim_is_named(tmp_path: Path, content: bytes, said: str) -> None:
    file = tmp_path / "claim.json"
    file.write_bytes(content)
    with pytest.raises(InvalidInputError, match=rf"claim\.json .*{said}"):
        read_claim(file)
    with pytest.raises(InvalidInputError, match="is a folder"):
        read_claim(tmp_path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_file_of_a_windows_editor_is_read(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "claim.json"
    file.write_text(json.dumps(GOOD), encoding=encoding)
    assert read_claim(file).claim_id == "c1"


def test_governing_date_is_the_discharge_date_for_inpatients() -> None:
    claim = parse_claim(
        {**GOOD, "claim_type": "inpatient", "through_date": "2026-10-03", "lines": []}, source="t"
    )
    assert claim.governing_date() == date(2026, 10, 3)


@given(st.from_regex(r"\s?[A-Za-z][0-9][0-9A-Za-z](\.[0-9A-Za-z]{1,4})?\s?", fullmatch=True))
def test_an_icd10cm_code_has_one_normal_form(written: str) -> None:
    code = Icd10cm(written)
    assert Icd10cm(code.written) == code == Icd10cm(code)
    assert code.well_formed


def test_the_published_schema_is_the_one_the_reader_follows() -> None:
    published = json.loads((REFERENCE / "claim.schema.json").read_text(encoding="utf-8"))
    assert published == json_schema(Claim), "Run: python lab.py claim schema > reference/claim.schema.json"
    jsonschema.validate(GOOD, published)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**GOOD, "bogus": 1}, published)
