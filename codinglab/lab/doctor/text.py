"""An examination as plain text, for a terminal or a reader without HTML."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from textwrap import fill

from codinglab.lab.doctor.check import Check, Examination, Part, State

_WIDTH = 100


def text_of(examination: Examination) -> str:
    """All of it: the heading, a part after another, and the summary."""
    parts = (part_text(part) for part in examination.parts)
    return "\n".join([heading(examination.on), "", *parts, examination.summary])


def heading(on: date) -> str:
    """The first line."""
    return f"codinglab doctor, for {on}"


def part_text(part: Part, width: int = _WIDTH, *, well: bool = True) -> str:
    """A part under its title, "" when nothing is to be told.

    Args:
        part: what was found.
        width: of a line, in characters; commands are never broken.
        well: also tell what is ok, not only what is not.
    """
    told = [one for one in part.checks if well or one.state is not State.OK]
    lines = [line for one in told for line in _lines(one, width)]
    return "\n".join([part.title, "-" * len(part.title), *lines, ""]) if told else ""


def _lines(check: Check, width: int) -> Iterator[str]:
    head = f"{check.state.sign} {check.state.value:<9}  "
    yield _filled(f"{check.name}: {check.found}", width, head, " " * len(head))
    inner = " " * len(head)
    if check.remedy:
        yield _filled(check.remedy, width, f"{inner}What to do: ", inner)
    for line in check.command.splitlines():
        yield f"{inner}    {line}"


def _filled(text: str, width: int, first: str, rest: str) -> str:
    return fill(
        text,
        width,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )
