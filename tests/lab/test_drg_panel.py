"""The DRG beside the claim: the line, the tab, what if, and what is done only when it is asked for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

PNEUMONIA, HEART_FAILURE, SEPSIS = "J18.9", "I50.23", "A41.9"


@pytest.fixture
def bench(lab: Path) -> Any:
    from codinglab.lab.workbench import open_case

    return open_case("small-inpatient")


def open_tab(bench: Any, section: str = "") -> str:
    """Open the tab, and a section of it; its page."""
    bench.drawer._said("open DRG", "")
    if section:
        bench.panel("DRG")._said(f"section {section}", "")
    html: str = bench.panel("DRG")._page.html
    return html


def test_the_line_says_why_not_then_number_title_and_what_holds_it(bench: Any) -> None:
    assert "Not grouped: No diagnosis is assigned yet" in bench.drg._page.html
    bench.worksheet.add_diagnosis(PNEUMONIA)
    bench.worksheet.add_diagnosis(HEART_FAILURE)
    bench.worksheet.set_poa(2, "Y")
    assert bench.drg.answer.drg == "193"
    assert "I50.23" in bench.drg._page.html
    assert 'role="status"' in bench.drg._page.html


def test_a_press_on_the_line_opens_the_tab(bench: Any) -> None:
    bench.drg._said("open", "")
    assert bench.worksheet.drawer == "DRG"
    assert "Not grouped" in bench.panel("DRG")._page.html


def test_nothing_is_drawn_while_another_tab_is_open(bench: Any) -> None:
    bench.worksheet.add_diagnosis(PNEUMONIA)
    assert bench.panel("DRG")._page.html == ""
    assert "Simple Pneumonia" in open_tab(bench)
    bench.drawer._said("open Books", "")
    before = bench.panel("DRG")._page.html
    bench.worksheet.add_diagnosis(HEART_FAILURE)
    assert bench.panel("DRG")._page.html == before
    assert HEART_FAILURE in open_tab(bench)


def test_each_secondary_diagnosis_has_poa_what_it_is_listed_as_and_why_it_does_not_count(bench: Any) -> None:
    for code in (HEART_FAILURE, "I50.33", PNEUMONIA):
        bench.worksheet.add_diagnosis(code)
    bench.worksheet.set_poa(3, "N")
    page = open_tab(bench)
    assert "I50.33 is listed as MCC, but the principal diagnosis I50.23 excludes it" in page
    assert "<td>N</td>" in page
    assert "MCC" in page
    assert "The path to the DRG" in page
    assert "Severity of the base DRG" in page


def test_another_diagnosis_is_made_principal_and_that_is_undone(bench: Any) -> None:
    for code in (PNEUMONIA, SEPSIS):
        bench.worksheet.add_diagnosis(code)
        bench.worksheet.set_poa(len(bench.worksheet.answers.diagnoses), "Y")
    page = open_tab(bench, "What if")
    assert 'aria-label="Make A41.9 the principal diagnosis"' in page
    assert "against" in page
    bench.panel("DRG")._said("principal A419", "")
    assert [item.code.written for item in bench.worksheet.answers.diagnoses] == [SEPSIS, PNEUMONIA]
    assert bench.drg.answer.drg == "871"
    bench.worksheet.undo()
    assert bench.drg.answer.drg == "193"


def test_a_press_for_a_code_that_is_gone_is_a_message(bench: Any) -> None:
    bench.panel("DRG")._said("principal A419", "")
    assert "A41.9 is not on the claim any more" in bench.worksheet.status


def test_the_slow_sections_are_asked_only_when_they_are_open(
    bench: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from codinglab.lab.drg import sections

    asked: list[str] = []
    monkeypatch.setattr(sections, "verdicts", lambda claim: asked.append(claim.claim_id) or ())
    monkeypatch.setattr(sections, "other_poa", lambda claim, drg: ())
    bench.worksheet.add_diagnosis(PNEUMONIA)
    open_tab(bench)
    assert asked == []
    open_tab(bench, "What if")
    assert asked == ["c1"]
    bench.drawer._said("open Books", "")
    bench.worksheet.add_diagnosis(SEPSIS)
    assert asked == ["c1"]


def test_the_tutor_answers_with_the_rule(bench: Any) -> None:
    bench.worksheet.add_diagnosis(PNEUMONIA)
    assert "Argue; the rules answer" in open_tab(bench, "Tutor")
    from codinglab.what_if import arguments

    bench.panel("DRG")._said(f"argument {arguments()[0].id}", "")
    assert "Rule:" in bench.panel("DRG")._page.html


def test_other_desks_have_no_drg_and_the_query_desk_never_speaks_of_it(lab: Path) -> None:
    from codinglab.lab.workbench import open_case

    for case_id in ("small-professional", "small-outpatient"):
        other = open_case(case_id)
        assert other.drg is None
        assert "DRG" not in {tab.name for tab in other.drawer.tabs}
    stay = open_case("small-inpatient")
    stay.worksheet.add_diagnosis(PNEUMONIA)
    shown = stay.panel("Query").static_html()
    assert "DRG" not in shown
    assert "weight" not in shown


def test_a_procedure_gets_the_day_of_its_evidence_within_the_stay(bench: Any) -> None:
    bench.worksheet.select("note", 0, 10)
    bench._assign("0FT44ZZ", "PCS", "ICD-10-PCS tables: 0FT 44ZZ")
    (done,) = bench.worksheet.answers.procedures
    assert (done.code, done.date) == ("0FT44ZZ", bench.worksheet.case.encounter.from_date)
    assert bench.worksheet.answers.evidence[0].evidence.quote == "ASSESSMENT"
