"""The rows of a rule table that hold on a day, drawn and asked without reading a large table into objects."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import TYPE_CHECKING, Any, TypeVar

from codinglab.model import NotInForceError, TableMissingError
from codinglab.reference.rule_tables import Edition, RuleTable, rule_table
from codinglab.reference.store import Store, per_store

if TYPE_CHECKING:
    import pyarrow as pa

K = TypeVar("K")
V = TypeVar("V")
_HELD = 64


@dataclass(frozen=True)
class Rows:
    """The rows of a table on a day.

    Attributes:
        name: of the table.
        edition: the editions in force, as people call them.
        by_type: the editions in force by claim type, where it has rows of each apart.
        complete: whether an absent row means "no".
        table: the rows.
        memory: what has been worked out from the rows and is kept as long as they are.
    """

    name: str
    edition: str
    complete: bool
    table: pa.Table
    by_type: dict[str, str] = field(default_factory=dict)
    memory: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)
    _kept: list[dict[str, Any]] = field(default_factory=list, compare=False, repr=False)

    def __len__(self) -> int:
        return int(self.table.num_rows)

    def edition_for(self, claim_type: str) -> str:
        """The edition that the rows of a claim type come from."""
        return self.by_type.get(claim_type, self.edition)

    def at(self, place: int) -> dict[str, Any]:
        """One row."""
        return dict(self.table.slice(place, 1).to_pylist()[0])

    def draw(self, random: Random) -> dict[str, Any] | None:
        """Any row; None where there is none."""
        return self.at(random.randrange(len(self))) if len(self) else None

    def all(self) -> list[dict[str, Any]]:
        """Every row, for tables that are not large."""
        if not self._kept and len(self):
            self._kept.extend(self.table.to_pylist())
        return self._kept

    def only(self, **equal: Any) -> Rows:
        """The same table with the rows that have these values."""
        import pyarrow.compute as pc

        key = ("only", *sorted(equal.items()))
        if key not in self.memory:
            found = self.table
            for name, value in equal.items():
                found = found.filter(pc.equal(found.column(name), value))
            if len(self.memory) >= _HELD:
                self.memory.clear()
            self.memory[key] = Rows(self.name, self.edition, self.complete, found, self.by_type)
        rows: Rows = self.memory[key]
        return rows

    def values(self, name: str) -> list[Any]:
        """The different values of a column, in order."""
        return sorted(self.table.column(name).unique().to_pylist())


def editions_of(name: str) -> tuple[Edition, ...]:
    """Every edition of a table that there is; none when it is nowhere."""
    found = _tables(name)
    return () if found is None else tuple(one for editions in found.editions.values() for one in editions)


def every_row(name: str) -> pa.Table:
    """Every row of a table, of all days.

    Raises:
        TableMissingError: the table is nowhere.
    """
    found = _tables(name)
    if found is None:
        msg = f"The table {name} is not installed. `codinglab reference list` shows what is."
        raise TableMissingError(msg)
    return found.rows


def rows_on(name: str, on: date, source: str) -> Rows:
    """The rows of a table that hold on a day.

    Raises:
        TableMissingError: the table is nowhere; the message says which source to install.
        NotInForceError: no edition of it holds on the day.
    """
    return remembered(_on_days(), (name, on), lambda: _rows_on(name, on, source), most=_HELD)


def remembered(kept: dict[K, V], key: K, make: Callable[[], V], *, most: int) -> V:
    """What is kept under a key, made when it is not there; at `most` things the memory is begun anew."""
    if key not in kept:
        made = make()
        if len(kept) >= most:
            kept.clear()
        kept[key] = made
    return kept[key]


def _rows_on(name: str, on: date, source: str) -> Rows:
    import pyarrow as pa
    import pyarrow.compute as pc

    command = f"codinglab reference install {source} FILE"
    found = _tables(name)
    if found is None:
        msg = f"The table {name} is not installed. Install it: {command}"
        raise TableMissingError(msg)
    holding = [one for one in editions_of(name) if one.period.covers(on)]
    if not holding:
        held = ", and ".join(sorted({str(one.period) for one in editions_of(name)}))
        msg = f"The table {name} covers {held}; not {on}. Install the one for that day: {command}"
        raise NotInForceError(msg)
    table = found.rows
    day = pa.scalar(on, pa.date32())
    if "since" in table.column_names:
        table = table.filter(pc.less_equal(table.column("since"), day))
    if "through" in table.column_names:
        through = table.column("through")
        table = table.filter(pc.or_kleene(pc.is_null(through), pc.greater_equal(through, day)))
    named = ", ".join(dict.fromkeys(one.edition for one in holding))
    by_type = {
        kind: ", ".join(one.edition for one in editions if one.period.covers(on))
        for kind, editions in found.editions.items()
        if kind
    }
    return Rows(name, named, all(one.complete for one in holding), table, by_type)


def _tables(name: str) -> RuleTable | None:
    kept = _kept_tables()
    if name not in kept:
        kept[name] = rule_table(name)
    return kept[name]


@per_store
def _kept_tables(_store: Store) -> dict[str, RuleTable | None]:
    return {}


@per_store
def _on_days(_store: Store) -> dict[tuple[str, date], Rows]:
    return {}
