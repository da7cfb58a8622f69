"""The note reader in a real browser: decisions, find, codes, two documents, and a chart of 100 kB."""

from __future__ import annotations

import os
import re
from statistics import median
from typing import Any

import pytest

pytestmark = pytest.mark.e2e

OPEN = """from codinglab.lab.workbench import open_case
bench = open_case("cdi-red-leg-five-days")
bench.worksheet.show_day(bench.worksheet.case.encounter.through_date)
bench"""
LONG = """from dataclasses import replace
from pathlib import Path
from codinglab.lab.workbench import bench
from codinglab.lab.worksheet import Worksheet
from codinglab.model import Answers
from codinglab.reference.cases import load_case
bench.diagnose = lambda encounter, concepts: ()
case = load_case("surgery-fall-on-a-rug")
first, *rest = case.encounter.documents
text = "\\n\\n".join(one.text for one in (first, *rest))
long = replace(first, text="😀 " + "\\n\\n".join([text] * (100_000 // len(text) + 1)))
case = replace(case, encounter=replace(case.encounter, documents=(long, *rest)))
bench.Workbench(Worksheet(case, Answers("me", case.id), Path("long.json")))"""
PRESS = """const page = document.querySelector('.cl-bench .cl-note-page');
  const press = (key, shiftKey) => page.dispatchEvent(
    new KeyboardEvent('keydown', {key, shiftKey, bubbles: true, cancelable: true}));
  const frame = () => new Promise((done) => requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = done;
    channel.port2.postMessage(0);
  }));"""
TIMED = f"""async ([key, shift, selector]) => {{ {PRESS}
  const box = document.querySelector(selector);
  const times = [];
  for (let run = 0; run < 30; run += 1) {{
    await frame();
    const began = performance.now();
    if (box) {{
      box.value = key.slice(0, 1 + run % key.length);
      box.dispatchEvent(new Event('input', {{bubbles: true}}));
    }} else press(key, shift);
    await frame();
    times.push(performance.now() - began);
  }}
  return times; }}"""
"""From the key until the frame after it is painted: it includes the wait for that frame."""
TAKEN = f"""async () => {{ {PRESS}
  const quote = () => document.querySelector('.cl-bench .cl-search-evidence q')?.textContent;
  const times = [];
  for (let run = 0; run < 30; run += 1) {{
    const before = quote();
    do press('n'); while (document.querySelector('.cl-current').textContent === before);
    const wanted = document.querySelector('.cl-current').textContent;
    const began = performance.now();
    press('Enter');
    while (quote() !== wanted && performance.now() - began < 1000) {{
      await new Promise((done) => setTimeout(done, 1));
    }}
    times.push(performance.now() - began);
    await new Promise((done) => setTimeout(done, 60));
  }}
  return times; }}"""
"""From Enter until the words stand as evidence in the search: to Python and back."""


def in_kernel(page: Any, code: str) -> None:
    """Run code in the kernel of the notebook."""
    page.evaluate(
        """code => window.jupyterapp.shell.currentWidget.context.sessionContext.session.kernel
             .requestExecute({code}).done""",
        code,
    )


def test_a_chart_is_worked_through_by_keyboard(jupyter: Any, page: Any, notebooks: Any) -> None:
    from playwright.sync_api import expect

    expect.set_options(timeout=15_000)
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    out = notebooks.open(jupyter, page, "note", OPEN).locator(".cl-bench")
    note, said, left = (
        out.locator(".cl-note-page").first,
        out.locator(".cl-note-said"),
        out.locator(".cl-note-left"),
    )
    expect(left).to_have_text("○ 20 left")
    note.focus()

    page.keyboard.press("u")
    expect(said).to_contain_text(re.compile(r"no decision yet \(\d+ mentions\) · condition, affirmed"))
    page.keyboard.press("d")
    reasons = out.get_by_role("listbox", name=re.compile("^Why does “.+” get no code"))
    expect(reasons).to_be_focused()
    notebooks.check_access(page, ".cl-bench .cl-pane-note")
    page.keyboard.press("Escape")
    expect(note).to_be_focused()
    page.keyboard.press("d")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(said).to_contain_text("integral to a condition")
    expect(left).to_have_text("○ 19 left")
    expect(note.locator(".cl-is-dismissed").first).to_have_attribute("data-sign", "✕")
    page.keyboard.press("d")
    expect(left).to_have_text("○ 20 left")
    page.keyboard.press("Control+z")
    expect(left).to_have_text("○ 19 left")

    page.keyboard.press("f")
    find = out.get_by_label("Find in the chart", exact=True).and_(page.locator("input"))
    expect(find).to_be_focused()
    page.keyboard.type("BPH")
    expect(out.locator(".cl-note-count")).to_have_text(re.compile(r"^(\d+) of \1\b.*more documents"))
    tab = out.get_by_role("tab", selected=True).and_(page.locator(".cl-note-tab"))
    first = tab.inner_text()
    page.keyboard.press("Enter")
    expect(tab).not_to_have_text(first)
    page.keyboard.press("Shift+Enter")
    expect(out.locator(".cl-note-count")).to_have_text(re.compile(r"^\d+ of \d+"))
    page.keyboard.press("Escape")
    expect(note).to_be_focused()
    page.keyboard.press("c")
    codes = out.get_by_role("listbox", name="Codes of “BPH”")
    expect(codes).to_be_focused()
    expect(codes.get_by_role("option").first).to_contain_text("N40")
    page.keyboard.press("Enter")
    expect(said).to_contain_text("Assigned N40")
    expect(left).to_have_text("○ 18 left")
    expect(note.locator(".cl-is-coded").first).to_have_attribute("data-sign", "✓")

    in_kernel(
        page,
        "from codinglab.lab.place import Place; places = bench.worksheet.answers.evidence\n"
        "bench.worksheet.go(Place('words', evidence=places[1].evidence))",
    )
    expect(said).to_contain_text("2 of")
    expect(said).to_contain_text("evidence of N40")
    expect(note).to_be_focused()
    page.keyboard.press("Alt+2")
    page.keyboard.press("Alt+1")
    expect(note).to_be_focused()

    page.keyboard.press("v")
    second = out.get_by_label("Second document", exact=True)
    expect(second).to_be_visible()
    second.select_option(index=8)
    other = out.get_by_role("region", name="Second document:")
    other.focus()
    page.keyboard.press("n")
    expect(other.locator(".cl-current").first).to_be_visible()
    page.keyboard.press("+")
    page.keyboard.press("]")
    out.get_by_role("button", name="Signs").click()
    for theme in ("Light", "Dark"):
        page.evaluate(
            "theme => window.jupyterapp.commands.execute('apputils:change-theme', {theme})",
            f"JupyterLab {theme}",
        )
        page.wait_for_function(
            f"() => document.body.dataset.jpThemeLight === '{str(theme == 'Light').lower()}'"
        )
        page.wait_for_timeout(300)
        notebooks.check_access(page, ".cl-bench .cl-pane-note")
    in_kernel(page, "bench.worksheet.show_day(bench.worksheet.case.encounter.from_date)")
    expect(out.locator(".cl-note-tab")).to_have_count(4)
    assert complaints == []


def test_a_chart_of_100_kilobytes_stays_fluent(jupyter: Any, page: Any, notebooks: Any) -> None:
    page.set_default_timeout(60_000)
    out = notebooks.open(jupyter, page, "long", LONG).locator(".cl-bench")
    out.locator(".cl-note-page").first.focus()
    assert page.evaluate("() => document.querySelector('.cl-note-page').textContent.length") > 100_000
    figures = {
        "next": page.evaluate(TIMED, ["n", False, "none"]),
        "caret": page.evaluate(TIMED, ["ArrowRight", False, "none"]),
        "mark": page.evaluate(TIMED, ["ArrowDown", True, "none"]),
        "take": page.evaluate(TAKEN),
    }
    page.keyboard.press("f")
    figures["find"] = page.evaluate(TIMED, ["furosemide", False, ".cl-note-find input"])
    page.keyboard.press("Escape")
    medians = {name: median(times) for name, times in figures.items()}
    if os.environ.get("CODINGLAB_FIGURES"):
        print({name: round(one, 1) for name, one in medians.items()})
    slack = 4
    assert medians["take"] < 100 * slack
    assert all(one < 50 * slack for name, one in medians.items() if name != "take"), medians
