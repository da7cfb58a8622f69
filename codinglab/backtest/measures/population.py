"""Who could have been hit: eligible rows by month and claim type, and the rows of the relation by the rest.

The run counts eligible rows by edit, claim type and month. By code, provider, specialty and contractor the
rows are those of the relation that the edit judges, in the months and claim types where it had eligible rows;
where the edit judged every one of them (`whole`) they are the eligible rows, else they hold rows that it
could not judge, or that are not of its own population, and a rate of them is too low.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from codinglab.backtest.measures.scope import Scope
from codinglab.model.period import Period

if TYPE_CHECKING:
    import duckdb

_BY = ("code", "provider", "specialty", "contractor")

_ROWS = """
SELECT '{judges}' AS judges, r.claim_type, month_of(r."on") AS month, r.claim_id IN (SELECT claim_id FROM
    removed) AS gone, {code} AS code, COALESCE(NULLIF(c.provider, ''), c.facility) AS provider, c.specialty,
    c.contractor
FROM "{judges}" r JOIN claim c ON r.claim_id = c.claim_id WHERE {period}"""

_CUBE = """
INSERT INTO population
SELECT judges, claim_type, month, gone,
    CASE WHEN grouping(code) = 0 THEN 'code' WHEN grouping(provider) = 0 THEN 'provider'
        WHEN grouping(specialty) = 0 THEN 'specialty' WHEN grouping(contractor) = 0 THEN 'contractor'
        ELSE 'all' END AS dimension,
    COALESCE(code, provider, specialty, contractor, '') AS value, count(*) AS rows
FROM ({rows}) GROUP BY GROUPING SETS ((judges, claim_type, month, gone),
    (judges, claim_type, month, gone, code), (judges, claim_type, month, gone, provider),
    (judges, claim_type, month, gone, specialty), (judges, claim_type, month, gone, contractor))"""

_ELIGIBLE = """
CREATE TABLE eligible AS
WITH told AS (
    SELECT edit, claim_type, month, sum(rows)::BIGINT AS rows, sum(claims)::BIGINT AS claims
    FROM eligible_file WHERE {period} GROUP BY ALL),
relation AS (
    SELECT judges, claim_type, month, sum(rows) AS rows, COALESCE(sum(rows) FILTER (gone), 0) AS gone
    FROM population WHERE dimension = 'all' GROUP BY ALL)
SELECT t.edit, t.claim_type, t.month, t.rows AS told, t.claims,
    COALESCE(t.rows = r.rows, false) AS whole, COALESCE(r.gone, 0) AS gone,
    CASE WHEN t.rows = r.rows THEN t.rows - r.gone ELSE t.rows END AS rows
FROM told t JOIN edit e ON t.edit = e.edit
    LEFT JOIN relation r ON r.judges = e.judges AND r.claim_type = t.claim_type AND r.month = t.month"""

_KIND = """
CREATE TABLE edit_class AS
SELECT edit, judges || ':' || string_agg(claim_type || strftime(month, '%Y%m'), ',' ORDER BY claim_type,
    month)
    AS class FROM eligible JOIN edit USING (edit) WHERE told > 0 GROUP BY edit, judges"""

_CLASS_ROWS = """
CREATE TABLE class_rows AS
WITH one AS (SELECT class, min(edit) AS edit FROM edit_class GROUP BY class),
months AS (
    SELECT class, e.judges, claim_type, month FROM one JOIN eligible USING (edit) JOIN edit e USING (edit)
    WHERE told > 0)
SELECT class, dimension, value, sum(rows)::BIGINT AS rows
FROM months JOIN population USING (judges, claim_type, month) WHERE NOT gone
GROUP BY class, dimension, value"""


def write_population(connection: duckdb.DuckDBPyConnection, scope: Scope, asked: Period | None) -> None:
    """The tables `population`, `eligible`, `edit_class` and `class_rows`.

    Args:
        connection: with the tables `edit` and `removed`.
        scope: what is measured.
        asked: the days that the run was asked about; None for all.
    """
    connection.execute(
        "CREATE TABLE population (judges TEXT, claim_type TEXT, month DATE, gone BOOLEAN, dimension TEXT, "
        "value TEXT, rows BIGINT)"
    )
    judged = connection.execute("SELECT DISTINCT judges FROM edit ORDER BY judges").fetchall()
    for (judges,) in judged:
        rows = _ROWS.format(
            judges=judges,
            code="''" if judges == "claim" else "COALESCE(r.code, '')",
            period=scope.holds('r."on"', asked),
        )
        connection.execute(_CUBE.format(rows=rows))
    connection.execute(_ELIGIBLE.format(period=scope.holds("month")))
    connection.execute(_KIND)
    connection.execute(_CLASS_ROWS)
