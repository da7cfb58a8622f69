"""HTML as headings, paragraphs and tables, in reading order."""

from __future__ import annotations

from collections.abc import Sequence

from codinglab.reference.sources.blocks import Block, Heading, table
from codinglab.reference.sources.html_tokens import Tag
from codinglab.reference.sources.html_tree import BLOCKS, CELLS, HEADINGS, TABLES, Tree

LONGEST_HEADING = 200
_WIDEST_SPAN = 50
Item = Heading | Block


def html_items(text: str, place: str) -> tuple[list[Item], int]:
    """The visible headings, paragraphs and tables, and how many passages were struck through.

    A table is one block, a row a line. One that only lays out a page (another table or a heading is in it)
    is read through as if it were none. Items of lists begin with their number or a bullet.

    Raises:
        SourceFileError: the elements are nested deeper than in any document.
    """
    tree = Tree(text, place)
    stream = list(tree)
    reader = _Reader(_layouts(stream))
    for at, token in enumerate(stream):
        if isinstance(token, str):
            reader.text(token)
        elif token.ends:
            reader.end(token)
        else:
            reader.start(token, at)
    reader.flush()
    return reader.items, tree.struck


def _layouts(stream: Sequence[Tag | str]) -> set[int]:
    """The places of the tables that hold another table or a heading."""
    found: set[int] = set()
    opened: list[int] = []
    for at, token in enumerate(stream):
        if isinstance(token, str):
            continue
        if opened and not token.ends and (token.name in HEADINGS or token.name == "table"):
            found.update(opened)
        if token.name == "table":
            if token.ends:
                opened.pop()
            else:
                opened.append(at)
    return found


class _Rows:
    """The rows of a table while it is read; cells over several rows or columns leave blanks."""

    def __init__(self) -> None:
        self.rows: list[list[str]] = []
        self._below: dict[int, int] = {}

    def row(self) -> None:
        self.rows.append([])

    def cell(self, words: str, columns: int = 1, rows: int = 1) -> None:
        if not self.rows:
            self.row()
        row = self.rows[-1]
        while self._below.get(len(row), 0) > 0:
            self._below[len(row)] -= 1
            row.append("")
        for at in range(len(row), len(row) + columns):
            self._below[at] = rows - 1
        row += [words, *[""] * (columns - 1)]


class _Reader:
    def __init__(self, layouts: set[int]) -> None:
        self.items: list[Item] = []
        self._layouts = layouts
        self._parts: list[str] = []
        self._tables: list[_Rows | None] = []
        self._lists: list[int | None] = []
        self._marker = ""
        self._heading = 0
        self._pre = 0
        self._cell: Tag | None = None

    @property
    def _rows(self) -> _Rows | None:
        return self._tables[-1] if self._tables else None

    def text(self, words: str) -> None:
        if not self._pre or self._rows is not None:
            self._parts.append(words)
            return
        first, *rest = words.split("\n")
        self._parts.append(first)
        for line in rest:
            self.flush()
            self._parts.append(line)

    def start(self, tag: Tag, at: int) -> None:
        name = tag.name
        if name == "table":
            self.flush()
            self._tables.append(None if at in self._layouts else _Rows())
        elif name in TABLES:
            self._flow_cell()
            if self._rows is not None and name == "tr":
                self._rows.row()
            elif self._rows is not None and name in CELLS:
                self._cell = tag
        elif name in BLOCKS:
            self._break()
            self._pre += name == "pre"
            if name in HEADINGS:
                self._heading = int(name[1])
            elif name in {"ul", "ol", "menu", "dir"}:
                self._lists.append(_number(tag, "start", 1) if name == "ol" else None)
            elif name == "li":
                self._item(tag)

    def end(self, tag: Tag) -> None:
        name = tag.name
        if name == "table":
            self._flow_cell()
            rows = self._tables.pop()
            if rows is not None and any(any(row) for row in rows.rows):
                self.items.append(table(row for row in rows.rows if any(row)))
        elif name in TABLES:
            self._flow_cell()
        elif name in BLOCKS:
            if name in HEADINGS:
                self.flush()
            else:
                self._break()
            self._pre = max(0, self._pre - (name == "pre"))
            if name in {"ul", "ol", "menu", "dir"} and self._lists:
                self._lists.pop()

    def flush(self) -> None:
        """Put the words read so far in their place: a heading, a paragraph, or a row of their own."""
        words = self._taken()
        level, self._heading = self._heading, 0
        if not words:
            return
        if self._rows is not None:
            self._rows.row()
            self._rows.cell(words)
            self._rows.row()
        elif level and len(words) <= LONGEST_HEADING:
            self.items.append(Heading(words, level))
        else:
            self.items.append(Block(words))

    def _break(self) -> None:
        """A block begins or ends: within a cell or a heading only its words are parted."""
        if self._cell is not None or self._heading:
            self._parts.append(" ")
        else:
            self.flush()

    def _flow_cell(self) -> None:
        """End the cell that is open, or the words that stand in a table outside its cells."""
        tag, self._cell = self._cell, None
        if tag is None or self._rows is None:
            self.flush()
            return
        columns = _number(tag, "colspan", 1)
        self._rows.cell(self._taken(), columns, _number(tag, "rowspan", 1))

    def _item(self, tag: Tag) -> None:
        self._marker = "• "
        if self._lists and (number := self._lists[-1]) is not None:
            number = _number(tag, "value", number)
            self._marker = f"{number}. "
            self._lists[-1] = number + 1
        if self._cell is not None:
            self._parts.append(self._marker)
            self._marker = ""

    def _taken(self) -> str:
        words = " ".join("".join(self._parts).replace("\xad", "").split())
        self._parts.clear()
        if not words:
            return ""
        marker, self._marker = self._marker, ""
        return marker + words


def _number(tag: Tag, attribute: str, otherwise: int) -> int:
    said = tag.attributes.get(attribute, "").strip()
    if not said.isascii() or not said.isdigit() or len(said) > 5:
        return otherwise
    return int(said) if attribute in {"start", "value"} else min(max(int(said), 1), _WIDEST_SPAN)
