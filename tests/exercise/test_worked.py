"""The worked examples: each a page with its words, reasons and rules, and a text for readers without one."""

from __future__ import annotations

from pathlib import Path

import pytest

from codinglab.lab import worked
from codinglab.lab.class_desk import demonstration
from codinglab.model import InvalidInputError, UnknownCaseError

VISIT, STAY = "office-diabetes-knee-injection", "inpatient-sepsis-kidney-injury"
CDI = "cdi-heart-failure-three-days"


def test_a_note_is_read() -> None:
    shown = worked.worked_reading(VISIT, "visit")
    page = shown._repr_html_()
    assert "negated: chest pain" in repr(shown)
    assert "family: diabetes" in repr(shown)
    assert "## " not in page
    assert 'class="cl-concept cl-negated"' in page
    assert "It was looked for and is not there. Not coded." in page


def test_every_code_has_its_words_its_reason_and_its_rule() -> None:
    page = worked.worked_diagnoses(VISIT)._repr_html_()
    for part in ("E11.22", "Chronic kidney disease stage 3a.", "nobody denies a link", "FY2026 I.A.15"):
        assert part in page
    assert "Tempting, and wrong here" in page
    assert "J2003" not in page
    services = worked.worked_services(VISIT)._repr_html_()
    for part in ("99214-25", "office visit, known patient", "NCCI Policy Manual 2026 I.D", "J2003"):
        assert part in services
    assert "M25.561" not in services


def test_a_claim_is_mended() -> None:
    shown = worked.worked_claim(VISIT)
    assert repr(shown).startswith("As it was sent: 2 stops; ")
    assert "Mended: 6 not evaluated." in repr(shown)
    assert "Visit on the day of a minor procedure without modifier 25" in shown._repr_html_()


def test_a_query_is_drafted_and_kept_to_the_rules() -> None:
    shown = worked.worked_query(STAY)
    assert "The linter: all 24 rules are kept." in repr(shown)
    assert "Clarification: sodium" in shown._repr_html_()
    with pytest.raises(InvalidInputError, match="there is no number 9"):
        worked.worked_query(STAY, 9)


def test_a_coder_is_scored() -> None:
    shown = worked.worked_score(VISIT, "E11.9, I10, N18.31, M17.11, E78.5, Z79.84, Z87.891")
    assert repr(shown).startswith("Code-over-code: 8 of 12 = 66.7 %")
    assert "The whole scorecard" in shown._repr_html_()


def test_all_cases_are_listed_by_role() -> None:
    text = repr(worked.teaching_cases())
    assert text.count("\n") == 36 + 4 - 1
    assert "For clinical documentation integrity (CDI): 4 cases" in text


def test_books_of_a_day() -> None:
    assert repr(worked.code_books("2026-06-09")) == "Books(2026-06-09)"
    with pytest.raises(InvalidInputError, match="not a date"):
        worked.code_books("June")


def test_a_case_that_is_not_there() -> None:
    with pytest.raises(UnknownCaseError):
        worked.worked_diagnoses("nowhere")


def test_a_stay_is_shown_by_day() -> None:
    asked = worked.stay_queries(CDI, 1)
    assert "heart-failure-type: “CHF” is documented without its type and acuity" in repr(asked)
    assert "To ask on 2026-05-12" in asked._repr_html_()
    assert repr(worked.stay_drg(CDI, 2)).startswith("MS-DRG 189 ")
    assert "may be, if it is what occasioned the admission" in repr(worked.stay_principals(CDI, 2))
    assert "2 criteria met" in repr(worked.stay_criteria(CDI, 3, "acute kidney injury"))
    with pytest.raises(InvalidInputError, match="there is no day 9"):
        worked.stay_drg(CDI, 9)


def test_the_day_decides_which_section_answers() -> None:
    shown = worked.asked_on("admitted for an HIV-related condition", "2025-03-01", "2026-03-01")
    assert "2025-03-01: ICD-10-CM Official Guidelines, FY2025, I.C.1.a.2.a" in repr(shown)
    assert "2026-03-01: ICD-10-CM Official Guidelines, FY2026, I.C.1.a.2.b" in repr(shown)


def test_the_demonstration_class_is_made_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = []
    monkeypatch.setenv("CODINGLAB_WORK", str(tmp_path))
    monkeypatch.setattr(demonstration, "demonstration_cases", lambda count: ("case",) * count)
    monkeypatch.setattr(
        demonstration, "make_class", lambda folder, *_rest: made.append(folder) or folder.mkdir()
    )
    monkeypatch.setattr(demonstration, "open_class", lambda folder: folder)
    assert demonstration.open_demonstration_class() == demonstration.open_demonstration_class() == made[0]
    assert len(made) == 1
