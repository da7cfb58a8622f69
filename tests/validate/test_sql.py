"""SQL of an edit: the rows that DuckDB itself finds, and nothing else than one SELECT over its own tables."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import Any

import duckdb
import ibis
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from codinglab.model import InvalidInputError
from codinglab.validate.engines.one_claim import in_sqlite
from codinglab.validate.own.portable import statement
from codinglab.validate.sql import select

COLUMNS = {
    "line": {"claim_id": "int64", "line": "int64", "code": "string", "units": "int64", "key": "int64"},
    "modifier": {"claim_id": "int64", "line": "int64", "modifier": "string"},
}
TABLES = {name: ibis.table(schema, name=name) for name, schema in COLUMNS.items()}

QUERIES = [
    "SELECT claim_id, line FROM line WHERE units > 1 AND code IN ('A1', 'B2')",
    "SELECT * FROM line WHERE NOT (code = 'A1' OR units BETWEEN 2 AND 3)",
    "SELECT * FROM line WHERE code LIKE 'A%' OR code ILIKE '%2' OR code IS NULL",
    "SELECT l.* FROM line l WHERE EXISTS (SELECT 1 FROM modifier m WHERE m.claim_id = l.claim_id "
    "AND m.line = l.line AND m.modifier IN ('25', '59'))",
    "SELECT l.* FROM line l WHERE NOT EXISTS (SELECT 1 FROM modifier m WHERE m.claim_id = l.claim_id "
    "AND m.line = l.line) AND l.units = 1",
    "SELECT l.line FROM line l WHERE EXISTS (SELECT 1 FROM line o JOIN modifier m USING (claim_id, line) "
    "WHERE o.claim_id = l.claim_id AND o.line > l.line AND m.modifier = '25')",
    "SELECT * FROM line WHERE code IN (SELECT modifier FROM modifier) "
    "OR units = (SELECT MAX(units) FROM line)",
    "SELECT * FROM line WHERE claim_id IN (SELECT claim_id FROM modifier WHERE modifier <> '25')",
    "SELECT * FROM line WHERE code NOT IN (SELECT modifier FROM modifier)",
    "SELECT l.claim_id, o.line AS other_line, l.line FROM line l JOIN line o ON o.key = l.key "
    "AND (o.claim_id <> l.claim_id OR o.line < l.line)",
    "SELECT l.claim_id, l.line, m.modifier FROM line l LEFT JOIN modifier m ON m.claim_id = l.claim_id "
    "AND m.line = l.line AND m.modifier = '25' WHERE m.modifier IS NULL",
    "SELECT l.claim_id, m.line FROM line l, modifier m WHERE l.claim_id = m.claim_id",
    "SELECT line.code FROM line ANTI JOIN modifier USING (claim_id, line)",
    "SELECT line.code FROM line SEMI JOIN modifier ON modifier.claim_id = line.claim_id",
    "SELECT claim_id, code, SUM(units) AS units, COUNT(*) AS n, MIN(line) AS line FROM line "
    "GROUP BY claim_id, code HAVING SUM(units) > 2 AND COUNT(DISTINCT line) > 1",
    "SELECT key, AVG(units) AS mean, COUNT(*) FILTER (WHERE code = 'A1') AS a FROM line GROUP BY ALL",
    "WITH total AS (SELECT key, SUM(units) AS units FROM line GROUP BY 1) "
    "SELECT line.claim_id, total.units FROM line JOIN total USING (key) WHERE total.units > 3",
    "SELECT claim_id, line FROM line UNION SELECT claim_id, line FROM modifier",
    "SELECT claim_id FROM line UNION ALL SELECT claim_id FROM modifier",
    "SELECT claim_id FROM line EXCEPT SELECT claim_id FROM modifier",
    "SELECT DISTINCT claim_id, code FROM line",
    "SELECT claim_id, line, COUNT(*) OVER (PARTITION BY key) AS n FROM line",
    "SELECT claim_id, line FROM line QUALIFY ROW_NUMBER() OVER (PARTITION BY key ORDER BY claim_id, line, "
    "code, units) = 2",
    "SELECT claim_id, CASE WHEN units > 2 THEN 'many' WHEN code = 'A1' THEN 'a' END AS w FROM line",
    "SELECT LEFT(code, 1) || '-' || COALESCE(code, '') AS c, SUBSTR(code, 2) AS d, LENGTH(code) AS n "
    "FROM line",
    "SELECT x.c, x.n FROM (SELECT code, COUNT(*) FROM line GROUP BY code) AS x (c, n) WHERE x.n > 1",
    "SELECT units / 2 AS half, units % 2 AS odd, -units AS less, NULLIF(units, 1) AS u FROM line",
    "SELECT COUNT(*) AS n FROM line l CROSS JOIN modifier m",
]

codes, small = st.sampled_from(["A1", "B2", "25", None]), st.integers(1, 3)
lines = st.lists(st.tuples(small, small, codes, small, small), max_size=8)
modifiers = st.lists(st.tuples(small, small, st.sampled_from(["25", "59", "A1", None])), max_size=6)


def sorted_rows(rows: Iterable[Iterable[Any]]) -> list[str]:
    return sorted(str([float(one) if isinstance(one, int) else one for one in row]) for row in rows)


@pytest.mark.parametrize("sql", QUERIES)
@given(lines=lines, modifiers=modifiers)
@settings(max_examples=8, deadline=None)
def test_the_rows_are_those_that_duckdb_finds(sql: str, lines: list[Any], modifiers: list[Any]) -> None:
    held = {"line": lines, "modifier": modifiers}
    made = select(sql, TABLES)
    with duckdb.connect() as scanning:
        small_database = sqlite3.connect(":memory:")
        for name, columns in COLUMNS.items():
            kinds = ", ".join(f"{column} {kind}" for column, kind in columns.items()).replace(
                "string", "text"
            )
            marks = ", ".join("?" * len(columns))
            for connection in (scanning, small_database):
                connection.execute(f"CREATE TABLE {name} ({kinds})")  # type: ignore[attr-defined]
                if held[name]:
                    connection.executemany(f"INSERT INTO {name} VALUES ({marks})", held[name])  # type: ignore[attr-defined]  # noqa: S608
        wanted = sorted_rows(scanning.execute(sql).fetchall())
        assert sorted_rows(scanning.execute(statement(made, "duckdb")).fetchall()) == wanted
        assert sorted_rows(small_database.execute(in_sqlite(made)).fetchall()) == wanted
        small_database.close()
    assert statement(made, "pyspark")


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("SELECT * FROM read_csv('/etc/passwd')", "reads no files"),
        ("SELECT * FROM read_parquet('x')", "reads no files"),
        ("SELECT * FROM glob('*')", "reads no files"),
        ("SELECT * FROM duckdb_settings()", "reads no files"),
        ("SELECT * FROM '/etc/passwd'", "no table '/etc/passwd' here"),
        ("SELECT * FROM payer", "There are: line, modifier. A reference table must be named in `reads`"),
        ("SELECT * FROM other.line", "cannot hold other"),
        ("SELECT getenv('HOME') AS h FROM line", "cannot hold GETENV"),
        ("COPY line TO 'x.csv'", "must be one SELECT"),
        ("ATTACH 'x.db'", "must be one SELECT"),
        ("INSTALL httpfs", "must be one SELECT"),
        ("PRAGMA version", "must be one SELECT"),
        ("CREATE TABLE x AS SELECT 1", "must be one SELECT"),
        ("DROP TABLE line", "must be one SELECT"),
        ("DELETE FROM line", "must be one SELECT"),
        ("SELECT 1 FROM line; DROP TABLE line", "holds 2 statements"),
        ("", "holds 0 statements"),
        ("SELECT claim_id, on FROM line", 'in double quotes: "on"'),
        ("SELEC claim_id FROM line", "(?s)must be one SELECT|cannot be parsed"),
        ("SELECT price FROM line", "'price' could not be resolved.*line: claim_id, line, code"),
        ("SELECT claim_id FROM line ORDER BY line LIMIT 3", "it finds every row, in no order"),
        ("SELECT claim_id FROM line WHERE code = 99213", "compares a number with text"),
        ("SELECT claim_id FROM line WHERE key = 'a'", "compares a number with text"),
        ("SELECT claim_id FROM line WHERE code LIKE '9_2'", "a pattern is text with % at its ends"),
        ("SELECT claim_id FROM line WHERE regexp_matches(code, '9')", "engines differ there"),
        ("SELECT claim_id, SUM(units) AS n FROM line", "claim_id must stand in GROUP BY"),
        ("SELECT claim_id FROM line WHERE EXISTS (SELECT 1 FROM modifier)", "compares with a row outside"),
        (
            "SELECT l.line FROM line l WHERE l.units = (SELECT MAX(units) FROM line o WHERE o.key = l.key)",
            "only EXISTS may look at the row outside",
        ),
        ("WITH RECURSIVE t AS (SELECT 1 AS a UNION ALL SELECT a FROM t) SELECT * FROM t", "cannot hold"),
        ("SELECT l.line FROM line l FULL JOIN modifier m USING (claim_id)", "write it as LEFT JOIN"),
        ("SELECT line, line FROM line", "two columns one name"),
        ("SELECT UNNEST([1, 2]) AS x FROM line", "cannot hold"),
        ("SELECT 1 AS x", "needs a FROM"),
        ("SELECT claim_id FROM line WHERE " + "(" * 3000 + "1" + ")" * 3000, "nested too deeply|cannot be"),
        ("SELECT '" + "x" * 60_000 + "' AS x FROM line", "longer than 50,000"),
    ],
)
def test_what_no_edit_may_hold_is_refused_in_words(sql: str, said: str) -> None:
    with pytest.raises(InvalidInputError, match=said):
        select(sql, TABLES)
