"""The folder that a claims team is handed: it proves itself, says what it lacks, and harms nothing."""

from __future__ import annotations

import csv
import json
import re
import shutil
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from codinglab.backtest.hand_over import DIALECTS, Handed, export, folder_name
from codinglab.backtest.layout import ELIGIBLE, HITS, UNKNOWN
from codinglab.backtest.opened import open_backtest
from codinglab.claims.json import read_claim
from codinglab.lab.command import app
from codinglab.model import InvalidInputError
from codinglab.validate import own
from codinglab.validate.catalogue import edit, edits
from codinglab.validate.edit import Edit

DUCKDB, SQLITE = DIALECTS[:1], (DIALECTS[0], DIALECTS[2])
PAIRS, AGES = "ncci/column-two-code", "demographic/diagnosis-age"


def verified(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Run the folder's own script as a claims team does: without codinglab."""
    command = [sys.executable, "-I", str(folder / "verify.py"), *options]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def card(folder: Path) -> dict:
    return json.loads((folder / "edit.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def handed(tmp_path_factory: pytest.TempPathFactory) -> Handed:
    """An edit in every dialect, with a zip file."""
    return export(edit(PAIRS), tmp_path_factory.mktemp("handed") / "pairs", zipped=True)


@pytest.mark.parametrize("one", edits(), ids=lambda one: one.id)
def test_every_edit_proves_itself(one: Edit, tmp_path: Path) -> None:
    done = export(one, tmp_path / folder_name(one), dialects=DUCKDB, prove=())
    proof = verified(done.folder)
    assert proof.returncode == 0, proof.stdout + proof.stderr
    said = json.loads((done.folder / "examples" / "expected.json").read_text(encoding="utf-8"))
    outcomes = {told["example"]: told["outcome"] for told in said["examples"]}
    for number, example in enumerate(one.examples, start=1):
        assert outcomes[f"example-{number:02}"] == example.outcome
    if one.checks:
        assert f"{len(outcomes)} of {len(outcomes)} examples" in proof.stdout
        assert not any(len(rows) > 300 for rows in reference_rows(done.folder).values())


def reference_rows(folder: Path) -> dict[str, list[list[str]]]:
    found = {}
    for path in (folder / "reference" / "rows").glob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            found[path.stem] = [*csv.reader(file)][1:]
    return found


@pytest.mark.parametrize(
    "edit_id", ["icd10cm/invalid-code", *[one.id for one in edits() if one.checks][::20]]
)
def test_some_edits_on_sqlite(edit_id: str, tmp_path: Path) -> None:
    done = export(edit(edit_id), tmp_path / "edit", dialects=SQLITE, prove=())
    proof = verified(done.folder, "--engine", "sqlite")
    assert proof.returncode == 0, proof.stdout + proof.stderr


@pytest.mark.parametrize("edit_id", [PAIRS, "icd10cm/excludes1"])
def test_some_edits_on_spark(edit_id: str, tmp_path: Path) -> None:
    pytest.importorskip("pyspark")
    done = export(edit(edit_id), tmp_path / "edit", dialects=DIALECTS[:2], prove=())
    proof = verified(done.folder, "--engine", "spark")
    assert proof.returncode == 0, proof.stdout + proof.stderr


def test_a_wrong_statement_is_told(handed: Handed, tmp_path: Path) -> None:
    folder = tmp_path / "changed"
    shutil.copytree(handed.folder, folder)
    path = folder / "sql" / "duckdb.sql"
    path.write_text(path.read_text().replace("indicator = 0", "indicator = 7"), encoding="utf-8")
    proof = verified(folder)
    assert proof.returncode == 1
    assert "example-07: expected fires" in proof.stdout


def test_every_dialect_is_written_and_says_how_far_it_is_proven(handed: Handed) -> None:
    assert {path.stem for path in (handed.folder / "sql").iterdir()} == {one.name for one in DIALECTS}
    said = card(handed.folder)["dialects"]
    assert said["duckdb"]["examples"] == said["sqlite"]["examples"]
    assert re.fullmatch(r"(\d+) of \1", said["duckdb"]["examples"])
    assert said["oracle"]["examples"] == "not run: parsed only"
    text = (handed.folder / "sql" / "duckdb.sql").read_text(encoding="utf-8")
    assert text.startswith(f"-- {PAIRS}, version 1: ")
    assert "ncci_ptp" in text.split("-- name:")[0]
    assert not re.search(r'\bt\d+\b|"_[ab]\d|SELECT\s+\*', text)


def test_hits_have_typed_columns(handed: Handed) -> None:
    columns = card(handed.folder)["statements"]["hits_professional"]["columns"]
    assert [*columns][:5] == ["edit", "claim_type", "claim_id", "on", "line"]
    assert [*columns][5:7] == ["other_claim", "other_line"]
    assert (columns["on"], columns["line"], columns["code"]) == ("date", "int", "text")
    assert "detail" not in columns


def test_the_specification_is_complete(handed: Handed) -> None:
    said = card(handed.folder)
    assert said["effective_from"] == "1996-01-01"
    assert said["owner"] == ""
    for name in ("intent", "authority", "scope", "inputs", "logic", "exclusions", "disposition", "message"):
        assert said[name], name
    assert said["not_evaluated"]
    assert said["known_limitations"]
    assert said["inputs"]["reference"]["ncci_ptp"]["editions"][0]["edition"] == "teaching slice"
    words = (handed.folder / "README.md").read_text(encoding="utf-8")
    assert "NCCI Policy Manual" in words
    assert "units matter" not in words or edit(PAIRS).text in words


def test_what_the_examples_do_not_cover_is_said(handed: Handed) -> None:
    kinds = {one["kind"]: one for one in card(handed.folder)["test_vectors"]}
    assert kinds["modifier bypass"]["own"] == ["example-01", "example-02"]
    assert kinds["history line (another claim)"]["derived"]
    assert not kinds["replaced or voided claim (7, 8)"]["covered"]
    assert kinds["replaced or voided claim (7, 8)"]["note"]
    words = (handed.folder / "README.md").read_text(encoding="utf-8")
    assert "**not covered**" in words


def test_the_boundary_day_is_derived_and_says_so(tmp_path: Path) -> None:
    done = export(edit(AGES), tmp_path / "ages", dialects=DUCKDB, prove=("duckdb",))
    said = json.loads((done.folder / "examples" / "expected.json").read_text(encoding="utf-8"))
    made = [one for one in said["examples"] if one["kind"] == "boundary day"]
    days = {
        read_claim(done.folder / "examples" / "json" / f"{name}.json").through_date
        for one in made
        for name in one["claims"]
    }
    assert {date(2019, 9, 30), date(2019, 10, 1)} <= days
    assert all(one["derived_from"] for one in made)
    assert len({one["outcome"] for one in made}) > 1


def test_examples_are_there_as_claims_and_as_rows(handed: Handed) -> None:
    claim = read_claim(handed.folder / "examples" / "json" / "example-01.json")
    rows = pq.read_table(handed.folder / "examples" / "parquet" / "line.parquet").to_pylist()
    mine = [row["code"] for row in rows if row["example"] == "example-01"]
    assert mine == [line.code for line in claim.lines]


def test_no_bulk_table_and_no_text_of_others_is_handed_over(handed: Handed) -> None:
    rows = reference_rows(handed.folder)
    assert set(rows) == {"ncci_ptp"}
    words = {word for row in rows["ncci_ptp"] for word in row}
    assert all(len(word) <= len("professional") for word in words)


def test_the_logic_of_one_day_alone(tmp_path: Path) -> None:
    done = export(edit(AGES), tmp_path / "old", dialects=DUCKDB, on=date(2019, 1, 15), prove=("duckdb",))
    said = card(done.folder)
    assert (said["logic_of_day"], said["effective_to"]) == ("2019-01-15", "2019-09-30")
    assert said["logic"]["since"] == ["2015-10-01"]
    assert said["dialects"]["duckdb"]["examples"][0].isdigit()
    text = (done.folder / "sql" / "duckdb.sql").read_text(encoding="utf-8")
    assert "In force from 2015-10-01, until 2019-09-30" in text
    whole = export(edit(AGES), tmp_path / "whole", dialects=DUCKDB, prove=())
    assert len(text) < len(whole.sql("duckdb"))
    with pytest.raises(InvalidInputError, match="begins on 2015-10-01"):
        export(edit(AGES), tmp_path / "older", dialects=DUCKDB, on=date(2015, 9, 30))


def test_an_edit_that_is_no_sql_says_so(tmp_path: Path) -> None:
    done = export(edit("mce/age-conflict"), tmp_path / "age")
    assert not (done.folder / "sql").exists()
    assert "There is no SQL" in (done.folder / "README.md").read_text(encoding="utf-8")
    assert (done.folder / "examples" / "json" / "example-01.json").is_file()
    assert "is not SQL" in verified(done.folder).stdout


def test_nothing_but_an_earlier_export_is_replaced(tmp_path: Path) -> None:
    one, place = edit("structure/no-diagnosis"), tmp_path / "mine"
    place.mkdir()
    (place / "work.txt").write_text("mine", encoding="utf-8")
    for force in (False, True):
        with pytest.raises(InvalidInputError, match="holds no export"):
            export(one, place, dialects=DUCKDB, force=force, prove=())
    assert (place / "work.txt").read_text(encoding="utf-8") == "mine"
    (place / "work.txt").unlink()
    export(one, place, dialects=DUCKDB, prove=())
    with pytest.raises(InvalidInputError, match="--force"):
        export(one, place, dialects=DUCKDB, prove=())
    export(one, place, dialects=DUCKDB, force=True, prove=())
    assert {path.name for path in tmp_path.iterdir()} == {"mine"}


def test_the_zip_file_holds_the_folder(handed: Handed) -> None:
    assert handed.zipped is not None
    with zipfile.ZipFile(handed.zipped) as archive:
        names = set(archive.namelist())
    assert names == {
        f"pairs/{path.relative_to(handed.folder).as_posix()}"
        for path in handed.folder.rglob("*")
        if path.is_file()
    }


def test_own_tables_are_asked_from_parquet(handed: Handed, tmp_path: Path) -> None:
    tables = tmp_path / "reference"
    tables.mkdir()
    rows = reference_rows(handed.folder)["ncci_ptp"]
    names = card(handed.folder)["tables"]["reference"]["ncci_ptp"]
    read = {"text": str, "int": int, "date": lambda cell: date.fromisoformat(cell) if cell else None}
    made = [
        {name: read[kind](cell) for (name, kind), cell in zip(names.items(), row, strict=True)}
        for row in rows
    ]
    pq.write_table(pa.Table.from_pylist(made), tables / "ncci_ptp.parquet")
    claims = handed.folder / "examples" / "parquet"
    out = tmp_path / "out"
    done = verified(handed.folder, "--claims", str(claims), "--reference", str(tables), "--out", str(out))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "hits_professional: " in done.stdout
    hits = pq.read_table(out / "hits_professional.parquet").to_pylist()
    assert "example-01" in {row["claim_id"] for row in hits}
    assert verified(handed.folder, "--claims", str(tmp_path)).returncode == 1


def test_the_command_takes_an_id_or_a_file(tmp_path: Path) -> None:
    by_id = CliRunner().invoke(
        app, ["edit", "export", "structure/no-diagnosis", "--to", str(tmp_path / "one")]
    )
    assert by_id.exit_code == 0, by_id.output
    assert "duckdb: " in by_id.output
    file = tmp_path / "visit_without_pointer.py"
    file.write_text(OWN, encoding="utf-8")
    mine = CliRunner().invoke(app, ["edit", "export", str(file), "--to", str(tmp_path / "own"), "--zip"])
    own.forget("own/visit-without-pointer")
    assert mine.exit_code == 0, mine.output
    assert card(tmp_path / "own")["id"] == "own/visit-without-pointer"
    assert (tmp_path / "own.zip").is_file()
    missing = CliRunner().invoke(app, ["edit", "export", str(tmp_path / "none.py")])
    assert "There is no file" in str(missing.exception)


OWN = '''
"""A visit points to no diagnosis.

It says nothing of why the patient came."""
from codinglab.validate.own import edit
from codinglab.validate.examples import dx, fires, line, passes, professional

@edit(
    title="Visit without a diagnosis pointer",
    severity="WARN",
    applies_to=["professional"],
    judges="line",
    message="Line {line}, {code}, points to no diagnosis.",
    examples=[
        fires(professional(line("99213")), because="nothing is pointed to"),
        passes(professional(dx("I10"), line("99213", to=(1,))), because="it points to the first"),
    ],
)
def visit_without_pointer(claims, reference):
    """A visit points to no diagnosis."""
    return claims.lines.anti_join(claims.pointers, ["claim_id", "line"])

EDIT = visit_without_pointer
'''


def backtest_of(folder: Path, edit_id: str) -> Path:
    """A small back-test on disk."""
    month = date(2026, 3, 1)
    hit = {"edit": edit_id, "claim_type": "professional", "claim_id": 7, "on": date(2026, 3, 4), "line": 2}
    other = {**hit, "edit": "structure/no-diagnosis"}
    counted = {"edit": edit_id, "claim_type": "professional", "month": month, "rows": 90, "claims": 40}
    for name, schema, rows in (
        ("hits", HITS, [hit, hit, other]),
        ("unknown", UNKNOWN, [{**counted, "rows": 3, "reason": "not known"}]),
        ("eligible", ELIGIBLE, [counted]),
    ):
        (folder / name).mkdir(parents=True)
        table = pa.Table.from_pylist(rows, schema=schema)
        pq.write_table(table, folder / name / "part-00000.parquet")
    ran = {"format": 1, "extract": "claims", "fingerprint": "f", "engine": "duckdb", "since": "2026-01-01"}
    ran |= {"through": "2026-12-31", "tables": {}, "edits": [{"id": edit_id, "version": "1"}]}
    (folder / "run.json").write_text(json.dumps(ran), encoding="utf-8")
    return folder


def test_the_back_test_goes_with_it_as_counts(tmp_path: Path) -> None:
    run = open_backtest(backtest_of(tmp_path / "run", "structure/no-diagnosis"))
    one = edit("structure/no-diagnosis")
    done = export(one, tmp_path / "edit", run=run, dialects=DUCKDB, prove=())
    hits = pq.read_table(done.folder / "backtest" / "hits.parquet")
    assert hits.to_pylist()[0]["hits"] == 3
    assert "claim_id" not in hits.column_names
    words = (done.folder / "README.md").read_text(encoding="utf-8")
    assert "2026-01-01 to 2026-12-31" in words
    with pytest.raises(InvalidInputError, match="did not run"):
        export(edit(PAIRS), tmp_path / "pairs", run=run, dialects=DUCKDB, prove=())
    assert not (tmp_path / "pairs").exists()


def test_the_measures_of_the_back_test_go_with_it(tmp_path: Path) -> None:
    folder = backtest_of(tmp_path / "run", "structure/no-diagnosis")
    (folder / "tables").mkdir()
    mine = {"edit": "structure/no-diagnosis", "hits": 20, "rate": 0.02, "eligible": 1000, "low": 0.01}
    mine |= {"high": 0.03, "claims": None}
    rows = [mine, {**mine, "edit": PAIRS, "hits": 5}]
    pq.write_table(pa.Table.from_pylist(rows), folder / "tables" / "summary.parquet")
    listed = [{"edit": "structure/no-diagnosis", "claim_id": 7}]
    pq.write_table(pa.Table.from_pylist(listed), folder / "tables" / "listed.parquet")
    (folder / "tables" / "README.md").write_text("what they mean", encoding="utf-8")
    one = edit("structure/no-diagnosis")
    done = export(one, tmp_path / "edit", run=open_backtest(folder), dialects=DUCKDB, prove=())
    kept = pq.read_table(done.folder / "backtest" / "summary.parquet").to_pylist()
    assert kept == [mine]
    words = (done.folder / "README.md").read_text(encoding="utf-8")
    assert "20 hits; hit rate 2.00% of 1,000 eligible rows" in words
    assert {path.name for path in (done.folder / "backtest").iterdir()} == {"summary.parquet", "README.md"}
