"""What a back-test asks of an engine, and which engine a name or a connection means."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from codinglab.backtest.looks import Say
from codinglab.claims.extract import Extract
from codinglab.model import InvalidInputError
from codinglab.model.period import Period
from codinglab.reference.rule_tables import RuleTable
from codinglab.validate.edit import Edit
from codinglab.validate.looks import Looked

if TYPE_CHECKING:
    import pyarrow as pa

MEMORY = "4GB"
NAMES = ("duckdb", "spark")


class Engine(Protocol):
    """An engine with the reference tables, and the claims of some partitions of an extract at a time."""

    name: str
    dialect: str | None
    """The SQL dialect that it is asked in; None where it is asked in Ibis expressions."""
    at_once: int
    """How many statements it is asked at the same time."""
    whole: bool
    """Whether it is best asked about the whole extract at once."""

    def load(
        self,
        extract: Extract,
        partitions: Sequence[int],
        relations: Collection[str],
        *,
        often: Collection[str],
    ) -> None:
        """Have these relations hold the claims of these partitions; those read `often` are worth a copy."""
        ...

    def keep(self, name: str, statement: Any) -> None:
        """Have a table hold what a statement gives, until other claims are loaded."""
        ...

    def ask(self, statement: Any) -> pa.Table:
        """The rows that a statement gives."""
        ...

    def look(
        self,
        extract: Extract,
        partitions: Sequence[int],
        chosen: Sequence[Edit],
        period: Period,
        *,
        say: Say,
        stop: Callable[[], bool],
    ) -> Looked | None:
        """What edits say that look at claims in Python; None where it was stopped."""
        ...

    def close(self) -> None:
        """Let go of what was made for the claims."""
        ...


def engine_of(
    chosen: Any,
    tables: Mapping[str, RuleTable],
    period: Period,
    *,
    memory: str,
    threads: int | None,
    spill: Path,
) -> Engine:
    """The engine for a name ("duckdb", "spark"), a Spark session, or an Ibis connection.

    Args:
        chosen: which.
        tables: the reference tables that the edits read.
        period: the days asked about.
        memory: what DuckDB may use, such as "4GB".
        threads: how many threads DuckDB may use; all cores by default.
        spill: a folder for what does not fit into memory.

    Raises:
        InvalidInputError: it is none of these, or is not installed.
    """
    if chosen == "duckdb":
        from codinglab.backtest.engines.duck import DuckEngine

        return DuckEngine(tables, period, memory=memory, threads=threads, spill=spill)
    backend = getattr(chosen, "name", None)
    if chosen == "spark" or backend == "pyspark" or hasattr(chosen, "sparkContext"):
        from codinglab.backtest.engines.spark import SparkEngine

        return SparkEngine(tables, period, None if chosen == "spark" else chosen)
    if hasattr(chosen, "to_pyarrow"):
        from codinglab.backtest.engines.any_ibis import IbisEngine

        return IbisEngine(tables, period, chosen)
    msg = f"There is no engine '{chosen}'. There are: {', '.join(NAMES)}, or an Ibis connection."
    raise InvalidInputError(msg)
