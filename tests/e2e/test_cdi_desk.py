"""The CDI desk in a real browser, by keyboard and mouse: a day, a query, its answer, the tutor."""

from __future__ import annotations

import os
from typing import Any

import pytest

pytestmark = pytest.mark.e2e

OPEN = """from codinglab.lab.cdi.desk import open_desk
open_desk("cdi-heart-failure-three-days")"""


def test_a_stay_is_reviewed_wholly_in_the_browser(jupyter: Any, page: Any, notebooks: Any) -> None:
    from playwright.sync_api import expect

    expect.set_options(timeout=15_000)
    (jupyter.folder / "desk.ipynb").write_text(notebooks.notebook(OPEN), encoding="utf-8")
    page.goto(f"{jupyter.url}/lab/workspaces/desk/tree/desk.ipynb?token={jupyter.token}")
    notebooks.run_all(page)
    out = page.locator(".jp-OutputArea")
    panel = out.get_by_role("tabpanel")
    expect(panel).to_contain_text("Working codes")

    out.get_by_role("tab", name="Day 1").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(out.get_by_role("tab", name="Day 2")).to_have_attribute("aria-selected", "true")

    out.get_by_role("tab", name="Why this DRG").click()
    expect(panel).to_contain_text("Secondary diagnoses")
    expect(panel).to_contain_text("never in a query")
    out.get_by_role("tab", name="Indicators").click()
    expect(panel).to_contain_text("They are no diagnosis")

    out.get_by_role("tab", name="Queries").click()
    panel.get_by_role("button", name="Draft a query").first.click()
    expect(panel).to_contain_text("Please answer from your own clinical judgment")
    panel.get_by_label("Title").fill("Sepsis query")
    expect(panel).to_contain_text("QL-01")
    panel.get_by_label("Title").fill("Clarification of results")
    panel.get_by_role("button", name="I have read this draft").click()
    expect(panel).to_contain_text("keeps the rules checked")
    panel.get_by_role("button", name="Save as HTML and text").click()
    expect(panel).to_contain_text("Saved: ")
    panel.get_by_role("button", name="Unable to determine").click()
    expect(panel).to_contain_text("The codes stay as they are")
    panel.get_by_role("button", name="Close the query").click()
    expect(panel).to_contain_text("closed")

    out.get_by_role("tab", name="Tutor").click()
    panel.get_by_role("button", name="The DRG is better with it.").click()
    expect(panel).to_contain_text("Payment is no part of the definition")
    out.get_by_role("tab", name="What if").click()
    expect(panel).to_contain_text("Each diagnosis as the principal one")
    out.get_by_role("tab", name="What if").focus()
    page.keyboard.press("Alt+KeyG")
    expect(panel.get_by_label("Ask guidance")).to_be_focused()
    page.keyboard.type("which condition is principal when two fit equally")
    expect(panel).to_contain_text("II.C")
    notebooks.check_access(page)
    if shot := os.environ.get("CODINGLAB_SCREENSHOT"):
        page.screenshot(path=shot.replace(".png", "-desk.png"))
