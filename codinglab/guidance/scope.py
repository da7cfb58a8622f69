"""What may answer: passages in force on a day, of documents for everybody and of the contractor asked for."""

from __future__ import annotations

from datetime import date

import numpy as np
import numpy.typing as npt

from codinglab.guidance.index import GuidanceIndex
from codinglab.guidance.reading import all_editions, away
from codinglab.reference.jurisdiction import who_is_meant

ANY = "any"
_WHO = ("contractor", "number", "state")
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
    own = binding(index, contractor) if contractor else frozenset()
    return current & (~scope.local | np.isin(scope.editions, list(own)))


def out_of_date(index: GuidanceIndex, admitted: Admitted) -> Admitted:
    """The passages of documents for everybody of which nothing is admitted: all editions ended, say."""
    editions = all_editions(index)
    documents = {editions[number].document for number in set(index.scope.editions[admitted].tolist())}
    gone = [number for number, edition in editions.items() if edition.document not in documents]
    scope = index.scope
    return ~admitted & ~scope.elsewhere & ~scope.local & np.isin(scope.editions, gone)


def nearest(index: GuidanceIndex, among: Admitted, on: date) -> Admitted:
    """Of some passages those of the editions nearest to the day, a document each."""
    editions = all_editions(index)
    best: dict[str, tuple[int, int]] = {}
    numbers = set(index.scope.editions[among].tolist())
    for number in numbers:
        edition = editions[number]
        best[edition.document] = min(best.get(edition.document, away(edition, on)), away(edition, on))
    kept = [number for number in numbers if away(editions[number], on) == best[editions[number].document]]
    return among & np.isin(index.scope.editions, kept)


def binding(index: GuidanceIndex, contractor: str) -> frozenset[int]:
    """The editions of local policies that bind a contractor; none where nobody of that name is bound."""
    bound = index.once("bound", _bound)
    meant = who_is_meant([dict(zip(_WHO, who, strict=True)) for who in bound], contractor)
    return frozenset(number for row in meant for number in bound[tuple(row[name] for name in _WHO)])


def _bound(index: GuidanceIndex) -> dict[tuple[str, ...], list[int]]:
    """The editions of local policies by contractor, number and state."""
    found: dict[tuple[str, ...], list[int]] = {}
    for *who, edition in index.rows(f"SELECT {', '.join(_WHO)}, edition FROM binding"):  # noqa: S608
        found.setdefault(tuple(who), []).append(edition)
    return found
