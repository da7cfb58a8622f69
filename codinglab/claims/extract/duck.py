"""What uses of DuckDB over claims share: limits, files and texts in SQL, and the relation `prefix`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from codinglab.model import InvalidInputError

if TYPE_CHECKING:
    import duckdb

PREFIXES = (
    'SELECT claim_id, claim_type, position, code, poa, "on", code[1:length] AS prefix '
    "FROM (SELECT *, unnest(generate_series(1, length(code)))::INTEGER AS length FROM diagnosis)"
)
"""The relation that is not stored: every diagnosis of `diagnosis` with each of its beginnings."""


def tune(connection: duckdb.DuckDBPyConnection, memory: str, spill: Path, *, ordered: bool = False) -> None:
    """Have a DuckDB connection keep to a memory limit and spill to a folder, in silence.

    Args:
        connection: the connection.
        memory: the limit, such as "4GB".
        spill: a folder for what does not fit into memory.
        ordered: whether rows must come in the order of their source where nothing else is asked for.

    Raises:
        InvalidInputError: the limit is no amount of memory.
    """
    import duckdb

    connection.execute("SET enable_progress_bar = false")
    if not ordered:
        connection.execute("SET preserve_insertion_order = false")
    try:
        connection.execute("SET memory_limit = ?", [memory])
    except duckdb.Error:
        msg = f"'{memory}' is not an amount of memory: write it as 4GB or 800MB."
        raise InvalidInputError(msg) from None
    connection.execute("SET temp_directory = ?", [str(spill)])


def quoted(text: str) -> str:
    """A text as SQL writes it.

    >>> quoted("Doctor's")
    "'Doctor''s'"
    """
    return "'" + text.replace("'", "''") + "'"


def exactly(path: Path) -> str:
    """A path in which DuckDB sees no pattern.

    >>> exactly(Path("claims [a]/line.parquet"))
    'claims [[]a]/line.parquet'
    """
    return "".join(f"[{letter}]" if letter in "*?[" else letter for letter in path.as_posix())


def parquet(files: Iterable[Path]) -> str:
    """SQL that reads Parquet files of one shape."""
    return f"read_parquet([{', '.join(quoted(exactly(file)) for file in files)}])"
