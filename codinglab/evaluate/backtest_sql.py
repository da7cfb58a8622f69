"""NCCI pairs over an extract without the lab: SQL by hand, pandas, and the scan that none can do without."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from codinglab.claims.extract import Extract
from codinglab.claims.extract.duck import parquet, tune
from codinglab.validate.code_pairs import ASSOCIATED, DISTINCT

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

_SPLIT = "DATE '2019-07-01'"


def scanned(connection: duckdb.DuckDBPyConnection, extract: Extract) -> int:
    """Read the columns that the pairs need, and no more; the number of lines."""
    (lines,) = connection.sql(
        'SELECT count(*), max(claim_id), max(line), max(key), max(code), max(since), max("on"), '
        f"max(claim_type) FROM {_files(extract, 'line')}"
    ).fetchall()
    connection.sql(
        f"SELECT max(claim_id), max(line), max(modifier) FROM {_files(extract, 'modifier')}"
    ).fetchall()
    return int(lines[0])


def by_hand(connection: duckdb.DuckDBPyConnection, extract: Extract, *, stored: bool) -> int:
    """The pairs as a person writes them in DuckDB's SQL; the number of hits.

    Args:
        connection: holds the pairs as the table `ncci_ptp`.
        extract: the claims.
        stored: whether the day's pairs are read from the extract; else they are made of its lines.
    """
    made = (
        f"SELECT * FROM {_files(extract, 'day_pair')}"
        if stored
        else (
            'SELECT a.claim_id, a.claim_type, a.line, a.code, a."on", b.claim_id AS other_claim, '
            f"b.line AS other_line, b.code AS other_code FROM {_files(extract, 'line')} AS a "
            f"JOIN {_files(extract, 'line')} AS b ON a.key = b.key AND a.since = b.since "
            "AND a.claim_type = b.claim_type WHERE a.claim_id <> b.claim_id OR a.line <> b.line"
        )
    )
    found = connection.sql(f"""
        WITH pairs AS ({made}),
        met AS (
            SELECT p.*, t.indicator FROM pairs AS p JOIN ncci_ptp AS t
            ON p.claim_type = t.claim_type AND p.other_code = t.column1 AND p.code = t.column2
            AND t.since <= p."on" AND (t.through IS NULL OR p."on" <= t.through)
            WHERE t.indicator <> 9
        ),
        marks AS (
            SELECT claim_id, line, bool_or(modifier IN {DISTINCT}) AS distinct_service,
                bool_or(modifier IN {ASSOCIATED} AND modifier NOT IN {DISTINCT}) AS other
            FROM {_files(extract, "modifier")} WHERE modifier IN {ASSOCIATED} GROUP BY claim_id, line
        )
        SELECT met.claim_id, met.line, met.other_claim, met.other_line, met.code, met.other_code,
            met.indicator
        FROM met LEFT JOIN marks AS two ON met.claim_id = two.claim_id AND met.line = two.line
        LEFT JOIN marks AS one ON met.other_claim = one.claim_id AND met.other_line = one.line
        WHERE met.indicator = 0 OR NOT (two.claim_id IS NOT NULL OR coalesce(one.other, false)
            OR (coalesce(one.distinct_service, false) AND met."on" >= {_SPLIT}))
    """).to_arrow_table()
    return int(found.num_rows)


def by_pandas(extract: Extract, pairs: pa.Table) -> int:
    """The pairs by merging data frames; the number of hits."""
    import pandas as pd
    import pyarrow as pa
    import pyarrow.parquet as pq

    def frame(relation: str, columns: list[str]) -> Any:
        parts = [pq.read_table(file, columns=columns) for file in extract.files(relation)]
        return pa.concat_tables(parts).to_pandas()

    lines = frame("line", ["claim_id", "claim_type", "line", "key", "since", "code", "on"])
    marks = frame("modifier", ["claim_id", "line", "modifier"])
    table = pairs.to_pandas()
    table = table[table["indicator"] != 9]
    met = lines.merge(lines, on=["key", "since", "claim_type"], suffixes=("", "_other"))
    met = met[(met["claim_id"] != met["claim_id_other"]) | (met["line"] != met["line_other"])]
    met = met.merge(
        table,
        left_on=["claim_type", "code_other", "code"],
        right_on=["claim_type", "column1", "column2"],
        suffixes=("", "_row"),
    )
    met = met[(met["since_row"] <= met["on"]) & (met["through"].isna() | (met["on"] <= met["through"]))]
    marks = marks[marks["modifier"].isin(ASSOCIATED)]
    of_itself = marks["modifier"].isin(DISTINCT)
    places = {
        "any": _places(marks),
        "distinct": _places(marks[of_itself]),
        "other": _places(marks[~of_itself]),
    }
    here = pd.MultiIndex.from_frame(met[["claim_id", "line"]])
    there = pd.MultiIndex.from_frame(met[["claim_id_other", "line_other"]])
    late = pd.to_datetime(met["on"]) >= pd.Timestamp("2019-07-01")
    apart = here.isin(places["any"]) | there.isin(places["other"]) | (there.isin(places["distinct"]) & late)
    return int(((met["indicator"] == 0) | ~apart).sum())


def _places(marks: Any) -> Any:
    import pandas as pd

    return pd.MultiIndex.from_frame(marks[["claim_id", "line"]].drop_duplicates())


def connected(pairs: pa.Table, memory: str, spill: Path) -> duckdb.DuckDBPyConnection:
    """A DuckDB connection with the table of pairs, within a limit of memory."""
    import duckdb

    connection = duckdb.connect()
    tune(connection, memory, spill)
    connection.register("incoming", pairs)
    connection.execute("CREATE TABLE ncci_ptp AS SELECT * FROM incoming")
    connection.unregister("incoming")
    return connection


def _files(extract: Extract, relation: str) -> str:
    return parquet(extract.files(relation))
