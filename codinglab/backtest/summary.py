"""What a back-test came to, in short: hits of each edit with their rate, and what was not evaluated."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from codinglab.backtest.opened import BackTest


@dataclass(frozen=True, slots=True)
class EditSummary:
    """An edit that hit: its hits, the claims they are on, and the rows that it judged."""

    edit: str
    hits: int
    claims: int
    judged: int

    @property
    def rate(self) -> float | None:
        """Hits of the rows judged; None where none was."""
        return self.hits / self.judged if self.judged else None


@dataclass(frozen=True, slots=True)
class Missed:
    """A reason why rows were not evaluated, how many, and of how many edits."""

    reason: str
    rows: int
    edits: int


@dataclass(frozen=True, slots=True)
class Summary:
    """The edits that hit, most hits first; how many hit nothing; the reasons, the commonest first."""

    edits: tuple[EditSummary, ...]
    silent: int
    missed: tuple[Missed, ...]
    finished: bool


def summary(found: BackTest) -> Summary:
    """Count what lies in a back-test's files."""
    hits = _sums(found, "hits", "edit", "count(*), count(DISTINCT claim_id)")
    judged = {edit: int(rows) for edit, rows in _sums(found, "eligible", "edit", "sum(rows)")}
    edits = [EditSummary(edit, rows, claims, judged.get(edit, 0)) for edit, rows, claims in hits]
    unknown = _sums(found, "unknown", "reason", "sum(rows), count(DISTINCT edit)")
    missed = [Missed(reason, int(rows), many) for reason, rows, many in unknown]
    return Summary(
        tuple(sorted(edits, key=lambda one: (-one.hits, one.edit))),
        len(found.edits) - len(edits),
        tuple(sorted(missed, key=lambda one: (-one.rows, one.reason))),
        found.finished,
    )


def _sums(found: BackTest, kind: str, by: str, what: str) -> list[tuple[Any, ...]]:
    import duckdb

    files = [str(file) for file in found.files(kind)]
    if not files:
        return []
    with duckdb.connect() as connection:
        return connection.execute(
            f"SELECT {by}, {what} FROM read_parquet(?) GROUP BY {by}", [files]
        ).fetchall()
