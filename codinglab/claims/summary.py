"""What a claim extract holds, in numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from codinglab.claims.extract.extract import Extract


@dataclass(frozen=True, slots=True)
class OfType:
    """The claims of one type: how many, of how many patients and providers, their lines and days."""

    claim_type: str
    claims: int
    patients: int
    providers: int
    lines: int
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Summary:
    """An extract in numbers: by claim type, and claims by the month of their governing day."""

    types: tuple[OfType, ...]
    months: tuple[tuple[str, str, int], ...]


def summary(extract: Extract) -> Summary:
    """Count what an extract holds."""
    import duckdb

    claims, lines = ([str(path) for path in extract.files(name)] for name in ("claim", "line"))
    with duckdb.connect() as connection:
        connection.execute("SET enable_progress_bar = false")
        types = connection.execute(
            "SELECT claim_type, count(*), count(DISTINCT patient), count(DISTINCT provider), "
            "min(from_date), max(through_date) FROM read_parquet(?) GROUP BY ALL ORDER BY ALL",
            [claims],
        ).fetchall()
        counted = dict(
            connection.execute(
                "SELECT claim_type, count(*) FROM read_parquet(?) GROUP BY ALL", [lines]
            ).fetchall()
        )
        months = connection.execute(
            """SELECT strftime("on", '%Y-%m') AS month, claim_type, count(*)
            FROM read_parquet(?) GROUP BY ALL ORDER BY ALL""",
            [claims],
        ).fetchall()
    return Summary(
        tuple(
            OfType(kind, claims, patients, providers, counted.get(kind, 0), first, last)
            for kind, claims, patients, providers, first, last in types
        ),
        tuple(months),
    )
