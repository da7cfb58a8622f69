"""The CDI desk and the facility desk in a real browser: days, indicators, DRG, tutor, ICD-10-PCS."""

from __future__ import annotations

import os
from typing import Any

import pytest

pytestmark = pytest.mark.e2e

CDI = """from codinglab.lab.workbench import open_case
open_case("cdi-heart-failure-three-days")"""
STAY = """from codinglab.lab.workbench import open_case
open_case("inpatient-sepsis-kidney-injury")"""
DARK = "() => window.jupyterapp.commands.execute('apputils:change-theme', {theme: 'JupyterLab Dark'})"


def test_a_stay_is_reviewed_day_by_day_on_the_workbench(
    jupyter: Any, page: Any, notebooks: Any, console: list[str]
) -> None:
    from playwright.sync_api import expect

    expect.set_options(timeout=15_000)
    out = notebooks.open(jupyter, page, "desk", CDI)
    panel = out.locator(".cl-drg-section")
    days = out.get_by_role("tablist", name="Days of the stay").get_by_role("tab")
    expect(days.first).to_have_attribute("aria-selected", "true")
    note = out.locator(".cl-pane-note").get_by_role("tab").locator("visible=true")
    on_day_one = note.count()

    days.first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(days.nth(1)).to_have_attribute("aria-selected", "true")
    expect(days.nth(1)).to_be_focused()
    expect(out.locator(".cl-pane-drawer").get_by_text("from the chart by")).to_be_visible()
    assert note.count() > on_day_one
    page.keyboard.press("Alt+Period")
    expect(days.nth(2)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Alt+Comma")
    expect(days.nth(1)).to_have_attribute("aria-selected", "true")

    out.get_by_role("tab", name="Indicators").click()
    expect(out.locator(".cl-pane-drawer")).to_contain_text("They are no diagnosis")
    notebooks.check_access(page, ".cl-bench")

    page.keyboard.press("Alt+Digit8")
    expect(panel).to_contain_text("Each secondary diagnosis")
    expect(panel).to_contain_text("never in a query")
    drawer = out.locator(".cl-pane-drawer")
    drawer.get_by_role("button", name="The codes you assigned").click()
    expect(panel).to_contain_text("Not grouped. No diagnosis is assigned yet")
    drawer.get_by_role("button", name="The chart leads to").click()
    drawer.get_by_role("tab", name="What if").click()
    expect(panel).to_contain_text("principal now")
    drawer.get_by_role("tab", name="Tutor").click()
    panel.get_by_role("button", name="The DRG is better with it.").click()
    expect(panel).to_contain_text("Payment is no part of the definition")
    notebooks.check_access(page, ".cl-bench")

    page.evaluate(DARK)
    expect(page.locator("body")).to_have_attribute("data-jp-theme-light", "false")
    notebooks.check_access(page, ".cl-bench")
    assert console == []
    if shot := os.environ.get("CODINGLAB_SCREENSHOT"):
        page.screenshot(path=shot.replace(".png", "-desk.png"))


def test_a_procedure_is_built_by_typing_and_the_principal_is_changed(
    jupyter: Any, page: Any, notebooks: Any, console: list[str]
) -> None:
    from playwright.sync_api import expect

    expect.set_options(timeout=15_000)
    out = notebooks.open(jupyter, page, "stay", STAY)
    line, drawer = out.locator(".cl-drg-line"), out.locator(".cl-pane-drawer")
    expect(line).to_contain_text("Not grouped")
    box = out.get_by_role("combobox", name="Find a code")
    for code in ("N39.0", "A41.51"):
        box.fill(code)
        expect(out.get_by_role("option").first).to_contain_text(code)
        page.keyboard.press("Enter")
        expect(out.locator(".cl-pane-claim")).to_contain_text(code)
    expect(line.get_by_role("status")).to_contain_text("689")

    page.keyboard.press("Alt+Digit9")
    expect(drawer.get_by_role("group", name="Section, character 1")).to_be_visible()
    page.keyboard.type("0ft44z", delay=30)
    take = drawer.get_by_role("button", name="Assign 0FT44ZZ")
    expect(take).to_be_focused()
    expect(drawer).to_contain_text("Resection of Gallbladder, Percutaneous Endoscopic Approach")
    notebooks.check_access(page, ".cl-bench")
    page.keyboard.press("Enter")
    expect(out.locator(".cl-pane-claim")).to_contain_text("0FT44ZZ")

    line.get_by_role("button").click()
    drawer.get_by_role("tab", name="What if").click()
    drawer.get_by_role("button", name="Make A41.51 the principal diagnosis").focus()
    page.keyboard.press("Enter")
    expect(drawer.get_by_text("principal now")).to_be_focused()
    expect(out.locator(".cl-drg-line")).to_contain_text("Infectious")
    notebooks.check_access(page, ".cl-bench")
    assert console == []
