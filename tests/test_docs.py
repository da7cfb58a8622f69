"""The documents: their links lead somewhere, and the commands they name exist."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from codinglab.reference.paths import ROOT

DOCUMENTS = sorted(ROOT.glob("*.md"))
_LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#]+)")
_COMMAND = re.compile(r"python lab\.py ([a-z-]+(?: [a-z]+)?)")


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_to_files(path: object) -> None:
    text = path.read_text(encoding="utf-8")  # type: ignore[attr-defined]
    assert [link for link in _LINK.findall(text) if not (ROOT / link).exists()] == []


def test_every_command_named_exists() -> None:
    named = {words for path in DOCUMENTS for words in _COMMAND.findall(path.read_text(encoding="utf-8"))}
    for words in sorted(named):
        first, *rest = words.split()
        if first == "test":
            assert not rest or (ROOT / rest[0]).is_dir()
            continue
        command = [sys.executable, "-c", "from codinglab.lab.command import main; main()", first]
        listing = subprocess.run([*command, "--help"], capture_output=True, text=True, check=False)
        assert listing.returncode == 0, words
        if first in {"reference", "claim", "edits", "evaluate"}:
            assert rest[0] in listing.stdout, words


def test_decisions_are_short() -> None:
    decisions = (ROOT / "DECISIONS.md").read_text(encoding="utf-8").split("\n## ")[1:]
    assert decisions
    assert max(len(decision.splitlines()) for decision in decisions) <= 16
