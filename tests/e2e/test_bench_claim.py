"""The claim form in a real browser, by keyboard: a CMS-1500 and a UB-04 in one notebook, in both themes."""

from __future__ import annotations

import re
from typing import Any

import pytest

pytestmark = pytest.mark.e2e

PROFESSIONAL = """from codinglab.lab.workbench import open_case
bench = open_case("office-diabetes-knee-injection")
for code in ("E11.22", "N18.31", "M17.11"):
    bench.worksheet.add_diagnosis(code)
last = bench.worksheet.case.encounter.documents[-1]
for words in ("iabet", "idney"):
    bench.worksheet.select(last.id, last.text.index(words), last.text.index(words) + 5)
    bench.worksheet.link_evidence("N1831", bench.worksheet.selection)
bench.worksheet.clear_selection()
bench"""
INPATIENT = """from codinglab.lab.workbench import open_case
stay = open_case("inpatient-sepsis-kidney-injury")
for code in ("N39.0", "A41.51", "J96.01", *(f"Z80.{n}" for n in range(10)), *(f"Z82.{n}" for n in range(9)),
             *(f"Z84.{n}" for n in range(8))):
    stay.worksheet.add_diagnosis(code)
stay.worksheet.add_procedure("5A1955Z")
stay"""
NAME_PANES = """() => document.querySelectorAll('.cl-pane-claim').forEach((pane, at) => {
  pane.id = `claim-${at}`; })"""
DARK = "() => window.jupyterapp.commands.execute('apputils:change-theme', {theme: 'JupyterLab Dark'})"


def rows(bench: Any, kind: str = "diagnosis") -> Any:
    """The rows of one kind."""
    return bench.locator(f".cl-crow-{kind}")


def test_a_claim_is_ordered_pointed_and_mended_by_keyboard(
    jupyter: Any, page: Any, notebooks: Any, console: list[str]
) -> None:
    from playwright.sync_api import expect

    expect.set_options(timeout=15_000)
    notebooks.open(jupyter, page, "claims", PROFESSIONAL, INPATIENT)
    benches = page.locator(".jp-OutputArea .cl-bench")
    professional(page, benches.nth(0), expect)
    inpatient(page, benches.nth(1), expect)
    page.evaluate(NAME_PANES)
    for _ in range(2):
        notebooks.check_access(page, "#claim-0")
        notebooks.check_access(page, "#claim-1")
        page.evaluate(DARK)
        page.wait_for_timeout(500)
    assert console == []


def professional(page: Any, bench: Any, expect: Any) -> None:
    """Rows move with their focus; a line points by letter; a fault stays in its box until it is mended."""
    press, typed = page.keyboard.press, page.keyboard.type
    rows(bench).nth(0).focus()
    for key in ("ArrowDown", "ArrowDown", "Alt+ArrowUp", "Alt+ArrowUp"):
        press(key)
    expect(rows(bench).nth(0)).to_be_focused()
    expect(rows(bench).nth(0)).to_contain_text("M17.11")
    expect(rows(bench).nth(0)).to_contain_text("1st")
    expect(bench.locator(".cl-saved")).to_contain_text("revision 7")
    press("ArrowDown")
    press("p")
    expect(rows(bench).nth(0)).to_be_focused()
    expect(rows(bench).nth(0)).to_contain_text("E11.22")

    rows(bench).nth(2).focus()
    press("e")
    expect(bench.locator(".cl-note-page").first).to_be_focused()

    added = bench.get_by_label("Code of the new service line")
    added.fill("9921")
    press("Enter")
    expect(added).to_have_attribute("aria-invalid", "true")
    added.fill("99214")
    press("Enter")
    expect(rows(bench, "line")).to_have_count(1)
    expect(added).to_be_focused()
    expect(added).to_have_value("")
    press("Shift+Tab")
    bench.get_by_label("Line 1, Points").focus()
    page.keyboard.press("Control+a")
    typed("cz")
    expect(rows(bench).nth(2).locator(".cl-c-link")).to_have_text("▶")
    press("Enter")
    points = bench.get_by_label("Line 1, Points")
    expect(points).to_have_attribute("aria-invalid", "true")
    expect(points).to_have_value("cz")
    expect(rows(bench, "line")).to_contain_text("Pointer 'z' points to no diagnosis")
    typed("ca")
    press("Tab")
    expect(points).to_have_value("CA")
    expect(points).not_to_have_attribute("aria-invalid", "true")
    press("Escape")
    expect(rows(bench, "line").nth(0)).to_be_focused()
    expect(rows(bench).nth(2)).to_have_class(re.compile("cl-linked"))
    rows(bench).nth(0).focus()
    expect(rows(bench, "line").nth(0).locator(".cl-c-link")).to_have_text("▷")

    modifiers = bench.get_by_label("Line 1, Modifiers")
    modifiers.fill("25")
    press("Tab")
    expect(rows(bench, "line").nth(0)).to_have_attribute("aria-label", re.compile("Modifiers 25"))
    modifiers.fill("")
    press("Tab")
    expect(rows(bench, "line").nth(0)).not_to_have_attribute("aria-label", re.compile("Modifiers 25"))
    modifiers.fill("2")
    press("Escape")
    expect(modifiers).to_have_value("")
    press("Escape")
    press("Delete")
    expect(rows(bench, "line")).to_have_count(0)
    press("Control+z")
    expect(rows(bench, "line")).to_have_count(1)

    bench.get_by_role("tab", name="E/M").click()
    helper = bench.locator(".cl-em")
    helper.get_by_role("button", name=re.compile("^One more: Chronic, at its goal")).focus()
    press("Enter")
    press("Enter")
    expect(helper).to_contain_text("Problems")
    helper.get_by_role("button", name=re.compile("^Moderate:")).focus()
    press("Enter")
    expect(helper.get_by_role("status")).to_have_text("Level: moderate")


def inpatient(page: Any, bench: Any, expect: Any) -> None:
    """POA by one key, the principal by another; what is beyond the 25th is shaded."""
    press = page.keyboard.press
    rows(bench).nth(1).focus()
    press("y")
    expect(rows(bench).nth(1).get_by_role("combobox")).to_have_value("Y")
    press("p")
    expect(rows(bench).nth(0)).to_contain_text("A41.51")
    expect(rows(bench).nth(0)).to_be_focused()
    press("ArrowDown")
    press("n")
    press("1")
    expect(rows(bench).nth(1).get_by_role("combobox")).to_have_value("")
    expect(rows(bench).nth(2)).to_contain_text("MCC")
    expect(rows(bench).nth(2)).to_contain_text("POA")
    expect(bench.locator(".cl-beyond-said")).to_contain_text("the grouper and the payer do not see them")
    expect(bench.locator(".cl-crow.cl-beyond")).to_have_count(5)
    press("Delete")
    expect(rows(bench).nth(1)).to_be_focused()
    expect(rows(bench).nth(1)).to_contain_text("J96.01")
    press("End")
    expect(rows(bench, "procedure").nth(0)).to_be_focused()
    press("F2")
    press("Control+a")
    page.keyboard.type("2026-06-16")
    press("Enter")
    press("Escape")
    expect(rows(bench, "procedure").nth(0)).to_have_attribute("aria-label", re.compile("2026-06-16"))
    bench.get_by_role("button", name="Undo").click()
    expect(bench.get_by_label("5A1955Z, Date")).to_have_value("2026-06-14")
