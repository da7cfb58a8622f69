"""The documents: their links lead somewhere, and the commands, options, keys and cases they name exist."""

from __future__ import annotations

import re
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from codinglab.lab.bench_keys import KEYS
from codinglab.lab.docs.command_page import commands
from codinglab.lab.docs.page import anchor
from codinglab.reference.cases import list_cases
from codinglab.reference.install.catalogue import sources
from codinglab.reference.paths import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCUMENTS = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
_LINK = re.compile(r"\]\((?!https?:|mailto:)([^)#\s]*)(?:#([^)]*))?\)")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
_SAID = re.compile(r"`(?:python lab\.py|codinglab) ([a-z][^`\n]*)`")
_ASIDE = re.compile(r" {3,}.*$")


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", DOCUMENTS, ids=name_of)
def test_links_lead_to_files_and_headings(path: Path) -> None:
    broken = []
    for link, place in _LINK.findall(path.read_text(encoding="utf-8")):
        target = path.parent / link if link else path
        if not target.exists():
            broken.append(link)
        elif place and target.suffix == ".md":
            headings = _HEADING.findall(target.read_text(encoding="utf-8"))
            if place not in {anchor(one.replace("`", "")) for one in headings}:
                broken.append(f"{link}#{place}")
    assert broken == []


def shown(text: str) -> Iterator[str]:
    """Every command of a document, as it stands in code."""
    for line in text.splitlines():
        if line.startswith("    "):
            found = re.match(r" {4,}(?:python lab\.py|codinglab) ([a-z].*)", line)
            if found:
                yield _ASIDE.sub("", found[1]).strip()
        else:
            yield from (one.strip() for one in _SAID.findall(line))


def parts(words: str) -> Iterator[list[str]]:
    """A command in words; `one|other` stands for two."""
    listed = shlex.split(words.replace("…", " "))
    several = next((place for place, one in enumerate(listed[:2]) if "|" in one), None)
    if several is None:
        yield listed
    else:
        for one in listed[several].split("|"):
            yield [*listed[:several], one, *listed[several + 1 :]]


TREE: dict[str, Any] = dict(commands())
GROUPS = {" ".join(name.split()[:1]) for name in TREE if " " in name}


def fault(words: list[str]) -> str:
    """What is wrong with a command, "" when it exists with all its options."""
    if words[0] == "test":
        return "" if not words[1:] or (ROOT / words[1]).exists() else f"no folder {words[1]}"
    name = next((one for one in (" ".join(words[:2]), words[0]) if one in TREE), "")
    if not name:
        return "" if words[0] in GROUPS and words[1:] in ([], ["NAME"]) else "no such command"
    known = {option for one in TREE[name].params for option in (*one.opts, *one.secondary_opts)} | {"--help"}
    given = [one for one in words if one.startswith("--")]
    return ", ".join(f"{name} has no {one}" for one in given if one.partition("=")[0] not in known)


@pytest.mark.parametrize("path", DOCUMENTS, ids=name_of)
def test_every_command_shown_exists_with_its_options(path: Path) -> None:
    found = {
        " ".join(words): said
        for line in shown(path.read_text(encoding="utf-8"))
        for words in parts(line)
        if (said := fault(words))
    }
    assert found == {}


def test_a_command_that_is_none_would_be_found() -> None:
    assert list(shown("    python lab.py nothing here   words\nsee `codinglab case new X`")) == [
        "nothing here",
        "case new X",
    ]
    assert fault(["nothing", "here"]) == "no such command"
    assert fault(["validate", "x.json", "--edit", "y"]) == "validate has no --edit"
    assert list(parts("claims import|show X")) == [["claims", "import", "X"], ["claims", "show", "X"]]


def test_the_two_commands_stand_first() -> None:
    assert "    python lab.py                 set up on first run" in README
    assert "    python lab.py test            run every check\n" in README
    assert (
        README.index("python lab.py   ") < README.index("python lab.py test") < README.index("lab.py doctor")
    )


def test_the_cases_of_the_tours_are_there() -> None:
    titles = {case.title for case in list_cases()}
    told = set(re.findall(r"^1\. .*?(?:Open|choose) \*([^*]+)\*", README, re.MULTILINE))
    assert len(told) == 4
    assert told <= titles


def test_the_keys_of_the_tours_are_keys_of_the_workbench() -> None:
    keys = {key for _, listed in KEYS for held, _ in listed for key in held.replace("…", " ").split()}
    keys |= {f"Alt+{number}" for number in range(1, 8)}
    told = {one for bold in re.findall(r"\*\*([^*]+)\*\*", README) for one in bold.split() if is_key(one)}
    assert told
    assert told <= keys


def is_key(word: str) -> bool:
    return len(word) == 1 or "+" in word or word in {"Enter", "Esc", "Del"}


def test_every_official_source_is_in_the_guide_with_its_page() -> None:
    guide = (ROOT / "docs" / "install.md").read_text(encoding="utf-8")
    assert [one for one in sources() if f"| `{one}` |" not in guide] == []
    assert [one.id for one in sources().values() if not one.described and one.page not in guide] == []


def test_the_citation_is_of_this_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"\nversion: {project['version']}\n" in citation
    assert "\nlicense: MIT\n" in citation


def test_decisions_are_short() -> None:
    decisions = (ROOT / "DECISIONS.md").read_text(encoding="utf-8").split("\n## ")[1:]
    assert decisions
    assert max(len(decision.splitlines()) for decision in decisions) <= 16
