"""Open what somebody names or holds as tables: a path, a data frame, Arrow, DuckDB, or several by name."""

from __future__ import annotations

from collections.abc import Mapping as MappingOf
from pathlib import Path
from typing import Any

from codinglab.claims.intake.columns.chunk import TableSource
from codinglab.claims.intake.columns.mapping import UTF_8, TextFile
from codinglab.claims.intake.columns.names import known, plain
from codinglab.claims.intake.columns.sources import (
    arrow_table,
    duckdb_table,
    file_table,
    folder_tables,
    pandas_table,
)
from codinglab.model import InvalidInputError

_MOST_SHOWN = 20


def table_sources(source: Any, *, table: str = "", text: TextFile = UTF_8) -> dict[str, TableSource]:
    """The tables of a source by name; the only one is under "".

    Args:
        source: a path (CSV, Parquet, a folder of them, a DuckDB database), a pandas data frame, an Arrow
            table, record batch or reader, a DuckDB relation or connection, or a dict of these by name.
        table: the table of a database, where it has several.
        text: how CSV is written.

    Raises:
        InvalidInputError: it is none of these, or cannot be read.
    """
    if isinstance(source, str | Path):
        return _of_path(Path(source), table, text)
    if isinstance(source, MappingOf):
        found = {}
        for name, one in source.items():
            found[str(name)] = next(iter(table_sources(one, text=text).values()))
            found[str(name)].name = str(name) if not isinstance(one, str | Path) else found[str(name)].name
        if not found:
            msg = "A dict of tables is empty."
            raise InvalidInputError(msg)
        return found
    return _of_object(source, table)


def _of_object(source: Any, table: str) -> dict[str, TableSource]:
    kind = f"{type(source).__module__}.{type(source).__name__}"
    if kind.startswith("pandas.") and kind.endswith(".DataFrame"):
        return {"": pandas_table(source, "data frame")}
    if "duckdb" in kind and kind.endswith("DuckDBPyRelation"):
        return {"": duckdb_table(source, "DuckDB relation")}
    if "duckdb" in kind and kind.endswith("DuckDBPyConnection"):
        return _of_connection(source, table, "DuckDB connection")
    if hasattr(source, "__arrow_c_stream__") or kind.startswith("pyarrow."):
        return {"": arrow_table(_arrow(source, kind), "Arrow table")}
    msg = (
        f"Claims cannot be read from {type(source).__name__}: give a path, a pandas data frame, an Arrow "
        "table or reader, a DuckDB relation or connection, or a dict of these."
    )
    raise InvalidInputError(msg)


def _arrow(source: Any, kind: str) -> Any:
    import pyarrow as pa

    if isinstance(source, pa.Table | pa.RecordBatch | pa.RecordBatchReader):
        return source
    try:
        return pa.RecordBatchReader.from_stream(source)
    except (pa.ArrowException, TypeError, AttributeError) as error:
        msg = f"Claims cannot be read from {kind}: {error}."
        raise InvalidInputError(msg) from None


def is_duckdb(path: Path) -> bool:
    """Whether a file is a DuckDB database, told by its bytes."""
    with path.open("rb") as file:
        return file.read(12)[8:] == b"DUCK"


def _of_path(path: Path, table: str, text: TextFile) -> dict[str, TableSource]:
    if path.is_dir():
        return folder_tables(path, text)
    if not path.is_file():
        msg = f"There is no file or folder {path}."
        raise InvalidInputError(msg)
    if not is_duckdb(path):
        if table:
            msg = f"{path} is no DuckDB database: only of those can a table be named ({table!r})."
            raise InvalidInputError(msg)
        return {"": file_table(path, text)}
    import duckdb

    try:
        connection = duckdb.connect(str(path), read_only=True, config={"enable_external_access": "false"})
    except duckdb.Error as error:
        msg = f"{path} cannot be opened as a DuckDB database: {error}"
        raise InvalidInputError(msg) from None
    return _of_connection(connection, table, str(path))


def _of_connection(connection: Any, table: str, name: str) -> dict[str, TableSource]:
    rows = connection.execute(
        "SELECT table_schema, table_name FROM information_schema.tables "
        "WHERE table_catalog = current_database()"
    ).fetchall()
    there = {one if schema == "main" else f"{schema}.{one}": (schema, one) for schema, one in rows}
    roles = {role for names in known()["tables"].values() for role in names}
    if table:
        wanted = [one for one in there if one.lower() == table.lower()]
    elif len(there) == 1:
        wanted = [*there]
    else:
        wanted = [one for one in there if plain(one) in roles]
    if not wanted:
        told = ", ".join(sorted(there)[:_MOST_SHOWN]) or "none"
        missing = f"has no table {table!r}" if table else "does not say which table holds the claims"
        msg = f"{name} {missing}; name one with --table. Its tables: {told}."
        raise InvalidInputError(msg)
    found = {}
    for one in wanted:
        schema, bare = ('"' + part.replace('"', '""') + '"' for part in there[one])
        relation = connection.sql(f"SELECT * FROM {schema}.{bare}")
        found[one] = duckdb_table(relation, f"{name}, table {one}")
    return found if len(found) > 1 else {"": found[wanted[0]]}
