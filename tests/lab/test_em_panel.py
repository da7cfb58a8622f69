"""The E/M helper without a browser."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def panel(lab: Path) -> Any:
    """The helper of a small professional case."""
    from codinglab.lab.workbench import open_case

    return open_case("small-professional").panel("E/M")


def test_only_a_professional_claim_has_the_helper(lab: Path) -> None:
    from codinglab.lab.workbench import open_case

    for claim_type in ("inpatient", "outpatient"):
        with pytest.raises(KeyError):
            open_case(f"small-{claim_type}").panel("E/M")


def test_the_level_follows_each_choice_and_says_what_holds_it_back(panel: Any) -> None:
    assert "No level yet" in panel.static_html()
    for words in ("more stable_chronic", "more stable_chronic", "risk moderate"):
        panel._said(words, "")
    assert panel.answer.reported == "moderate"
    assert "Level: moderate" in panel._page.html
    assert "For high, two of the three must reach it: none does." in panel._page.html
    panel._said("less stable_chronic", "")
    assert panel.answer.reported == "low"
    assert "risk does; problems and data hold it back" in panel._page.html
    panel._said("minutes", "41")
    assert (panel.answer.reported, panel.answer.time) == ("high", "high")
    panel._said("patient new", "")
    assert panel.answer.time == "low"


def test_it_names_levels_and_no_codes(panel: Any) -> None:
    import re

    panel._said("more threat_to_life_or_function", "")
    panel._said("risk high", "")
    assert "Level: high" in panel._page.html
    assert not re.search(r"\b9\d{4}\b", panel._page.html)


def test_a_stay_or_other_place_is_chosen_not_guessed(lab: Path) -> None:
    from codinglab.lab.workbench.em_panel import EmPanel
    from codinglab.lab.worksheet import open_worksheet

    helper = EmPanel(open_worksheet("small-inpatient"))
    assert helper.answer is None
    assert "Choose the setting" in helper.static_html()
    helper._said("setting discharge", "")
    helper._said("minutes", "31")
    assert "Discharge day, more than 30 minutes" in helper._page.html


def test_odd_input_is_told_and_not_obeyed(panel: Any) -> None:
    for words, text in (
        ("minutes", "<b>x"),
        ("risk dire", ""),
        ("more nonsense", ""),
        ("setting moon", ""),
        ("less minor", ""),
    ):
        panel._said(words, text)
    assert "a whole number of minutes" in panel._page.html
    assert "<b>x" not in panel._page.html
    assert panel.answer.reported == ""
    for _ in range(12):
        panel._said("more items", "")
    assert panel._given.items == 9
    panel._said("empty", "")
    assert (panel._given.items, panel._given.setting) == (0, "office")


def test_the_words_are_those_of_the_engine() -> None:
    import tomllib

    from codinglab.lab.workbench.em_words import PROBLEMS, RISKS, SETTINGS
    from codinglab.reference.paths import REFERENCE
    from codinglab.validate.em_level import Visit, em_level

    rules = tomllib.loads((REFERENCE / "lexicon" / "em_level.toml").read_text(encoding="utf-8"))
    assert list(PROBLEMS) == list(rules["problems"])
    for setting in SETTINGS:
        if setting != "discharge":
            assert em_level(Visit(setting, ("minor",))).reported
    for risk in RISKS:
        assert em_level(Visit("office", ("minor",), risk=risk)).elements[2]
