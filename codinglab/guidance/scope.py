"""What may answer: passages in force on a day, of documents for everybody and of the contractor asked for."""

from __future__ import annotations

from datetime import date

import numpy as np
import numpy.typing as npt

from codinglab.guidance.index import GuidanceIndex
from codinglab.reference.jurisdiction import who_is_meant

ANY = "any"
Admitted = npt.NDArray[np.bool_]


def in_force(index: GuidanceIndex, on: date, contractor: str) -> Admitted:
    """Whether each passage of the index, in its order, is in force on the day and binds the contractor.

    Args:
        index: the opened index.
        on: the day asked about.
        contractor: its number, its name, the first words or initials of it; "" leaves all local policies out;
            "any" takes those of all.
    """
    scope, day = index.scope, on.toordinal()
    current = (scope.since <= day) & (scope.through >= day) & ~scope.elsewhere
    if contractor == ANY:
        return current
    own = binding(index, contractor) if contractor else ()
    return current & (~scope.local | np.isin(scope.editions, own))


def binding(index: GuidanceIndex, contractor: str) -> tuple[int, ...]:
    """The editions of local policies that bind a contractor; none where nobody of that name is bound."""
    columns = ("contractor", "number", "state")
    who = index.rows("SELECT DISTINCT contractor, number, state FROM binding")
    found: dict[int, None] = {}
    for row in who_is_meant([dict(zip(columns, row, strict=True)) for row in who], contractor):
        rows = index.rows(
            "SELECT edition FROM binding WHERE contractor = ? AND number = ? AND state = ?",
            *(row[name] for name in columns),
        )
        found |= dict.fromkeys(number for (number,) in rows)
    return tuple(found)
