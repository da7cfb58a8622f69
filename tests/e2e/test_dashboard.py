"""The dashboard in a real browser: no code, a case coded by keyboard, nothing from outside."""

from __future__ import annotations

import http.client
import json
import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from codinglab.evaluate.jupyter import chromium, why_no_browser
from codinglab.lab.dashboard.serve import served
from codinglab.reference.paths import ROOT

pytestmark = pytest.mark.e2e

LOCAL = ("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:")


@pytest.fixture
def address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a dashboard over a work folder of its own."""
    pytest.importorskip("voila", reason="needs the extra dashboard")
    if why := why_no_browser():
        pytest.skip(why)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    for name in ("work", "config", "runtime", "ipython"):
        (tmp_path / name).mkdir()
    monkeypatch.setenv("CODINGLAB_WORK", str(tmp_path / "work"))
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(tmp_path / "config"))
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(tmp_path / "runtime"))
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    with (tmp_path / "voila.log").open("wb") as log, served(0, "light", log) as (address, _server):
        yield address


@pytest.fixture
def asked() -> list[str]:
    """Every address that the page asked for."""
    return []


@pytest.fixture
def dashboard(address: str, asked: list[str]) -> Iterator[Any]:
    """The dashboard in the browser."""
    pytest.importorskip("playwright.sync_api", reason="needs the extra e2e")
    with chromium(1500, 1100) as page:
        page.set_default_timeout(45_000)
        page.on("request", lambda request: asked.append(request.url))
        page.on("websocket", lambda socket: asked.append(socket.url))
        page.goto(address)
        yield page


def test_a_case_is_coded_by_keyboard_and_saved(
    address: str, dashboard: Any, asked: list[str], tmp_path: Path
) -> None:
    from playwright.sync_api import expect

    expect.set_options(timeout=30_000)
    page = dashboard
    expect(page.get_by_role("grid", name="Teaching cases")).to_be_visible()
    serious(page)
    name = page.get_by_label("Learner")
    name.fill("ana")
    name.press("Enter")
    page.get_by_label("Words").fill("knee injection")
    expect(page.get_by_role("status").filter(has_text="1 of ").first).to_be_visible()
    page.keyboard.press("Tab")
    row = page.get_by_role("gridcell").get_by_role("button").first
    expect(row).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="Opening: “")).to_be_visible()
    note = page.locator(".cl-note-page")
    expect(note).to_be_visible()
    note.focus()
    page.keyboard.press("/")
    expect(page.get_by_role("combobox", name="Find a code")).to_be_focused()
    page.keyboard.type("N18.31", delay=20)
    expect(page.get_by_role("option").first).to_contain_text("N18.31")
    page.keyboard.press("Enter")
    expect(page.locator(".cl-crow", has_text="N18.31").first).to_be_visible()
    expect(page.locator(".cl-saved")).to_contain_text("ana: saved")
    saved = tmp_path / "work" / "ana" / "office-diabetes-knee-injection.json"
    answers = json.loads(saved.read_text(encoding="utf-8"))
    assert [one["code"] for one in answers["diagnoses"]] == ["N1831"]
    serious(page)
    if shot := os.environ.get("CODINGLAB_SCREENSHOT"):
        page.screenshot(path=shot.replace(".png", "-dashboard.png"))

    back = page.get_by_role("button", name="Back to the cases")
    back.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("row").filter(has_text="knee injection")).to_contain_text("◐ begun")
    expect(row).to_be_focused()
    for button, shows in (("Progress", "Practise next"), ("Drills", "ana, 0 answered")):
        page.get_by_role("button", name=button, exact=True).press("Enter")
        expect(page.locator(".cl-workbench").first).to_contain_text(shows)
        serious(page)
        back.press("Enter")
    assert page.locator(".jp-InputArea, .cm-editor").count() == 0
    assert "open_library" not in page.content()
    assert [url for url in asked if not url.startswith(LOCAL)] == []
    refused_without_token(address.split("?")[0])


def serious(page: Any) -> None:
    """No serious violation in what the lab shows."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    found = axe.run(page, context=".cl-workbench").response["violations"]
    heavy = [item for item in found if item["impact"] in {"serious", "critical"}]
    assert not heavy, [(item["id"], [node["html"][:200] for node in item["nodes"]][:4]) for item in heavy]


def refused_without_token(url: str) -> None:
    """Without the token there is a login page, and no kernel is told of."""
    with closing(http.client.HTTPConnection(urlsplit(url).netloc, timeout=20)) as asking:
        asking.request("GET", "/")
        first = asking.getresponse()
        said = first.read().decode()
    with closing(http.client.HTTPConnection(urlsplit(url).netloc, timeout=20)) as asking:
        asking.request("GET", "/api/kernels")
        kernels = asking.getresponse()
        kernels.read()
    assert first.status != 200 or "jupyter-config-data" not in said
    assert kernels.status != 200
