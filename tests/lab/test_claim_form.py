"""The claim form without a browser: the rows it gives the browser, and what is asked back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from codinglab.model import Authority, Disposition, Finding, Report, Severity


def opened(
    claim_type: str, monkeypatch: pytest.MonkeyPatch | None = None
) -> tuple[Any, list[dict[str, Any]]]:
    """The bench of a small case, and a list that the form's answers to the browser go to."""
    from codinglab.lab.workbench import open_case

    bench, told = open_case(f"small-{claim_type}"), []
    if monkeypatch is not None:
        monkeypatch.setattr(bench.claim.widget, "send", told.append)
    return bench, told


def ask(bench: Any, kind: str, row: str = "diagnosis", at: int = 1, **more: Any) -> None:
    """Ask what the browser would."""
    bench.claim._asked(None, {"kind": kind, "number": 7, "row": row, "at": at, **more}, None)


def test_a_row_tells_code_title_evidence_and_how_it_was_reached(lab: Path) -> None:
    bench, _ = opened("professional")
    bench.worksheet.add_diagnosis("E11.22")
    (row,) = bench.claim.widget.diagnoses
    assert (row["code"], row["typed"], row["words"]) == ("E11.22", True, "")
    assert "diabetic chronic kidney disease" in row["title"]
    bench.worksheet.select("note", 0, 10)
    ask(bench, "link")
    bench.worksheet.add_diagnosis("E11.22", path="Index: Diabetes")
    (row,) = bench.claim.widget.diagnoses
    assert (row["words"], row["places"], row["path"], row["typed"]) == (
        "ASSESSMENT",
        1,
        "Index: Diabetes",
        False,
    )
    assert bench.worksheet.selection is None


def test_an_incomplete_code_has_a_dash_and_says_what_it_lacks(lab: Path) -> None:
    bench, _ = opened("inpatient")
    bench.worksheet.add_diagnosis("E11.3")
    bench.worksheet.add_diagnosis("Q99.ZZZ")
    incomplete, unknown = bench.claim.widget.diagnoses
    assert incomplete["code"] == "E11.3-"
    assert [tag["text"] for tag in incomplete["tags"]] == ["incomplete"]
    assert [tag["text"] for tag in unknown["tags"]] == ["not valid"]


def test_a_stay_shows_cc_mcc_exclusion_and_poa_exemption(lab: Path) -> None:
    bench, _ = opened("inpatient")
    for code in ("A41.9", "J96.01", "E87.1", "R65.21", "Z79.4"):
        bench.worksheet.add_diagnosis(code)
    tags = {row["code"]: [tag["text"] for tag in row["tags"]] for row in bench.claim.widget.diagnoses}
    assert tags["A41.9"] == []
    assert tags["J96.01"] == ["MCC"]
    assert tags["E87.1"] == ["CC"]
    assert tags["Z79.4"] == ["POA-exempt"]
    bench.worksheet.move_diagnosis(2, 1)
    tags = {row["code"]: [tag["text"] for tag in row["tags"]] for row in bench.claim.widget.diagnoses}
    assert tags["J96.01"] == []
    assert tags["A41.9"] == ["MCC"]


def test_a_cc_that_the_principal_excludes_says_so(lab: Path) -> None:
    bench, _ = opened("inpatient")
    for code in ("I50.23", "I50.33"):
        bench.worksheet.add_diagnosis(code)
    (tag,) = bench.claim.widget.diagnoses[1]["tags"]
    assert tag["text"] == "MCC excluded"
    assert "not beside the principal diagnosis I50.23" in tag["says"]


def test_a_professional_claim_has_no_severity(lab: Path) -> None:
    bench, _ = opened("professional")
    for code in ("A41.9", "J96.01"):
        bench.worksheet.add_diagnosis(code)
    assert [row["tags"] for row in bench.claim.widget.diagnoses] == [[], []]


def test_findings_stand_on_their_rows_and_follow_a_row_that_moves(lab: Path) -> None:
    bench, _ = opened("inpatient")
    for code in ("I10", "E11.22"):
        bench.worksheet.add_diagnosis(code)
    found = Finding(
        "c1", "x/y", "A title", Severity.WARN, Disposition.REVIEW, "Look <here>", (Authority("A", "", ""),),
        diagnosis=2,
    )  # fmt: skip
    stop = replace(found, severity=Severity.FAIL, message="Stop here", other_diagnosis=1)
    bench.worksheet.checked(Report("c1", (found, stop)))
    first, second = bench.claim.widget.diagnoses
    assert [(one["sign"], one["text"]) for one in second["found"]] == [
        ("✖", "Stop here"),
        ("▲", "Look <here>"),
    ]
    assert [one["text"] for one in first["found"]] == ["Stop here"]
    bench.worksheet._observers = [bench.claim._changed]
    bench.worksheet.move_diagnosis(2, 1)
    assert [one["text"] for one in bench.claim.widget.diagnoses[0]["found"]] == ["Stop here", "Look <here>"]


def test_a_line_is_edited_box_by_box_and_a_fault_changes_nothing(
    lab: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench, told = opened("professional", monkeypatch)
    for code in ("E11.22", "N18.31"):
        bench.worksheet.add_diagnosis(code)
    ask(bench, "add", "line", value="99213", field="new")
    for field, value in (("modifiers", "25"), ("pointers", "ba"), ("units", "2"), ("date", "2026-06-10")):
        ask(bench, "edit", "line", field=field, value=value)
    line = bench.worksheet.answers.lines[0]
    assert (line.modifiers, line.pointers, line.units, line.place_of_service) == (("25",), (2, 1), 2, "11")
    assert bench.claim.widget.lines[0]["boxes"]["pointers"] == "BA"
    assert not any(one["fault"] for one in told)
    for field, value, said in (
        ("modifiers", "2", "is not a modifier"),
        ("pointers", "D", "points to no diagnosis"),
        ("units", "none", "whole number"),
        ("date", "06/11/2026", "write it as YYYY-MM-DD"),
        ("place_of_service", "1", "has 2 digits"),
        ("code", "nonsense", "does not have the form"),
    ):
        ask(bench, "edit", "line", field=field, value=value)
        assert said in told[-1]["fault"]
        assert said in bench.worksheet.status
        assert (told[-1]["field"], told[-1]["number"]) == (field, 7)
    assert bench.worksheet.answers.lines[0] == line


def test_a_facility_line_has_a_revenue_code_and_no_pointers(lab: Path) -> None:
    bench, _ = opened("outpatient")
    bench.worksheet.add_diagnosis("E11.22")
    ask(bench, "add", "line", value="G0378", field="new")
    fields = [column["field"] for column in bench.claim.widget.facts["columns"]]
    assert fields == ["revenue_code", "code", "modifiers", "date", "units"]
    ask(bench, "edit", "line", field="revenue_code", value="0762")
    line = bench.worksheet.answers.lines[0]
    assert (line.revenue_code, line.pointers, bench.claim.widget.facts["pointed"]) == ("0762", (), 0)


def test_rows_move_and_go_and_pointers_follow(lab: Path) -> None:
    bench, _ = opened("professional")
    for code in ("E11.22", "N18.31"):
        bench.worksheet.add_diagnosis(code)
    for code in ("99213", "36415"):
        ask(bench, "add", "line", value=code, field="new")
    ask(bench, "move", at=2, value="1")
    assert [row["to"] for row in bench.claim.widget.lines] == [[2], [2]]
    ask(bench, "move", "line", 2, value="1")
    assert [row["code"] for row in bench.claim.widget.lines] == ["36415", "99213"]
    ask(bench, "remove", "line", 1)
    ask(bench, "remove", at=1)
    assert [row["code"] for row in bench.claim.widget.diagnoses] == ["E11.22"]
    bench.worksheet.undo()
    assert [row["code"] for row in bench.claim.widget.diagnoses] == ["N18.31", "E11.22"]


def test_evidence_goes_round_its_places(lab: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bench, told = opened("professional", monkeypatch)
    bench.worksheet.add_diagnosis("E11.22")
    ask(bench, "evidence")
    assert "has no evidence yet" in told[-1]["fault"]
    for start, end in ((0, 10), (13, 20)):
        bench.worksheet.select("note", start, end)
        ask(bench, "link")
    starts = []
    for _ in range(3):
        ask(bench, "evidence")
        starts.append(bench.worksheet.place.evidence.start)
    assert starts == [0, 13, 0]


def test_procedures_have_days_and_an_order(lab: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bench, told = opened("inpatient", monkeypatch)
    for code in ("0DTJ4ZZ", "5A1955Z"):
        bench.worksheet.add_procedure(code)
    ask(bench, "edit", "procedure", 1, field="date", value="2026-06-08")
    ask(bench, "move", "procedure", 1, value="2")
    assert [(row["code"], row["date"]) for row in bench.claim.widget.procedures] == [
        ("5A1955Z", "2026-06-09"),
        ("0DTJ4ZZ", "2026-06-08"),
    ]
    ask(bench, "edit", "procedure", 1, field="date", value="soon")
    assert "is not a date" in told[-1]["fault"]


def test_it_goes_to_a_row_that_is_asked_for_and_shows_a_code(
    lab: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from codinglab.lab.place import Place

    bench, told = opened("professional", monkeypatch)
    bench.worksheet.add_diagnosis("E11.22")
    bench.worksheet.go(Place("line", 2, field="modifiers"))
    assert told[-1] == {"kind": "focus", "row": "line", "at": 2, "field": "modifiers"}
    bench.worksheet.go(Place("drawer", name="Keys"))
    assert len(told) == 1
    ask(bench, "show")
    assert bench.worksheet.drawer == "Books"


def test_what_no_row_has_is_a_message(lab: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bench, told = opened("professional", monkeypatch)
    for kind in ("evidence", "link", "remove", "show", "edit"):
        bench.worksheet.select("note", 0, 10)
        ask(bench, kind, "line", 9, field="units", value="2")
    ask(bench, "no-such-thing")
    ask(bench, "add", "line", value=" ", field="new")
    assert all(one["kind"] == "done" for one in told)
    assert told[-1]["fault"] == "Type the code of the service line first."
