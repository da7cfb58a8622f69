"""Three people's work, whole, in a real browser: a trainee, a facility coder, a CDI educator.

Each goes through without a fault in the console. The codes are those of the keys; what is tested is that a
person can do it.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from codinglab.classroom.demonstration import demonstration_cases, make_class
from codinglab.evaluate.jupyter import chromium, why_no_browser
from codinglab.lab.dashboard.serve import served
from codinglab.reference.paths import ROOT

pytestmark = pytest.mark.e2e

INSIDE = "() => Boolean(document.activeElement?.closest('.cl-bench'))"


def bench(case: str) -> str:
    return f"from codinglab.lab.workbench import open_case\nopen_case({case!r})"


def picture(page: Any, name: str) -> None:
    if where := os.environ.get("CODINGLAB_SCREENSHOT"):
        page.screenshot(path=where.replace(".png", f"-{name}.png"))


def find(page: Any, code: str, out: Any) -> None:
    """Search for a code from wherever the focus is, and assign it."""
    from playwright.sync_api import expect

    page.keyboard.press("/")
    expect(out.get_by_role("combobox", name="Find a code")).to_be_focused()
    page.keyboard.type(code, delay=10)
    expect(out.locator(".cl-option").first).to_contain_text(code)
    page.keyboard.press("Enter")
    expect(out.locator(".cl-pane-claim")).to_contain_text(code)
    page.keyboard.press("Alt+1")


def test_a_trainee_codes_a_professional_case_by_keyboard_alone(
    jupyter: Any, page: Any, notebooks: Any, console: list[str]
) -> None:
    from playwright.sync_api import expect

    expect.set_options(timeout=20_000)
    press, typed = page.keyboard.press, page.keyboard.type
    out = notebooks.open(jupyter, page, "trainee", bench("office-diabetes-knee-injection"))
    expect(out.locator(".cl-vl")).to_contain_text("2 stops")
    press("Escape")
    for _ in range(80):
        if page.evaluate(INSIDE):
            break
        press("Tab")
    assert page.evaluate(INSIDE), "the workbench is not reached with Tab"
    press("?")
    expect(out.get_by_role("tab", name="Keys")).to_be_focused()
    press("Alt+1")
    expect(out.locator(".cl-note-page").first).to_be_focused()

    claim, said = out.locator(".cl-pane-claim"), out.locator(".cl-note-said").first
    press("]")
    press("]")
    press("u")
    expect(said).to_contain_text("no decision yet")
    press("c")
    expect(out.get_by_role("listbox").filter(has_text="E11")).to_be_focused()
    press("Enter")
    expect(claim).to_contain_text("E11.22")
    for code in ("I12.9", "N18.31", "M17.11", "E78.5", "Z79.84", "Z87.891"):
        find(page, code, out)
    press("u")
    press("d")
    press("2")
    expect(said).to_contain_text("integral")
    press("Control+z")
    press("Control+y")
    expect(out.locator(".cl-saved")).to_contain_text("saved")

    for number, (code, modifier, units, points) in enumerate(
        (("99214", "25", "1", "ABCE"), ("20610", "RT", "1", "D"), ("J3301", "JZ", "4", "D")), start=1
    ):
        out.get_by_label("Code of the new service line").focus()
        typed(code)
        press("Enter")
        for label, text in (("Modifiers", modifier), ("Units", units), ("Points", points)):
            out.get_by_label(f"Line {number}, {label}").focus()
            press("Control+a")
            typed(text)
            press("Enter")
        expect(out.locator(".cl-crow-line").nth(number - 1)).to_contain_text("")
    expect(out.locator(".cl-vl")).to_contain_text("0 stops")
    picture(page, "trainee")

    press("Alt+5")
    assert page.evaluate(INSIDE)
    press("Control+Enter")
    expect(out.get_by_role("alert")).to_contain_text("no decision yet")
    press("Control+Enter")
    expect(out.locator(".cl-saved")).to_contain_text("submitted")
    score = out.locator(".cl-sc-panel")
    expect(score).to_contain_text("10 of 10")
    expect(out.get_by_role("tab", name="Score")).to_be_focused()
    notebooks.check_access(page, ".cl-bench")
    picture(page, "trainee-score")
    assert console == []


def test_a_facility_coder_codes_a_stay_and_changes_the_principal(
    jupyter: Any, page: Any, notebooks: Any, console: list[str]
) -> None:
    from playwright.sync_api import expect

    expect.set_options(timeout=20_000)
    press, typed = page.keyboard.press, page.keyboard.type
    out = notebooks.open(jupyter, page, "facility", bench("inpatient-black-stools"))
    out.locator(".cl-note-page").first.focus()
    for code in ("D62", "K26.4", "T39.315A", "B96.81", "I48.0"):
        find(page, code, out)
    rows = out.locator(".cl-crow-diagnosis")
    drg = out.locator(".cl-drg-line")
    expect(drg).to_contain_text(re.compile(r"\b81[12]\b"))
    rows.nth(0).focus()
    for _ in range(5):
        press("y")
        press("ArrowDown")
    expect(rows.nth(0).get_by_role("combobox")).to_have_value("Y")
    rows.nth(1).focus()
    press("p")
    expect(rows.nth(0)).to_contain_text("K26.4")
    expect(drg).to_contain_text(re.compile(r"\b37[789]\b"))

    out.get_by_role("tab", name="Books", exact=True).click()
    out.get_by_role("tab", name="ICD-10-PCS").click()
    book = out.get_by_role("tabpanel", name="ICD-10-PCS")
    book.get_by_role("button", name="0", exact=True).first.focus()
    typed("0W3P8ZZ", delay=80)
    expect(book).to_contain_text("Control")
    book.get_by_role("button", name=re.compile("^Assign")).first.focus()
    press("Enter")
    expect(out.locator(".cl-crow-procedure")).to_contain_text("0W3P8ZZ")

    out.get_by_role("tab", name="DRG", exact=True).click()
    panel = out.locator(".cl-pane-drawer")
    expect(panel).to_contain_text("D62")
    picture(page, "facility")
    out.get_by_role("button", name="Submit").click()
    out.get_by_role("button", name="Submit").first.click()
    expect(out.locator(".cl-sc-panel")).to_contain_text("378")
    notebooks.check_access(page, ".cl-bench")
    assert console == []


@contextmanager
def voila(folder: Path, monkeypatch: pytest.MonkeyPatch, class_folder: Path | None = None) -> Iterator[Any]:
    """A page of the dashboard, and what its console says is wrong."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    for variable, name in (
        ("CODINGLAB_WORK", "work"),
        ("JUPYTER_CONFIG_DIR", "config"),
        ("JUPYTER_RUNTIME_DIR", "runtime"),
        ("IPYTHONDIR", "ipython"),
    ):
        (folder / name).mkdir(exist_ok=True)
        monkeypatch.setenv(variable, str(folder / name))
    wrong: list[str] = []
    with (
        (folder / "voila.log").open("wb") as log,
        served(0, "light", log, class_folder) as (address, _server),
        chromium(1440, 1000) as page,
    ):
        page.set_default_timeout(60_000)
        page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda fault: wrong.append(str(fault)))
        page.goto(address)
        yield page
    assert wrong == []


def test_a_cdi_educator_reviews_a_stay_writes_a_query_and_grades_two_learners_in_voila(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, notebooks: Any
) -> None:
    pytest.importorskip("voila", reason="needs the extra dashboard")
    pytest.importorskip("playwright.sync_api", reason="needs the extra e2e")
    if why := why_no_browser():
        pytest.skip(why)
    from playwright.sync_api import expect

    expect.set_options(timeout=60_000)
    with voila(tmp_path, monkeypatch) as page:
        page.get_by_label("Words").fill("Heart failure, reviewed on three days")
        expect(page.get_by_role("status").filter(has_text="1 of ").first).to_be_visible()
        page.get_by_role("gridcell").get_by_role("button").first.press("Enter")
        expect(page.locator(".cl-bench")).to_be_visible()
        days = page.get_by_role("tab", name=re.compile("^Day 2 "))
        page.get_by_role("tab", name=re.compile("^Day 1 ")).focus()
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Enter")
        expect(days).to_have_attribute("aria-selected", "true")
        page.get_by_role("tab", name="Indicators", exact=True).click()
        expect(page.locator(".cl-pane-drawer")).to_contain_text("They are no diagnosis")
        page.get_by_role("tab", name="DRG", exact=True).click()
        expect(page.locator(".cl-pane-drawer")).to_contain_text("189")
        page.get_by_role("tab", name="Query", exact=True).click()
        desk = page.locator(".cl-query-desk")
        desk.get_by_role("button", name=re.compile("^Write the query")).first.click()
        desk.get_by_role("textbox", name="Title").fill("Sepsis query")
        expect(desk).to_contain_text("QL-01")
        desk.get_by_role("textbox", name="Title").fill("Clarification of results")
        desk.get_by_role("button", name="I have read this draft").click()
        expect(desk.locator(".cl-query-lint")).to_contain_text("keeps the rules checked")
        notebooks.check_access(page, ".cl-bench")
        picture(page, "cdi")
    (saved,) = (tmp_path / "work").glob("*/cdi-heart-failure-three-days.json")
    assert json.loads(saved.read_text(encoding="utf-8"))["queries"]

    make_class(tmp_path / "class", demonstration_cases(1), 2)
    with voila(tmp_path, monkeypatch, tmp_path / "class") as page:
        page.get_by_role("tab", name="Collect and grade", exact=True).press("Enter")
        expect(page.locator("body")).to_contain_text("✓ handed in")
        page.get_by_role("button", name="Grade", exact=True).press("Enter")
        expect(page.locator("body")).to_contain_text("2 grades")
        notebooks.check_access(page, ".cl-workbench")
        picture(page, "class")
