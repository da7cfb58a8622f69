"""What edits say of very many claims: the columns of hits, of what could not be judged, and of what could."""

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
