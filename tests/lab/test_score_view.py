"""The score, the hints and the pages for paper, without a browser."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

DAY = date(2026, 11, 27)


@pytest.fixture
def bench(lab: Path) -> Any:
    from codinglab.lab.workbench import open_case

    bench = open_case("small-professional")
    bench.worksheet.add_diagnosis("I10")
    bench.worksheet.add_diagnosis("N18.31")
    return bench


def submit(bench: Any) -> None:
    """Hand in, conditions without a decision or not."""
    bench.submit()
    bench.submit()


@pytest.fixture
def scored(bench: Any) -> Any:
    submit(bench)
    return bench.panel("Score")


def chosen(panel: Any) -> str:
    return str(panel._line(panel._scored()).item)


def rows(panel: Any) -> list[str]:
    from codinglab.lab.workbench.score_items import numbered

    names = numbered(panel._scored())
    return [item for item, name in names.items() if f'data-say="show {name}"' in panel._page.html]


def test_before_submitting_it_says_what_submitting_does(bench: Any) -> None:
    from codinglab.lab.place import Place

    bench.worksheet.go(Place("drawer", name="Score"))
    panel = bench.panel("Score")
    assert "Not submitted. Submitting compares" in panel._page.html
    panel._said("submit", "")
    panel._said("submit", "")
    assert bench.worksheet.answers.submitted
    assert "Code-over-code" in panel._page.html


def test_the_score_is_not_reckoned_while_another_tab_is_open(
    bench: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from codinglab.lab.workbench import score_panel

    monkeypatch.setattr(score_panel, "scored_work", lambda *_: pytest.fail("nobody looks at it"))
    bench.worksheet.submit()
    assert bench.worksheet.answers.submitted


def test_a_walk_through_the_faults_opens_the_note_quietly(scored: Any, bench: Any) -> None:
    from codinglab.lab.workbench.score_items import numbered

    assert len(rows(scored)) == len([line for line in scored.answer.lines if not line.right])
    missed = next(line for line in scored.answer.lines if line.keyed == "E11.22")
    scored._said(f"show {numbered(scored._scored())[missed.item]}", "")
    place = bench.worksheet.place
    assert (place.kind, place.quiet, place.evidence.quote) == ("words", True, "Type 2 diabetes mellitus")
    for part in ("missed", "E11.22", "Why E1122.", "Rule: ICD-10-CM Official Guidelines", "under-coding"):
        assert part in scored._page.html
    scored._said("words 1", "")
    assert not bench.worksheet.place.quiet
    scored._said("show all", "")
    assert len(rows(scored)) == len(scored.answer.lines)
    assert chosen(scored) == missed.item
    scored._said("show points", "")
    assert "Training points by the rubric" in scored._page.html


def test_mending_goes_to_the_row_or_to_the_search(scored: Any, bench: Any) -> None:
    from codinglab.lab.workbench.score_items import numbered

    names = numbered(scored._scored())
    for line, place in (("", "diagnosis 1"), ("E11.22", "search")):
        one = next(one for one in scored.answer.lines if one.keyed == line and not one.right)
        scored._said(f"show {names[one.item]}", "")
        scored._said("mend", "")
        assert str(bench.worksheet.place) == place


def test_an_objection_is_for_the_item_shown_and_stays(scored: Any, bench: Any) -> None:
    box = scored._objection
    assert box.widget.layout.display == "none"
    scored._said("object", "")
    assert box.widget.layout.display == ""
    box._reason.value = "The chart <b>says</b> so."
    box.object()
    item = chosen(scored)
    assert [(one.item, one.reason) for one in bench.worksheet.answers.rebuttals] == [
        (item, "The chart <b>says</b> so.")
    ]
    assert "1 recorded in all" in box.static_html()
    assert bench.worksheet.answers.submitted


def test_attempts_are_kept_with_their_figures(scored: Any, bench: Any) -> None:
    bench.worksheet.add_diagnosis("E11.22")
    assert "attempt 1: 1 of 3 = 33.3 %" in scored._page.html
    assert "Submit attempt 2" in scored._page.html
    submit(bench)
    assert "Attempt 2. Before" in scored._page.html
    assert "attempt 1: 1 of 3" in scored._page.html


def test_a_score_for_paper_is_whole_escaped_and_without_scripts(scored: Any, bench: Any) -> None:
    from codinglab.lab.print_page import score_page

    scored._said("object", "")
    scored._objection._reason.value = "The chart <b>says</b> so."
    scored._objection.object()
    page = score_page(scored._scored(), DAY)
    assert page.startswith("<!doctype html>")
    for part in (
        "Training, synthetic",
        "me · printed 2026-11-27",
        "&lt;b&gt;says",
        "Attempt 1",
        "E11.22",
        "counter(pages)",
    ):
        assert part in page
    for never in ("<script", "<b>says", "http://", "https://", "A small <b>case</b>"):
        assert never not in page


def test_a_claim_for_paper_has_its_findings_and_evidence(bench: Any) -> None:
    from codinglab.lab.print_page import claim_page, print_claim
    from tests.lab.conftest import place

    bench.worksheet.link_evidence("N1831", place("stage 3a"))
    sheet = bench.worksheet
    page = claim_page(sheet.case, sheet.answers, sheet.report, DAY)
    for part in ("CMS-1500", "N18.31", "“stage 3a”", "Office note", "Clean:", "&lt;b&gt;case"):
        assert part in page
    assert "<b>case" not in page
    button = print_claim(sheet)
    sent: list[Any] = []
    button.send = sent.append
    button.press()
    assert sent[0]["page"].startswith("<!doctype html>")
    assert repr(button) == "PrintButton('Print the claim')"


def test_hints_are_a_ladder_with_prices(bench: Any) -> None:
    from codinglab.lab.place import Place

    bench.worksheet.go(Place("drawer", name="Hints"))
    panel = bench.panel("Hints")
    assert "Show, for 1 point<" in panel._page.html
    panel._said("take", "")
    assert panel.answer == 1
    assert "Look at" in panel._page.html
    assert panel._page.told.startswith("Look at")
    assert "Show, for 1 point<" in panel._page.html
    for _ in range(3):
        panel._said("take", "")
    assert panel.answer == 5
    panel._said("take", "")
    assert "no further hint" in bench.worksheet.status
    bench.worksheet.add_diagnosis("E11.22")
    assert "asks for nothing" in panel._page.html
