"""The dashboard's command: what it says when it cannot start; how the server is started."""

from __future__ import annotations

import importlib.util
import json
import socket
import sys
import tempfile
from collections.abc import Callable
from typing import Any

import pytest
from typer.testing import CliRunner

from codinglab.lab.command import app
from codinglab.lab.dashboard import serve
from codinglab.model import InvalidInputError


def fault(*words: str) -> str:
    result = CliRunner().invoke(app, ["dashboard", "--no-browser", *words])
    assert isinstance(result.exception, InvalidInputError), result.output
    return str(result.exception)


def without(name: str, find: Callable[..., Any]) -> Callable[..., Any]:
    return lambda asked, *more: None if asked == name else find(asked, *more)


def test_without_voila_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", without("voila", importlib.util.find_spec))
    assert ".[dashboard]" in fault()


def test_an_unknown_theme_and_a_taken_port_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serve, "check_installed", lambda: None)
    assert "The themes are light and dark" in fault("--theme", "pink")
    with socket.socket() as taken:
        taken.bind((serve.HOST, 0))
        taken.listen()
        assert "is taken" in fault("--port", str(taken.getsockname()[1]))


def test_it_listens_on_loopback_only_and_hides_the_token_and_the_code() -> None:
    command = serve._command(8866, "light", "library")
    assert "--Voila.ip=127.0.0.1" in command
    assert "--VoilaConfiguration.strip_sources=True" in command
    assert not [word for word in command if word.startswith(("--Voila.token", "--token="))]
    assert "abc123" in serve._environment("abc123", None).values()


def test_a_server_that_ends_is_said_with_its_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serve, "check_installed", lambda: None)
    dying = [sys.executable, "-c", "print('no table'); raise SystemExit(1)"]
    monkeypatch.setattr(serve, "_command", lambda *_: dying)
    with (
        tempfile.TemporaryFile() as log,
        pytest.raises(InvalidInputError, match="did not start"),
        serve.served(0, "light", log),
    ):
        pytest.fail("it did not start")


def test_the_page_it_serves_opens_the_library_and_stores_no_output() -> None:
    book = json.loads((serve._HERE / "library.ipynb").read_text(encoding="utf-8"))
    assert [cell["outputs"] for cell in book["cells"]] == [[]]
    assert "open_library()" in "".join(book["cells"][0]["source"])
    template = serve._HERE / "jupyter" / "voila" / "templates" / "codinglab" / "index.html.j2"
    assert "://" not in template.read_text(encoding="utf-8").replace("ws://127.0.0.1:*", "")
