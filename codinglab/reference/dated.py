"""A list of codes with dates and titles, for any code system of the store."""

from __future__ import annotations

from bisect import bisect_left
from datetime import date
from functools import cached_property

from codinglab.model import NotInForceError, Period
from codinglab.reference.store import Store
from codinglab.reference.words import WordIndex, split_words


class DatedCodes:
    """The codes of one system: spans of validity, titles and search.

    Args:
        store: the opened store.
        table_id: a table of code, title, since, through, sorted by code.
        word_table_id: its index of words.
        system: the name of the code system, for messages.
    """

    def __init__(self, store: Store, table_id: str, word_table_id: str, system: str) -> None:
        self._table = store.read(table_id)
        self._store, self._word_table_id, self._system = store, word_table_id, system
        self._codes: list[str] = self._table.column("code").to_pylist()
        self._since: list[date] = self._table.column("since").to_pylist()
        self._through: list[date] = self._table.column("through").to_pylist()
        self._first_day, self._last_day = min(self._since), max(self._through)

    @cached_property
    def _titles(self) -> list[str]:
        titles: list[str] = self._table.column("title").to_pylist()
        return titles

    @cached_property
    def _words(self) -> WordIndex:
        return WordIndex(self._store.read(self._word_table_id))

    def _check(self, on: date) -> None:
        if not self._first_day <= on <= self._last_day:
            msg = (
                f"The {self._system} code list covers {self._first_day} to {self._last_day}, not {on}. "
                "Install the release for that day: codinglab reference install"
            )
            raise NotInForceError(msg)

    def _rows(self, code: str) -> range:
        first = bisect_left(self._codes, code)
        last = first
        while last < len(self._codes) and self._codes[last] == code:
            last += 1
        return range(first, last)

    def span(self, code: str, on: date) -> Period | None:
        """The span of a code that covers the day, else its latest span, else None.

        Raises:
            NotInForceError: the list does not cover the day at all.
        """
        self._check(on)
        spans = [Period(self._since[row], self._through[row]) for row in self._rows(code)]
        return next((span for span in spans if span.covers(on)), spans[-1] if spans else None)

    def title(self, code: str) -> str:
        """The title of a code, "" when the list does not have it."""
        rows = self._rows(code)
        return self._titles[rows[-1]] if rows else ""

    def below(self, prefix: str, on: date, limit: int | None = None) -> tuple[str, ...]:
        """The codes valid on the day that begin with `prefix` and are longer, in order."""
        self._check(on)
        found: list[str] = []
        row = bisect_left(self._codes, prefix)
        while row < len(self._codes) and self._codes[row].startswith(prefix):
            if len(self._codes[row]) > len(prefix) and self._since[row] <= on <= self._through[row]:
                found.append(self._codes[row])
                if limit is not None and len(found) == limit:
                    break
            row += 1
        return tuple(found)

    def search(self, words: str, on: date, limit: int) -> list[str]:
        """Codes valid on the day: by prefix when the text is the beginning of a code, else by words."""
        self._check(on)
        typed = words.strip().upper().replace(".", "")
        found: list[str] = []
        if typed and " " not in typed and any(character.isdigit() for character in typed):
            if any(self._since[row] <= on <= self._through[row] for row in self._rows(typed)):
                found.append(typed)
            found.extend(self.below(typed, on, limit))
        if not found:
            hits = [
                row
                for row in self._words.search(split_words(words))[: limit * 50]
                if self._since[row] <= on <= self._through[row]
            ]
            found = [self._codes[row] for row in sorted(hits, key=lambda row: len(self._titles[row]))]
        return list(dict.fromkeys(found))[:limit]
