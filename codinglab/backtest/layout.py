"""What the files of a back-test hold.

A back-test is a folder: `run.json` says which edits ran over which extract, with which engine; beside it lie
three folders with a Parquet file a partition of the extract (`hits/part-00000.parquet`):

    hits       a row a hit (HITS)
    unknown    what could not be judged, counted by edit, claim type, month and reason (UNKNOWN)
    eligible   what could, counted by edit, claim type and month (ELIGIBLE)

A partition is done when all three files are there; a run that was killed goes on with those that are not.
"""

from __future__ import annotations

from codinglab.validate.said import ELIGIBLE, HITS, UNKNOWN

__all__ = ["ELIGIBLE", "HITS", "UNKNOWN"]
