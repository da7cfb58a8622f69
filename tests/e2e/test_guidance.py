"""Guidance in a real browser: Alt+G from the note with selected words, answers and a section by keyboard."""

from __future__ import annotations

import os
import re
from typing import Any

import pytest

pytestmark = pytest.mark.e2e

ANSWERED = re.compile(r"^[1-9]\d* sections? in force on 2026-\d\d-\d\d$")
WORKBENCH = """from codinglab.lab.workbench import open_case
open_case("office-diabetes-knee-injection")"""
DESK = """from codinglab.lab.guidance.desk import open_guidance
open_guidance("2026-03-01", "suspected pneumonia, sent home from the ER")"""


def shoot(page: Any, name: str) -> None:
    """Keep a picture of the page when the environment asks for it."""
    if shot := os.environ.get("CODINGLAB_SCREENSHOT"):
        page.screenshot(path=shot.replace(".png", f"-guidance{name}.png"))


def check_both_themes(page: Any, notebooks: Any, name: str) -> None:
    """No serious violation in the light theme, nor in the dark one."""
    notebooks.check_access(page)
    shoot(page, name)
    page.evaluate(
        "() => window.jupyterapp.commands.execute('apputils:change-theme', {theme: 'JupyterLab Dark'})"
    )
    page.wait_for_function("() => document.body.dataset.jpThemeLight === 'false'")
    notebooks.check_access(page)
    shoot(page, f"{name}-dark")


def test_a_rule_is_asked_for_from_the_note_by_keyboard(jupyter: Any, page: Any, notebooks: Any) -> None:
    from playwright.sync_api import expect

    expect.set_options(timeout=15_000)
    out = notebooks.open(jupyter, page, "case", WORKBENCH)
    note = out.locator(".cl-note-page")
    note.get_by_text("metformin").first.dblclick()
    expect(out.locator(".cl-search-evidence")).to_contain_text("metformin")
    note.focus()
    page.keyboard.press("Alt+KeyG")
    box = out.get_by_label("Ask guidance")
    expect(out.get_by_role("tab", name="Guidance")).to_have_attribute("aria-selected", "true")
    expect(box).to_be_focused()
    expect(box).to_have_value("metformin")

    panel = out.get_by_role("tabpanel", name="Guidance")
    status = panel.get_by_role("status")
    expect(status).to_have_text(ANSWERED)
    expect(panel).to_contain_text("antidiabetic")

    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.insert_text("visit on the day of a joint injection, modifier 25")
    expect(panel.locator("mark", has_text="visit").first).to_be_visible()
    expect(status).to_have_text(ANSWERED)
    expect(box).to_be_focused()
    expect(box).to_have_value("visit on the day of a joint injection, modifier 25")
    expect(panel).to_contain_text("in our own words")
    page.keyboard.press("ArrowDown")
    first = panel.locator("[data-say^=section]").first
    expect(first).to_be_focused()
    name = first.inner_text()
    page.keyboard.press("Enter")
    heading = panel.get_by_role("heading", level=4)
    expect(heading).to_contain_text(name.split(" ")[0])
    expect(heading).to_be_focused()
    page.keyboard.press("c")
    expect(panel).to_contain_text("no earlier edition")
    expect(heading).to_be_focused()
    page.keyboard.press("Escape")
    expect(status).to_have_text(ANSWERED)
    expect(heading).to_have_count(0)
    expect(first).to_be_focused()

    out.get_by_role("tab", name="Suggested").press("Enter")
    out.locator(".cl-sg-line").first.press("Enter")
    rule = out.locator(".cl-sg-whole .cl-rule summary").first
    rule.focus()
    page.keyboard.press("Enter")
    expect(out.locator(".cl-rule details[open]").first).to_contain_text("in our own words")
    opened = out.locator(".cl-rule details[open] .cl-passage").first
    expect(opened).to_have_text(re.compile(r"\w+ \w+"))
    assert page.evaluate("() => window.jupyterapp.shell.currentWidget.content.model.cells.length") == 1
    check_both_themes(page, notebooks, "")


def test_what_nothing_answers_is_said_at_the_desk(jupyter: Any, page: Any, notebooks: Any) -> None:
    from playwright.sync_api import expect

    expect.set_options(timeout=15_000)
    out = notebooks.open(jupyter, page, "desk", DESK)
    expect(out.get_by_role("status")).to_have_text(ANSWERED)
    notebooks.check_access(page)
    out.locator("[data-say='section icd10cm-guidelines IV.H']").first.focus()
    page.keyboard.press("Enter")
    heading = out.get_by_role("heading", level=4)
    expect(heading).to_contain_text("IV.H")
    check_both_themes(page, notebooks, "-section")
    heading.focus()
    page.keyboard.press("Escape")
    expect(out.get_by_role("status")).to_have_text(ANSWERED)
    out.get_by_label("Ask guidance").fill("how long do we have to file a Medicare claim")
    expect(out.get_by_role("status")).to_contain_text("Not found")
    expect(out.locator(".cl-answering")).to_contain_text("Medicare Claims Processing Manual")
    notebooks.check_access(page)
    shoot(page, "-would-dark")
