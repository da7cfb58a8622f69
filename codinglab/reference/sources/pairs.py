"""Contradictions among dated pairs of codes: counted, for the person to know."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

_NEVER = 2**31 - 1
_VOID = 9


def overlaps(pairs: pa.Table) -> list[str]:
    """Remarks on pairs that end before they start, hold twice on one day, or hold in both directions.

    Void pairs (indicator 9) never hold, so they contradict nothing.
    """
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    held = pairs.filter(pc.not_equal(pairs.column("indicator"), _VOID))
    since = held.column("since").cast(pa.int32()).to_numpy()
    through = pc.fill_null(held.column("through").cast(pa.int32()), _NEVER).to_numpy()
    remarks = []
    backward = int((through < since).sum())
    if backward:
        remarks.append(f"{backward:,} pairs end before they start; they never hold.")
    both = pa.chunked_array([*held.column("column1").chunks, *held.column("column2").chunks])
    numbers = both.dictionary_encode().combine_chunks()
    if isinstance(numbers, pa.ChunkedArray):
        numbers = numbers.chunk(0)
    index = numbers.indices.to_numpy().astype(np.int64)
    one, two = index[: held.num_rows], index[held.num_rows :]
    codes = len(numbers.dictionary)
    key = one * codes + two
    order = np.lexsort((since, key))
    same = key[order][1:] == key[order][:-1]
    twice = int((same & (since[order][1:] <= through[order][:-1])).sum())
    if twice:
        remarks.append(f"{twice:,} pairs stand in two rows that hold on the same day.")
    active = through == _NEVER
    mutual = int(np.isin(key[active], (two * codes + one)[active]).sum() // 2)
    if mutual:
        remarks.append(f"{mutual:,} pairs hold in both directions at once; one of the two is an error.")
    return remarks
