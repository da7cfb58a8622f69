"""A back-test on Apache Spark: the same statements over the same files, on one machine or a cluster.

Needs `pip install codinglab[spark]` and Java 17. On a cluster the extract must lie where every worker can
read it; the reference tables are handed over from the driver.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from codinglab.backtest.looks import Say, looked
from codinglab.backtest.opened import ALL_DAYS
from codinglab.backtest.statements import PERIOD
from codinglab.claims.extract import Extract
from codinglab.claims.spark import end_session, local_session
from codinglab.model.period import Period
from codinglab.reference.rule_tables import RuleTable
from codinglab.validate.edit import Edit
from codinglab.validate.engines.cluster_looks import looked as looked_on_spark
from codinglab.validate.looks import Looked

if TYPE_CHECKING:
    import pyarrow as pa

_PREFIX = (
    "SELECT claim_id, claim_type, position, code, poa, `on`, substring(code, 1, n) AS prefix "
    "FROM diagnosis LATERAL VIEW explode(sequence(1, length(code))) lengths AS n WHERE length(code) > 0"
)


class SparkEngine:
    """Edits over the files of an extract in Spark.

    Args:
        tables: the reference tables.
        period: the days asked about.
        chosen: a Spark session, or an Ibis connection to one; by default a session of this machine, which is
            stopped at the end.
    """

    name = "spark"
    dialect: str | None = "pyspark"
    at_once = 4
    whole = True

    def __init__(self, tables: Mapping[str, RuleTable], period: Period, chosen: Any = None) -> None:
        import ibis

        self._own = chosen is None
        self._session = local_session() if chosen is None else getattr(chosen, "_session", chosen)
        ibis.pyspark.connect(self._session)
        self._names: set[str] = set()
        for name, found in tables.items():
            self._view(name, self._session.createDataFrame(found.rows))
        days = [(period.since, period.through)]
        self._view(PERIOD, self._session.createDataFrame(days, "since date, through date"))

    def load(
        self,
        extract: Extract,
        partitions: Sequence[int],
        relations: Collection[str],
        *,
        often: Collection[str],
    ) -> None:
        """Have these relations hold the claims of these partitions; those read `often` are cached."""
        wanted = {*relations, *(["diagnosis"] if "prefix" in relations else [])}
        for name in sorted(wanted):
            if name == "prefix":
                rows = self._session.sql(_PREFIX)
            else:
                files = [str(extract.file(name, place).resolve()) for place in partitions]
                rows = self._session.read.parquet(*files)
            self._view(name, rows.cache() if name in often else rows)

    def keep(self, name: str, statement: Any) -> None:
        """Have a cached view hold what a statement gives."""
        self._view(name, self._session.sql(statement).cache())

    def ask(self, statement: Any) -> pa.Table:
        """The rows that a statement gives."""
        return self._session.sql(statement).toArrow()

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
        """What edits say that look at claims in Python: on the workers, where all days are asked about.

        The workers count by month and know the built-in edits; a period, or an analyst's own edits, are
        looked at here.
        """
        if period != ALL_DAYS or any(one.family == "own" for one in chosen):
            return looked(extract, partitions, chosen, period, say=say, stop=stop)
        say("edits that look at claims as a whole", 0.0)
        return looked_on_spark(self._session, extract, chosen)

    def close(self) -> None:
        """Forget the views; stop the session when it is our own."""
        for name in self._names:
            self._session.catalog.uncacheTable(f"`{name}`")
            self._session.catalog.dropTempView(name)
        if self._own:
            end_session(self._session)

    def _view(self, name: str, rows: Any) -> None:
        rows.createOrReplaceTempView(f"`{name}`")
        self._names.add(name)
