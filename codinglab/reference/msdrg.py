"""MS-DRG weights of Table 5, by discharge date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from codinglab.model import NotInForceError
from codinglab.reference.store import open_store


@dataclass(frozen=True, slots=True)
class DrgRow:
    """A row of Table 5: relative weight, geometric and arithmetic mean stay in days."""

    drg: str
    title: str
    weight: float | None
    geometric_mean_stay: float | None
    arithmetic_mean_stay: float | None


@cache
def _rows() -> tuple[date, date, dict[str, DrgRow]]:
    table = open_store().read("msdrg_weight").to_pylist()
    rows = {
        row["drg"]: DrgRow(
            row["drg"], row["title"], row["weight"], row["geometric_mean_stay"], row["arithmetic_mean_stay"]
        )
        for row in table
    }
    return table[0]["since"], table[0]["through"], rows


def drg_row(drg: str, on: date) -> DrgRow | None:
    """The row of a DRG in Table 5 of the fiscal year of a day; None when that table lacks it.

    Raises:
        NotInForceError: Table 5 of that fiscal year is not installed.
    """
    since, through, rows = _rows()
    if not since <= on <= through:
        msg = f"Table 5 is installed for {since} to {through}; weights for {on} are not known."
        raise NotInForceError(msg)
    return rows.get(drg)


def drg_title(drg: str) -> str:
    """The title of a DRG in the installed Table 5, "" when that has none."""
    row = _rows()[2].get(drg)
    return row.title if row else ""
