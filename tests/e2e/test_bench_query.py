"""The query desk in a real browser: words taken by key, typing that keeps its caret, an answer taken up."""

from __future__ import annotations

import os
from typing import Any

import pytest

pytestmark = pytest.mark.e2e

OPEN = """from codinglab.lab.workbench import open_case
open_case("inpatient-sepsis-kidney-injury")"""
STAY = """from codinglab.lab.workbench import open_case
open_case("cdi-red-leg-five-days")"""


def shoot(page: Any, name: str) -> None:
    """A picture, where pictures are asked for."""
    if where := os.environ.get("CODINGLAB_SCREENSHOT"):
        page.screenshot(path=where.replace(".png", f"-query-{name}.png"))


def dark(page: Any) -> None:
    """Change to the dark theme."""
    page.evaluate(
        "() => window.jupyterapp.commands.execute('apputils:change-theme', {theme: 'JupyterLab Dark'})"
    )
    page.wait_for_function("() => document.body.dataset.jpThemeLight === 'false'")


def test_a_query_is_written_answered_and_taken_up(
    jupyter: Any, page: Any, notebooks: Any, console: list[str]
) -> None:
    from playwright.sync_api import expect

    expect.set_options(timeout=20_000)
    out = notebooks.open(jupyter, page, "query", OPEN)
    desk = out.locator(".cl-query-desk")

    out.locator(".cl-note-page[data-focus]").focus()
    for key in ("n", "Enter"):
        page.keyboard.press(key)
    words = out.locator(".cl-search-evidence q").inner_text()
    page.keyboard.press("Alt+KeyQ")
    expect(desk.get_by_role("button", name="Begin blank")).to_be_focused()
    expect(desk).to_contain_text("become its first fact")
    page.keyboard.press("Enter")
    expect(desk.locator(".cl-facts")).to_contain_text(words)
    expect(desk.get_by_role("tab", name="Write")).to_be_focused()

    desk.locator(".cl-facts button").first.focus()
    page.keyboard.press("Delete")
    expect(desk.get_by_role("button", name="Add the words taken")).to_be_focused()
    page.keyboard.press("Control+KeyZ")
    expect(desk.locator(".cl-facts")).to_contain_text(words)

    question = desk.get_by_label("Question", exact=True)
    question.focus()
    for part in ("Please clarify, if any, ", "the diagnosis", " being treated."):
        page.keyboard.type(part, delay=30)
        page.wait_for_timeout(700)
    for _ in range(len(" being treated.")):
        page.keyboard.press("ArrowLeft")
    page.keyboard.type(" with its", delay=60)
    page.wait_for_timeout(700)
    page.keyboard.type(" cause", delay=60)
    expect(question).to_have_value("Please clarify, if any, the diagnosis with its cause being treated.")
    expect(question).to_be_focused()

    title = desk.get_by_label("Title", exact=True)
    title.fill("Acute kidney injury")
    expect(desk.locator(".cl-query-lint [role=status]")).to_contain_text("stop")
    desk.get_by_role("button", name="Go to the title (QL-01)").focus()
    page.keyboard.press("Enter")
    expect(title).to_be_focused()
    title.fill("Clarification of results")
    expect(desk.locator(".cl-query-lint")).not_to_contain_text("stop")
    notebooks.check_access(page, ".cl-pane-drawer")
    shoot(page, "write")
    desk.get_by_role("button", name="All queries").click()
    expect(desk.get_by_role("button", name="Clarification of results")).to_be_focused()

    desk.get_by_role("button", name="Look for opportunities in the chart").click()
    notebooks.check_access(page, ".cl-pane-drawer")
    desk.get_by_role("button", name="Write the query: Low sodium").click()
    desk.get_by_role("button", name="I have read this draft").click()
    expect(desk.locator(".cl-query-lint")).to_contain_text("keeps the rules checked")
    write = desk.get_by_role("tab", name="Write")
    write.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(desk.locator(".cl-letter")).to_contain_text("Please answer from your own clinical judgment")
    desk.get_by_role("button", name="Copy as text").click()
    expect(desk.get_by_role("status").filter(has_text="opied")).to_be_visible()
    desk.get_by_role("button", name="Save as HTML and text").click()
    expect(desk).to_contain_text("Saved: ")
    notebooks.check_access(page, ".cl-pane-drawer")

    desk.get_by_role("tab", name="Answer").click()
    expect(desk).not_to_contain_text("no reason to ask")
    notebooks.check_access(page, ".cl-pane-drawer")
    desk.get_by_role("button", name="Hyponatremia", exact=True).focus()
    page.keyboard.press("Enter")
    expect(desk.get_by_role("button", name="Code the chart with this answer")).to_be_focused()
    page.keyboard.press("Enter")
    expect(desk).to_contain_text("+ E87.1")
    expect(out.locator(".cl-pane-claim")).not_to_contain_text("E87.1")
    notebooks.check_access(page, ".cl-pane-drawer")
    desk.get_by_role("button", name="Take up in the codes").focus()
    page.keyboard.press("Enter")
    expect(out.locator(".cl-pane-claim")).to_contain_text("E87.1")
    dark(page)
    notebooks.check_access(page, ".cl-pane-drawer")
    shoot(page, "answer-dark")
    page.keyboard.press("Control+KeyZ")
    expect(out.locator(".cl-pane-claim")).not_to_contain_text("E87.1")
    write.click()
    notebooks.check_access(page, ".cl-pane-drawer")
    desk.get_by_role("button", name="All queries").click()
    notebooks.check_access(page, ".cl-pane-drawer")
    shoot(page, "list-dark")

    notebooks.open(jupyter, page, "stay", STAY)
    stay = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-OutputArea")
    stay.get_by_role("tab", name="Query").click()
    expect(stay.locator(".cl-query-desk")).to_contain_text("Opportunities in the chart")
    stay.get_by_role("tab", name="Day 5").click()
    stay.get_by_role("button", name="Write the query: Low sodium").click()
    expect(stay.locator(".cl-facts")).to_contain_text("odium")
    shoot(page, "stay")
    assert console == []
