"""What may answer: passages in force on a day, of documents for everybody and of the contractor asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from codinglab.guidance.index import GuidanceIndex
from codinglab.reference.jurisdiction import who_is_meant

ANY = "any"


@dataclass(frozen=True, slots=True)
class Scope:
    """A condition in SQL over the table `scope`, with its values.

    Attributes:
        local: the editions of local policies that it admits; None for all.
    """

    condition: str
    values: tuple[str, ...]
    local: tuple[int, ...] | None


def in_force(index: GuidanceIndex, on: date, contractor: str) -> Scope:
    """The passages in force on the day that bind the contractor.

    Args:
        index: the opened index.
        on: the day asked about.
        contractor: its number, its name, the first words or initials of it; "" leaves all local policies out;
            "any" takes those of all.
    """
    day = on.isoformat()
    condition = "scope.since <= ? AND (scope.through IS NULL OR scope.through >= ?)"
    if contractor == ANY:
        return Scope(condition, (day, day), None)
    own = binding(index, contractor) if contractor else ()
    admitted = f"(NOT scope.local OR scope.edition IN ({', '.join(map(str, own))}))"
    return Scope(f"{condition} AND {admitted}", (day, day), own)


def out_of_force(inside: Scope) -> Scope:
    """All other passages: of editions that ended or have not begun, and of policies that bind others."""
    return Scope(f"NOT ({inside.condition})", inside.values, None)


def binding(index: GuidanceIndex, contractor: str) -> tuple[int, ...]:
    """The editions of local policies that bind a contractor; none where nobody of that name is bound."""
    who = index.rows("SELECT DISTINCT contractor, number, state FROM binding")
    columns = ("contractor", "number", "state")
    meant = who_is_meant([dict(zip(columns, row, strict=True)) for row in who], contractor)
    found: dict[int, None] = {}
    for row in meant:
        rows = index.rows(
            "SELECT edition FROM binding WHERE contractor = ? AND number = ? AND state = ?",
            *(row[name] for name in columns),
        )
        found |= dict.fromkeys(number for (number,) in rows)
    return tuple(found)
