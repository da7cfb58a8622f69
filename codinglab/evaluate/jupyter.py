"""JupyterLab on loopback and a real Chromium, for what can only be measured or tried in a browser.

Needs the extra `e2e` (Playwright) and Debian's Chromium; nothing is downloaded or leaves the machine.
"""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from codinglab.loopback import HOST, answers, ending, free_port
from codinglab.model import InvalidInputError
from codinglab.reference.paths import ROOT

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
_QUIET = {"fetchNews": "false", "checkForUpdates": False}
_THEMES = {"light": "JupyterLab Light", "dark": "JupyterLab Dark"}

_READY = """() => { const c = window.jupyterapp?.shell?.currentWidget?.context?.sessionContext;
  return c?.session?.kernel?.connectionStatus === 'connected' && c.session.kernel.status === 'idle'; }"""
_RUN = "() => window.jupyterapp.commands.execute('notebook:run-all-cells')"
_DONE = """() => { const cells = [...window.jupyterapp.shell.currentWidget.content.model.cells];
  return cells.every(cell => cell.executionCount || cell.type !== 'code'); }"""
_ERRORS = """() => [...window.jupyterapp.shell.currentWidget.content.model.cells].flatMap(cell =>
  (cell.toJSON().outputs ?? []).filter(one => one.output_type === 'error').map(one => one.evalue))"""


@dataclass(frozen=True, slots=True)
class Lab:
    """A running JupyterLab: its address and token, the folder of its notebooks, and where answers go."""

    url: str
    token: str
    folder: Path
    work: Path

    def address(self, notebook: str) -> str:
        """The address of a notebook of the folder, in a workspace of its own."""
        name = Path(notebook).stem
        return f"{self.url}/lab/workspaces/{name}/tree/{notebook}?token={self.token}"


def why_no_browser() -> str:
    """What is missing for a browser, "" when nothing is."""
    return "" if CHROMIUM.exists() else f"needs a browser: {CHROMIUM} is not installed"


@contextmanager
def jupyter_lab(base: Path, theme: str = "light") -> Iterator[Lab]:
    """Serve JupyterLab over `base`/notebooks; answers go to `base`/work, own cases to `base`/own-cases.

    Started again over the same folder, it goes on with the work that is there.

    Raises:
        InvalidInputError: it did not start; the message holds the end of its log.
    """
    settings, folder = base / "settings", base / "notebooks"
    settings.mkdir(exist_ok=True)
    folder.mkdir(exist_ok=True)
    overrides = {
        "@jupyterlab/apputils-extension:notification": _QUIET,
        "@jupyterlab/apputils-extension:themes": {"theme": _THEMES[theme]},
    }
    (settings / "overrides.json").write_text(json.dumps(overrides), encoding="utf-8")
    port, token = free_port(), secrets.token_hex(16)
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "CODINGLAB_WORK": str(base / "work"),
        "CODINGLAB_CASES": str(base / "own-cases"),
        "JUPYTER_CONFIG_DIR": str(base / "config"),
        "JUPYTER_RUNTIME_DIR": str(base / "runtime"),
        "IPYTHONDIR": str(base / "ipython"),
        "JUPYTERLAB_WORKSPACES_DIR": str(base / "workspaces"),
    }
    command = [
        sys.executable, "-m", "jupyterlab", "--no-browser", "--expose-app-in-browser", "--allow-root",
        f"--ip={HOST}", f"--port={port}", "--ServerApp.port_retries=0", f"--IdentityProvider.token={token}",
        f"--LabApp.app_settings_dir={settings}", f"--ServerApp.root_dir={folder}",
    ]  # fmt: skip
    log = base / "server.log"
    with log.open("wb") as out:
        server = subprocess.Popen(  # noqa: S603 (our own words)
            command, cwd=folder, env=environment, stdout=out, stderr=out
        )
        with ending(server):
            if not answers(server, port, f"/api?token={token}"):
                msg = f"JupyterLab did not start:\n{log.read_text(encoding='utf-8')[-3000:]}"
                raise InvalidInputError(msg)
            yield Lab(f"http://{HOST}:{port}", token, folder, base / "work")


@contextmanager
def chromium(width: int = 1680, height: int = 1250) -> Iterator[Any]:
    """A page of a Chromium without a window.

    Raises:
        InvalidInputError: Playwright or Chromium is missing; the message says what to install.
    """
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        msg = "Playwright is not installed: pip install -c constraints.txt -e .[e2e]"
        raise InvalidInputError(msg) from None
    if why := why_no_browser():
        msg = f"This {why}. On Debian or Ubuntu: apt install chromium"
        raise InvalidInputError(msg)
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=str(CHROMIUM), args=list(FLAGS))
        page = browser.new_context(viewport={"width": width, "height": height}).new_page()
        page.set_default_timeout(20_000)
        yield page
        browser.close()


def notebook(*sources: str) -> str:
    """A notebook of collapsed code cells, as JSON."""
    cells: list[dict[str, Any]] = [
        {"cell_type": "code", "id": f"cell-{at}", "metadata": {"jupyter": {"source_hidden": True}},
         "execution_count": None, "outputs": [], "source": source}
        for at, source in enumerate(sources)
    ]  # fmt: skip
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    return json.dumps({"cells": cells, "metadata": kernel, "nbformat": 4, "nbformat_minor": 5})


def open_notebook(lab: Lab, page: Any, name: str, *sources: str) -> list[str]:
    """Write a notebook of code cells, open it and run it; the errors that cells ended with."""
    (lab.folder / f"{name}.ipynb").write_text(notebook(*sources), encoding="utf-8")
    page.goto(lab.address(f"{name}.ipynb"))
    return run_all(page)


def run_all(page: Any) -> list[str]:
    """Run the cells of the notebook that is open; the errors that cells ended with."""
    page.wait_for_function(_READY)
    page.evaluate(_RUN)
    page.wait_for_function(_DONE)
    errors: list[str] = page.evaluate(_ERRORS)
    return errors
