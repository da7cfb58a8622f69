"""Claims out of tables: shapes, values, days, what is rejected and why, and files that are no claims."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa
import pytest
from pyarrow import parquet

from codinglab.claims.intake import Batch, Rejection
from codinglab.claims.intake.columns import read_mapping, suggested, table_sources
from codinglab.claims.intake.columns.mapping import as_mapping
from codinglab.claims.intake.columns.mapping_text import mapping_text
from codinglab.claims.intake.open_source import kind_of, read_claims
from codinglab.model import InvalidInputError

HEADER = "claim_id,claim_type,patient_id,sex,dob,line,cpt,units,dos,charge,dx1,dx2,mod1,pointer,npi"
GOOD = "A1,professional,p1,F,1960-02-29,1,99213,1,2024-02-28,120.50,E11.22,I10,25,AB,n1"
Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def put(*lines: str, header: str = HEADER, name: str = "claims.csv", encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_text("\n".join([header, *lines]) + "\n", encoding=encoding)
        return path

    return put


def read(source: Any, **how: Any) -> tuple[dict[str, list[dict[str, Any]]], list[Rejection]]:
    batches: list[Batch] = [*read_claims(source, **how)]
    assert batches[-1].read == pytest.approx(1)
    rows: dict[str, list[dict[str, Any]]] = {}
    for batch in batches:
        for name, table in batch.relations.items():
            rows.setdefault(name, []).extend(table.to_pylist())
    return rows, [one for batch in batches for one in batch.rejections]


def changed(**values: str) -> str:
    cells = dict(zip(HEADER.split(","), GOOD.split(","), strict=True)) | values
    return ",".join(cells.values())


def test_a_line_with_what_is_derived(write: Write) -> None:
    rows, rejected = read(write(GOOD))
    assert not rejected
    [claim], [line] = rows["claim"], rows["line"]
    assert (claim["age"], claim["from_date"], claim["first_day"]) == (63, date(2024, 2, 28), 738944)
    assert (line["key"], line["code"], line["charge"], line["on"]) == (
        "p1|n1",
        "99213",
        120.5,
        date(2024, 2, 28),
    )
    assert [one["code"] for one in rows["diagnosis"]] == ["E1122", "I10"]
    assert sorted(one["diagnosis"] for one in rows["pointer"]) == [1, 2]


@pytest.mark.parametrize(
    ("values", "field", "reason"),
    [
        ({"units": "1.5"}, "units", "not a decimal"),
        ({"units": "many"}, "units", "a whole number is expected"),
        ({"units": ""}, "units", "empty"),
        ({"units": "99999999999"}, "units", "a whole number is expected"),
        ({"charge": "12 apples"}, "charge", "an amount of dollars"),
        ({"charge": "nan dollars"}, "charge", "an amount of dollars"),
        ({"charge": "inf"}, "charge", "an amount of dollars"),
        ({"dos": "2024-02-30"}, "since", "no day written as YYYY-MM-DD"),
        ({"dos": "2024-13-01"}, "since", "no day written as YYYY-MM-DD"),
        ({"dob": "9999-12-31"}, "birth_date", "between 1850 and 2100"),
        ({"dob": "2024-03-01"}, "birth_date", "after the last day"),
        ({"dob": ""}, "birth_date", "empty"),
        ({"patient_id": ""}, "patient", "empty"),
        ({"claim_id": ""}, "claim_id", "empty"),
        ({"sex": "woman"}, "sex", "no known word"),
        ({"claim_type": "dental"}, "claim_type", "no known word"),
        ({"cpt": ""}, "code", "a line needs one of them"),
        ({"cpt": "office visit"}, "code", "letters and digits"),
        ({"dx1": "DIABETES MELLITUS"}, "diagnoses", "no diagnosis code"),
        ({"mod1": "LEFT"}, "modifiers", "no modifier"),
        ({"pointer": "AZ"}, "pointers", "no pointer"),
        ({"pointer": "1234"}, "pointers", "no pointer"),
        ({"line": "one"}, "line", "a whole number is expected from 1"),
        ({"npi": "x" * 201}, "provider", "longer than 200"),
    ],
)
def test_a_row_that_cannot_be_taken_is_kept_with_its_reason(
    write: Write, values: dict[str, str], field: str, reason: str
) -> None:
    bad = changed(**{"claim_id": "B", **values})
    rows, rejected = read(write(GOOD, bad, changed(claim_id="C")), defaults={})
    assert {one["claim_id"] for one in rows["claim"]} == {"A1", "C"}
    [one] = rejected
    assert (one.field, one.place) == (field, "row 3")
    assert reason in one.reason
    assert one.source.endswith("claims.csv")
    assert '"cpt"' in one.row or values.get("cpt") == ""


def test_a_claim_with_one_bad_row_is_rejected_whole(write: Write) -> None:
    rows, rejected = read(write(changed(line="1"), changed(line="2", units="x"), changed(claim_id="B")))
    assert [one["claim_id"] for one in rows["claim"]] == ["B"]
    assert [one["claim_id"] for one in rows["line"]] == ["B"]
    assert [(one.place, one.field) for one in rejected] == [("row 2", ""), ("row 3", "units")]
    assert "row 3" in rejected[0].reason


def test_a_line_that_stands_twice(write: Write) -> None:
    _, rejected = read(write(GOOD, GOOD, changed(claim_id="B")))
    assert len(rejected) == 2
    assert any("line 1 2 times" in one.reason for one in rejected)


def test_rows_of_a_claim_that_differ_in_what_is_the_claims(write: Write) -> None:
    rows, rejected = read(write(GOOD, changed(line="2", sex="M"), changed(claim_id="B")))
    assert len(rejected) == 2
    assert any(one.field == "sex" and "F and M" in one.reason for one in rejected)
    rows, rejected = read(write(GOOD, changed(line="2", dx1="", dx2="", sex="")))
    assert not rejected
    assert len(rows["diagnosis"]) == 2


def test_lines_far_apart_meet(write: Write) -> None:
    lines = [changed(claim_id=f"C{number % 50}", line=str(number // 50 + 1)) for number in range(200)]
    rows, rejected = read(write(*lines))
    assert not rejected
    assert (len(rows["claim"]), len(rows["line"]), len(rows["diagnosis"])) == (50, 200, 100)


def test_a_line_outside_its_claim(write: Write) -> None:
    header = HEADER + ",statement_from,statement_through,type_of_bill"
    out = changed(claim_type="", claim_id="O") + ",2024-01-01,2024-01-31,131"
    stay = changed(claim_type="", claim_id="I") + ",2024-01-01,2024-01-31,0111"
    unknown = changed(claim_type="", claim_id="U") + ",2024-01-01,2024-03-31,999"
    rows, rejected = read(write(out, stay, unknown, header=header))
    assert [(one["claim_id"], one["claim_type"], one["bill_type"]) for one in rows["claim"]] == [
        ("I", "inpatient", "0111")
    ]
    assert {(one.claim, one.field) for one in rejected} == {("O", "since"), ("U", "claim_type")}


def test_money_units_and_codes_as_spreadsheets_write_them(write: Write) -> None:
    rows, rejected = read(
        write(
            changed(claim_id="A", charge='"$1,234.50"', units="2.0", cpt=" j1100 ", dx1="e1122", mod1="lt"),
            changed(claim_id="B", charge="(3.00)", pointer='"1,2"'),
        )
    )
    assert not rejected
    assert {one["charge"] for one in rows["line"]} == {1234.5, -3.0}
    assert {one["code"] for one in rows["line"]} == {"J1100", "99213"}
    assert {one["modifier"] for one in rows["modifier"]} == {"LT", "25"}


def test_an_order_of_month_and_day_is_asked_for_and_never_guessed(write: Write, tmp_path: Path) -> None:
    path = write(changed(dos="03/04/2024"))
    with pytest.raises(InvalidInputError, match=r"03/04/2024.*MM/DD/YYYY or DD/MM/YYYY"):
        read(path)
    found = suggested(table_sources(path))
    text = mapping_text(found.mapping, unmapped=found.unmapped, faults=found.faults)
    mine = tmp_path / "my.toml"
    mine.write_text(text.replace('# since = "?"', 'since = "DD/MM/YYYY"'), encoding="utf-8")
    rows, _ = read(path, mapping=mine)
    assert rows["line"][0]["since"] == date(2024, 4, 3)
    rows, _ = read(write(changed(dos="03/14/2024")))
    assert rows["line"][0]["since"] == date(2024, 3, 14)
    with pytest.raises(InvalidInputError, match="MM/DD/YYYY or DD/MM/YYYY"):
        read(write(changed(dos="03/14/2024"), changed(claim_id="B", dos="14/03/2024")))


def test_a_suggested_mapping_is_read_back_equal(write: Write, tmp_path: Path) -> None:
    header = HEADER.replace("npi", '"a ""strange"" name"')
    found = suggested(table_sources(write(GOOD, header=header)), defaults={"contractor": "1"})
    assert found.unmapped[""] == ('a "strange" name',)
    path = tmp_path / "m.toml"
    path.write_text(
        mapping_text(found.mapping, unmapped=found.unmapped, faults=("one\ntwo",)), encoding="utf-8"
    )
    assert read_mapping(path) == found.mapping


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ("rows = 1", "unknown key"),
        ('[[tables]]\nrows = "line"\n[tables.columns]\nclaim = "a"', "a line has no such field"),
        ('[[tables]]\nrows = "line"\n[tables.columns]\npatient = "a"', "claim_id: missing"),
        ('[[tables]]\nrows = "line"\n[tables.columns]\nclaim_id = ["a", "b"]', "one column, not 2"),
        (
            '[[tables]]\nrows = "line"\n[tables.columns]\nclaim_id = "a"\n[tables.dates]\nsince = "x"',
            "dates.since",
        ),
        (
            '[defaults]\nclaim_type = "dental"\n[[tables]]\nrows="line"\n[tables.columns]\nclaim_id="a"',
            "dental",
        ),
        ("tables = [", "cannot be read as a mapping"),
        ('[text]\nencoding = "utf-16"\n[[tables]]\nrows="line"\n[tables.columns]\nclaim_id="a"', "utf-16"),
    ],
)
def test_a_mapping_that_cannot_be(tmp_path: Path, toml: str, said: str) -> None:
    path = tmp_path / "m.toml"
    path.write_text(toml, encoding="utf-8")
    with pytest.raises(InvalidInputError, match=said):
        read_mapping(path)


def test_what_a_claim_needs_is_named(write: Write) -> None:
    with pytest.raises(InvalidInputError, match="patient") as fault:
        read(write("1,99213", header="claim_id,cpt"))
    assert all(word in str(fault.value) for word in ("birth_date", "claim_type", "since"))
    found = suggested(table_sources(write(GOOD)))
    short = replace(found.mapping.tables[0], columns={**found.mapping.tables[0].columns, "code": "nowhere"})
    with pytest.raises(InvalidInputError, match="'nowhere', which the mapping names"):
        read(write(GOOD), mapping=replace(found.mapping, tables=(short,)))


TABLES = {
    "claims": [
        {
            "claim_id": 1,
            "member_id": "p",
            "sex": 2,
            "dob": date(1950, 1, 1),
            "bill_type": 111,
            "facility_id": "F",
        }
        | {
            "from_date": date(2024, 1, 1),
            "through_date": date(2024, 1, 3),
            "admission_date": date(2024, 1, 1),
        },
        {
            "claim_id": 2,
            "member_id": "q",
            "sex": 1,
            "dob": date(1950, 1, 1),
            "bill_type": 131,
            "facility_id": "F",
        }
        | {"from_date": date(2024, 1, 1), "through_date": date(2024, 1, 1), "admission_date": None},
    ],
    "lines": [
        {"claim_id": 1, "revenue_code": 120, "units": 2.0, "charge": 100.0, "hcpcs": None},
        {"claim_id": 2, "revenue_code": 450, "units": 1.0, "charge": 9.5, "hcpcs": "99283"},
    ],
    "diagnoses": [
        {"claim_id": 1, "seq": 2, "dx_code": "I10", "poa": "1"},
        {"claim_id": 1, "seq": 1, "dx_code": "A41.9", "poa": "Y"},
        {"claim_id": 2, "seq": 1, "dx_code": "R07.9", "poa": None},
    ],
    "procedures": [{"claim_id": 1, "px_code": "0DTJ4ZZ", "procedure_date": date(2024, 1, 2)}],
}


def _frames() -> dict[str, Any]:
    return {name: pd.DataFrame(rows) for name, rows in TABLES.items()}


def _parquet(folder: Path) -> Path:
    for name, rows in TABLES.items():
        parquet.write_table(pa.Table.from_pylist(rows), folder / f"{name}.parquet")
    return folder


def _csv(folder: Path) -> Path:
    for name, frame in _frames().items():
        frame.to_csv(folder / f"{name}.csv", index=False)
    return folder


def _database(folder: Path) -> Path:
    path = folder / "feed.db"
    with duckdb.connect(str(path)) as connection:
        for name, rows in TABLES.items():
            connection.register("given", pa.Table.from_pylist(rows))
            connection.sql("SELECT * FROM given").create(name)
    return path


@pytest.mark.parametrize("make", [_parquet, _csv, _database, lambda _folder: _frames()])
def test_several_tables_joined_by_claim(tmp_path: Path, make: Callable[[Path], Any]) -> None:
    rows, rejected = read(make(tmp_path))
    assert not rejected
    kinds = {one["claim_id"]: (one["claim_type"], one["sex"], one["bill_type"]) for one in rows["claim"]}
    assert kinds == {"1": ("inpatient", "F", "0111"), "2": ("outpatient", "M", "0131")}
    told = {(one["claim_id"], one["position"]): (one["code"], one["poa"]) for one in rows["diagnosis"]}
    assert told == {("1", 1): ("A419", "Y"), ("1", 2): ("I10", ""), ("2", 1): ("R079", "")}
    assert [(one["code"], one["date"]) for one in rows["procedure"]] == [("0DTJ4ZZ", date(2024, 1, 2))]
    assert {one["revenue_code"]: (one["units"], one["key"]) for one in rows["line"]} == {
        "0120": (2, "p|F"),
        "0450": (1, "q|F"),
    }


def test_rows_of_no_claim_and_claims_that_stand_twice() -> None:
    frames = _frames()
    frames["lines"] = pd.concat(
        [frames["lines"], pd.DataFrame([{"claim_id": 9, "revenue_code": 450, "units": 1}])]
    )
    frames["claims"] = pd.concat([frames["claims"], frames["claims"].iloc[:1]])
    rows, rejected = read(frames)
    assert [one["claim_id"] for one in rows["claim"]] == ["2"]
    reasons = {one.reason for one in rejected}
    assert any("no such claim" in reason for reason in reasons)
    assert any("stands on 2 rows" in reason for reason in reasons)
    assert len(rejected) == 7


def test_claims_that_a_later_one_replaces_or_voids(write: Write) -> None:
    header = HEADER + ",frequency_code,original_claim_id"
    lines = [
        changed(claim_id="A") + ",1,",
        changed(claim_id="B") + ",7,A",
        changed(claim_id="C") + ",7,B",
        changed(claim_id="D") + ",1,",
        changed(claim_id="E") + ",8,D",
        changed(claim_id="F") + ",1,",
    ]
    path = write(*lines, header=header)
    rows, rejected = read(path)
    assert [one["claim_id"] for one in sorted(rows["claim"], key=str)] == ["C", "F"]
    assert {one.claim: one.reason.split(" (")[0] for one in rejected} == {
        "A": "replaced by claim B",
        "B": "replaced by claim C",
        "D": "voided by claim E",
        "E": "voids claim D and holds no service of its own",
    }
    mapping = replace(suggested(table_sources(path)).mapping, drop_replaced=False)
    assert not read(path, mapping=mapping)[1]


def test_lists_in_one_column(write: Write) -> None:
    header = "claim_id,claim_type,patient_id,sex,dob,cpt,units,dos,diagnoses,poa_string,modifiers,pointer"
    line = "A,1500,p,F,1960-01-01,99213,1,2024-02-28,E11.22; I10;N18.4,YN1,25:59,2:1"
    rows, rejected = read(write(line, line.replace("A,", "B,", 1).replace("25:59", "2559"), header=header))
    assert not rejected
    mine = [one for one in rows["diagnosis"] if one["claim_id"] == "A"]
    assert {(one["position"], one["code"], one["poa"]) for one in mine} == {
        (1, "E1122", "Y"),
        (2, "I10", "N"),
        (3, "N184", ""),
    }
    for claim in "AB":
        assert {
            (one["position"], one["modifier"]) for one in rows["modifier"] if one["claim_id"] == claim
        } == {
            (1, "25"),
            (2, "59"),
        }
    assert {(one["position"], one["diagnosis"]) for one in rows["pointer"]} == {(1, 2), (2, 1)}


def test_a_list_with_holes_keeps_its_places(write: Write) -> None:
    rows, _ = read(write(changed(dx1="", dx2="I10")))
    assert [(one["position"], one["code"]) for one in rows["diagnosis"]] == [(2, "I10")]


def test_a_csv_in_latin_1_with_mixed_line_ends_and_a_mark(tmp_path: Path) -> None:
    path = tmp_path / "claims.csv"
    path.write_bytes(f"{HEADER}\r\n{changed(npi='Müller')}\r{changed(claim_id='B')}\n".encode("latin-1"))
    with pytest.raises(InvalidInputError, match=r"not text in UTF-8.*line 2.*latin-1"):
        read(path)
    rows, rejected = read(path, encoding="latin-1")
    assert not rejected
    assert {one["provider"] for one in rows["claim"]} == {"Müller", "n1"}
    path.write_bytes("\ufeff".encode() + f"{HEADER}\n{changed(npi='Müller')}\n".encode())
    assert read(path)[0]["claim"][0]["provider"] == "Müller"


def test_broken_rows_are_rejected_with_their_claims(tmp_path: Path) -> None:
    path = tmp_path / "claims.csv"
    lines = [
        HEADER,
        changed(claim_id="A", line="1"),
        "",
        changed(claim_id="A", line="2") + ",extra",
        changed(claim_id="B", npi='n"1'),
        changed(claim_id="C", npi='"n1'),
        changed(claim_id="D"),
        changed(claim_id="E", npi="a b"),
        changed(claim_id="F", npi="x" * (1 << 20)),
        changed(claim_id="G"),
        "H,professional",
    ]
    path.write_bytes("\n".join(lines).encode() + b"\n" + changed(claim_id="I").encode() + b"\xff\nJ\0\n")
    found, told = read(path)
    assert {one["claim_id"] for one in found["claim"]} == {"B", "D", "E", "G"}
    assert [(one.place, one.claim) for one in told if not one.reason.startswith("the claim")] == [
        ("row 4", ""),
        ("row 6", "C"),
        ("row 9", "F"),
        ("row 11", "H"),
        ("row 12", "I"),
        ("row 13", "J\N{REPLACEMENT CHARACTER}"),
    ]
    assert [one.place for one in told if one.reason.startswith("the claim")] == ["row 2"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (b"\n\n \n", "is empty"),
        (HEADER.encode(), "header and no rows"),
        (HEADER.encode() + b"\n\n\n", "header and no rows"),
        (b"claim_id,claim_id\n1,2\n", "names the column 'claim_id' twice"),
        (b"\xff\xfea\0b\0", "UTF-16"),
        (b"a\0b,c\n1,2\n", "NUL"),
        (b"PK\x03\x04junk", "zip"),
        (b"PAR1junk", "Parquet"),
        (b"\x1f\x8bjunk", "gzip"),
        (gzip.compress(GOOD.encode() * 100)[:60], "gzip"),
        (b"x," * 6000 + b"\n", "are the most"),
    ],
)
def test_a_file_that_is_no_table_of_claims_ends_in_a_message(tmp_path: Path, data: bytes, said: str) -> None:
    path = tmp_path / "claims.csv"
    path.write_bytes(data)
    with pytest.raises(InvalidInputError, match=said):
        read(path)


def test_a_gzip_bomb_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("codinglab.claims.intake.columns.byte_blocks._SURELY_FINE", 1 << 20)
    monkeypatch.setattr("codinglab.claims.intake.columns.byte_blocks._MOST_TIMES", 50)
    path = tmp_path / "claims.csv.gz"
    path.write_bytes(gzip.compress((HEADER + "\n").encode() + (GOOD + "\n").encode() * 200_000))
    with pytest.raises(InvalidInputError, match="unpacks to more than 50 times"):
        read(path, mapping=None)


def test_a_row_is_named_by_its_line_where_values_hold_line_breaks(write: Write) -> None:
    path = write(changed(npi='"two\nlines"'), changed(claim_id="B", units="x"))
    mapping = suggested(table_sources(path)).mapping
    mapping = replace(mapping, text=replace(mapping.text, line_breaks_in_values=True))
    rows, rejected = read(path, mapping=mapping)
    assert rows["claim"][0]["provider"] == "two\nlines"
    assert [one.place for one in rejected] == ["row 4"]
    with pytest.raises(InvalidInputError, match="never closed"):
        read(write(changed(npi='"n1')), mapping=mapping)


def test_arrow_readers_and_duckdb_relations(write: Write) -> None:
    path = write(GOOD, changed(claim_id="B"))
    table = pa.Table.from_pandas(pd.read_csv(path))
    reader = pa.RecordBatchReader.from_batches(table.schema, table.to_batches())
    with duckdb.connect() as connection:
        connection.register("feed", table)
        for source in (table, reader, connection.sql("SELECT * FROM feed"), table.to_pandas()):
            rows, rejected = read(source)
            assert not rejected
            assert len(rows["line"]) == 2
    with pytest.raises(InvalidInputError, match="cannot be read from list"):
        read([1, 2])


def test_kinds_are_told_by_content(tmp_path: Path, write: Write) -> None:
    path = tmp_path / "feed.csv"
    path.write_bytes(b"ISA*00*          *00*")
    assert kind_of(path) == "x12"
    path.write_bytes(b'  {"claim_id": "1"}')
    assert kind_of(path) == "lab_json"
    assert kind_of(write(GOOD)) == "columns"
    path.write_bytes(b"BENE_ID|CLM_ID|CLM_FROM_DT|CLM_THRU_DT|NCH_CLM_TYPE_CD\n")
    assert kind_of(path) == "rif"
    with pytest.raises(InvalidInputError, match="There is no file"):
        kind_of(tmp_path / "nowhere")
    assert as_mapping(None) is None
