"""The SQL dialects that an edit is handed over in, and how far each is proven here."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Dialect:
    """A dialect.

    Attributes:
        name: of its file, and sqlglot's name.
        title: what people call the engine.
        ibis: Ibis's name.
        runs: whether the examples are run on it here; else the statements are only parsed again.
    """

    name: str
    title: str
    ibis: str
    runs: bool = False


DIALECTS = (
    Dialect("duckdb", "DuckDB", "duckdb", runs=True),
    Dialect("spark", "Apache Spark", "pyspark", runs=True),
    Dialect("sqlite", "SQLite", "sqlite", runs=True),
    Dialect("databricks", "Databricks", "databricks"),
    Dialect("postgres", "PostgreSQL", "postgres"),
    Dialect("snowflake", "Snowflake", "snowflake"),
    Dialect("bigquery", "Google BigQuery", "bigquery"),
    Dialect("tsql", "Microsoft SQL Server", "mssql"),
    Dialect("oracle", "Oracle", "oracle"),
    Dialect("trino", "Trino", "trino"),
)
