"""What changed between two editions of a source, or between two days of the built-in code lists."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from codinglab.model import InvalidInputError, TableMissingError
from codinglab.reference.icd10cm import Icd10cmTable, icd10cm
from codinglab.reference.icd10pcs import Icd10pcsTable, icd10pcs
from codinglab.reference.install.catalogue import find_source
from codinglab.reference.install.releases import Release, list_releases, read_table, release_on

if TYPE_CHECKING:
    import pyarrow as pa

_BUILT_IN: dict[str, Callable[[], Icd10cmTable | Icd10pcsTable]] = {
    "icd10cm-order": icd10cm,
    "icd10pcs-order": icd10pcs,
}
# Where a row stands in the document, which is not what it says.
_PLACES = {"page"}
_Row = dict[str, Any]


class ChangeKind(StrEnum):
    """What happened to a row."""

    ADDED = "added"
    DELETED = "deleted"
    REVISED = "revised"
    BECAME_HEADER = "became a header"
    BECAME_BILLABLE = "became billable"


@dataclass(frozen=True, slots=True)
class Change:
    """A change: the key of the row (a code, or several), and what was and is said of it."""

    kind: ChangeKind
    table: str
    key: tuple[str, ...]
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """All changes of a source between two days, in the order of their keys.

    Attributes:
        before, after: the editions compared, in words.
        since_before, since_after: their first days.
        remarks: what the comparison could not see.
    """

    source: str
    before: str
    after: str
    since_before: date
    since_after: date
    changes: tuple[Change, ...]
    remarks: tuple[str, ...] = ()

    @property
    def counts(self) -> dict[str, int]:
        """How many changes of each kind."""
        found = Counter(change.kind for change in self.changes)
        return {kind.value: found[kind] for kind in ChangeKind}


def compare(source_id: str, before: date, after: date) -> Comparison:
    """Compare the editions in force on two days.

    Where an ICD-10 order file is not installed for both days, the built-in dated list answers; it knows
    which codes were valid, not how their titles read before.

    Raises:
        InvalidInputError: no such source, or its rows have no key to compare by.
        TableMissingError, NotInForceError: no edition for one of the days.
    """
    source = find_source(source_id)
    if not source.key:
        msg = f"{source.id} is a document: its rows have no key to compare two editions by."
        raise InvalidInputError(msg)
    if source_id in _BUILT_IN and not all(_covered(source_id, day) for day in (before, after)):
        return _built_in(source_id, before, after)
    old, new = release_on(source_id, before), release_on(source_id, after)
    if old.since == new.since:
        held = ", ".join(str(release.since) for release in list_releases(source_id))
        msg = f"{before} and {after} lie in one edition of {source_id}, {old.edition}. Installed: {held}."
        raise InvalidInputError(msg)
    changes = [
        change
        for table_id, key in source.key.items()
        for change in _changes(table_id, key, read_table(old, table_id), read_table(new, table_id))
    ]
    changes.sort(key=lambda change: (change.table, change.key, change.kind))
    return Comparison(source_id, _words(old), _words(new), old.since, new.since, tuple(changes))


def _words(release: Release) -> str:
    return f"{release.edition}, {release.days}"


def _covered(source_id: str, day: date) -> bool:
    return any(
        release.since <= day and (release.through is None or day <= release.through)
        for release in list_releases(source_id)
    )


def _changes(table_id: str, key: Sequence[str], old: pa.Table, new: pa.Table) -> Iterator[Change]:
    columns = [name for name in old.column_names if name in new.column_names and name not in _PLACES]
    if not set(key) <= set(columns):
        msg = f"The table {table_id} has no columns {', '.join(key)}; it has {', '.join(columns)}."
        raise TableMissingError(msg)
    gone, come = _only_in(old, new, columns, key), _only_in(new, old, columns, key)
    for row_key in gone.keys() | come.keys():
        (was, stays), (now, stood) = gone.get(row_key, ([], True)), come.get(row_key, ([], True))
        if was and not stays:
            kind = ChangeKind.DELETED
        elif now and not stood:
            kind = ChangeKind.ADDED
        else:
            kind = _revision(was, now)
        shown = _shown(was, now, [name for name in columns if name not in key], kind)
        yield Change(kind, table_id, row_key, *shown)


def _only_in(
    table: pa.Table, other: pa.Table, columns: Sequence[str], key: Sequence[str]
) -> dict[tuple[str, ...], tuple[list[_Row], bool]]:
    """The rows that only one table has, by key; and whether the other has that key at all."""
    import duckdb

    listed = ", ".join(f'"{name}"' for name in columns)
    keys = ", ".join(f'"{name}"' for name in key)
    # The column lists are names of our own tables, quoted; nothing is typed by a person.
    query = (
        f"WITH gone AS (SELECT {listed} FROM one EXCEPT ALL SELECT {listed} FROM two) "  # noqa: S608
        f"SELECT gone.*, ({keys}) IN (SELECT ({keys}) FROM two) AS kept FROM gone"
    )
    with duckdb.connect() as connection:
        connection.register("one", table)
        connection.register("two", other)
        rows = connection.execute(query).fetchall()
    found: dict[tuple[str, ...], tuple[list[_Row], bool]] = defaultdict(lambda: ([], True))
    for *cells, kept in rows:
        row = dict(zip(columns, cells, strict=True))
        row_key = tuple(str(row[name]) for name in key)
        found[row_key] = ([*found[row_key][0], row], kept)
    return found


def _revision(was: list[_Row], now: list[_Row]) -> ChangeKind:
    billable = [rows[0].get("billable") if rows else None for rows in (was, now)]
    if billable == [True, False]:
        return ChangeKind.BECAME_HEADER
    if billable == [False, True]:
        return ChangeKind.BECAME_BILLABLE
    return ChangeKind.REVISED


def _shown(was: list[_Row], now: list[_Row], columns: list[str], kind: ChangeKind) -> tuple[str, str]:
    """What to show of a change: the title where there is one and it says enough, else what differs."""
    titled = "title" in columns
    if titled and (kind is not ChangeKind.REVISED or _values(was, "title") != _values(now, "title")):
        return _values(was, "title"), _values(now, "title")
    differing = [name for name in columns if _values(was, name) != _values(now, name)]
    return tuple(  # type: ignore[return-value]
        "; ".join(f"{name} {_values(rows, name)}" for name in differing) if rows else ""
        for rows in (was, now)
    )


def _values(rows: list[_Row], name: str) -> str:
    return " / ".join("" if row[name] is None else str(row[name]) for row in rows)


def _built_in(source_id: str, before: date, after: date) -> Comparison:
    codes = _BUILT_IN[source_id]()
    table = source_id.replace("-", "_")
    old, new = set(codes.below("", before)), set(codes.below("", after))
    changes = []
    for code in sorted(old ^ new):
        title = codes.title(code)
        if code in new:
            was_header = bool(codes.below(code, before, limit=1))
            kind = ChangeKind.BECAME_BILLABLE if was_header else ChangeKind.ADDED
            changes.append(Change(kind, table, (code,), "", title))
        else:
            is_header = bool(codes.below(code, after, limit=1))
            kind = ChangeKind.BECAME_HEADER if is_header else ChangeKind.DELETED
            changes.append(Change(kind, table, (code,), title, ""))
    remark = (
        f"From the built-in list: no {source_id} file is installed for both days, so revised titles and "
        f"headers are not compared. Install both: codinglab reference install {source_id} FILE"
    )
    words = [f"built-in code list on {day}" for day in (before, after)]
    return Comparison(source_id, words[0], words[1], before, after, tuple(changes), (remark,))
