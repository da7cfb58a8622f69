"""Group all inpatient claims of an extract, partition by partition, to a Parquet file."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Generator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from codinglab.claims.extract.chunks import claim_chunks
from codinglab.claims.extract.parallel import in_order
from codinglab.group.batch import GROUPED, group_batch
from codinglab.safe_file import drafted

if TYPE_CHECKING:
    from codinglab.claims.extract import Extract

Say = Callable[[str, float], None]
Relations = dict[str, pa.Table]
_OWN_DAY = re.compile(r" on \d{4}-\d{2}-\d{2}:")


@dataclass
class Tally:
    """How many claims were grouped, to which DRGs, and how many were not, for which reasons.

    A reason that names the claim's own day is counted without it.
    """

    grouped: Counter[str] = field(default_factory=Counter)
    not_evaluated: Counter[str] = field(default_factory=Counter)

    @property
    def claims(self) -> int:
        """All inpatient claims."""
        return self.grouped.total() + self.not_evaluated.total()

    def add(self, groupings: pa.Table) -> None:
        """Count a table `GROUPED`."""
        for name, counted in (("drg", self.grouped), ("not_evaluated", self.not_evaluated)):
            for one in groupings[name].value_counts().to_pylist():
                if one["values"]:
                    counted[without_day(one["values"])] += one["counts"]


def without_day(reason: str) -> str:
    """A reason without the claim's own day, so that it is the same for many claims.

    >>> without_day("No version for a discharge on 2031-01-01: versions cover 2022-10-01 to 2027-03-31.")
    'No version for a discharge: versions cover 2022-10-01 to 2027-03-31.'
    """
    return _OWN_DAY.sub(":", reason)


def group_extract(
    extract: Extract,
    out: Path,
    *,
    workers: int = 1,
    say: Say | None = None,
    stopped: Callable[[], bool] = lambda: False,
) -> Tally | None:
    """Group the inpatient claims of an extract into a Parquet file of the layout `GROUPED`.

    The file takes its name when it is whole: one that was there before stays until then.

    Args:
        extract: an opened extract.
        out: the file to write.
        workers: how many processes group.
        say: called with a sentence and the share done, 0 to 1.
        stopped: asked after each chunk whether to stop.

    Returns:
        The counts; None where it was stopped, and then no file was written.

    Raises:
        OSError: the file cannot be written.
    """
    tally, whole = Tally(), extract.count("claim") or 1
    seen = 0

    def parts() -> Generator[Relations, None, None]:
        nonlocal seen
        for partition in extract.partitions:
            yield from claim_chunks(extract, partition.number)
            seen += partition.rows.get("claim", 0)

    try:
        with (
            drafted(out) as draft,
            pq.ParquetWriter(draft, GROUPED) as file,
            closing(in_order(group_batch, parts(), workers)) as results,
        ):
            for groupings in results:
                file.write_table(groupings)
                tally.add(groupings)
                if say is not None:
                    share = max(tally.claims, seen) / whole
                    say(f"{tally.claims:,} inpatient claims grouped", min(share, 1.0))
                if stopped():
                    raise _StoppedError
    except _StoppedError:
        return None
    return tally


class _StoppedError(Exception):
    """The caller wants no more."""
