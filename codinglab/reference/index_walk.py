"""The walk through the Alphabetic Index: main term, subterms, see and see also, then the tabular."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from codinglab.model import TableMissingError
from codinglab.reference.icd10cm import CodeEntry, icd10cm
from codinglab.reference.lookup import Edition, Lookup, lookup_file
from codinglab.reference.search.phrases import BOOKS, COLUMNS, undotted

_FIELDS = "id, parent, level, title, nemod, code, second, see, see_also, see_id, see_also_id, cells"


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """A line of the Index.

    Attributes:
        id: its number in the edition.
        path: the titles from the main term down to this line.
        nonessential: words in parentheses that may stand in the documentation or not.
        code: as the Index writes it ("S72.00-"), "" when none; `manifestation`: the code in brackets.
        see, see_also: where the Index sends the reader, as written.
        see_line, see_also_line: the number of the line these words lead to, None when to none.
        has_more: subterms stand below it.
        cells: in a table, each filled column with its code.
    """

    book: str
    edition: str
    id: int
    path: tuple[str, ...]
    nonessential: str
    code: str
    manifestation: str
    see: str
    see_also: str
    see_line: int | None
    see_also_line: int | None
    has_more: bool
    cells: tuple[tuple[str, str], ...] = ()

    @property
    def written(self) -> str:
        """The path as a breadcrumb."""
        return " › ".join(self.path)

    @property
    def evidence(self) -> str:
        """How a code was reached, to keep with it."""
        return f"{self.book} {self.edition}: {self.written}"


class IndexWalk:
    """The books of the Index on a day.

    Args:
        on: the day whose edition is walked.
        source: "icd10cm-index" (diseases), "icd10cm-external-cause", "icd10cm-neoplasm" or "icd10cm-drug".

    Raises:
        TableMissingError: the book is not installed.
    """

    def __init__(self, on: date, source: str = "icd10cm-index") -> None:
        self._lookup: Lookup = lookup_file()
        edition = self._lookup.edition(source, on)
        if edition is None:
            msg = f"The {BOOKS[source]} is not installed: codinglab reference install {source} FILE"
            raise TableMissingError(msg)
        self.edition: Edition = edition
        self.on = on
        self._book = BOOKS[source]

    @property
    def in_force(self) -> bool:
        """Say whether the edition walked holds on the day asked about."""
        return self.edition.period.covers(self.on)

    def main_terms(self, beginning: str, limit: int = 40) -> tuple[IndexEntry, ...]:
        """The main terms that begin with what was typed."""
        start = " ".join(beginning.lower().split())
        rows = self._rows(
            "level = 0 AND head >= ? AND head < ? ORDER BY head LIMIT ?", start, start + "\uffff", limit
        )
        return tuple(self._entry(row, ()) for row in rows)

    def below(self, entry: IndexEntry) -> tuple[IndexEntry, ...]:
        """The subterms directly below a line, in the order of the book."""
        return tuple(self._entry(row, entry.path) for row in self._rows("parent = ? ORDER BY id", entry.id))

    def entry(self, number: int) -> IndexEntry:
        """The line with that number. Raises KeyError when there is none."""
        rows = self._rows("id = ?", number)
        if not rows:
            raise KeyError(number)
        above = self.entry(rows[0][1]).path if rows[0][1] >= 0 else ()
        return self._entry(rows[0], above)

    def verified(self, entry: IndexEntry) -> CodeEntry | None:
        """What the tabular says of the code of a line on the day; None for a line without code."""
        return icd10cm().entry(undotted(entry.code), self.on) if entry.code else None

    def _rows(self, where: str, *values: Any) -> list[Any]:
        return self._lookup.rows(
            f"SELECT {_FIELDS}, EXISTS (SELECT 1 FROM entry AS child WHERE child.edition = entry.edition "  # noqa: S608
            f"AND child.parent = entry.id) FROM entry WHERE edition = ? AND {where}",
            self.edition.id,
            *values,
        )

    def _cells(self, written: str) -> tuple[tuple[str, str], ...]:
        names = COLUMNS.get(self._book, {})
        filled = enumerate(json.loads(written or "[]"), start=2)
        return tuple((names[column], code) for column, code in filled if code)

    def _entry(self, row: Any, above: tuple[str, ...]) -> IndexEntry:
        number, _, _, title, nemod, code, second, see, see_also, see_id, see_also_id, cells, more = row
        return IndexEntry(
            self._book,
            self.edition.name,
            number,
            (*above, title),
            nemod,
            code,
            second,
            see,
            see_also,
            see_id,
            see_also_id,
            bool(more),
            self._cells(cells),
        )
