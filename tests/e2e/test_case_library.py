"""The case library and the progress page in JupyterLab, by keyboard; JupyterLab's own keys stay away."""

from __future__ import annotations

import os
from typing import Any

import pytest

pytestmark = pytest.mark.e2e

LIBRARY = """from codinglab.lab.case_library.panel import open_library
open_library("ana")"""
PROGRESS = """from codinglab.lab.progress.panel import open_progress
open_progress("ana")"""
FOCUS = "() => document.activeElement.textContent"
CELLS = "() => window.jupyterapp.shell.currentWidget.content.model.cells.length"


def test_a_case_is_found_opened_handed_in_and_counted(jupyter: Any, page: Any, notebooks: Any) -> None:
    from playwright.sync_api import expect

    expect.set_options(timeout=30_000)
    (jupyter.folder / "library.ipynb").write_text(notebooks.notebook(LIBRARY, PROGRESS), encoding="utf-8")
    page.goto(f"{jupyter.url}/lab/workspaces/library/tree/library.ipynb?token={jupyter.token}")
    notebooks.run_all(page)
    out, progress = page.locator(".jp-OutputArea").nth(0), page.locator(".jp-OutputArea").nth(1)
    grid = out.get_by_role("grid", name="Teaching cases")
    titles = grid.get_by_role("gridcell").get_by_role("button")
    expect(progress).to_contain_text("A case to begin with")
    notebooks.check_access(page)

    titles.first.focus()
    page.keyboard.press("End")
    assert page.evaluate(FOCUS) == titles.last.text_content()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowDown")
    assert page.evaluate(FOCUS) == titles.nth(1).text_content()
    for key in ("x", "b"):
        page.keyboard.press(key)
    assert page.evaluate(CELLS) == 2

    out.get_by_label("Role").select_option("CDI")
    expect(out.get_by_role("status").filter(has_text=" cases")).not_to_contain_text("0 of")
    out.get_by_label("Words").fill("heart failure, reviewed")
    expect(titles).to_have_count(1)
    page.keyboard.press("Tab")
    expect(titles.first).to_be_focused()
    page.keyboard.press("Enter")
    expect(out.get_by_role("button", name="Back to the cases")).to_be_focused()
    expect(out.get_by_role("status").filter(has_text="at the CDI desk is open")).to_be_visible()
    expect(out.get_by_role("tab", name="Indicators")).to_be_visible()
    desk = out.get_by_role("button", name="Coder's desk")
    desk.focus()
    page.keyboard.press("Enter")
    expect(out.get_by_role("tab", name="Indicators")).to_have_count(0)
    submit = out.get_by_role("button", name="Submit")
    submit.focus()
    page.keyboard.press("Enter")
    expect(out.get_by_role("alert")).to_contain_text("Submit once more")
    submit.press("Enter")
    expect(out.locator(".cl-saved")).to_contain_text("submitted")
    out.get_by_role("button", name="Back to the cases").press("Enter")
    expect(grid.get_by_role("row").nth(1)).to_contain_text("✔ handed in: 0% of codes")
    expect(titles.first).to_be_focused()

    progress.get_by_role("button", name="Look again").press("Enter")
    expect(progress).to_contain_text("1 case handed in and scored")
    expect(progress).to_contain_text("Do again: Heart failure")
    notebooks.check_access(page)
    if shot := os.environ.get("CODINGLAB_SCREENSHOT"):
        page.screenshot(path=shot.replace(".png", "-library.png"))
