"""Claims from the lab's JSON: whole files, arrays, lines and folders, with damaged ones among them."""

from __future__ import annotations

import json
import tempfile
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from codinglab.claims.extract.layout import INTAKE_SCHEMAS
from codinglab.claims.intake import Rejection
from codinglab.claims.intake.lab_json import read_lab_json
from codinglab.claims.json import write_claim
from codinglab.claims.tables import claim_rows
from codinglab.model import (
    Claim,
    ClaimType,
    Diagnosis,
    Hcpcs,
    Icd10cm,
    InvalidInputError,
    Patient,
    Provider,
    ServiceLine,
    Sex,
)

DAY = date(2026, 1, 5)


def claim(claim_id: str = "C1") -> Claim:
    return Claim(
        claim_id,
        ClaimType.PROFESSIONAL,
        Patient("p1", date(1954, 3, 2), Sex.FEMALE),
        DAY,
        DAY,
        provider=Provider("1234567893", "cardiology", "group"),
        diagnoses=(Diagnosis(Icd10cm("I10")),),
        lines=(ServiceLine(Hcpcs("99213"), DAY, pointers=(1,), charge=Decimal("125.5")),),
    )


def flat(claim_id: str = "C1") -> str:
    return json.dumps(json.loads(write_claim(claim(claim_id))))


def rows_of(path: Path) -> tuple[dict[str, list[tuple[Any, ...]]], list[Rejection]]:
    rows: dict[str, list[tuple[Any, ...]]] = {}
    rejected: list[Rejection] = []
    for batch in read_lab_json(path):
        rejected += batch.rejections
        for name, table in batch.relations.items():
            assert table.schema == INTAKE_SCHEMAS[name]
            rows.setdefault(name, []).extend(tuple(row.values()) for row in table.to_pylist())
    return rows, rejected


def expected(*claims: Claim) -> dict[str, list[tuple[Any, ...]]]:
    rows = claim_rows(claims)
    del rows["prefix"]
    return {**rows, "payment": []}


@pytest.mark.parametrize(
    ("name", "text", "encoding"),
    [
        ("one.json", write_claim(claim()), "utf-8"),
        ("one.json", flat(), "utf-16"),
        ("array.json", f"[{flat()}]", "utf-8-sig"),
        ("array.json", f" [\n{write_claim(claim())}\n ]\n", "utf-8"),
        ("lines.jsonl", f"\n{flat()}\n", "utf-8"),
        ("lines.json", f"{flat()}\r\n\r\n", "utf-8"),
    ],
)
def test_a_file_of_any_form(tmp_path: Path, name: str, text: str, encoding: str) -> None:
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    assert rows_of(path) == (expected(claim()), [])


def test_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(write_claim(claim("A")))
    (tmp_path / "b.json").write_text(f"[{flat('B')}, {flat('C')}]")
    (tmp_path / "c.jsonl").write_text(f"{flat('D')}\n{flat('A')}\n")
    (tmp_path / "notes.md").write_text("no claim")
    rows, rejected = rows_of(tmp_path)
    assert rows == expected(*(claim(name) for name in "ABCD"))
    assert [(one.source, one.place, one.claim, one.field) for one in rejected] == [
        ("c.jsonl", "line 2", "A", "claim_id")
    ]


DAMAGED = [
    ('{"claim_id": "X", "lines": [1, ]}', "", "not JSON"),
    ('{"claim_id": "X"}', "X", "patient"),
    ("[1, 2]", "", "a list of 2"),
    ("12", "", "no fields"),
    (flat("X").replace("2026-01-05", "2026-02-31"), "X", "not a day of the calendar"),
    (flat("X").replace('"units": 1', '"units": 99999999999'), "X", "too large"),
    (flat("X").replace('"X"', '"\\ud800"'), "?", "half a character"),
]


@pytest.mark.parametrize(("text", "claim_id", "reason"), DAMAGED)
@pytest.mark.parametrize("form", ["lines", "array"])
def test_a_damaged_claim_is_rejected_alone(
    tmp_path: Path, text: str, claim_id: str, reason: str, form: str
) -> None:
    path = tmp_path / "claims.json"
    if form == "lines":
        path.write_text("\n".join([flat("A"), text, flat("B")]))
    else:
        path.write_text(f"[{flat('A')},\n{text}, {flat('B')}]")
    rows, rejected = rows_of(path)
    assert rows == expected(claim("A"), claim("B"))
    (one,) = rejected
    assert (one.source, one.claim) == ("claims.json", claim_id)
    assert one.place == ("line 2" if form == "lines" else "claim 2")
    assert reason in one.reason
    assert one.row


@pytest.mark.parametrize(
    ("text", "place", "reason"),
    [
        ("", "the whole file", "empty"),
        ("not json", "the whole file", "not JSON"),
        (f"[{flat('A')}, " + flat("B")[:50], "claim 2", "no end"),
        (f"[{flat('A')}, ", "the end", "cut off"),
        ("[" * 100_000, "claim 1", "no end"),
    ],
)
def test_a_cut_off_or_other_file_is_told(tmp_path: Path, text: str, place: str, reason: str) -> None:
    path = tmp_path / "claims.json"
    path.write_text(text)
    rows, rejected = rows_of(path)
    assert rows == (expected(claim("A")) if flat("A") in text else {})
    assert [one.place for one in rejected] == [place]
    assert reason in rejected[0].reason


def test_bytes_that_are_no_text_reject_their_claim(tmp_path: Path) -> None:
    path = tmp_path / "claims.jsonl"
    path.write_bytes(f"{flat('A')}\n{flat('Bé')}\n".encode() + flat("Xx").encode().replace(b"Xx", b"X\xe9"))
    rows, rejected = rows_of(path)
    assert rows == expected(claim("A"), claim("Bé"))
    assert [one.place for one in rejected] == ["line 3"]
    assert "UTF-8" in rejected[0].reason


def test_many_claims_come_in_batches(tmp_path: Path) -> None:
    path = tmp_path / "claims.json"
    path.write_text("[" + ",\n".join(flat(f"C{number}") for number in range(9_000)) + "]")
    batches = list(read_lab_json(path))
    assert [batch.relations["claim"].num_rows for batch in batches] == [4_000, 4_000, 1_000]
    shares = [batch.read for batch in batches]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0


def test_no_file(tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError, match="There is no file"):
        list(read_lab_json(tmp_path / "none.json"))
    with pytest.raises(InvalidInputError, match="holds no claim file"):
        list(read_lab_json(tmp_path))


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 6), st.booleans(), st.data())
def test_no_line_is_lost_whatever_its_bytes(size: int, array: bool, data: Any) -> None:
    parts = [flat(f"C{number}").encode() for number in range(size)]
    where = data.draw(st.integers(0, size - 1))
    at = data.draw(st.integers(0, len(parts[where]) - 1))
    parts[where] = (
        parts[where][:at] + data.draw(st.binary(max_size=3)).replace(b"\n", b"") + parts[where][at + 1 :]
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / ("claims.json" if array else "claims.jsonl")
        path.write_bytes(b"[" + b",".join(parts) + b"]" if array else b"\n".join(parts))
        rows, rejected = rows_of(path)
    taken = {row[0] for row in rows.get("claim", [])}
    assert len(taken) + len(rejected) == size or (array and rejected)
    if not array:
        assert {f"C{number}" for number in range(size)} - taken <= {f"C{where}"}
