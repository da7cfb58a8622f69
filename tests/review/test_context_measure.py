"""The measure over annotated sentences: counted rightly, refused clearly, and met where the set is."""

from __future__ import annotations

from pathlib import Path

import pytest

from codinglab.evaluate.context import annotated_files, main, measure, place, read_rows
from codinglab.model import InvalidInputError

DEV = Path("/work/shared/eval/context-dev.tsv")
HEADER = "id\tconcept\tsentence\tnegation\ttemporality\texperiencer\n"


def test_the_counts() -> None:
    rows = [
        {"concept": "cough", "sentence": "Denies COUGH.", "negation": "Negated", "temporality": "Recent"},
        {"concept": "rash", "sentence": "He has a RASH.", "negation": "Negated", "temporality": "Recent"},
        {
            "concept": "asthma",
            "sentence": "PMH: ASTHMA.",
            "negation": "Affirmed",
            "temporality": "Historical",
        },
    ]
    negation, historical, hypothetical = measure(rows)
    assert (negation.found, negation.wrong, negation.missed) == (1, 0, 1)
    assert round(negation.f1, 1) == 66.7
    assert historical.f1 == 100
    assert hypothetical.f1 == 0


def test_the_concept_is_found_where_it_is_in_capitals() -> None:
    assert place("bk virus: no BK  VIRUS", "BK virus") == (13, 22)


def test_a_file_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError, match="cannot be read"):
        read_rows(tmp_path / "none.tsv")
    (tmp_path / "odd.tsv").write_text("a\tb\n1\t2\n", encoding="utf-8")
    with pytest.raises(InvalidInputError, match="needs the columns"):
        read_rows(tmp_path / "odd.tsv")


def test_a_missed_target_gives_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "small.tsv"
    file.write_text(HEADER + "1\trash\tHe has a RASH.\tNegated\tRecent\tPatient\n", encoding="utf-8")
    assert main(file) == 1
    assert "target  97.5" in capsys.readouterr().out


def test_all_files_of_a_folder_are_measured_together(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    row = "1\trash\tNo RASH.\tNegated\tRecent\tPatient\n"
    (tmp_path / "context-held.tsv").write_text(HEADER + row, encoding="utf-8")
    (tmp_path / "context-more.tsv").write_text(HEADER + row + row, encoding="utf-8")
    (tmp_path / "coding.tsv").write_text("another set", encoding="utf-8")
    main(tmp_path)
    shown = capsys.readouterr().out
    assert "context-held.tsv: 1 sentences" in shown
    assert "found 3, wrong 0, missed 0" in shown


@pytest.mark.parametrize("name", [".", "nowhere"])
def test_a_folder_without_a_set_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(InvalidInputError, match=r"cannot be read.*no file context\*\.tsv"):
        annotated_files(tmp_path / name)


@pytest.mark.skipif(not DEV.is_file(), reason=f"{DEV} is not on this machine")
def test_the_targets_are_met(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(DEV) == 0
    assert "RASH" not in capsys.readouterr().out.upper()
