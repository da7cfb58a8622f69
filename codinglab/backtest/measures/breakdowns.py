"""Hits, rows, rates and money by month, code, provider, specialty, contractor and claim type."""

from __future__ import annotations

from codinglab.backtest.measures.base import DIMENSIONS
from codinglab.backtest.measures.table import COUNT, EDIT, MONEY, SHARE, TEXT, YES_NO, Column, Table

FEW = 30
"""Rows below which a rate is marked as resting on few."""

_OF = "strftime({0}month, '%Y-%m')"


def _value(dimension: str, table: str = "") -> str:
    column = _OF.format(table) if dimension == "month" else f"{table}{dimension}"
    return f"COALESCE({column}, '')"


def _hits(dimension: str) -> str:
    return (
        f"SELECT edit, '{dimension}' AS dimension, {_value(dimension)} AS value, "
        "count(*) AS hits, "
        "count(DISTINCT claim_id) AS claims, count(DISTINCT patient) AS patients, "
        "count(DISTINCT NULLIF(provider, '')) AS providers FROM unit GROUP BY ALL"
    )


def _money(dimension: str) -> str:
    return (
        f"SELECT edit, '{dimension}' AS dimension, value, count(*) AS lines, "
        "sum(charge) AS charges, "
        "sum(allowed) AS allowed, count(allowed) AS known FROM (SELECT edit, "
        f"{_value(dimension)} AS value, claim_id, line, any_value(charge) AS charge, "
        "any_value(allowed) AS allowed FROM stake GROUP BY ALL) GROUP BY ALL"
    )


def _rows(dimension: str) -> str:
    if dimension in ("month", "claim_type"):
        return (
            f"SELECT edit, '{dimension}' AS dimension, {_value(dimension)} AS value, "
            "sum(rows) AS rows, true AS exact FROM eligible WHERE told > 0 GROUP BY ALL"
        )
    return (
        f"SELECT c.edit, '{dimension}' AS dimension, r.value, r.rows, w.whole AS exact "
        "FROM edit_class c JOIN class_rows r USING (class) JOIN wholes w ON w.edit = c.edit "
        f"WHERE r.dimension = '{dimension}'"
    )


def _all(make: object) -> str:
    return " UNION ALL ".join(make(dimension) for dimension in DIMENSIONS)  # type: ignore[operator]


ROWS_SQL = f"""
WITH wholes AS (SELECT edit, bool_and(whole) AS whole FROM eligible WHERE told > 0 GROUP BY edit)
{_all(_rows)}"""
"""The table `row_count`: edit, dimension, value, rows, exact."""

_COLUMNS = (
    Column("hits", COUNT, "rows hit, each once"),
    Column("rows", COUNT, "eligible rows; by code, provider, specialty and contractor see `exact`"),
    Column("exact", YES_NO, "whether `rows` are the eligible rows; else all of the relation, judged or not"),
    Column("rate", SHARE, "hits / rows, of 1; where not exact it is too low"),
    Column("low", SHARE, "lower end of its 95 % interval (Wilson)"),
    Column("high", SHARE, "upper end of it"),
)
BY = Table(
    "by",
    "One row an edit, dimension and value that was hit, and every month and claim type with eligible rows.",
    (
        EDIT,
        Column("dimension", TEXT, "month, code, provider, specialty, contractor or claim_type"),
        Column(
            "value", TEXT, "as the claims have it; a month as YYYY-MM; empty where the claim says nothing"
        ),
        *_COLUMNS,
        Column("claims", COUNT, "claims hit"),
        Column("patients", COUNT, "their patients"),
        Column("providers", COUNT, "their providers"),
        Column("lines", COUNT, "lines at stake; of an edit of whole claims a line may count under two codes"),
        Column("charges", MONEY, "charges on them, dollars"),
        Column("allowed", MONEY, "allowed on those that have an amount, dollars; null where none has"),
        Column("without_amount", COUNT, "lines at stake without an amount"),
    ),
    f"""
    WITH hits AS ({_all(_hits)}), staked AS ({_all(_money)}),
    counted AS (
        SELECT * FROM row_count r WHERE dimension IN ('month', 'claim_type')
            OR EXISTS (SELECT 1 FROM hits h WHERE h.edit = r.edit AND h.dimension = r.dimension
                AND h.value = r.value)),
    met AS (SELECT * REPLACE (COALESCE(hits, 0) AS hits)
        FROM counted FULL JOIN hits USING (edit, dimension, value))
    SELECT edit, dimension, value, hits, rows, COALESCE(exact, false) AS exact, rate(hits, rows) AS rate,
        wilson_low(hits, rows) AS low, wilson_high(hits, rows) AS high, COALESCE(claims, 0) AS claims,
        COALESCE(patients, 0) AS patients, COALESCE(providers, 0) AS providers, COALESCE(lines, 0) AS lines,
        COALESCE(charges, 0) AS charges, total(allowed, COALESCE(lines, 0), known) AS allowed,
        COALESCE(lines - known, 0) AS without_amount
    FROM met LEFT JOIN staked USING (edit, dimension, value)""",
    "edit, dimension, value",
)

EQUITY = Table(
    "equity",
    "Rates by specialty and by contractor beside the edit's own: one row an edit, dimension and value "
    "with rows, hit or not.",
    (
        EDIT,
        Column("dimension", TEXT, "specialty or contractor"),
        Column("value", TEXT, "as the claims have it; empty where the claim says nothing"),
        *_COLUMNS,
        Column("overall", SHARE, "the rate over all values, by the same rows"),
        Column("ratio", SHARE, "rate / overall"),
        Column("apart", YES_NO, "whether the interval leaves out the overall rate"),
        Column("few", YES_NO, f"whether it rests on fewer than {FEW} rows"),
    ),
    f"""
    WITH hits AS (SELECT * FROM ({_all(_hits)}) WHERE dimension IN ('specialty', 'contractor')),
    met AS (
        SELECT edit, dimension, value, COALESCE(hits, 0) AS hits, rows, COALESCE(exact, false) AS exact
        FROM (SELECT * FROM row_count WHERE dimension IN ('specialty', 'contractor'))
            FULL JOIN hits USING (edit, dimension, value)),
    rated AS (
        SELECT *, rate(hits, rows) AS rate, wilson_low(hits, rows) AS low, wilson_high(hits, rows) AS high,
            rate(sum(hits) OVER everything, sum(rows) OVER everything) AS overall
        FROM met WINDOW everything AS (PARTITION BY edit, dimension))
    SELECT *, CASE WHEN overall > 0 THEN rate / overall END AS ratio, overall < low
        OR overall > high AS apart,
        rows < {FEW} AS few
    FROM rated WHERE edit IN (SELECT edit FROM unit)""",
    "edit, dimension, value",
)
