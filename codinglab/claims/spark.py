"""Claims of an extract on Spark, each in one row with all that belongs to it, for what asks of whole claims.

Workers turn a batch of such rows back into the relations of an extract, so that what works on a chunk of an
extract here works there. They must be able to import codinglab (`spark.submit.pyFiles`, or an installation),
and find its store (`spark.executorEnv.CODINGLAB_HOME`); local mode has both from the driver.
"""

from __future__ import annotations

import gc
import os
import sys
import warnings
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from codinglab.claims.extract.layout import EXTRACT_SCHEMAS
from codinglab.model import ClaimType, InvalidInputError

if TYPE_CHECKING:
    from codinglab.claims.extract import Extract

Relations = dict[str, pa.Table]
Work = Callable[[Relations], pa.Table]


def on_whole_claims(
    session: Any,
    extract: Extract,
    relations: Sequence[str],
    work: Work,
    schema: pa.Schema,
    claim_type: ClaimType = ClaimType.INPATIENT,
) -> Any:
    """Have Spark's workers do something with whole claims; nothing comes to the driver.

    Args:
        session: a Spark session.
        extract: an opened extract, in a folder that every worker reads.
        relations: what the work needs; `claim` is one of them.
        work: given the relations of a batch of claims, gives a table; the workers must be able to import it.
        schema: of that table.
        claim_type: the claims it is done on.

    Returns:
        A Spark DataFrame of all the tables.
    """
    from pyspark.sql.pandas.types import from_arrow_schema

    rows = whole_claims(session, extract, relations, claim_type)

    def worked(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            if batch.num_rows:
                yield from work(relations_of(batch)).to_batches()

    return rows.mapInArrow(worked, from_arrow_schema(schema))


def whole_claims(session: Any, extract: Extract, relations: Sequence[str], claim_type: ClaimType) -> Any:
    """A Spark DataFrame with a row a claim: its own columns, and a list for each other relation."""
    from pyspark.sql import functions

    def read(name: str) -> Any:
        rows = session.read.parquet(*(str(file) for file in extract.files(name)))
        return rows.filter(rows["claim_type"] == claim_type.value)

    whole = read("claim")
    for name in relations:
        if name == "claim":
            continue
        columns = [functions.col(f"`{column}`") for column in _own_columns(name)]
        listed = functions.collect_list(functions.struct(*columns)).alias(name)
        whole = whole.join(read(name).groupBy("claim_id").agg(listed), "claim_id", "left")
    return whole


def relations_of(batch: pa.RecordBatch) -> Relations:
    """Rows of `whole_claims` as the relations of an extract."""
    table = pa.Table.from_batches([batch])
    found: Relations = {"claim": _as_laid_out(table, "claim")}
    for name in table.column_names:
        if name in EXTRACT_SCHEMAS:
            listed = table[name].combine_chunks()
            parents = pc.list_parent_indices(listed)
            rows = pa.Table.from_struct_array(pc.list_flatten(listed))
            ids = (table[column].combine_chunks().take(parents) for column in ("claim_id", "claim_type"))
            for column, values in zip(("claim_id", "claim_type"), ids, strict=True):
                rows = rows.append_column(column, values)
            found[name] = _as_laid_out(rows, name)
    return found


def _own_columns(name: str) -> list[str]:
    return [column for column in EXTRACT_SCHEMAS[name].names if column not in ("claim_id", "claim_type")]


def _as_laid_out(table: pa.Table, name: str) -> pa.Table:
    schema = EXTRACT_SCHEMAS[name]
    return table.select(schema.names).cast(schema)


_SETTINGS = {
    "spark.driver.memory": "4g",
    "spark.log.level": "ERROR",
    "spark.sql.execution.arrow.pyspark.enabled": "true",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.shuffle.partitions": "8",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}


def local_session(**settings: str) -> Any:
    """A Spark session on all cores of this machine, whose workers run this Python.

    Args:
        settings: further ones, with two underscores for a dot (`spark__sql__codegen__wholeStage="false"`).

    Raises:
        InvalidInputError: Spark is not installed.
    """
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        msg = "Spark is not installed here. Install it with: pip install codinglab[spark] (it needs Java 17)."
        raise InvalidInputError(msg) from None
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.master("local[*]").appName("codinglab")
    further = {name.replace("__", "."): value for name, value in settings.items()}
    for name, value in (_SETTINGS | further).items():
        builder = builder.config(name, value)
    return builder.getOrCreate()


def end_session(session: Any) -> None:
    """Stop a session of this machine, and the Java process with its sockets; another can be started after it.

    PySpark leaves the sockets of what it read to the garbage collector, which would tell of them at any time.
    """
    from pyspark import SparkContext

    gateway = session.sparkContext._gateway
    session.stop()
    gateway.shutdown()
    process = getattr(gateway, "proc", None)
    if process is not None:
        process.stdin.close()
        process.wait(timeout=60)
    SparkContext._gateway = SparkContext._jvm = None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()
