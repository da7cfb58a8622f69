"""What the files of a back-test hold.

A back-test is a folder: `run.json` says which edits ran over which extract, with which engine; beside it lie
three folders with a Parquet file a partition of the extract (`hits/part-00000.parquet`):

    hits       a row a hit (HITS)
    unknown    what could not be judged, counted by edit, claim type, month and reason (UNKNOWN)
    eligible   what could, counted by edit, claim type and month (ELIGIBLE)

A partition is done when all three files are there; a run that was killed goes on with those that are not.
"""

from __future__ import annotations

import pyarrow as pa

_TEXT, _NUMBER, _ID, _DAY = pa.string(), pa.int32(), pa.int64(), pa.date32()

HITS = pa.schema(
    {
        "edit": _TEXT,
        "claim_type": _TEXT,
        "claim_id": _ID,
        "on": _DAY,
        "line": _NUMBER,
        "other_claim": _ID,
        "other_line": _NUMBER,
        "diagnosis": _NUMBER,
        "other_diagnosis": _NUMBER,
        "procedure": _NUMBER,
        "code": _TEXT,
        "other_code": _TEXT,
        "detail": _TEXT,
    }
)
"""`on` is the governing day; `line`, `diagnosis`, `procedure` are positions from 1, null where the edit names
none; `detail` is a JSON object of every column of the edit's hit as text, for its message."""

UNKNOWN = pa.schema(
    {
        "edit": _TEXT,
        "claim_type": _TEXT,
        "month": _DAY,
        "reason": _TEXT,
        "rows": _ID,
        "claims": _ID,
    }
)
"""`month` is its first day; `reason` may hold names of columns in braces, so that one reason is one row."""

ELIGIBLE = pa.schema({"edit": _TEXT, "claim_type": _TEXT, "month": _DAY, "rows": _ID, "claims": _ID})
"""Rows of the relation that the edit judges (or of its own population), less those it could not judge."""
