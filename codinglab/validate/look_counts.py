"""Of an edit that looks at claims: the rows it could judge and those it could not, counted by month."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    from codinglab.validate.edit import Edit, Relations

    Row = dict[str, Any]


class Counted:
    """The rows that an edit judges of claims of one type.

    Args:
        one: the edit.
        held: the relations of the claims.
    """

    def __init__(self, one: Edit, held: Relations) -> None:
        self._edit = one
        claims = held["claim"]
        self._ids = claims["claim_id"].to_numpy()
        self._months = pc.floor_temporal(claims["on"], unit="month").cast(pa.date32()).to_pylist()
        first = min((since for since, _ in one.looks), default=None)
        begun = pc.fill_null(pc.greater_equal(claims["on"], pa.scalar(first, pa.date32())), True)
        self._begun = begun.to_numpy()
        judged = held.get(one.judges)
        ids = judged["claim_id"].to_numpy() if judged is not None else np.array([], np.int64)
        self._sizes = Counter(
            dict(zip(*map(np.ndarray.tolist, np.unique(ids, return_counts=True)), strict=True))
        )
        self._missed: dict[str, dict[int, set[int | None]]] = defaultdict(lambda: defaultdict(set))

    def miss(self, claim_id: int, place: int | None, reason: str) -> None:
        """Note what was not judged: a place of a claim, or with None the whole claim, and the reason."""
        self._missed[reason][claim_id].add(place)

    def unknown(self) -> Iterator[Row]:
        """Rows of the layout UNKNOWN, but for the claim type."""
        months = dict(zip(self._ids.tolist(), self._months, strict=True))
        for reason, claims in self._missed.items():
            rows: Counter[Any] = Counter()
            for claim_id, places in claims.items():
                rows[months[claim_id]] += self._rows(claim_id, places)
            counted = Counter(months[claim_id] for claim_id in claims)
            for month, number in rows.items():
                said = {"edit": self._edit.id, "month": month, "reason": reason}
                yield {**said, "rows": number, "claims": counted[month]}

    def eligible(self) -> Iterator[Row]:
        """Rows of the layout ELIGIBLE, but for the claim type."""
        gone: dict[int, set[int | None]] = defaultdict(set)
        for claims in self._missed.values():
            for claim_id, places in claims.items():
                gone[claim_id] |= places
        rows, counted = Counter[Any](), Counter[Any]()
        for claim_id, month, begun in zip(self._ids.tolist(), self._months, self._begun, strict=True):
            left = self._sizes[claim_id] if begun else 0
            if left and claim_id in gone:
                left = max(0, left - self._rows(claim_id, gone[claim_id]))
            if left:
                rows[month] += left
                counted[month] += 1
        for month, number in rows.items():
            yield {"edit": self._edit.id, "month": month, "rows": number, "claims": counted[month]}

    def _rows(self, claim_id: int, places: set[int | None]) -> int:
        return max(1, self._sizes[claim_id]) if None in places else len(places)
