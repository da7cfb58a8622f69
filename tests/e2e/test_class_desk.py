"""The class desk in a real browser, by keyboard: grade a class, accept an objection, see the score change."""

from __future__ import annotations

import os
from typing import Any

import pytest

from codinglab.classroom.demonstration import demonstration_cases, make_class

pytestmark = pytest.mark.e2e

OPEN = """from pathlib import Path
from codinglab.lab.class_desk.desk import open_class
open_class(Path("class").resolve())"""


def test_a_class_is_graded_and_an_objection_accepted_by_keyboard(
    jupyter: Any, page: Any, notebooks: Any
) -> None:
    from playwright.sync_api import expect

    expect.set_options(timeout=60_000)
    make_class(jupyter.folder / "class", demonstration_cases(2), 3)
    (jupyter.folder / "room.ipynb").write_text(notebooks.notebook(OPEN), encoding="utf-8")
    page.goto(f"{jupyter.url}/lab/workspaces/room/tree/room.ipynb?token={jupyter.token}")
    notebooks.run_all(page)
    out = page.locator(".jp-OutputArea")
    shot = os.environ.get("CODINGLAB_SCREENSHOT")

    def press(role: str, name: str) -> None:
        out.get_by_role(role, name=name, exact=True).focus()
        page.keyboard.press("Enter")

    def picture(name: str) -> None:
        if shot:
            page.screenshot(path=shot.replace(".png", f"-{name}.png"))

    expect(out.get_by_role("region", name="Roster")).to_contain_text("learner-02")
    picture("class")
    press("tab", "Collect and grade")
    expect(out).to_contain_text("✓ handed in")
    press("button", "Grade")
    expect(out).to_contain_text("6 grades")
    picture("grade")
    notebooks.check_access(page)
    press("tab", "Objections")
    scores = out.get_by_role("region", name="Raw and final score")
    raw = scores.get_by_role("row").nth(1).inner_text().replace("raw", "")
    final = scores.get_by_role("row").nth(2)
    assert final.inner_text().replace("final", "") == raw
    out.get_by_label("Your reason").focus()
    page.keyboard.type("The note can be read so.")
    page.keyboard.press("Tab")
    page.keyboard.type("E. Ducator")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(out).to_contain_text("Accepted; rulings.json has it")
    assert scores.get_by_role("row").nth(1).inner_text().replace("raw", "") == raw
    assert final.inner_text().replace("final", "") != raw
    picture("objections")
