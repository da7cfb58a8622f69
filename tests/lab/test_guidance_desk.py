"""Guidance in the lab: the desk, rules that unfold, answers for pandas and programs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from codinglab.guidance import index
from codinglab.lab.guidance import pages
from codinglab.lab.guidance.answered import COLUMNS, ask
from codinglab.lab.guidance.desk import open_guidance
from codinglab.lab.guidance.passage_html import marked
from codinglab.lab.guidance.rules import rules_html, rules_shown
from codinglab.model import Authority, StoreError
from codinglab.reference.install.install import install

ON = "2026-03-01"
GUIDELINES = "ICD-10-CM Official Guidelines"
TITLE = "Zebra <script>alert(1)</script> care"
HARMFUL = """1. Zebra <script>alert(2)</script> stripes

They are <script>alert(3)</script> counted {} & <b>paid</b>.

2. Hooves

Four.
"""


@pytest.fixture
def own_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """A home with two editions of a policy that would do harm if its words were obeyed."""
    monkeypatch.setenv("CODINGLAB_HOME", str(tmp_path))
    path = tmp_path / "policy.txt"
    for year, times in ((2025, "once"), (2026, "twice")):
        path.write_text(HARMFUL.format(times), encoding="utf-8")
        install("local-policy", path, date(year, 1, 1), title=TITLE, binds=("Savanna Health",))
    index._opened.clear()
    yield tmp_path
    index._opened.clear()


def test_a_section_opens_and_the_desk_goes_back() -> None:
    desk = open_guidance(ON, "suspected pneumonia, sent home from the ER")
    assert desk.answer
    assert desk.answer.found[0].passage.section == "IV.H"
    assert 'data-say="section icd10cm-guidelines IV.H"' in desk.static_html()
    desk.say("section icd10cm-guidelines IV.H")
    assert "What changed" in desk.static_html()
    assert '<h4 class="cl-code-title" tabindex="-1" data-focus="true">IV.H ' in desk.static_html()
    desk.say("changes")
    assert "no earlier edition" in desk.static_html()
    desk.say("back")
    assert 'data-say="section icd10cm-guidelines IV.H" data-focus="true"' in desk.static_html()
    assert desk.static_html().count("data-focus") == 1
    desk.ask("suspected pneumonia, office visit")
    assert "data-focus" not in desk.static_html()
    assert repr(desk) == "GuidanceDesk(2026-03-01)"


def test_a_section_that_is_not_there_is_said_and_the_way_back_stays() -> None:
    desk = open_guidance(ON)
    desk.say("section icd10cm-guidelines IX.Z")
    assert "There is no section &#x27;IX.Z&#x27; in icd10cm-guidelines at hand." in desk.static_html()
    assert 'data-say="back" data-key="Escape" data-focus="true"' in desk.static_html()
    assert "What changed" not in desk.static_html()
    desk.say("back")
    assert "Ask in your own words" in desk.static_html()


def test_a_section_that_holds_on_other_days_names_them() -> None:
    desk = open_guidance("2027-03-01", "late effect sequencing")
    assert desk.answer
    assert not desk.answer.found
    assert "Not current" in desk.static_html()
    desk.say("section icd10cm-guidelines I.B.10")
    assert "not for 2027-03-01" in desk.static_html()
    assert "FY2026 (2025-10-01 to 2026-09-30)" in desk.static_html()
    desk.say("back")
    assert "Not current" in desk.static_html()


def test_a_fault_is_a_message_and_the_boxes_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    desk = open_guidance(ON, "late effect sequencing")

    def damaged(*_what: object) -> None:
        msg = "The index of guidance, <x>, cannot be read."
        raise StoreError(msg)

    with monkeypatch.context() as patch:
        patch.setattr(pages, "ask", damaged)
        desk.ask("another question")
        shown = desk._page.html
        assert "The index of guidance, &lt;x&gt;, cannot be read." in shown
        assert 'value="another question"' in shown
        assert "I.B.10" not in shown
        assert desk.answer is None
        patch.setattr(pages, "open_section", damaged)
        desk.say("section icd10cm-guidelines I.B.10")
        assert "cannot be read" in desk._page.html
        assert 'data-say="back"' in desk._page.html
    desk.ask("late effect sequencing")
    assert "cannot be read" not in desk._page.html
    assert "I.B.10" in desk._page.html


def test_what_nothing_answers_names_who_would() -> None:
    shown = open_guidance(ON, "how long do we have to file a Medicare claim").static_html()
    assert "Not found" in shown
    assert "Medicare Claims Processing Manual (100-04)" in shown
    assert "codinglab reference install iom FILE" in shown


def test_an_empty_question_clears_the_answer() -> None:
    desk = open_guidance(ON, "late effect sequencing")
    desk.ask("  ")
    assert desk.answer is None
    assert "Ask in your own words" in desk.static_html()


def test_words_of_a_policy_are_shown_and_not_obeyed(own_home: Path) -> None:
    desk = open_guidance(ON, "zebra stripes")
    assert not (desk.answer and desk.answer.found)
    assert "1 local policy was left out, bound to a contractor" in desk.static_html()
    desk.say("contractor", "savanna health")
    answered = desk.static_html()
    desk.say("section local-zebra-script-alert-1-script-care 1")
    opened = desk.static_html()
    desk.say("changes")
    changed = desk.static_html()
    for shown in (answered, opened, changed, ask("zebra stripes", ON, "savanna health")._repr_html_()):
        assert "binds Savanna Health" in shown
        assert all(f"&lt;script&gt;alert({number})" in shown for number in (1, 2))
        assert "&lt;b&gt;paid&lt;/b&gt;" in shown
        assert "<script" not in shown
        assert "<b>" not in shown
    assert '<del class="cl-deleted">once</del>' in changed
    assert '<ins class="cl-added">twice</ins>' in changed


def test_marked_words_are_escaped_too() -> None:
    assert marked("a <b> & c", [(2, 5)]) == 'a <mark class="cl-asked">&lt;b&gt;</mark> &amp; c'


def test_a_question_is_shown_and_not_obeyed() -> None:
    shown = open_guidance(ON, '"><script>alert(1)</script>', "<script>alert(2)</script>").static_html()
    assert "<script" not in shown
    assert "&lt;script&gt;alert(2)" in shown


def test_a_rule_unfolds_with_the_words_it_cites() -> None:
    shown = rules_html([Authority(GUIDELINES, "FY2026", "I.C.4.a.3")])
    assert f"<summary>Rule: {GUIDELINES} FY2026 I.C.4.a.3</summary>" in shown
    assert "in our own words" in shown
    assert "codinglab reference install icd10cm-guidelines FILE" in shown


def test_a_rule_that_is_not_at_hand_says_what_to_do() -> None:
    shown = rules_html([Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 25 section 75")])
    assert "codinglab reference install iom FILE" in shown
    assert "R78.81" in rules_html([Authority("ICD-10-CM tabular", "FY2026", "R78.81 Excludes1")])
    strange = rules_shown(Authority("<i>Somebody</i>", "", "1"))
    assert "<i>" not in strange._repr_html_()


def test_an_answer_for_pandas_and_programs() -> None:
    answered = ask("late effect sequencing", ON)
    frame = answered.to_pandas()
    assert tuple(frame.columns) == COLUMNS
    assert frame.section[0] == "I.B.10"
    told = json.loads(json.dumps(answered.json()))
    assert told["answered"] is True
    assert told["sections"][0]["citation"].endswith("I.B.10")
    assert tuple(told["sections"][0]) == COLUMNS
    assert repr(answered) == repr(ask("late effect sequencing", ON))
    assert repr(answered).splitlines()[1].startswith("I.B.10 ")


def test_an_answer_that_is_none_keeps_its_columns() -> None:
    answered = ask("how long do we have to file a Medicare claim", ON)
    assert tuple(answered.to_pandas().columns) == COLUMNS
    assert len(answered.to_pandas()) == 0
    told = answered.json()
    assert (told["answered"], told["sections"]) == (False, [])
    assert told["would_answer"][0]["install"] == "iom"
    assert repr(answered) == f"Not found: nothing in force on {ON} that is at hand answers this."
