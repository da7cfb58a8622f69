"""ICD-10-PCS axis by axis: which values are legal in some row of the table, given those chosen.

Source: ICD-10-PCS Official Guidelines A1-A11: a code is built from one row of one table.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from codinglab.reference.icd10cm import CodeEntry
from codinglab.reference.icd10pcs import icd10pcs
from codinglab.reference.lookup import Edition, lookup_file

AXES = ("Section", "Body System", "Operation", "Body Part", "Approach", "Device", "Qualifier")
VALUES = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ"
SOURCE = "icd10pcs-tables"


@dataclass(frozen=True, slots=True)
class Value:
    """A value of an axis: its character, its label ("" when no tables are installed), whether it is legal."""

    value: str
    label: str
    legal: bool


@dataclass(frozen=True, slots=True)
class Axis:
    """An axis: its position 1 to 7, its name in this table, its values, the definition of the one chosen."""

    position: int
    name: str
    values: tuple[Value, ...]
    definition: str = ""


class PcsBuilder:
    """Builds a code on a day; the choices may be made in any order after the third character.

    Without installed tables the values come from the dated code list, without labels. With tables
    of another year than the day's, the dated code list decides what is legal and `remark` says so.

    Raises:
        NotInForceError: no code list covers the day.
    """

    def __init__(self, on: date) -> None:
        icd10pcs().check(on)
        self.on = on
        self._lookup = lookup_file()
        self._tables: Edition | None = self._lookup.edition(SOURCE, on)

    @property
    def remark(self) -> str:
        """What the person should know of the tables behind the choices, or ""."""
        if self._tables is None:
            return (
                "The ICD-10-PCS tables are not installed: values are those of the code list, without labels. "
                "Install them: codinglab reference install icd10pcs-tables FILE"
            )
        if not self._tables.period.covers(self.on):
            return (
                f"Labels come from the tables {self._tables.name}, which hold {self._tables.period}; "
                f"which codes are valid on {self.on} comes from the code list of that day."
            )
        return ""

    def axis(self, position: int, chosen: str) -> Axis:
        """The values of an axis.

        Args:
            position: 1 to 7.
            chosen: seven characters, "_" where nothing is chosen yet ("0FT____").
        """
        legal = self._legal(position, chosen)
        labels = self._labels(position, chosen)
        values = tuple(
            Value(value, labels.get(value, ""), value in legal)
            for value in VALUES
            if value in legal or value in labels
        )
        return Axis(position, self._axis_name(position, chosen), values, self._definition(position, chosen))

    def complete(self, chosen: str) -> CodeEntry | None:
        """What the code list says of a code whose seven characters are chosen; None before that."""
        return None if "_" in chosen else icd10pcs().entry(chosen, self.on)

    def codes(self, chosen: str, limit: int) -> tuple[CodeEntry, ...]:
        """Valid codes that fit the characters chosen, the first `limit` of them in their order."""
        rows = self._codes(chosen, "DISTINCT code", limit)
        return tuple(icd10pcs().entry(code, self.on) for (code,) in rows)

    def filled(self, chosen: str) -> str:
        """The characters with every axis that leaves a single legal value filled in."""
        for position in range(1, 8):
            if "_" in chosen[: min(position - 1, 3)]:
                break
            if chosen[position - 1] == "_" and len(legal := self._legal(position, chosen)) == 1:
                chosen = chosen[: position - 1] + min(legal) + chosen[position:]
        return chosen

    def key(self, term: str) -> tuple[tuple[str, str], ...]:
        """The body part and device key: (term, value to use) for terms that begin with what was typed."""
        edition = self._lookup.edition("icd10pcs-index", self.on)
        if edition is None:
            return ()
        start = " ".join(term.lower().split())
        rows = self._lookup.rows(
            "SELECT main.title, coalesce(nullif(main.see, ''), below.see) "
            "FROM entry AS main LEFT JOIN entry AS below "
            "ON below.edition = main.edition AND below.parent = main.id AND main.see = '' "
            "WHERE main.edition = ? AND main.level = 0 AND main.head >= ? AND main.head < ? "
            "ORDER BY main.head",
            edition.id,
            start,
            start + "\uffff",
        )
        return tuple(
            (title, see.removeprefix("use ")) for title, see in rows if see and see.startswith("use ")
        )

    def _legal(self, position: int, chosen: str) -> set[str]:
        """Characters at a position for which a code valid on the day fits what else is chosen.

        The first three name the table, so they depend on those before them alone.
        """
        after = "_" * (7 - position) if position <= 3 else chosen[position:]
        pattern = chosen[: position - 1] + "_" + after
        known = pattern.split("_", 1)[0]
        if len(known) == position - 1 and set(after) <= {"_"}:
            return {value for value in VALUES if self._codes(known + value + after, "code", 1)}
        return {row[0] for row in self._codes(pattern, f"DISTINCT substr(code, {position:d}, 1)")}

    def _codes(self, pattern: str, what: str, limit: int = -1) -> list[tuple[str, ...]]:
        """Columns of the codes valid on the day that fit a pattern; "_" stands for any character."""
        known = pattern.split("_", 1)[0]
        day = self.on.isoformat()
        return self._lookup.rows(
            f"SELECT {what} FROM span "  # noqa: S608
            "WHERE system = 'ICD-10-PCS' AND code >= ? AND code < ? AND code LIKE ? "
            "AND since <= ? AND (through IS NULL OR through >= ?) LIMIT ?",
            known,
            known + "\uffff",
            pattern,
            day,
            day,
            limit,
        )

    def _labels(self, position: int, chosen: str) -> dict[str, str]:
        if self._tables is None:
            return {}
        if position <= 3:
            rows = self._lookup.rows(
                "SELECT DISTINCT value, label FROM pcs_axis WHERE edition = ? AND position = ? "
                "AND name LIKE ? ORDER BY value",
                self._tables.id,
                position,
                chosen[: position - 1] + "_" * (4 - position),
            )
        else:
            rows = self._lookup.rows(
                "SELECT DISTINCT value, label FROM pcs_value WHERE edition = ? AND name = ? AND position = ?",
                self._tables.id,
                chosen[:3],
                position,
            )
        return dict(rows)

    def _axis_name(self, position: int, chosen: str) -> str:
        if self._tables is not None and position > 3:
            rows = self._lookup.rows(
                "SELECT axis FROM pcs_value WHERE edition = ? AND name = ? AND position = ? LIMIT 1",
                self._tables.id,
                chosen[:3],
                position,
            )
            return rows[0][0] if rows else AXES[position - 1]
        return AXES[position - 1]

    def _definition(self, position: int, chosen: str) -> str:
        if self._tables is None or position != 3 or "_" in chosen[:3]:
            return ""
        rows = self._lookup.rows(
            "SELECT definition FROM pcs_axis WHERE edition = ? AND name = ? AND position = 3",
            self._tables.id,
            chosen[:3],
        )
        return rows[0][0] if rows else ""
