"""Docstrings in Google style as Markdown: paragraphs, examples, and the sections Args, Returns, Raises."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

NAMED = ("Args", "Attributes", "Raises")
PROSE = ("Returns", "Yields", "Example", "Examples", "Note")
_SECTION = re.compile(rf"^({'|'.join((*NAMED, *PROSE))}):\s*$")
_ITEM = re.compile(r"^(\*{0,2}[\w.]+(?: ?\([^)]*\))?(?:, \*{0,2}[\w.]+)*(?:, optional)?): (.*)$")
_LISTED = re.compile(r"^(\d+\. |[-*] )")
_ALIGNED = re.compile(r"\S {3,}\S")


@dataclass(frozen=True, slots=True)
class Docstring:
    """A docstring in its pieces.

    Attributes:
        body: the lines before the first section.
        items: of each named section, names and text in their order.
        prose: the lines of each other section.
    """

    body: tuple[str, ...]
    items: dict[str, tuple[tuple[str, str], ...]]
    prose: dict[str, tuple[str, ...]]

    @property
    def summary(self) -> str:
        """The first paragraph on one line."""
        return " ".join(line.strip() for line in next(_paragraphs(self.body), ()))

    def items_of(self, section: str) -> tuple[tuple[str, str], ...]:
        """The named entries of a section, none where it is absent."""
        return self.items.get(section, ())


def read(text: str | None) -> Docstring:
    r"""Take a docstring apart.

    >>> found = read("Add.\n\nArgs:\n    a: the first\n        one.\n\nReturns:\n    The sum.")
    >>> found.summary, found.items_of("Args"), found.prose["Returns"]
    ('Add.', (('a', 'the first one.'),), ('The sum.',))
    """
    parts: dict[str, list[str]] = {"": []}
    at = ""
    for line in inspect.cleandoc(text or "").splitlines():
        if section := _SECTION.match(line):
            at = section[1]
            parts.setdefault(at, [])
        elif at and line and not line.startswith(" "):
            at = ""
            parts[""] += ["", line]
        else:
            parts[at].append(line)
    cut = {
        name: tuple(inspect.cleandoc("\n".join(["", *lines])).splitlines()) for name, lines in parts.items()
    }
    return Docstring(
        cut.pop(""),
        {name: tuple(_items(lines)) for name, lines in cut.items() if name in NAMED},
        {name: lines for name, lines in cut.items() if name in PROSE},
    )


def _items(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    name, words = "", list[str]()
    for line in lines:
        found = _ITEM.match(line)
        if found:
            if words:
                yield name, " ".join(words)
            name, words = found[1], [found[2]]
        elif line.strip():
            words.append(line.strip())
    if words:
        yield name, " ".join(words)


def markdown(lines: Sequence[str]) -> str:
    """Lines of a docstring as Markdown: examples and what is aligned or indented stand in code blocks."""
    return "\n\n".join(_block(paragraph) for paragraph in _paragraphs(lines))


def _paragraphs(lines: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """The paragraphs; blank lines within what is indented do not end it."""
    held: list[str] = []
    for line in lines:
        if line.strip():
            if held and not held[-1].strip() and not (_is_code(held) and line.startswith("    ")):
                yield _trimmed(held)
                held = []
            held.append(line)
        elif held:
            held.append(line)
    if held:
        yield _trimmed(held)


def _trimmed(lines: Sequence[str]) -> tuple[str, ...]:
    return tuple("\n".join(lines).rstrip().split("\n"))


def _is_code(lines: Sequence[str]) -> bool:
    return lines[0].startswith("    ")


def _block(lines: Sequence[str]) -> str:
    if lines[0].lstrip().startswith(">>>"):
        return "\n".join(["```python", *inspect.cleandoc("\n".join(["", *lines])).splitlines(), "```"])
    if _is_code(lines):
        code = inspect.cleandoc("\n".join(["", *lines]))
        return "\n".join([f"```{_language(code)}", code, "```"])
    if all(_LISTED.match(line) or line.startswith(" ") for line in lines):
        return "\n".join(re.sub(r"(?<=\S) {2,}", " ", line) for line in lines)
    if any(_ALIGNED.search(line) for line in lines) or (
        len(lines) > 1 and all(" -> " in line for line in lines)
    ):
        return "\n".join(["```text", *lines, "```"])
    return " ".join(line.strip() for line in lines)


def _language(code: str) -> str:
    try:
        ast.parse(code)
    except SyntaxError:
        return "text"
    return "python"
