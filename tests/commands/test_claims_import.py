"""The commands that bring claims in."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

import codinglab
from codinglab.claims.extract import open_extract
from codinglab.claims.importing import import_claims
from codinglab.lab.command import app
from codinglab.model import InvalidInputError

RUN = CliRunner()
HEADER = "claim_id,member_id,sex,dob,line,cpt,units,dos,charge,dx1,npi,shoe size"
GOOD = "A1,p1,F,1960-02-29,1,99213,1,2024-02-28,120.50,E11.22,n1,42"


def words(text: str) -> str:
    return " ".join(text.replace("│", " ").split())


@pytest.fixture
def feed(tmp_path: Path) -> Path:
    path = tmp_path / "feed.csv"
    bad = GOOD.replace("A1", "B1").replace(",1,2024", ",1.5,2024").replace("n1", "=cmd|' /C calc'!A0")
    path.write_text("\n".join([HEADER, GOOD, bad]) + "\n", encoding="utf-8")
    return path


def test_claims_are_imported_and_what_is_rejected_is_told_and_kept(feed: Path, tmp_path: Path) -> None:
    extract = tmp_path / "extract"
    done = RUN.invoke(app, ["claims", "import", str(feed), str(extract), "--type", "professional"])
    assert done.exit_code == 0, done.output
    said = words(done.output)
    assert "1 claims with 1 lines" in said
    assert "REJECTED: 1 rows" in said
    assert "a whole number is expected" in said
    assert "Not mapped: shoe size" in said
    assert open_extract(extract).rejected == 1
    kept = (extract / "rejected.csv").read_text(encoding="utf-8-sig")
    assert "row 3,B1,units,1.5" in kept
    assert ",=cmd" not in kept
    shown = words(RUN.invoke(app, ["claims", "show", str(extract)]).output)
    assert "2024-02 1" in shown
    assert "1 rows were rejected" in shown
    assert "feed.csv" in shown.replace(" ", "")
    again = RUN.invoke(app, ["claims", "import", str(feed), str(extract), "--type", "professional"])
    assert isinstance(again.exception, InvalidInputError)
    words_again = ["claims", "import", str(feed), str(extract), "--type", "professional", "--force"]
    assert RUN.invoke(app, words_again).exit_code == 0


def test_a_mapping_is_printed_changed_and_used(feed: Path, tmp_path: Path) -> None:
    printed = RUN.invoke(app, ["claims", "mapping", str(feed)])
    assert printed.exit_code == 0
    assert "Still missing: no column tells the claim_type" in printed.stderr
    mine = tmp_path / "my.toml"
    text = printed.stdout.replace("[defaults]", "[defaults]\nclaim_type = 'outpatient'\n#")
    mine.write_text(text, encoding="utf-8")
    extract = tmp_path / "extract"
    done = RUN.invoke(app, ["claims", "import", str(feed), str(extract), "--map", str(mine)])
    assert done.exit_code == 0, done.output
    assert open_extract(extract).count("claim") == 1


def test_faults_end_with_what_to_do(feed: Path, tmp_path: Path) -> None:
    done = RUN.invoke(app, ["claims", "import", str(feed), str(tmp_path / "e")])
    assert isinstance(done.exception, InvalidInputError)
    assert "--type" in str(done.exception)
    done = RUN.invoke(app, ["claims", "import", str(feed), str(tmp_path / "e"), "--type", "dental"])
    assert "dental" in str(done.exception)
    feed.write_text(f"{HEADER}\n{GOOD.replace('1960', '1060')}\n", encoding="utf-8")
    done = RUN.invoke(app, ["claims", "import", str(feed), str(tmp_path / "e"), "--type", "professional"])
    assert "REJECTED" in done.output or "no known way" in str(done.exception)


def test_a_fault_leaves_the_extract_that_is_there(feed: Path, tmp_path: Path) -> None:
    extract = tmp_path / "extract"
    words = ["claims", "import", str(feed), str(extract), "--type", "professional", "--force"]
    assert RUN.invoke(app, words).exit_code == 0
    before = open_extract(extract).fingerprint
    feed.write_text(HEADER, encoding="utf-8")
    assert isinstance(RUN.invoke(app, words).exception, InvalidInputError)
    assert open_extract(extract).fingerprint == before
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("codinglab-import")] == []


def test_from_python(feed: Path, tmp_path: Path) -> None:
    made = codinglab.import_claims(feed, tmp_path / "extract", claim_type="professional")
    assert (made.count("claim"), made.rejected) == (1, 1)


def test_what_a_killed_import_left_is_removed(tmp_path: Path) -> None:
    left = tmp_path / ".made.importing" / "codinglab-import-1"
    left.mkdir(parents=True)
    (left / "rows.parquet").write_text("rows of patients", encoding="utf-8")
    feed = tmp_path / "feed.csv"
    feed.write_text(
        "claim_id,patient,birth_date,sex,Svc Date,CPT,dx1\nA1,M1,1950-02-03,F,2026-03-04,99213,I10\n",
        encoding="utf-8",
    )
    import_claims(feed, tmp_path / "made", claim_type="professional")
    assert not list(tmp_path.glob(".made.importing*"))
