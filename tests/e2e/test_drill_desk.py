"""The drill desk in a real browser, by keyboard alone: choose, read, go on, type a code, begin again."""

from __future__ import annotations

import json
import os
from typing import Any

import pytest

pytestmark = pytest.mark.e2e

CHOICES = """from codinglab.lab.drill_desk import open_drills
open_drills("ana", kinds=["poa"], seed=7)"""
TYPED = """open_drills("ben", kinds=["pcs"], seed=7)"""


def test_drills_are_played_by_keyboard_and_kept(jupyter: Any, page: Any, notebooks: Any) -> None:
    from playwright.sync_api import expect

    expect.set_options(timeout=15_000)
    (jupyter.folder / "drills.ipynb").write_text(notebooks.notebook(CHOICES, TYPED), encoding="utf-8")
    page.goto(f"{jupyter.url}/lab/workspaces/drills/tree/drills.ipynb?token={jupyter.token}")
    notebooks.run_all(page)
    first, second = page.locator(".jp-OutputArea").nth(0), page.locator(".jp-OutputArea").nth(1)
    answers = first.get_by_role("group", name="Answers")
    expect(answers).to_be_visible()

    answers.get_by_role("button").first.focus()
    page.keyboard.press("2")
    expect(first.get_by_role("status").first).to_contain_text("Right." if _right(first) else "Not right.")
    expect(first.get_by_role("button", name="Next exercise")).to_be_focused()
    page.keyboard.press("Enter")
    expect(answers.get_by_role("button").first).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(first).to_contain_text("ana, 2 answered")
    kept = json.loads((jupyter.folder.parent / "work" / "ana" / "drills.json").read_text(encoding="utf-8"))
    assert len(kept["attempts"]) == 2

    box = second.get_by_label("Your answer")
    box.fill("0ft")
    box.press("Enter")
    expect(second).to_contain_text("has 3 characters")
    expect(box).to_be_focused()
    box.fill("0016070")
    box.press("Enter")
    expect(second).to_contain_text("ben, 1 answered")
    expect(second.get_by_role("button", name="Next exercise")).to_be_focused()
    assert page.evaluate("() => window.jupyterapp.shell.currentWidget.content.model.cells.length") == 2
    notebooks.check_access(page)
    if shot := os.environ.get("CODINGLAB_SCREENSHOT"):
        page.screenshot(path=shot.replace(".png", "-drills.png"))


def _right(output: Any) -> bool:
    output.get_by_role("button", name="Next exercise").wait_for()
    return "✔ Right." in output.inner_text()
