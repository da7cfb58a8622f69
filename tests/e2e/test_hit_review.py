"""The false-positive review in a real browser, by keyboard alone: judge, give reasons, note, undo, resume."""

from __future__ import annotations

import json
import os
import re
from typing import Any

import pytest

pytestmark = pytest.mark.e2e

MAKE = """from codinglab.backtest.demonstration import EDIT, make_demonstration
from codinglab.backtest.sample import Wanted, draw_sample
from codinglab.backtest.sampled import write_sample
from codinglab.lab.hit_review.desk import open_hit_review
from codinglab.reference.paths import work_dir

run = make_demonstration(work_dir() / "demonstration")
_ = write_sample(run.folder, draw_sample(run, EDIT, Wanted(size=4, seed=7, non_hits=2)))"""
OPEN = """open_hit_review(run.folder, EDIT, "ana")"""


def test_hits_are_reviewed_by_keyboard_and_kept(jupyter: Any, page: Any, notebooks: Any) -> None:
    from playwright.sync_api import expect

    expect.set_options(timeout=20_000)
    (jupyter.folder / "review.ipynb").write_text(notebooks.notebook(MAKE, OPEN, "1 + 1"), encoding="utf-8")
    page.goto(f"{jupyter.url}/lab/workspaces/review/tree/review.ipynb?token={jupyter.token}")
    page.set_default_timeout(60_000)
    notebooks.run_all(page)
    desk = page.locator(".jp-OutputArea .cl-hit-review")
    status, title = desk.get_by_role("status"), desk.get_by_role("heading", name=re.compile("^(Hit|Not hit)"))
    expect(title).to_have_text("Hit 1 of 4")
    expect(desk).to_contain_text("◀ hit")
    _shot(page, "hit")

    desk.get_by_role("button", name="yes (y)").focus()
    page.keyboard.press("y")
    expect(status).to_contain_text("1 of 6 judged.")
    expect(title).to_have_text("Hit 2 of 4")
    expect(title).to_be_focused()

    page.keyboard.press("/")
    box = desk.get_by_label("Your note")
    expect(box).to_be_focused()
    page.keyboard.type("yes, no units: another lesion / 2")
    page.keyboard.press("Enter")
    expect(status).to_contain_text("kept with the verdict")
    title.focus()
    page.keyboard.press("n")
    expect(status).to_contain_text("No. Why?")
    expect(title).to_have_text("Hit 2 of 4")
    page.keyboard.press("2")
    expect(title).to_have_text("Hit 3 of 4")
    expect(status).to_contain_text("exception applies")

    page.keyboard.press("Space")
    expect(title).to_have_text("Hit 4 of 4")
    page.keyboard.press("ArrowLeft")
    expect(title).to_have_text("Hit 3 of 4")
    page.keyboard.press("e")
    expect(desk).to_contain_text("NCCI pairs hold that the column two service")
    page.keyboard.press("e")
    page.keyboard.press("u")
    expect(status).to_contain_text("1 unsure")
    page.keyboard.press("z")
    expect(status).to_contain_text("Taken back.")
    expect(title).to_have_text("Hit 3 of 4")

    button = desk.get_by_role("button", name="unsure (u)")
    button.focus()
    page.keyboard.press("Space")
    expect(status).to_contain_text("1 unsure")
    for _ in range(3):
        before = status.inner_text()
        page.keyboard.press("y")
        expect(status).not_to_have_text(before)
    expect(desk.get_by_role("heading", name="Results")).to_be_focused()
    expect(desk.get_by_role("table", name="By stratum")).to_contain_text("all, weighted")
    page.keyboard.press("x")
    expect(status).to_contain_text("results-ana.parquet")
    notebooks.check_access(page)
    _shot(page, "results")

    folder = jupyter.folder.parent / "work" / "demonstration" / "run" / "review" / "ncci" / "column-two-code"
    kept = json.loads((folder / "ana.json").read_text(encoding="utf-8"))
    assert len(kept["verdicts"]) == 6
    assert [one["note"] for one in kept["verdicts"] if one["reason"] == "exception applies"] == [
        "yes, no units: another lesion / 2"
    ]
    assert page.evaluate("() => window.jupyterapp.shell.currentWidget.content.model.cells.length") == 3
    page.keyboard.press("ArrowLeft")
    expect(title).to_be_focused()
    notebooks.check_access(page)
    page.evaluate(
        "() => window.jupyterapp.commands.execute('apputils:change-theme', {theme: 'JupyterLab Dark'})"
    )
    page.wait_for_function("() => document.body.dataset.jpThemeLight === 'false'")
    notebooks.check_access(page)
    _shot(page, "dark")


def _shot(page: Any, name: str) -> None:
    if shot := os.environ.get("CODINGLAB_SCREENSHOT"):
        page.screenshot(path=shot.replace(".png", f"-review-{name}.png"))
