"""The walk through the Alphabetic Index: main term, subterms, see and see also, then the tabular."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from codinglab.model import TableMissingError
from codinglab.reference.icd10cm import CodeEntry, icd10cm
from codinglab.reference.lookup import Edition, Lookup, lookup_file
from codinglab.reference.search.phrases import BOOKS, undotted
from codinglab.reference.words import search_words

_FIELDS = "id, parent, level, title, nemod, code, second, see, see_also"


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """A line of the Index.

    Attributes:
        id: its number in the edition.
        path: the titles from the main term down to this line.
        nonessential: words in parentheses that may stand in the documentation or not.
        code: as the Index writes it ("S72.00-"), "" when none; `manifestation`: the code in brackets.
        see, see_also: where the Index sends the reader, as written.
        has_more: subterms stand below it.
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
    has_more: bool

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
        source: "icd10cm-index" (diseases) or "icd10cm-external-cause".

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

    def follow(self, reference: str) -> IndexEntry | None:
        """The line that a reference sends to ("Pain, abdominal"), as deep as its words lead.

        None when its first words name no main term.
        """
        parts = [search_words(part) for part in re.sub(r"\([^)]*\)", "", reference).split(",")]
        parts = [part for part in parts if part]
        if not parts:
            return None
        mains = self._rows(
            "level = 0 AND head >= ? AND head < ? ORDER BY id", parts[0][0], parts[0][0] + "\uffff"
        )
        found: IndexEntry | None = None
        depth = -1
        for row in mains:
            words = search_words(row[3])
            if parts[0][0] not in words or not set(parts[0]) <= set(words):
                continue
            reached, deep = self._descend(
                self._entry(row, ()), [p for p in parts[1:] if not set(p) <= set(words)]
            )
            if deep > depth:
                found, depth = reached, deep
        return found

    def _descend(self, entry: IndexEntry, parts: Sequence[list[str]]) -> tuple[IndexEntry, int]:
        depth = 0
        for part in parts:
            below = self.below(entry)
            fits = [one for one in below if _begins(one, part)]
            if not fits:
                fits = [
                    one
                    for group in below
                    if group.path[-1] in {"with", "in (due to)", "due to", "type", "following"}
                    for one in self.below(group)
                    if _begins(one, part)
                ]
            if not fits:
                break
            entry = min(fits, key=lambda one: len(one.path[-1]))
            depth += 1
        return entry, depth

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

    def _entry(self, row: Any, above: tuple[str, ...]) -> IndexEntry:
        number, _, _, title, nemod, code, second, see, see_also, more = row
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
            bool(more),
        )


def _begins(entry: IndexEntry, words: Sequence[str]) -> bool:
    return search_words(entry.path[-1])[: len(words)] == list(words)
