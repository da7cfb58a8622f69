"""JupyterLab on loopback and Debian's Chromium, for tests in a real browser; skipped where there is none."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from codinglab.evaluate import jupyter as browser
from codinglab.evaluate.jupyter import Lab


@pytest.fixture
def jupyter(tmp_path: Path) -> Iterator[Lab]:
    """JupyterLab over a folder of its own; answers go to `work` beside it."""
    if why := browser.why_no_browser():
        pytest.skip(why)
    with browser.jupyter_lab(tmp_path) as lab:
        yield lab


@pytest.fixture
def page() -> Iterator[Any]:
    """A page of the browser."""
    pytest.importorskip("playwright.sync_api", reason="needs the extra e2e")
    if why := browser.why_no_browser():
        pytest.skip(why)
    with browser.chromium() as page:
        yield page


@pytest.fixture
def console(page: Any) -> list[str]:
    """What the page says is wrong, in its console or by a fault that nothing caught."""
    told: list[str] = []
    page.on("console", lambda said: told.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda fault: told.append(str(fault)))
    return told


NUMBERED = """context => {
  document.querySelectorAll('[data-judged]').forEach(node => node.removeAttribute('data-judged'));
  const found = [...document.querySelectorAll(context)].filter(node => node.offsetParent
    && !node.parentElement.closest(context));
  found.forEach((node, at) => { node.dataset.judged = at; });
  return found.length; }"""


class Notebooks:
    """What tests do with a notebook in the browser."""

    notebook = staticmethod(browser.notebook)

    @staticmethod
    def open(lab: Lab, page: Any, name: str, *sources: str) -> Any:
        """Write a notebook, open it, run it, and give the place of its outputs."""
        assert browser.open_notebook(lab, page, name, *sources) == []
        return page.locator(".jp-OutputArea")

    @staticmethod
    def run_all(page: Any) -> None:
        """Run the cells and see that none failed."""
        assert browser.run_all(page) == []

    @staticmethod
    def check_access(page: Any, context: str = ".jp-OutputArea .cl-workbench") -> None:
        """No violation of any weight in what the lab shows; two benches of one page are judged apart."""
        axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
        for at in range(page.evaluate(NUMBERED, context)):
            found = axe.run(page, context=f"[data-judged='{at}']").response["violations"]
            told = [(item["id"], [node["html"][:200] for node in item["nodes"]][:4]) for item in found]
            assert not told


@pytest.fixture
def notebooks() -> type[Notebooks]:
    """What tests do with a notebook in the browser."""
    return Notebooks
