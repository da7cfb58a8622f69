"""The claims of an extract's partition, some thousand at a time, each with all its rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
import pyarrow.parquet as pq

from codinglab.claims.extract.extract import Extract
from codinglab.claims.stays import RELATIONS
from codinglab.model import ClaimType

if TYPE_CHECKING:
    import pyarrow as pa

CHUNK = 20_000
"""Claims in a chunk: enough that columns pay, few enough that a chunk is some megabytes."""


def claim_chunks(
    extract: Extract,
    partition: int,
    relations: Sequence[str] = RELATIONS,
    *,
    claim_type: ClaimType = ClaimType.INPATIENT,
    claims: int = CHUNK,
) -> Iterator[dict[str, pa.Table]]:
    """The relations of a partition's claims of a type, in chunks of whole claims in the order of their ids.

    Args:
        extract: an opened extract.
        partition: the partition's number.
        relations: which relations; `claim` is one of them.
        claim_type: of which claims.
        claims: how many claims a chunk holds at most.
    """
    held = {name: _by_claim(extract, name, partition, claim_type) for name in relations}
    ids = held["claim"]["claim_id"].to_numpy()
    rows = {name: table["claim_id"].to_numpy() for name, table in held.items()}
    for start in range(0, len(ids), claims):
        first, last = ids[start], ids[min(start + claims, len(ids)) - 1]
        chunk = {}
        for name, table in held.items():
            begin = int(np.searchsorted(rows[name], first, "left"))
            end = int(np.searchsorted(rows[name], last, "right"))
            chunk[name] = table.slice(begin, end - begin)
        yield chunk


def _by_claim(extract: Extract, relation: str, partition: int, claim_type: ClaimType) -> pa.Table:
    file = extract.file(relation, partition)
    if "claim_type" in pq.read_schema(file).names:
        table = pq.read_table(file, filters=[("claim_type", "=", claim_type.value)])
    else:
        table = pq.read_table(file)
    ids = table["claim_id"].to_numpy()
    return table if (ids[:-1] <= ids[1:]).all() else table.sort_by("claim_id")
