"""The panels without a browser: what they show, what they do, and that text is escaped."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(params=["small-professional", "small-inpatient"])
def bench(request: pytest.FixtureRequest, lab: Path) -> Any:
    from codinglab.lab.workbench import open_case

    return open_case(request.param)


def test_text_of_a_note_or_case_is_escaped(bench: Any) -> None:
    shown = bench.static_html()
    assert "<script>" not in shown
    assert "&lt;script&gt;" in shown
    assert "A small <b>case</b>" not in shown
    assert "Why <b>it</b>" not in shown


def test_every_representation_is_stable(bench: Any) -> None:
    assert repr(bench) == f"Workbench({bench.worksheet.case.id!r})"
    assert bench._repr_mimebundle_()["text/plain"] == repr(bench)


def test_a_suggestion_is_assigned_with_its_evidence_and_validation_follows(bench: Any) -> None:
    assert bench.validation.answer.status == "FAIL"
    shown = bench.panel("Suggested").widget
    shown._heard(shown, {"say": "assign E1122"}, None)
    assert [item.code for item in bench.worksheet.answers.diagnoses] == ["E1122"]
    assert bench.worksheet.answers.evidence[0].evidence.quote == "Type 2 diabetes mellitus"
    assert "✓ Assigned" in shown.html
    shown._heard(shown, {"say": "unfold E1122"}, None)
    assert "Why <b>it</b>" not in shown.html
    shown._heard(shown, {"say": "assign nothing"}, None)
    assert len(bench.worksheet.steps) == 2
    assert bench.validation.answer.status == "CLEAN"
    assert bench.panel("Suggested").answer == ("E1122",)


def test_words_taken_go_with_the_code_chosen(bench: Any) -> None:
    start = bench.worksheet.case.encounter.documents[0].text.index("kidney")
    bench.note._taken(None, {"kind": "take", "document": "note", "start": start, "end": start + 14}, None)
    assert bench.search.widget.evidence == {"quote": "kidney disease", "source": "Office note"}
    bench.search._asked(None, {"kind": "assign", "code": "N18.31", "system": "ICD-10-CM"}, None)
    assert bench.worksheet.answers.evidence[0].evidence.quote == "kidney disease"
    assert bench.note.widget.coded[0]["start"] == start
    assert bench.search.widget.evidence == {}


def test_a_fault_at_a_panel_is_a_message(bench: Any) -> None:
    bench.search._asked(None, {"kind": "assign", "code": "nonsense!", "system": "ICD-10-CM"}, None)
    assert "does not have the form" in bench.header.static_html() + bench.header._said.value
    assert bench.worksheet.answers.revision == 0


def test_moving_up_and_undo(bench: Any) -> None:
    for code in ("E11.22", "N18.31"):
        bench.worksheet.add_diagnosis(code)
    bench.claim._asked(None, {"kind": "move", "number": 1, "row": "diagnosis", "at": 2, "value": "1"}, None)
    assert [item.code for item in bench.worksheet.answers.diagnoses] == ["N1831", "E1122"]
    bench.header._undo.click()
    assert [item.code for item in bench.worksheet.answers.diagnoses] == ["E1122", "N1831"]


def test_validation_that_cannot_run_says_so(bench: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from codinglab.lab.workbench import validation
    from codinglab.model import StoreError

    def fails(_claim: object) -> None:
        msg = "The store is missing. Rebuild it with: python lab.py reference build"
        raise StoreError(msg)

    monkeypatch.setattr(validation, "validate", fails)
    bench.validation.refresh()
    assert "python lab.py reference build" in bench.validation.widget.html


def test_the_notes_markup_marks_assertions_with_signs(bench: Any) -> None:
    shown = bench.note.static_html()
    assert '<mark class="cl-negated">fever</mark><sup>no</sup>' in shown
    assert '<mark class="cl-family">asthma</mark><sup>fam</sup>' in shown


def test_the_score_is_shown_after_submitting_and_withdrawn_by_a_change(lab: Path) -> None:
    from codinglab.lab.workbench import open_case

    bench = open_case("small-professional")
    bench.submit()
    assert "no decision yet" in bench.worksheet.status
    assert not bench.worksheet.answers.submitted
    bench.submit()
    assert "Code-over-code: 0 of 2" in bench.panel("Score").static_html()
    bench.worksheet.add_diagnosis("I10")
    assert bench.panel("Score").answer is None
