"""The bench of an edit in a real browser, by keyboard: the card, the hits, the claim beside, the steps."""

from __future__ import annotations

import os
from typing import Any

import pytest

pytestmark = pytest.mark.e2e

CARD = '''import codinglab
from codinglab.validate.examples import dx, fires, line, passes, professional
from codinglab.validate.own import edit

@edit(
    title="Two visits <b>of one day</b>", severity="WARN", applies_to=["professional"], judges="line",
    message="Line {line}, {code}, is the second visit.",
    examples=[
        fires(professional(dx("I10"), line("99213"), line("99214")), because="two visits"),
        passes(professional(dx("I10"), line("99213")), because="one visit"),
    ],
    draft=True,
)
def second_visit():
    """Two visits of one day."""
    return """SELECT claim_id, "on", line, code FROM line WHERE code LIKE '992%'
              QUALIFY ROW_NUMBER() OVER (PARTITION BY key, since ORDER BY line) > 1"""
second_visit'''
BENCH = """from codinglab.validate.catalogue import edit as built_in
bench = codinglab.try_edit(built_in("icd10cm/excludes1"), "cases")
bench"""
SMALL = """from codinglab.lab.edit_bench.sources import forget_claims
second = codinglab.try_edit(second_visit)
second"""


def shoot(page: Any, name: str) -> None:
    if shot := os.environ.get("CODINGLAB_SCREENSHOT"):
        page.screenshot(path=shot.replace(".png", f"-{name}.png"))


def test_an_edit_is_shown_and_its_hits_are_gone_through_by_keyboard(
    jupyter: Any, page: Any, notebooks: Any
) -> None:
    from playwright.sync_api import expect

    expect.set_options(timeout=30_000)
    page.set_default_timeout(60_000)
    (jupyter.folder / "bench.ipynb").write_text(notebooks.notebook(CARD, BENCH, SMALL), encoding="utf-8")
    page.goto(f"{jupyter.url}/lab/workspaces/bench/tree/bench.ipynb?token={jupyter.token}")
    notebooks.run_all(page)
    card, cases, small = (page.locator(".jp-OutputArea").nth(at) for at in range(3))
    expect(card).to_contain_text("Two visits <b>of one day</b>")
    expect(card).to_contain_text("Examples: 2 of 2 come out as they say")
    expect(card).to_contain_text("A draft")
    shoot(page, "card")

    expect(cases.get_by_role("status").first).to_contain_text("on the keys of 36 teaching cases")
    expect(cases.get_by_role("region", name="The claim that is open")).to_contain_text("◀ hit")
    cases.scroll_into_view_if_needed()
    shoot(page, "hits")
    tab = cases.get_by_role("tab", name="Passes")
    tab.focus()
    page.keyboard.press("Enter")
    expect(cases.get_by_role("tab", name="Passes")).to_have_attribute("aria-selected", "true")
    expect(cases.get_by_role("tab", name="Passes")).to_be_focused()
    rows = cases.get_by_role("grid").get_by_role("row")
    expect(rows.nth(1)).to_have_attribute("aria-selected", "true")
    rows.nth(1).get_by_role("button").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(rows.nth(2)).to_have_attribute("aria-selected", "true")
    expect(rows.nth(2).get_by_role("button")).to_be_focused()
    sort = cases.get_by_role("button", name="Sort by patient")
    sort.focus()
    page.keyboard.press("Enter")
    expect(cases.get_by_role("columnheader", name="Sort by patient")).to_have_attribute(
        "aria-sort", "ascending"
    )
    page.keyboard.press("Enter")
    expect(cases.get_by_role("columnheader", name="Sort by patient")).to_have_attribute(
        "aria-sort", "descending"
    )
    cases.get_by_role("tab", name="Steps").focus()
    page.keyboard.press("Enter")
    expect(cases).to_contain_text("Here the last row was lost")
    shoot(page, "steps")
    notebooks.check_access(page)

    small.get_by_role("tab", name="Passes").click()
    expect(small.get_by_role("tab", name="Passes")).to_have_attribute("aria-selected", "true")
    small.get_by_role("tab", name="Steps").click()
    expect(small.get_by_role("status").nth(1)).to_contain_text("It does not fire. Step")
    small.scroll_into_view_if_needed()
    shoot(page, "small")
    page.evaluate(
        "() => window.jupyterapp.commands.execute('apputils:change-theme', {theme: 'JupyterLab Dark'})"
    )
    expect(page.locator("body")).to_have_attribute("data-jp-theme-light", "false")
    notebooks.check_access(page)
    shoot(page, "dark")
    cases.scroll_into_view_if_needed()
    cases.get_by_role("tab", name="Fires").click()
    cases.get_by_role("tab", name="Claim and notes").click()
    expect(cases).to_contain_text("◀ hit")
    shoot(page, "dark-hits")
    card.scroll_into_view_if_needed()
    shoot(page, "dark-card")
    assert page.evaluate("() => window.jupyterapp.shell.currentWidget.content.model.cells.length") == 3
