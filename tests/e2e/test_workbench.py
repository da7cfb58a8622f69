"""The workbench in a real browser, by mouse and by keyboard, across a restart of the kernel."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import pytest

from codinglab.reference.paths import ROOT

pytestmark = pytest.mark.e2e

OPEN = """from codinglab.lab.workbench import open_case
open_case("office-diabetes-knee-injection")"""

RESTART = """async () => { const { sessionContext } = window.jupyterapp.shell.currentWidget.context;
  await sessionContext.session.kernel.restart();
  await window.jupyterapp.commands.execute('notebook:clear-all-cell-outputs'); }"""


def select_words(page: Any, words: str) -> None:
    """Select words of the note with the mouse, from the first to the last letter."""
    box = page.evaluate(
        """words => { const page = document.querySelector('.jp-OutputArea .cl-note-page');
          const walker = document.createTreeWalker(page, NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) { const at = walker.currentNode.data.indexOf(words); if (at < 0) continue;
            const range = document.createRange(); range.setStart(walker.currentNode, at);
            range.setEnd(walker.currentNode, at + words.length);
            walker.currentNode.parentElement.scrollIntoView({block: 'center'});
            const r = range.getBoundingClientRect();
            return {left: r.left, right: r.right, y: r.top + r.height / 2}; } return null; }""",
        words,
    )
    assert box, f"the note does not show {words!r}"
    page.mouse.move(box["left"] + 0.5, box["y"])
    page.mouse.down()
    page.mouse.move((box["left"] + box["right"]) / 2, box["y"])
    page.mouse.move(box["right"] - 0.5, box["y"])
    page.mouse.up()


def test_a_case_is_done_wholly_in_the_browser(jupyter: Any, page: Any, notebooks: Any) -> None:
    from playwright.sync_api import expect

    expect.set_options(timeout=15_000)
    (jupyter.folder / "case.ipynb").write_text(notebooks.notebook(OPEN), encoding="utf-8")
    page.goto(f"{jupyter.url}/lab/workspaces/case/tree/case.ipynb?token={jupyter.token}")
    notebooks.run_all(page)
    out = page.locator(".jp-OutputArea")
    validation = out.locator(".cl-pane-validation")
    expect(validation).to_contain_text("2 stops")

    out.get_by_role("tab", name="Office visit").click()
    select_words(page, "stage 3a")
    expect(out.locator(".cl-search-evidence")).to_contain_text("stage 3a")
    out.locator(".cl-note-page[data-focus]").focus()
    page.keyboard.press("/")
    box = out.get_by_role("combobox", name="Find a code")
    expect(box).to_be_focused()
    page.keyboard.type("N18.31", delay=20)
    expect(out.get_by_role("option").first).to_contain_text("N18.31")
    page.keyboard.press("Enter")
    expect(out.locator(".cl-crow", has_text="N18.31").first).to_contain_text("stage 3a")
    expect(validation).to_contain_text("1 stop")

    note = out.locator(".cl-note-page[data-focus]")
    note.focus()
    for key in ("n", "n", "p", "Enter"):
        page.keyboard.press(key)
    expect(out.locator(".cl-search-evidence q")).to_have_text(re.compile(r"\S+"))
    page.keyboard.press("Escape")
    expect(out.locator(".cl-search-evidence")).to_contain_text("No words taken")
    for key in ("ArrowDown", "ArrowRight", "Shift+ArrowRight", "Enter"):
        page.keyboard.press(key)
    expect(out.locator(".cl-search-evidence q")).to_have_text(re.compile(r"\S+ \S+"))

    page.keyboard.press("Alt+KeyQ")
    out.get_by_role("button", name="Begin blank").click()
    question = out.get_by_label("Question", exact=True)
    question.fill("Please clarify the cause, if known.")
    expect(out.locator(".cl-saved")).to_contain_text("revision 3")
    page.evaluate("() => document.querySelector('.jp-OutputArea .cl-note-page').focus()")
    page.keyboard.press("x")
    assert page.evaluate("() => window.jupyterapp.shell.currentWidget.content.model.cells.length") == 1

    out.get_by_role("button", name="Submit").click()
    score = out.locator(".cl-workbench")
    expect(score).to_contain_text("E11.22")
    expect(score).to_contain_text("missed")
    notebooks.check_access(page)
    if shot := os.environ.get("CODINGLAB_SCREENSHOT"):
        page.evaluate("() => document.querySelector('.cl-workbench').scrollIntoView()")
        page.screenshot(path=shot)

    page.evaluate(RESTART)
    expect(out.locator(".cl-workbench")).to_have_count(0)
    notebooks.run_all(page)
    out.get_by_role("tab", name="Office visit").click()
    expect(out.locator(".cl-crow", has_text="N18.31").first).to_contain_text("stage 3a")
    out.get_by_role("tab", name="Query").click()
    out.get_by_role("button", name="Clarification of documentation").click()
    expect(out.get_by_label("Question", exact=True)).to_have_value("Please clarify the cause, if known.")
    expect(score).to_contain_text("missed")


def test_the_project_is_where_the_kernel_looks() -> None:
    assert (ROOT / "codinglab" / "lab" / "static" / "note_reader.js").is_file()


def test_the_search_opens_sevenths_and_the_tabular_by_keyboard(
    jupyter: Any, page: Any, notebooks: Any
) -> None:
    from playwright.sync_api import expect

    expect.set_options(timeout=15_000)
    (jupyter.folder / "books.ipynb").write_text(notebooks.notebook(OPEN), encoding="utf-8")
    page.goto(f"{jupyter.url}/lab/workspaces/books/tree/books.ipynb?token={jupyter.token}")
    notebooks.run_all(page)
    out = page.locator(".jp-OutputArea")
    box = out.get_by_role("combobox", name="Find a code")
    box.click()
    page.keyboard.type("fx femur neck left", delay=15)
    expect(out.get_by_role("option").first).to_contain_text("S72.002")
    page.keyboard.press("ArrowRight")
    expect(out.get_by_role("option").first).to_contain_text("S72.002A")
    page.keyboard.press("ArrowLeft")
    expect(out.get_by_role("option").first).not_to_contain_text("S72.002A")
    page.keyboard.press("ArrowRight")
    expect(out.get_by_role("option").first).to_contain_text("S72.002A")
    page.keyboard.press("Enter")
    expect(out.locator(".cl-crow", has_text="S72.002A").first).to_be_visible()

    box.click()
    page.keyboard.type("pnuemonia", delay=15)
    expect(out.get_by_role("option").first).to_contain_text("read as “pneumonia”")
    page.keyboard.press("ArrowRight")
    book = out.get_by_role("tabpanel", name="Tabular")
    expect(book).to_contain_text("Pneumonia, unspecified organism")
    expect(book).to_contain_text("Code first")
    book.get_by_role("button", name="J18", exact=True).focus()
    page.keyboard.press("Enter")
    expect(book).to_contain_text("Below it")
    page.keyboard.press("Alt+ArrowLeft")
    expect(book).to_contain_text("Pneumonia, unspecified organism")
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    assert axe.run(page, context=".jp-OutputArea .cl-books").response["violations"] == []
    if where := os.environ.get("CODINGLAB_SCREENSHOT"):
        page.screenshot(path=str(Path(where).with_name("books.png")), full_page=True)
