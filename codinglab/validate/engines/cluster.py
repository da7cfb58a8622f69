"""Edits of very many claims on Apache Spark: the same expressions, on one machine or on a cluster.

Needs `pip install codinglab[spark]` and Java 17. Tables go to Spark as Parquet files in a folder that the
driver writes and every worker reads: on a cluster, a folder that they share.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import ibis

from codinglab.claims.tables import SCHEMAS, claim_tables
from codinglab.model import ClaimType
from codinglab.reference.rule_tables import RuleTable
from codinglab.validate.compile import Facts, compile_edit, facts_of
from codinglab.validate.edit import Edit
from codinglab.validate.engines.one_claim import Row, Rows

if TYPE_CHECKING:
    import pyarrow as pa

_SETTINGS = {
    "spark.driver.memory": "4g",
    "spark.log.level": "ERROR",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.shuffle.partitions": "8",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}


def local_session() -> Any:
    """A Spark session on all cores of this machine."""
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master("local[*]").appName("codinglab")
    for name, value in _SETTINGS.items():
        builder = builder.config(name, value)
    return builder.getOrCreate()


class ClusterEngine:
    """Edits over claims and reference tables in Spark, one statement an edit.

    Args:
        chosen: the edits.
        tables: the reference tables.
        session: a Spark session; the caller ends it.
        folder: where tables are written for the workers; by default a folder of this machine.
    """

    def __init__(
        self,
        chosen: Sequence[Edit],
        tables: Mapping[str, RuleTable],
        session: Any,
        folder: Path | None = None,
    ) -> None:
        self.edits = tuple(chosen)
        self._session = session
        self._held = TemporaryDirectory(prefix="codinglab-spark-", dir=folder)
        self._connection = ibis.pyspark.connect(session)
        for name, found in tables.items():
            self._hand_over(name, found.rows)
        self._editions = {name: found.editions for name, found in tables.items()}

    def facts(self, claim_type: ClaimType) -> Facts:
        """The editions of each table for one claim type."""
        return facts_of(self._editions, claim_type)

    def rows(self, claims: Rows, types: Sequence[ClaimType]) -> Iterator[Row]:
        """Everything that the edits say of claims (`claims.tables.claim_rows`): id, kind, claim, detail."""
        return self.judge(claim_tables({name: list(rows) for name, rows in claims.items()}), types)

    def judge(self, relations: Mapping[str, pa.Table], types: Sequence[ClaimType]) -> Iterator[Row]:
        """As `rows`, of claim relations that are Arrow tables already (`claims.tables.SCHEMAS`).

        A relation that is not given is empty.
        """
        for name, schema in SCHEMAS.items():
            self._hand_over(name, relations.get(name, schema.empty_table()))
        for claim_type in types:
            for one in self.edits:
                if claim_type in one.applies_to and one.checks:
                    told = self._session.sql(self._statement(one, claim_type)).toArrow()
                    yield from zip(*(column.to_pylist() for column in told.columns), strict=True)

    def close(self) -> None:
        """Remove the files that were written for the workers; what was asked before can no longer be read."""
        self._held.cleanup()

    def _statement(self, one: Edit, claim_type: ClaimType) -> str:
        expression = compile_edit(one, claim_type.value, self._connection.table, self.facts(claim_type))
        return str(ibis.to_sql(expression, dialect="pyspark"))

    def _hand_over(self, name: str, table: pa.Table) -> None:
        import pyarrow.parquet as pq

        path = Path(self._held.name) / f"{name}.parquet"
        pq.write_table(table, path)
        self._session.read.parquet(str(path)).createOrReplaceTempView(f"`{name}`")
