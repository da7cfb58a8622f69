"""A DuckDB over the files of a back-test and its extract: out of core, its memory limited."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from codinglab.backtest.measures.opened import KINDS, Run
from codinglab.claims.extract.duck import parquet, quoted
from codinglab.model import InvalidInputError

MEMORY = "2GB"
RELATIONS = ("claim", "line", "diagnosis", "procedure", "modifier", "pointer", "condition", "payment")
_Z = 1.959963984540054
_MACROS = f"""
CREATE MACRO rate(k, n) AS CASE WHEN n > 0 THEN k::DOUBLE / n END;
CREATE MACRO wilson_centre(k, n) AS (k::DOUBLE / n + {_Z * _Z} / (2 * n)) / (1 + {_Z * _Z} / n);
CREATE MACRO wilson_half(k, n) AS {_Z} / (1 + {_Z * _Z} / n)
    * sqrt(greatest(k::DOUBLE / n * (1 - k::DOUBLE / n), 0) / n + {_Z * _Z} / (4 * n::DOUBLE * n));
CREATE MACRO wilson_low(k, n) AS CASE WHEN n > 0 AND k <= n
    THEN greatest(0.0, least(k::DOUBLE / n, wilson_centre(k, n) - wilson_half(k, n))) END;
CREATE MACRO wilson_high(k, n) AS CASE WHEN n > 0 AND k <= n
    THEN least(1.0, greatest(k::DOUBLE / n, wilson_centre(k, n) + wilson_half(k, n))) END;
CREATE MACRO month_of(day) AS date_trunc('month', day)::DATE;
CREATE MACRO total(amount, lines, known) AS CASE WHEN lines = 0 THEN 0.0 WHEN known > 0 THEN amount END;
"""


@contextmanager
def connected(memory: str = MEMORY) -> Iterator[duckdb.DuckDBPyConnection]:
    """An empty database on disk that goes away afterwards.

    Args:
        memory: the most it may use, as DuckDB writes it ("2GB"); what does not fit goes to disk.

    Raises:
        InvalidInputError: the memory limit cannot be read.
    """
    with TemporaryDirectory(prefix="codinglab-measures-") as folder:
        connection = duckdb.connect(str(Path(folder) / "measures.duckdb"))
        try:
            _settle(connection, memory, folder)
            connection.execute(_MACROS)
            yield connection
        finally:
            connection.close()


def _settle(connection: duckdb.DuckDBPyConnection, memory: str, folder: str) -> None:
    connection.execute("SET autoinstall_known_extensions = false")
    connection.execute("SET enable_progress_bar = false")
    connection.execute("SET preserve_insertion_order = false")
    connection.execute(f"SET temp_directory = {quoted(folder)}")
    try:
        connection.execute(f"SET memory_limit = {quoted(memory)}")
    except duckdb.Error:
        msg = f"The memory limit '{memory}' cannot be read: write a number with its unit, such as 2GB."
        raise InvalidInputError(msg) from None


def attach(connection: duckdb.DuckDBPyConnection, run: Run) -> None:
    """Give the extract's relations and what the edits said as views: `line`, `hits_file` and so on."""
    for name in RELATIONS:
        view(connection, name, run.extract.files(name))
    mine = ", ".join(quoted(one.id) for one in run.edits) or "''"
    for kind in KINDS:
        view(connection, f"{kind}_file", run.files(kind), f" WHERE edit IN ({mine})")


def view(connection: duckdb.DuckDBPyConnection, name: str, files: Sequence[Path], kept: str = "") -> None:
    """A view over Parquet files of one shape, with the condition that its rows are kept by."""
    connection.execute(f'CREATE OR REPLACE VIEW "{name}" AS SELECT * FROM {parquet(files)}{kept}')
