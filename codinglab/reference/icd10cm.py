"""ICD-10-CM through time: codes with titles, validity, hierarchy and inherited notes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property

from codinglab.model import Code, Icd10cm, NotInForceError
from codinglab.reference.dated import DatedCodes
from codinglab.reference.store import Store, open_store


@dataclass(frozen=True, slots=True)
class CodeEntry:
    """What the tables say of one code on one day.

    Attributes:
        valid, billable: reportable on the day (a code is one exactly when it is the other).
        header: it has longer codes below it that are valid on the day.
        since, through: the span that holds on the day, or the nearest one; None when there is none.
        why: one sentence when the code is not billable on the day, else "".
    """

    code: Code
    title: str
    billable: bool
    valid: bool
    header: bool
    since: date | None
    through: date | None
    why: str

    @property
    def written(self) -> str:
        """The code as people write it: an ICD-10-CM code has its dot, an ICD-10-PCS code none."""
        return self.code.written


@dataclass(frozen=True, slots=True)
class Note:
    """An instructional note and the level it is written at ("E11", "block:E08-E13", "chapter:4")."""

    kind: str
    text: str
    level: str


class Icd10cmTable:
    """The ICD-10-CM tables of the store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.codes = DatedCodes(store, "icd10cm_code", "icd10cm_word", "ICD-10-CM")

    @cached_property
    def _nodes(self) -> dict[str, tuple[str, str]]:
        table = self._store.read("icd10cm_node")
        columns = (table.column(name).to_pylist() for name in ("key", "title", "parent"))
        return {key: (title, parent) for key, title, parent in zip(*columns, strict=True)}

    @cached_property
    def _children(self) -> dict[str, list[str]]:
        below: dict[str, list[str]] = defaultdict(list)
        for key, (_, parent) in self._nodes.items():
            below[parent].append(key)
        return below

    @cached_property
    def _notes(self) -> dict[str, list[tuple[str, str]]]:
        table = self._store.read("icd10cm_note")
        written: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for key, kind, text in zip(
            *(table.column(n).to_pylist() for n in ("key", "kind", "text")), strict=True
        ):
            written[key].append((kind, text))
        return written

    @cached_property
    def _seventh(self) -> dict[str, str]:
        table = self._store.read("icd10cm_seventh")
        return dict(
            zip(table.column("base").to_pylist(), table.column("characters").to_pylist(), strict=True)
        )

    def entry(self, code: str, on: date) -> CodeEntry:
        """Say what a code is on a day, whatever was typed; never raises for an unknown code.

        Raises:
            NotInForceError: no code list covers the day.
        """
        key = Icd10cm(code)
        span = self.codes.span(key, on)
        title = self.title(key)
        if span is not None and span.covers(on):
            return CodeEntry(key, title, True, True, False, span.since, span.through, "")
        below = self.codes.below(key, on)
        since, through = (span.since, span.through) if span else (None, None)
        return CodeEntry(key, title, False, False, bool(below), since, through, self._why_not(key, on, below))

    def _why_not(self, key: Icd10cm, on: date, below: tuple[str, ...]) -> str:
        span = self.codes.span(key, on)
        if key in self._seventh:
            return f"{key.written} needs a 7th character: one of {self._seventh[key]}."
        if below:
            return f"{key.written} is a header on {on}; choose one of the {len(below)} codes below it."
        if span is not None and span.through is not None:
            return f"{key.written} is not valid on {on}: it was valid {span.since} to {span.through}."
        return f"{key.written} is not an ICD-10-CM code on {on}."

    def title(self, code: str) -> str:
        """The title of a code, header, block or chapter; "" when unknown."""
        key = code if ":" in code else Icd10cm(code)
        if key in self._nodes:
            return self._nodes[key][0]
        return self.codes.title(key)

    def children(self, code: str) -> tuple[str, ...]:
        """The tabular nodes directly below a code, block or chapter."""
        return tuple(self._children.get(code if ":" in code else Icd10cm(code), ()))

    def ancestors(self, code: str) -> tuple[str, ...]:
        """The nodes above a code, nearest first, through block and chapter."""
        key = Icd10cm(code)
        found = []
        node: str | None = key if key in self._nodes else self._nearest(key)
        if node is not None and node != key:
            found.append(node)
        while node is not None and (parent := self._nodes[node][1]):
            found.append(parent)
            node = parent
        return tuple(found)

    def _nearest(self, key: str) -> str | None:
        for length in range(len(key) - 1, 2, -1):
            if key[:length] in self._nodes:
                return key[:length]
        return None

    def notes(self, code: str) -> tuple[Note, ...]:
        """All notes that hold for a code, its own first, then those of each level above."""
        levels = (Icd10cm(code), *self.ancestors(code))
        return tuple(Note(kind, text, level) for level in levels for kind, text in self._notes.get(level, ()))

    def search(self, words: str, on: date, limit: int = 20) -> tuple[CodeEntry, ...]:
        """Codes valid on the day by the beginning of the code, or by words in any order."""
        return tuple(self.entry(code, on) for code in self.codes.search(words, on, limit))


@cache
def icd10cm() -> Icd10cmTable:
    """The installed ICD-10-CM tables. Raises StoreError when there is no store."""
    return Icd10cmTable(open_store())


__all__ = ["CodeEntry", "Icd10cmTable", "NotInForceError", "Note", "icd10cm"]
