"""All pages of `docs/reference` by file name, and writing them."""

from __future__ import annotations

from pathlib import Path

from codinglab.lab.docs.command_page import command_page
from codinglab.lab.docs.format_pages import case_page, claim_page, edits_page, keys_page
from codinglab.lab.docs.page import MADE, package_page, table
from codinglab.lab.docs.source import module_doc
from codinglab.reference.paths import ROOT

FOLDER = ROOT / "docs" / "reference"
PACKAGES = (
    "codinglab",
    "codinglab.review",
    "codinglab.diagnose",
    "codinglab.procedure",
    "codinglab.validate",
    "codinglab.validate.own",
    "codinglab.group",
    "codinglab.query",
    "codinglab.indicators",
    "codinglab.what_if",
    "codinglab.score",
    "codinglab.guidance",
    "codinglab.drills",
    "codinglab.classroom",
    "codinglab.claims",
    "codinglab.backtest",
    "codinglab.reference",
    "codinglab.model",
    "codinglab.lab",
    "codinglab.lab.doctor",
    "codinglab.evaluate",
)
"""The packages with a page, in the order of the coder's day."""

_INDEX = """# Reference

Generated from the source: what is offered, what it is given, what it gives back, what it raises. To begin,
read the [README](../../README.md); the words are in the [GLOSSARY](../../GLOSSARY.md)."""


def pages() -> dict[str, str]:
    """Every page in Markdown, by file name."""
    made = {f"{package}.md": package_page(package) for package in PACKAGES}
    made |= {
        "command-line.md": command_page(),
        "edits.md": edits_page(),
        "keys.md": keys_page(),
        "claim-file.md": claim_page(),
        "case-file.md": case_page(),
    }
    return {"README.md": _index(), **made}


def write_pages(folder: Path = FOLDER) -> tuple[Path, ...]:
    """Write every page, and remove those that are no more; the files written."""
    folder.mkdir(parents=True, exist_ok=True)
    made = pages()
    for old in folder.glob("*.md"):
        if old.name not in made:
            old.unlink()
    for name, text in made.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    return tuple(folder / name for name in made)


def stale_pages(folder: Path = FOLDER) -> tuple[str, ...]:
    """The names of pages that differ from what would be written, are missing, or are no more."""
    made = pages()
    held = {file.name: file.read_text(encoding="utf-8") for file in folder.glob("*.md")}
    return tuple(sorted(name for name in made.keys() | held.keys() if made.get(name) != held.get(name)))


def _index() -> str:
    others = [
        ("[The command line](command-line.md)", "every command with its arguments and options"),
        ("[The edits by family](edits.md)", "each edit with its fault, weight and claims"),
        ("[The keys of the workbench](keys.md)", "every key, by the place that it acts in"),
        ("[The claim file](claim-file.md)", "the fields of a claim in JSON"),
        ("[The case file](case-file.md)", "the fields of case.toml and key.toml"),
    ]
    packages = [(f"[`{package}`]({package}.md)", module_doc(package).summary) for package in PACKAGES]
    parts = [
        MADE,
        _INDEX,
        "## Commands, edits and files",
        table(("page", "what it has"), others),
        "## Packages",
        table(("package", "in short"), packages),
    ]
    return "\n\n".join(parts) + "\n"
