"""The author's form in a real browser, by keyboard: a tiny case is written, and less and less is lacking."""

from __future__ import annotations

import os
import re
import tomllib
from typing import Any

import pytest

pytestmark = pytest.mark.e2e

OPEN = """from codinglab.lab.case_author import open_author
open_author("tiny-case")"""
NOTE = "Blood pressure visit.\nPrimary hypertension, above goal. Increase lisinopril to 20 mg daily.\n"

FIRST_CHECK = 90_000


def lacking(out: Any) -> int:
    """How much must be mended, as the status says when it has been checked."""
    from playwright.sync_api import expect

    status = out.locator(".cl-lacks").get_by_role("status")
    expect(status).to_contain_text(re.compile("must be mended|can be released"), timeout=FIRST_CHECK)
    found = re.search(r"(\d+) must be mended", status.inner_text())
    return int(found[1]) if found else 0


def shoot(page: Any, name: str) -> None:
    if shot := os.environ.get("CODINGLAB_SCREENSHOT"):
        page.screenshot(path=shot.replace(".png", f"-author-{name}.png"))


def test_a_tiny_case_is_written_by_keyboard(jupyter: Any, page: Any, notebooks: Any) -> None:
    from playwright.sync_api import expect

    expect.set_options(timeout=15_000)
    (jupyter.folder / "author.ipynb").write_text(notebooks.notebook(OPEN), encoding="utf-8")
    page.goto(f"{jupyter.url}/lab/workspaces/author/tree/author.ipynb?token={jupyter.token}")
    notebooks.run_all(page)
    out = page.locator(".jp-OutputArea")
    keys = page.keyboard

    def settle() -> None:
        page.wait_for_timeout(1300)

    def fill(label: str, words: str, nth: int = 0) -> None:
        out.get_by_label(label, exact=True).nth(nth).focus()
        keys.type(words)

    def press(name: str) -> None:
        out.get_by_role("button", name=name, exact=True).focus()
        keys.press("Enter")

    def tab(name: str) -> None:
        out.get_by_role("tab", name=name).focus()
        keys.press("Enter")
        expect(out.get_by_role("tab", name=name)).to_have_attribute("aria-selected", "true")

    expect(out.get_by_text("There is no case of yours")).to_be_visible()
    shoot(page, "begin")
    fill("Title", "A blood pressure visit, written fast")
    press("Begin an empty case")
    expect(out.locator(".cl-lacks").get_by_role("status")).to_contain_text("must be mended")
    expect(out.get_by_label("Title", exact=True)).to_have_value("A blood pressure visit, written fast")
    settle()
    seen = [lacking(out)]

    fill("Birth date", "1960-05")
    expect(out.get_by_text("Write a day as YYYY-MM-DD.")).to_be_visible()
    keys.type("-14")
    expect(out.get_by_text("Write a day as YYYY-MM-DD.")).not_to_be_visible()
    out.get_by_label("Sex", exact=True).focus()
    keys.type("m")
    fill("Summary", "Code the visit.")
    settle()
    seen.append(lacking(out))
    shoot(page, "case")

    tab("Chart")
    press("Add document")
    expect(out.get_by_label("Text", exact=True)).to_be_focused()
    keys.insert_text(NOTE)
    settle()
    shoot(page, "chart")

    tab("Diagnoses")
    press("Add diagnosis")
    expect(out.get_by_label("Code", exact=True)).to_be_focused()
    fill("Code", "essential hypertension")
    out.locator(".cl-choice", has_text="I10").first.focus()
    keys.press("Enter")
    expect(out.get_by_label("Code", exact=True)).to_have_value("I10")
    expect(out.get_by_label("Code", exact=True)).to_be_focused()
    press("Add evidence")
    expect(out.get_by_label("Words 1", exact=True)).to_be_focused()
    fill("Words 1", "hypertension")
    expect(out.get_by_text("Found once").first).to_be_visible()
    fill("Words 1", "X")
    expect(out.get_by_text("Not in this document")).to_be_visible()
    keys.press("Backspace")
    expect(out.get_by_text("Found once").first).to_be_visible()
    fill("Rationale", "The physician documents hypertension and treats it.")
    press("Add authority")
    expect(out.get_by_label("Source 1", exact=True)).to_be_focused()
    fill("Source 1", "ICD-10-CM Official Guidelines")
    settle()
    seen.append(lacking(out))
    shoot(page, "diagnoses")

    tab("Procedures and lines")
    press("Add line")
    expect(out.get_by_label("Code", exact=True)).to_be_focused()
    fill("Code", "99213")
    fill("In our words", "office visit, known patient, low decision making")
    fill("Points to", "I10")
    press("Add evidence")
    expect(out.get_by_label("Words 1", exact=True)).to_be_focused()
    fill("Words 1", "Increase lisinopril to 20 mg daily.")
    fill("Rationale", "One chronic illness with a drug that is managed.")
    press("Add authority")
    expect(out.get_by_label("Source 1", exact=True)).to_be_focused()
    fill("Source 1", "NCCI Policy Manual")
    settle()
    seen.append(lacking(out))
    expect(out.locator(".cl-lacks").get_by_role("status")).to_be_in_viewport()
    shoot(page, "lines")
    assert seen == sorted(seen, reverse=True), seen
    assert seen[-1] < seen[0], seen

    link = out.locator(".cl-lacks").get_by_role("button").first
    link.focus()
    keys.press("Enter")
    expect(out.get_by_role("tab", name="Chart")).to_have_attribute("aria-selected", "true")
    settle()
    notebooks.check_access(page)

    press("Remove document")
    expect(out.get_by_text("with all that it holds?")).to_be_visible()
    keys.press("Enter")
    expect(out.get_by_text("No document yet.")).to_be_visible()
    press("Undo")
    expect(out.get_by_label("Text", exact=True)).to_have_value(NOTE)

    folder = jupyter.folder.parent / "own-cases" / "tiny-case"
    written = tomllib.loads((folder / "key.toml").read_text(encoding="utf-8"))
    assert written["diagnoses"][0]["evidence"] == [{"document": "office-note", "quote": "hypertension"}]
    assert (folder / "documents" / "01-office-note.md").read_text(encoding="utf-8") == NOTE

    page.evaluate(
        "() => window.jupyterapp.commands.execute('apputils:change-theme', {theme: 'JupyterLab Dark'})"
    )
    expect(page.locator("body")).to_have_attribute("data-jp-theme-light", "false")
    tab("Diagnoses")
    settle()
    shoot(page, "dark")
    notebooks.check_access(page)


def test_a_stay_is_copied_and_its_drg_taken_over(jupyter: Any, page: Any, notebooks: Any) -> None:
    from playwright.sync_api import expect

    expect.set_options(timeout=15_000)
    book = notebooks.notebook(OPEN.replace("tiny-case", "my-stay"))
    (jupyter.folder / "stay.ipynb").write_text(book, encoding="utf-8")
    page.goto(f"{jupyter.url}/lab/workspaces/stay/tree/stay.ipynb?token={jupyter.token}")
    notebooks.run_all(page)
    out = page.locator(".jp-OutputArea")
    out.get_by_label("Copy of", exact=True).select_option("cdi-heart-failure-three-days")
    out.get_by_role("button", name="Begin with this copy").click()
    status = out.locator(".cl-lacks").get_by_role("status")
    expect(status).to_contain_text("can be released", timeout=FIRST_CHECK)

    out.get_by_role("tab", name="Queries").click()
    expect(out.get_by_label("Fact 1", exact=True)).to_be_visible()
    shoot(page, "queries")
    notebooks.check_access(page)

    out.get_by_role("tab", name="Diagnoses").click()
    out.get_by_role("button", name="3. J96.01").click()
    for place in (2, 1):
        out.get_by_role("button", name="Up", exact=True).click()
        expect(out.get_by_role("button", name=f"{place}. J96.01")).to_be_visible()
    expect(status).to_contain_text("must be mended")
    out.locator(".cl-lacks").get_by_role("button", name="Key facts").first.click()
    expect(out.get_by_role("tab", name="Key facts")).to_have_attribute("aria-selected", "true")
    shoot(page, "facts")
    out.get_by_role("button", name=re.compile("Take .* over")).click()
    expect(out.get_by_text("and so does the key")).to_be_visible()
    for _change in range(3):
        out.get_by_role("button", name="Undo", exact=True).click()
    expect(status).to_contain_text("can be released")
    notebooks.check_access(page)
