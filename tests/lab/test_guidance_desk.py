"""Guidance in the lab: the desk, rules that unfold, answers for pandas and programs, the commands."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from codinglab.guidance import index
from codinglab.lab.command import app
from codinglab.lab.guidance.answered import COLUMNS, ask
from codinglab.lab.guidance.desk import open_guidance
from codinglab.lab.guidance.rules import rules_html, rules_shown
from codinglab.model import Authority
from codinglab.reference.install.install import install

RUN = CliRunner()
ON = "2026-03-01"
GUIDELINES = "ICD-10-CM Official Guidelines"


@pytest.fixture
def own_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """A home with a policy that would do harm if its words were obeyed."""
    monkeypatch.setenv("CODINGLAB_HOME", str(tmp_path))
    path = tmp_path / "policy.md"
    path.write_text(
        "# Zebra <script>alert(1)</script> care\n\n## 1. Zebra stripes\n\nThey are <b>counted</b> & paid.\n",
        encoding="utf-8",
    )
    install("local-policy", path, date(2026, 1, 1), binds=("Savanna Health",))
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
    desk.say("changes")
    assert "no earlier edition" in desk.static_html()
    desk.say("back")
    assert f"in force on {ON}" in desk.static_html()
    assert repr(desk) == "GuidanceDesk(2026-03-01)"


def test_a_section_that_is_not_there_is_said() -> None:
    desk = open_guidance(ON)
    desk.say("section icd10cm-guidelines IX.Z")
    assert "icd10cm-guidelines has no section IX.Z" in desk.static_html()


def test_what_nothing_answers_names_who_would() -> None:
    shown = open_guidance(ON, "how long do we have to file a Medicare claim").static_html()
    assert "Not found" in shown
    assert "Medicare Claims Processing Manual (100-04)" in shown
    assert "codinglab reference install iom FILE" in shown


def test_words_of_a_policy_are_shown_and_not_obeyed(own_home: Path) -> None:
    desk = open_guidance(ON, "zebra stripes")
    assert not (desk.answer and desk.answer.found)
    desk.say("contractor", "savanna health")
    shown = desk.static_html()
    assert "counted" in shown
    assert "binds Savanna Health" in shown
    assert "<script>" not in shown
    assert "<b>" not in shown


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
    assert "I.B.10" in repr(answered)


def test_the_command_prints_json_alone() -> None:
    done = RUN.invoke(app, ["ask", "late effect sequencing", "--on", ON, "--limit", "1", "--json"])
    assert done.exit_code == 0, done.output
    assert [row["section"] for row in json.loads(done.stdout)["sections"]] == ["I.B.10"]


def test_the_command_tells_what_is_not_current() -> None:
    done = RUN.invoke(app, ["ask", "late effect sequencing", "--on", "2027-03-01"])
    assert done.exit_code == 0, done.output
    assert "Not found" in done.output
    assert "Not current" in done.output
    assert "FY2026" in done.output


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["guidance", "list", "--on", ON], "Guidance at hand"),
        (
            ["guidance", "open", "I.C.4.a.3", "--document", "icd10cm-guidelines", "--on", ON],
            "in our own words",
        ),
    ],
)
def test_pages_for_the_terminal(arguments: list[str], told: str) -> None:
    done = RUN.invoke(app, arguments)
    assert done.exit_code == 0, done.output
    assert told in done.output


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["guidance", "open", "Z.9.9"], "no section 'Z.9.9'"),
        (["guidance", "open", "II.C"], "Several documents have it"),
        (["guidance", "changes", "IV.H", "--document", "icd10cm-guidelines"], "no two editions"),
        (["ask", "why", "--on", "someday"], "someday"),
    ],
)
def test_a_fault_is_a_sentence(arguments: list[str], told: str) -> None:
    done = RUN.invoke(app, arguments)
    assert done.exit_code != 0
    assert told in " ".join(f"{done.output} {done.exception}".split())
