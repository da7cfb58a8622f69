"""Lines of a page as paragraphs and tables, in reading order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from codinglab.reference.sources.page_text import joined
from codinglab.reference.sources.passages import TABLE, TEXT

CELLS = " | "
_GAP = re.compile(r"\t+| {3,}")
_LABEL = re.compile(r"(?:[•▪●○◦‣]|[-–—*o](?=\s|$)|\(?(?:\d{1,3}|[A-Za-z]|[ivx]{2,4})[.)](?=\s|$)|NOTE:)")
_SHORT = 0.7


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or a table with the page where it starts (None where there are no pages)."""

    text: str
    kind: str = TEXT
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading as printed, its level (1 is the highest), and its page (None where there are no pages)."""

    text: str
    level: int
    page: int | None = None


def merged(blocks: Iterable[Block], page: int | None = None) -> list[Block]:
    """Neighbouring paragraphs as one block, a line each; one empty block where there is none."""
    found: list[Block] = []
    for block in blocks:
        if found and found[-1].kind == block.kind == TEXT:
            found[-1] = Block(f"{found[-1].text}\n{block.text}", TEXT, found[-1].page)
        else:
            found.append(block)
    return found or [Block("", TEXT, page)]


def table(rows: Iterable[Sequence[str]], page: int | None = None) -> Block:
    """A table from its cells."""
    return Block("\n".join(CELLS.join(cells) for cells in rows), TABLE, page)


def page_blocks(lines: Sequence[tuple[int | None, str]]) -> list[Block]:
    """Lines of pages, with their spacing, as blocks.

    Two or more lines with columns (a tab, or three blanks and more, between words) that follow one another
    are a table. A blank line ends a paragraph, unless the next goes on in lower case; so do a label or
    bullet, and a full stop in a line that is clearly shorter than the widest.
    """
    columns = [cells_of(line) for _, line in lines]
    found: list[Block] = []
    at = start = 0
    while at < len(lines):
        end = at
        while end < len(lines) and len(columns[end]) > 1:
            end += 1
        if end - at >= 2:
            found += _paragraphs(lines[start:at])
            found.append(table(columns[at:end], lines[at][0]))
            start = end
        at = max(end, at + 1)
    return found + _paragraphs(lines[start:])


def cells_of(line: str) -> list[str]:
    """The cells of a line with columns; a label and the words behind it are one cell."""
    cells = [" ".join(cell.split()) for cell in _GAP.split(line.strip())]
    if len(cells) > 1 and _LABEL.fullmatch(cells[0]):
        cells[:2] = [f"{cells[0]} {cells[1]}"]
    return [cell for cell in cells if cell]


def _paragraphs(lines: Sequence[tuple[int | None, str]]) -> list[Block]:
    wide = max((len(" ".join(line.split())) for _, line in lines), default=0)
    found: list[Block] = []
    blank, last = True, ""
    for page, raw in lines:
        line = " ".join(raw.split())
        if line:
            ended = last.endswith((".", ":", "?", "!", ";")) and len(last) < _SHORT * wide
            new = not found or ended or _LABEL.match(line) or (blank and not line[0].islower())
            if new:
                found.append(Block(line, TEXT, page))
            else:
                before = found[-1]
                found[-1] = Block(joined(before.text, line), TEXT, before.page)
            last = line
        blank = not line
    return found
