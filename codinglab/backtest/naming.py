"""Hits that speak of another claim: by the id it came with, where the engine knew its number."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from codinglab.claims.extract import Extract

if TYPE_CHECKING:
    import pyarrow as pa


def named(hits: pa.Table, extract: Extract, partitions: Sequence[int]) -> pa.Table:
    """The hits (`layout.HITS`) with the names of other claims in their words (" of claim 17").

    Args:
        hits: of some partitions.
        extract: the claims.
        partitions: those that hold every claim that the hits speak of.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    elsewhere = pc.fill_null(pc.not_equal(hits["other_claim"], hits["claim_id"]), False)
    if not pc.any(elsewhere).as_py():
        return hits
    names = _names(hits.filter(elsewhere)["other_claim"], extract, partitions)
    details = []
    for other, detail in zip(hits["other_claim"].to_pylist(), hits["detail"].to_pylist(), strict=True):
        if other in names:
            detail = detail.replace(f' of claim {other}"', f' of claim {names[other]}"')
        details.append(detail)
    return hits.set_column(hits.schema.get_field_index("detail"), "detail", pa.array(details, pa.string()))


def _names(wanted: pa.ChunkedArray, extract: Extract, partitions: Sequence[int]) -> dict[int, str]:
    """The ids that claims came with, by their numbers, as JSON text holds them."""
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    found: dict[int, str] = {}
    for place in partitions:
        rows = pq.read_table(extract.file("claim", place), columns=["claim_id", "name"])
        rows = rows.filter(pc.is_in(rows["claim_id"], wanted.combine_chunks()))
        numbers, texts = rows["claim_id"].to_pylist(), rows["name"].to_pylist()
        found |= {one: json.dumps(text)[1:-1] for one, text in zip(numbers, texts, strict=True)}
    return found
