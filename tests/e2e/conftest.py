"""JupyterLab on loopback and Debian's Chromium, for tests in a real browser."""

from __future__ import annotations

import json
import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from codinglab.reference.paths import ROOT

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
QUIET = {"@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False}}


@dataclass(frozen=True)
class Lab:
    """A running JupyterLab."""

    url: str
    token: str
    folder: Path


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def jupyter(tmp_path: Path) -> Iterator[Lab]:
    """JupyterLab over a folder of its own; answers go to `work` in it."""
    if not CHROMIUM.exists():
        pytest.skip(f"needs a browser: {CHROMIUM} is not installed")
    settings, folder = tmp_path / "settings", tmp_path / "notebooks"
    settings.mkdir()
    folder.mkdir()
    (settings / "overrides.json").write_text(json.dumps(QUIET), encoding="utf-8")
    port, token = _free_port(), secrets.token_hex(16)
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "CODINGLAB_WORK": str(tmp_path / "work"),
        "CODINGLAB_CASES": str(tmp_path / "own-cases"),
        "JUPYTER_CONFIG_DIR": str(tmp_path / "config"),
        "JUPYTER_RUNTIME_DIR": str(tmp_path / "runtime"),
        "IPYTHONDIR": str(tmp_path / "ipython"),
        "JUPYTERLAB_WORKSPACES_DIR": str(tmp_path / "workspaces"),
    }
    command = [
        sys.executable, "-m", "jupyterlab", "--no-browser", "--expose-app-in-browser", "--allow-root",
        "--ip=127.0.0.1", f"--port={port}", "--ServerApp.port_retries=0", f"--IdentityProvider.token={token}",
        f"--LabApp.app_settings_dir={settings}", f"--ServerApp.root_dir={folder}",
    ]  # fmt: skip
    url = f"http://127.0.0.1:{port}"
    with (tmp_path / "server.log").open("wb") as log:
        server = subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log)
        try:
            _await_server(url, token, server, tmp_path / "server.log")
            yield Lab(url, token, folder)
        finally:
            server.terminate()
            try:
                server.wait(20)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


def _await_server(url: str, token: str, server: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and server.poll() is None:
        try:
            with urllib.request.urlopen(f"{url}/api?token={token}", timeout=2):  # noqa: S310
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    pytest.fail(f"JupyterLab did not start:\n{log.read_text(encoding='utf-8')[-3000:]}")


@pytest.fixture
def page(jupyter: Lab) -> Iterator[Any]:
    """A page of the browser."""
    playwright = pytest.importorskip("playwright.sync_api", reason="needs the extra e2e")
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=str(CHROMIUM), args=list(FLAGS))
        page = browser.new_page(viewport={"width": 1680, "height": 1250})
        page.set_default_timeout(20_000)
        yield page
        browser.close()


READY = """() => { const c = window.jupyterapp?.shell?.currentWidget?.context?.sessionContext;
  return c?.session?.kernel?.connectionStatus === 'connected' && c.session.kernel.status === 'idle'; }"""
DONE = """() => { const cells = [...window.jupyterapp.shell.currentWidget.content.model.cells];
  return cells.every(cell => cell.executionCount); }"""
ERRORS = """() => [...window.jupyterapp.shell.currentWidget.content.model.cells].flatMap(cell =>
  cell.toJSON().outputs.filter(output => output.output_type === 'error').map(output => output.evalue))"""


class Notebooks:
    """What tests do with a notebook in the browser."""

    @staticmethod
    def notebook(*sources: str) -> str:
        """A notebook of code cells."""
        cells = [
            {"cell_type": "code", "id": f"cell-{at}", "metadata": {"jupyter": {"source_hidden": True}},
             "execution_count": None, "outputs": [], "source": source}
            for at, source in enumerate(sources)
        ]  # fmt: skip
        kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
        return json.dumps({"cells": cells, "metadata": kernel, "nbformat": 4, "nbformat_minor": 5})

    @staticmethod
    def run_all(page: Any) -> None:
        """Run the cells and see that none failed."""
        page.wait_for_function(READY)
        page.evaluate("() => window.jupyterapp.commands.execute('notebook:run-all-cells')")
        page.wait_for_function(DONE)
        assert page.evaluate(ERRORS) == []

    @staticmethod
    def check_access(page: Any) -> None:
        """No serious violation in what the lab shows."""
        axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
        found = axe.run(page, context=".jp-OutputArea .cl-workbench").response["violations"]
        heavy = [item for item in found if item["impact"] in {"serious", "critical"}]
        assert not heavy, [(item["id"], [node["html"][:200] for node in item["nodes"]][:4]) for item in heavy]


@pytest.fixture
def notebooks() -> type[Notebooks]:
    """What tests do with a notebook in the browser."""
    return Notebooks
