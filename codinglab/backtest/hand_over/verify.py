"""Prove that the SQL of this folder gives the outcomes of its examples; run it on claims of your own.

    python verify.py                                 the examples, on DuckDB
    python verify.py --engine sqlite                 on SQLite, which comes with Python; or: --engine spark
    python verify.py --claims DIR --reference DIR    your own tables, on DuckDB: counts what is hit
    python verify.py --claims DIR --reference DIR --out DIR    ... and writes the rows as Parquet

Needs Python 3.11 and `pip install duckdb`, and nothing of the lab that wrote the folder. The tables of your
own are Parquet files, `line.parquet` or `line/*.parquet` for the table `line`, with the columns that
edit.json names; further columns do no harm. Ends with 0 when everything came out as expected, else with 1.
"""

from __future__ import annotations

import argparse
import csv
import json
import sqlite3
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent
NULL = "\\N"
MARK = "-- name: "
Row = tuple[Any, ...]
Columns = dict[str, str]


def main() -> int:
    """Read what is asked for, and do it; the number that the program ends with."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    asked.add_argument("--engine", choices=sorted(ENGINES), default="duckdb")
    asked.add_argument("--claims", type=Path, help="a folder of your own claim tables, Parquet")
    asked.add_argument("--reference", type=Path, help="a folder of your own reference tables, Parquet")
    asked.add_argument("--out", type=Path, help="a folder for the rows that are found")
    chosen = asked.parse_args()
    edit = json.loads((FOLDER / "edit.json").read_text(encoding="utf-8"))
    if not edit["statements"]:
        print(f"{edit['id']} is not SQL: README.md says how it is run.")
        return 0
    if chosen.claims:
        return run_own(edit, chosen.claims, chosen.reference, chosen.out)
    return prove(edit, chosen.engine)


def prove(edit: dict[str, Any], name: str) -> int:
    """Run the examples on an engine, and tell each that comes out otherwise."""
    expected = json.loads((FOLDER / "examples" / "expected.json").read_text(encoding="utf-8"))
    statements = statements_of(name)
    engine = ENGINES[name]()
    for table, columns in edit["tables"]["reference"].items():
        engine.load(table, columns, rows_of(FOLDER / "reference" / "rows" / f"{table}.csv", columns))
    claims = {
        table: [
            *rows_of(FOLDER / "examples" / "csv" / f"{table}.csv", {"example": "text", **columns}),
        ]
        for table, columns in edit["tables"]["claims"].items()
    }
    names = [one["example"] for one in expected["examples"]]
    groups = [names] if expected["together"] else [[one] for one in names]
    found: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for group in groups:
        for table, columns in edit["tables"]["claims"].items():
            engine.load(table, columns, [row[1:] for row in claims[table] if row[0] in group])
        for statement, text in statements.items():
            kind = edit["statements"][statement]["kind"]
            for row in engine.rows(text):
                found[row["claim_id"]][kind][written(row)] += 1
    wrong = [fault for one in expected["examples"] for fault in faults(one, found)]
    for fault in wrong:
        print(fault)
    right = len(names) - len({fault.split(":")[0] for fault in wrong})
    print(f"{edit['id']} on {engine.title}: {right} of {len(names)} examples came out as expected.")
    return 1 if wrong else 0


def faults(one: dict[str, Any], found: dict[str, dict[str, Counter[str]]]) -> Iterable[str]:
    """What of an example came out otherwise than expected."""
    kinds = {"hits": Counter[str](), "not_evaluated": Counter[str]()}
    for claim in one["claims"]:
        for kind, rows in found[claim].items():
            kinds[kind] += rows
    outcome = "fires" if kinds["hits"] else "not evaluated" if kinds["not_evaluated"] else "passes"
    if outcome != one["outcome"]:
        yield f"{one['example']}: expected {one['outcome']}, but it came out as: {outcome}."
    for kind, rows in kinds.items():
        wanted = Counter(written(row) for row in one[kind])
        yield from (f"{one['example']}: {kind}: this row is missing: {row}" for row in wanted - rows)
        yield from (f"{one['example']}: {kind}: this row is too many: {row}" for row in rows - wanted)


def written(row: dict[str, Any]) -> str:
    """A row as text, alike on every engine: columns in order of name, those without a value left out."""
    return json.dumps({name: told(row[name]) for name in sorted(row) if row[name] is not None})


def told(value: Any) -> str:
    """A value as text: dates as ISO, whole numbers without a point."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value == int(value):
        return str(int(value))
    return str(value)[:10] if hasattr(value, "isoformat") else str(value)


def statements_of(name: str) -> dict[str, str]:
    """The statements of an engine's file, by the name that stands above each."""
    parts = (FOLDER / "sql" / f"{name}.sql").read_text(encoding="utf-8").split(MARK)[1:]
    named = (part.split("\n", 1) for part in parts)
    return {name.strip(): text.strip().rstrip(";") for name, text in named}


def rows_of(path: Path, columns: Columns) -> Iterable[Row]:
    """The rows of a CSV file of this folder, each value in its column's type."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            yield tuple(read(row[name], kind) for name, kind in columns.items())


def read(cell: str, kind: str) -> Any:
    """A cell of a CSV file of this folder: empty is no value, in text `NULL` is."""
    if kind == "text":
        quoted = len(cell) > 1 and cell[0] == "'" and not cell[1].isalnum()
        return None if cell == NULL else cell[1:] if quoted else cell
    if cell == "":
        return None
    if kind == "boolean":
        return cell == "true"
    return READERS[kind](cell)


READERS: dict[str, Callable[[str], Any]] = {
    "date": date.fromisoformat,
    "int": int,
    "bigint": int,
    "double": float,
}


class DuckDB:
    """The tables in DuckDB."""

    title = "DuckDB"

    def __init__(self) -> None:
        import duckdb

        self.connection = duckdb.connect()

    def load(self, table: str, columns: Columns, rows: Iterable[Row]) -> None:
        """Make a table anew with these rows."""
        typed = ", ".join(f'"{name}" {kind}' for name, kind in columns.items())
        self.connection.execute(f'CREATE OR REPLACE TABLE "{table}" ({typed})')
        if held := list(rows):
            marks = ", ".join("?" * len(columns))
            self.connection.executemany(f'INSERT INTO "{table}" VALUES ({marks})', held)

    def rows(self, statement: str) -> list[dict[str, Any]]:
        """The rows of a statement."""
        found = self.connection.execute(statement)
        names = [column[0] for column in found.description or ()]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


class SQLite:
    """The tables in SQLite: days are text there."""

    title = "SQLite"

    def __init__(self) -> None:
        self.connection = sqlite3.connect(":memory:")

    def load(self, table: str, columns: Columns, rows: Iterable[Row]) -> None:
        """Make a table anew with these rows."""
        self.connection.execute(f'DROP TABLE IF EXISTS "{table}"')
        typed = ", ".join(f'"{name}" {kind}' for name, kind in columns.items())
        self.connection.execute(f'CREATE TABLE "{table}" ({typed})')
        marks = ", ".join("?" * len(columns))
        plain = ([str(one) if isinstance(one, date) else one for one in row] for row in rows)
        self.connection.executemany(f'INSERT INTO "{table}" VALUES ({marks})', plain)

    def rows(self, statement: str) -> list[dict[str, Any]]:
        """The rows of a statement."""
        found = self.connection.execute(statement)
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found]


class Spark:
    """The tables in a Spark session of this machine; needs pyspark and Java."""

    title = "Apache Spark"

    def __init__(self) -> None:
        from pyspark.sql import SparkSession

        settings = {"spark.ui.enabled": "false", "spark.sql.shuffle.partitions": "2"}
        builder = SparkSession.builder.master("local[2]").appName("verify")
        for name, value in settings.items():
            builder = builder.config(name, value)
        self.session = builder.getOrCreate()

    def load(self, table: str, columns: Columns, rows: Iterable[Row]) -> None:
        """Make a view anew with these rows."""
        kinds = {"text": "string"}
        typed = ", ".join(f"`{name}` {kinds.get(kind, kind)}" for name, kind in columns.items())
        self.session.createDataFrame(list(rows), typed).createOrReplaceTempView(table)

    def rows(self, statement: str) -> list[dict[str, Any]]:
        """The rows of a statement."""
        return [row.asDict() for row in self.session.sql(statement).collect()]


ENGINES: dict[str, Any] = {"duckdb": DuckDB, "sqlite": SQLite, "spark": Spark}


def run_own(edit: dict[str, Any], claims: Path, reference: Path | None, out: Path | None) -> int:
    """Run the statements on Parquet files of one's own; tell how many rows each gives, and write them."""
    connection = DuckDB().connection
    for kind, folder in (("claims", claims), ("reference", reference)):
        for table in edit["tables"][kind]:
            found = parquet_of(folder, table)
            if found:
                connection.execute(f"CREATE VIEW \"{table}\" AS SELECT * FROM read_parquet('{found}')")
            elif table == "prefix" and parquet_of(folder, "diagnosis"):
                source = parquet_of(folder, "diagnosis")
                connection.execute(
                    "CREATE VIEW prefix AS SELECT *, substr(code, 1, n) AS prefix FROM "
                    f"read_parquet('{source}'), range(1, 8) AS t(n) WHERE n <= length(code)"
                )
            else:
                option = "--claims" if kind == "claims" else "--reference"
                print(f"There is no {table}.parquet and no folder {table}: {option} names where it lies.")
                return 1
    if out:
        out.mkdir(parents=True, exist_ok=True)
    for name, text in statements_of("duckdb").items():
        connection.execute(f"CREATE OR REPLACE TEMP TABLE found AS {text}")
        counted = connection.execute("SELECT count(*), count(DISTINCT claim_id) FROM found").fetchall()
        print(f"{name}: {counted[0][0]} rows in {counted[0][1]} claims")
        if out:
            place = quoted(out / f"{name}.parquet")
            connection.execute(f"COPY found TO '{place}' (FORMAT parquet)")
    return 0


def parquet_of(folder: Path | None, table: str) -> str:
    """The files of a table in a folder, as DuckDB reads their name; "" where there are none."""
    if folder is None:
        return ""
    if (folder / f"{table}.parquet").is_file():
        return quoted(folder / f"{table}.parquet")
    return quoted(folder / table / "*.parquet") if any((folder / table).glob("*.parquet")) else ""


def quoted(path: Path) -> str:
    """A path within quotes of SQL."""
    return str(path).replace("'", "''")


if __name__ == "__main__":
    sys.exit(main())
