"""The work outlives everything: a restart of the kernel, a reload, another server, a second window."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from codinglab.evaluate.jupyter import chromium, jupyter_lab, why_no_browser

pytestmark = pytest.mark.e2e

CASE = "office-diabetes-knee-injection"
OPEN = f"from codinglab.lab.workbench import open_case\nopen_case({CASE!r})"
RESTART = """async () => { const { sessionContext } = window.jupyterapp.shell.currentWidget.context;
  await sessionContext.session.kernel.restart();
  await window.jupyterapp.commands.execute('notebook:clear-all-cell-outputs'); }"""


def assign(page: Any, code: str) -> None:
    """Assign a code by keyboard, and see it on the claim."""
    from playwright.sync_api import expect

    page.locator(".cl-note-page").first.focus()
    page.keyboard.press("/")
    page.keyboard.type(code, delay=15)
    expect(page.locator(".cl-option").first).to_contain_text(code)
    page.keyboard.press("Enter")
    expect(page.locator(".cl-pane-claim")).to_contain_text(code)


def test_restart_reload_and_undo_across_both(
    jupyter: Any, page: Any, notebooks: Any, console: list[str]
) -> None:
    from playwright.sync_api import expect

    expect.set_options(timeout=15_000)
    notebooks.open(jupyter, page, "case", OPEN)
    assign(page, "E11.22")
    assign(page, "N18.31")
    page.evaluate(RESTART)
    expect(page.locator(".cl-bench")).to_have_count(0)
    notebooks.run_all(page)
    claim = page.locator(".cl-pane-claim")
    expect(claim).to_contain_text("N18.31")

    page.reload()
    notebooks.run_all(page)
    expect(claim).to_contain_text("N18.31")
    page.locator(".cl-note-page").first.focus()
    page.keyboard.press("Control+z")
    expect(claim).not_to_contain_text("N18.31")
    page.keyboard.press("Control+y")
    expect(claim).to_contain_text("N18.31")
    assert console == []


def test_another_server_goes_on_with_the_work_and_a_second_window_takes_nothing_away(
    tmp_path: Path, notebooks: Any
) -> None:
    pytest.importorskip("playwright.sync_api", reason="needs the extra e2e")
    from playwright.sync_api import expect

    if why := why_no_browser():
        pytest.skip(why)
    expect.set_options(timeout=15_000)
    with jupyter_lab(tmp_path) as lab, chromium() as page:
        notebooks.open(lab, page, "first", OPEN)
        assign(page, "E11.22")
    with jupyter_lab(tmp_path) as lab, chromium() as page:
        notebooks.open(lab, page, "first", OPEN)
        expect(page.locator(".cl-pane-claim")).to_contain_text("E11.22")
        other = page.context.new_page()
        notebooks.open(lab, other, "second", OPEN)
        assign(page, "N18.31")
        assign(other, "I10")
        expect(other.get_by_role("alert")).to_contain_text("Another window changed")
        assign(page, "E78.5")
    saved = {
        path.name: json.loads(path.read_text(encoding="utf-8"))
        for path in (tmp_path / "work" / "me").glob("*.json")
    }
    codes = {name: [one["code"] for one in answers["diagnoses"]] for name, answers in saved.items()}
    assert codes.pop(f"{CASE}.json") == ["E1122", "N1831", "E785"]
    assert list(codes.values()) == [["E1122", "I10"]]
