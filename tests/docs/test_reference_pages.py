"""The reference pages: fresh, whole, readable, the same on every machine."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from codinglab.lab.docs.google import markdown, read
from codinglab.lab.docs.pages import FOLDER, PACKAGES, pages, stale_pages, write_pages
from codinglab.lab.docs.source import members_of
from codinglab.reference.paths import ROOT
from codinglab.validate.catalogue import edits

MADE = pages()


def test_no_page_is_stale() -> None:
    assert not stale_pages(), "Write them anew: codinglab docs write"


def test_writing_them_takes_away_what_is_no_more(tmp_path: Path) -> None:
    (tmp_path / "gone.md").write_text("old", encoding="utf-8")
    assert stale_pages(tmp_path) == tuple(sorted([*MADE, "gone.md"]))
    write_pages(tmp_path)
    assert not stale_pages(tmp_path)
    assert {file.name for file in tmp_path.iterdir()} == set(MADE)


@pytest.mark.parametrize("package", PACKAGES)
def test_what_a_package_offers_is_documented(package: str) -> None:
    assert [one.name for one in members_of(package) if not one.doc.summary] == []


@pytest.mark.parametrize("package", PACKAGES)
def test_every_name_of_all_is_on_its_page(package: str) -> None:
    import importlib

    offered = getattr(importlib.import_module(package), "__all__", ())
    page = MADE[f"{package}.md"]
    assert [name for name in offered if not re.search(rf"^#+ {name}$", page, re.M)] == []


def test_every_package_of_the_house_has_a_page() -> None:
    inner = {f"codinglab.{path.parent.name}" for path in (ROOT / "codinglab").glob("*/__init__.py")}
    assert inner <= set(PACKAGES)


def test_no_page_holds_a_place_of_this_machine() -> None:
    assert [name for name, text in MADE.items() if str(ROOT) in text or " at 0x" in text] == []


def test_every_edit_is_in_its_family_with_a_link() -> None:
    page = MADE["edits.md"]
    assert [one.id for one in edits() if f"[`{one.id}`](../../reference/EDITS.md#" not in page] == []


def test_commands_have_their_options_and_files_their_fields() -> None:
    commands = MADE["command-line.md"]
    install = commands.split("\n## reference install\n")[1].split("\n## ")[0]
    assert "python lab.py reference install SOURCE [FILE] [OPTIONS]" in install
    assert "| `--accept-licence` | You hold and accept the publisher's licence. |" in install
    assert "| `through_date` | `datetime.date` | needed |" in MADE["claim-file.md"]
    assert "## LineFile" in MADE["case-file.md"]


def test_sections_lists_examples_and_aligned_lines_are_kept() -> None:
    found = read(
        """Do it.

        Words that
        go on.

        1. `one`    first
        2. `two`    second

        a(b) -> c      d(e) -> f

        >>> 1 + 1
        2

        Args:
            first, second: both
                of them.
            *others: more.

        Returns:
            A thing.

        Raises:
            InvalidInputError: it is wrong.
        """
    )
    assert found.items_of("Args") == (("first, second", "both of them."), ("*others", "more."))
    assert found.items_of("Raises") == (("InvalidInputError", "it is wrong."),)
    told = markdown(found.body)
    assert "Words that go on." in told
    assert "1. `one` first\n2. `two` second" in told
    assert "```text\na(b) -> c      d(e) -> f\n```" in told
    assert "```python\n>>> 1 + 1\n2\n```" in told


def test_the_folder_is_where_it_is_looked_for() -> None:
    assert FOLDER == ROOT / "docs" / "reference"
