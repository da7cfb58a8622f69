"""Claims of an extract as a reviewer reads them: whole, with the patient's other claims near the day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import duckdb

from codinglab.backtest.sampled import Unit
from codinglab.claims.extract.duck import parquet

if TYPE_CHECKING:
    from codinglab.claims.extract import Extract

NEAR = 30
MOST_LINES = 60
LONGEST_NOTE = 40_000
_LINES = """SELECT l.claim_id, l.line, l.since, l.through, l.code, m.modifiers, l.units, l.place_of_service,
    l.revenue_code, l.charge, p.allowed, p.paid, p.denied_by, d.pointers
FROM line l SEMI JOIN asked USING (claim_id)
LEFT JOIN modifiers m ON m.claim_id = l.claim_id AND m.line = l.line
LEFT JOIN payment p ON p.claim_id = l.claim_id AND p.line = l.line
LEFT JOIN (SELECT claim_id, line, string_agg(diagnosis, ' ' ORDER BY position) AS pointers
    FROM pointer SEMI JOIN asked USING (claim_id) GROUP BY ALL) d
    ON d.claim_id = l.claim_id AND d.line = l.line
ORDER BY l.claim_id, l.line"""
_HISTORY = """SELECT n.of AS claim_id, n.claim_id AS other_claim, n.name, n.provider, n.specialty,
    coalesce(l.since, n.from_date) AS since, l.line, l.code, m.modifiers, l.units, l.charge,
    coalesce(l.key IN (SELECT key FROM line WHERE line.claim_id = n.of), FALSE) AS same_key,
    count(*) OVER (PARTITION BY n.of) AS lines
FROM near n LEFT JOIN line l ON l.claim_id = n.claim_id
LEFT JOIN modifiers m ON m.claim_id = l.claim_id AND m.line = l.line
QUALIFY row_number() OVER (PARTITION BY n.of ORDER BY n.named DESC, n.away, n.claim_id, l.line) <= ?
ORDER BY n.of, coalesce(l.since, n.from_date), n.claim_id, l.line"""
_NOTES = """SELECT claim_id, title, left(text, ?) AS text FROM note SEMI JOIN asked USING (claim_id)
ORDER BY ALL"""

Row = dict[str, Any]


@dataclass
class ShownClaim:
    """A claim with all that belongs to it, each row by the names of its columns.

    Attributes:
        claim: its own row.
        lines: with modifiers and pointers as text, and what was paid.
        history: lines of the patient's other claims near the day; `other_claim` is the claim.
        further: how many lines of those are not shown.
        notes: title and text of its documentation.
    """

    claim: Row
    lines: list[Row] = field(default_factory=list)
    diagnoses: list[Row] = field(default_factory=list)
    procedures: list[Row] = field(default_factory=list)
    conditions: list[str] = field(default_factory=list)
    history: list[Row] = field(default_factory=list)
    further: int = 0
    notes: list[tuple[str, str]] = field(default_factory=list)


def shown_claims(extract: Extract, units: Sequence[Unit], near: int = NEAR) -> dict[int, ShownClaim]:
    """The claims of sampled units, by their number.

    Args:
        extract: where they are.
        units: whose claims, with the other claims that their hits name.
        near: how many days before and after the claim the patient's other claims are shown of.
    """
    connection = duckdb.connect()
    connection.execute("SET enable_progress_bar = false")
    for name in (
        "claim",
        "line",
        "modifier",
        "pointer",
        "diagnosis",
        "procedure",
        "condition",
        "payment",
        "note",
    ):
        connection.execute(f"CREATE VIEW {name} AS SELECT * FROM {parquet(extract.files(name))}")
    _ask_about(connection, units, near)
    found = {
        int(row["claim_id"]): ShownClaim(row)
        for row in _rows(connection, "SELECT * FROM claim SEMI JOIN asked USING (claim_id)")
    }
    for row in _rows(connection, _LINES):
        found[row["claim_id"]].lines.append(row)
    for name, order in (("diagnosis", "position"), ("procedure", "position"), ("condition", "code")):
        statement = f"SELECT * FROM {name} SEMI JOIN asked USING (claim_id) ORDER BY claim_id, {order}"
        for row in _rows(connection, statement):
            one = found[row["claim_id"]]
            if name == "condition":
                one.conditions.append(row["code"])
            else:
                (one.diagnoses if name == "diagnosis" else one.procedures).append(row)
    for row in _rows(connection, _HISTORY, [MOST_LINES]):
        one = found[row["claim_id"]]
        one.history.append(row)
        one.further = row["lines"] - len(one.history)
    for row in _rows(connection, _NOTES, [LONGEST_NOTE]):
        found[row["claim_id"]].notes.append((row["title"] or "", row["text"] or ""))
    connection.close()
    return found


def _ask_about(connection: duckdb.DuckDBPyConnection, units: Iterable[Unit], near: int) -> None:
    """Make `asked`, `modifiers`, and `near`: the patient's other claims, and those that hits name."""
    named = sorted(
        {
            (unit.claim_id, hit.other_claim)
            for unit in units
            for hit in unit.hits
            if hit.other_claim is not None
        }
    )
    asked = sorted({unit.claim_id for unit in units})
    connection.execute("CREATE TABLE asked AS SELECT unnest(?::BIGINT[]) AS claim_id", [asked])
    connection.execute(
        "CREATE TABLE named AS SELECT unnest(?::BIGINT[]) AS of, unnest(?::BIGINT[]) AS claim_id",
        [[one for one, _ in named], [other for _, other in named]],
    )
    connection.execute(
        """CREATE TABLE near AS
        WITH mine AS (SELECT * FROM claim SEMI JOIN asked USING (claim_id)),
        other AS (SELECT * FROM claim WHERE patient <> '' AND patient IN (SELECT patient FROM mine))
        SELECT mine.claim_id AS of, other.*, abs(other.first_day - mine.first_day) AS away,
            named.claim_id IS NOT NULL AS named
        FROM mine JOIN other ON other.patient = mine.patient AND other.claim_id <> mine.claim_id
        LEFT JOIN named ON named.of = mine.claim_id AND named.claim_id = other.claim_id
        WHERE named.claim_id IS NOT NULL
            OR (other.last_day >= mine.first_day - ? AND other.first_day <= mine.last_day + ?)""",
        [near, near],
    )
    connection.execute(
        """CREATE TABLE modifiers AS SELECT claim_id, line,
            string_agg(modifier, ' ' ORDER BY position) AS modifiers
        FROM modifier WHERE claim_id IN (SELECT claim_id FROM asked UNION SELECT claim_id FROM near)
        GROUP BY ALL"""
    )


def _rows(connection: duckdb.DuckDBPyConnection, statement: str, given: Sequence[Any] = ()) -> list[Row]:
    answer = connection.execute(statement, list(given))
    names = [one[0] for one in answer.description or ()]
    return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]
