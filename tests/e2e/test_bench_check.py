"""Validation, hints, score and paper in a real browser: by keyboard, in both themes, without a violation."""

from __future__ import annotations

from typing import Any

import pytest

pytestmark = pytest.mark.e2e

OPEN = """from codinglab.lab.workbench import open_case
from codinglab.model import Hcpcs, Modifier, ServiceLine
bench = open_case("office-diabetes-knee-injection")
sheet = bench.worksheet
for code in ("M17.11", "E11.9", "E11.22", "N18.31", "N18.30"):
    sheet.add_diagnosis(code)
for code, units, place in (("20610", 3, "11"), ("99213", 1, "")):
    sheet.add_line(ServiceLine(Hcpcs(code), sheet.case.encounter.from_date, (Modifier("RT"),), units,
                               pointers=(1,), place_of_service=place))
bench"""
THEME = "name => window.jupyterapp.commands.execute('apputils:change-theme', {theme: name})"
CELLS = "() => window.jupyterapp.shell.currentWidget.content.model.cells.length"


def in_both_themes(page: Any, notebooks: Any) -> None:
    for name, light in (("JupyterLab Dark", "false"), ("JupyterLab Light", "true")):
        page.evaluate(THEME, name)
        page.wait_for_selector(f"body[data-jp-theme-light='{light}']", state="attached")
        for pane in (".cl-pane-validation", ".cl-pane-drawer"):
            notebooks.check_access(page, pane)


def test_from_a_stop_to_its_place_and_through_the_score(
    jupyter: Any, page: Any, notebooks: Any, console: list[str]
) -> None:
    from playwright.sync_api import expect

    expect.set_options(timeout=15_000)
    out = notebooks.open(jupyter, page, "check", OPEN)
    validation = out.locator(".cl-pane-validation")
    expect(validation).to_contain_text("1 stop")

    out.locator(".cl-note-page").first.focus()
    page.keyboard.press("Alt+5")
    line = validation.locator(".cl-vl-line")
    expect(line.first).to_be_focused()
    page.keyboard.press("Enter")
    expect(line.first).to_have_attribute("aria-expanded", "true")
    expect(line.first).to_be_focused()
    expect(validation.get_by_role("button", name="Explain ncci/units-above-mue")).to_be_visible()
    page.keyboard.press("n")
    expect(line.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(line.first).to_be_focused()
    in_both_themes(page, notebooks)
    line.first.focus()
    page.keyboard.press("g")
    page.wait_for_function("() => document.activeElement.matches('.cl-pane-claim input')")
    page.keyboard.press("Control+a")
    page.keyboard.type("1")
    page.keyboard.press("Tab")
    expect(validation.locator(".cl-vl-told")).to_contain_text("1 stop mended")
    expect(validation.get_by_role("status")).to_contain_text("1 stop mended")

    drawer = out.locator(".cl-pane-drawer")
    drawer.get_by_role("tab", name="Hints").click()
    drawer.get_by_role("button", name="Show, for 1 point").press("Enter")
    expect(drawer.locator(".cl-hint-taken")).to_contain_text("Look at")
    in_both_themes(page, notebooks)

    page.keyboard.press("Control+Enter")
    page.keyboard.press("Control+Enter")
    expect(drawer).to_contain_text("Code-over-code")
    row = drawer.locator(".cl-sc-row")
    row.first.focus()
    page.keyboard.press("n")
    page.keyboard.press("ArrowDown")
    expect(row.nth(2)).to_be_focused()
    expect(row.nth(2)).to_have_attribute("aria-current", "true")
    item = drawer.locator(".cl-sc-item")
    expect(item).to_contain_text("Rule:")
    in_both_themes(page, notebooks)
    item.get_by_role("button", name="Object").click()
    expect(drawer.locator(".cl-sc-objection textarea")).to_be_focused()
    page.keyboard.type("n: the chart says so")
    drawer.get_by_role("button", name="Record").click()
    expect(drawer.locator(".cl-sc-objection")).to_contain_text("1 recorded in all")
    notebooks.check_access(page, ".cl-pane-drawer")
    drawer.get_by_role("button", name="Print").click()
    paper = page.frame_locator("iframe[title='The score, for paper']")
    expect(paper.locator("main")).to_contain_text("What to look at first")
    expect(paper.locator("main")).to_contain_text("n: the chart says so")
    assert page.evaluate(CELLS) == 1
    assert console == []
