"""ICD-10-CM through time: codes with titles, validity, hierarchy and inherited notes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from codinglab.model import Code, Icd10cm, NotInForceError, StoreError
from codinglab.reference.dated import NO_TITLE, DatedCodes
from codinglab.reference.lookup import Edition, Lookup, lookup_file
from codinglab.reference.store import REBUILD, Store, per_store


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


class Icd10cmTable(DatedCodes):
    """The ICD-10-CM code list and tabular of the store.

    Notes and hierarchy come from the edition of the tabular in force on the day asked about, else
    from the one before it; `tabular(on)` says which, so that a reader can be told.
    """

    def __init__(self, lookup: Lookup) -> None:
        super().__init__(lookup, "ICD-10-CM")

    def tabular(self, on: date | None = None) -> Edition:
        """The edition of the tabular that is shown for a day (today's by default)."""
        edition = self._lookup.edition("icd10cm-tabular", on or date.max)
        if edition is None:
            msg = f"The store holds no ICD-10-CM tabular. {REBUILD}"
            raise StoreError(msg)
        return edition

    def entry(self, code: str, on: date) -> CodeEntry:
        """Say what a code is on a day, whatever was typed; never raises for an unknown code.

        Raises:
            NotInForceError: no code list covers the day.
        """
        key = Icd10cm(code)
        span = self.span(key, on)
        title = self.title(key, on)
        if span is not None and span.covers(on):
            return CodeEntry(key, title, True, True, False, span.since, span.through, "")
        below = self.count_below(key, on)
        since, through = (span.since, span.through) if span else (None, None)
        return CodeEntry(key, title, False, False, bool(below), since, through, self._why_not(key, on, below))

    def _why_not(self, key: Icd10cm, on: date, below: int) -> str:
        span = self.span(key, on)
        if below and (characters := self.sevenths(key, on)):
            return f"{key.written} needs a 7th character: one of {' '.join(characters)}."
        if below:
            return f"{key.written} is a header on {on}; choose one of the {below} codes below it."
        if characters := self.sevenths(key[:-1], on):
            return _wrong_seventh(key, characters)
        if span is not None and span.through is not None:
            return f"{key.written} is not valid on {on}: it was valid {span.since} to {span.through}."
        return f"{key.written} is not an ICD-10-CM code on {on}."

    def sevenths(self, code: str, on: date | None = None) -> dict[str, str]:
        """The 7th characters of a code that lacks nothing else, with their meanings; {} when none.

        With a day only those that make a code valid on it: where the tabular gives a category one set,
        some of its codes take a part of it (S06 with loss of consciousness until death has A only).
        """
        base = Icd10cm(code).rstrip("X")
        found = dict(
            self._lookup.rows(
                "SELECT character, meaning FROM seventh WHERE edition = ? AND base = ?",
                self.tabular(on).id,
                base,
            )
        )
        if on is None or not found:
            return found
        valid = self.below(base.ljust(6, "X"), on)
        return {code[6]: found[code[6]] for code in valid if code[6] in found}

    def title(self, code: str, on: date | None = None) -> str:
        """The title of a code, header, block or chapter; "" when unknown.

        The latest official title wins, whatever the day: the code list's, then the tabular's of the day,
        then that of any edition.
        """
        key = code if ":" in code else Icd10cm(code)
        listed = super().title(key)
        if listed and listed != NO_TITLE:
            return listed
        rows = self._lookup.rows("SELECT title FROM header WHERE code = ?", key)
        if rows:
            return str(rows[0][0])
        if shown := self._node(key, on)[0]:
            return shown
        rows = self._lookup.rows("SELECT title FROM node WHERE key = ? ORDER BY edition DESC LIMIT 1", key)
        return rows[0][0] if rows else listed

    def _node(self, key: str, on: date | None) -> tuple[str, str]:
        rows = self._lookup.rows(
            "SELECT title, parent FROM node WHERE edition = ? AND key = ?", self.tabular(on).id, key
        )
        return rows[0] if rows else ("", "")

    def children(self, code: str, on: date | None = None) -> tuple[str, ...]:
        """The tabular nodes directly below a code, block or chapter."""
        rows = self._lookup.rows(
            "SELECT key FROM node WHERE edition = ? AND parent = ? ORDER BY place",
            self.tabular(on).id,
            code if ":" in code else Icd10cm(code),
        )
        return tuple(row[0] for row in rows)

    def leaves(self, code: str, on: date, limit: int) -> tuple[tuple[str, str], ...]:
        """The tabular leaves below a code that are valid on the day, with titles; 7th characters left off."""
        rows = self._lookup.rows(
            "SELECT key, title FROM node WHERE edition = ? AND key > ? AND key < ? AND NOT EXISTS "
            "(SELECT 1 FROM node AS child WHERE child.edition = node.edition AND child.parent = node.key) "
            "ORDER BY key LIMIT ?",
            self.tabular(on).id,
            Icd10cm(code),
            Icd10cm(code) + "\uffff",
            limit,
        )
        return tuple(rows)

    def ancestors(self, code: str, on: date | None = None) -> tuple[str, ...]:
        """The nodes above a code, nearest first, through block and chapter."""
        node = Icd10cm(code) if ":" not in code else code
        found = []
        while len(node) > 3 and ":" not in node and not self._node(node, on)[0]:
            node = node[:-1]
        if node != Icd10cm(code) and self._node(node, on)[0]:
            found.append(node)
        while parent := self._node(node, on)[1]:
            found.append(parent)
            node = parent
        return tuple(found)

    def notes(self, code: str, on: date | None = None) -> tuple[Note, ...]:
        """All notes that hold for a code, its own first, then those of each level above."""
        return tuple(
            Note(kind, text, level)
            for level in (Icd10cm(code), *self.ancestors(code, on))
            for kind, text in self._lookup.rows(
                "SELECT kind, text FROM note WHERE edition = ? AND key = ? ORDER BY place",
                self.tabular(on).id,
                level,
            )
        )

    def flags(self, code: str, on: date) -> tuple[str, ...]:
        """The Medicare Code Editor flags of a code on a day."""
        return flags(self._lookup, "ICD-10-CM", Icd10cm(code), on)


def _wrong_seventh(key: Icd10cm, characters: dict[str, str]) -> str:
    base = Icd10cm(key[:-1].rstrip("X"))
    if len(key) < 7 and key[-1] in characters:
        padded = Icd10cm(key[:-1].ljust(6, "X") + key[-1])
        return f"{key.written} lacks its placeholder: the 7th character stands in {padded.written}."
    allowed = " ".join(characters)
    return f"{key[-1]} is no 7th character of {base.written}: one of {allowed}."


def flags(lookup: Lookup, system: str, code: str, on: date) -> tuple[str, ...]:
    """The Medicare Code Editor flags of a code of either system on a day."""
    rows = lookup.rows(
        "SELECT flag FROM flag WHERE system = ? AND code = ? AND since <= ? AND through >= ?",
        system,
        code,
        on.isoformat(),
        on.isoformat(),
    )
    return tuple(row[0] for row in rows)


@per_store
def icd10cm(_: Store) -> Icd10cmTable:
    """The installed ICD-10-CM tables. Raises StoreError when there is no store."""
    return Icd10cmTable(lookup_file())


__all__ = ["CodeEntry", "Icd10cmTable", "NotInForceError", "Note", "flags", "icd10cm"]
