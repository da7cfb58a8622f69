"""Group very many inpatient claims: from the relations of an extract to a table of groupings.

Each claim gets what `group(claim, reasons=False)` gives it. The package's library is asked with JSON text
that is made a column at a time (`claims.stays`), and of its answer only the beginning is read, which names
the DRG; what it says of each code follows and is left.
"""

from __future__ import annotations

import ctypes
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

import pyarrow as pa

from codinglab.claims.drg_input import NO_STATUS
from codinglab.claims.stays import Stays, stays_of
from codinglab.group.grouper import UNANSWERED, complication, grouper
from codinglab.group.versions import version_on, written
from codinglab.model import MsDrg, NotInForceError
from codinglab.reference.msdrg import drg_row

GROUPED = pa.schema(
    {
        "claim_id": pa.int64(),
        "drg": pa.string(),
        "mdc": pa.string(),
        "severity": pa.string(),
        "version": pa.string(),
        "return_code": pa.string(),
        "weight": pa.float64(),
        "not_evaluated": pa.string(),
    }
)
"""A row an inpatient claim. `drg` and `weight` are null, and the other texts empty, where the claim could not
be grouped; `not_evaluated` then says why. `weight` is null too where Table 5 of that year is not there."""

Row = tuple[int, str | None, str, str, str, str, float | None, str]
_END_OF_HEAD = b',"pdx_output":'


def group_batch(relations: Mapping[str, pa.Table]) -> pa.Table:
    """Group the inpatient claims of whole claims' relations: `claim`, `diagnosis` and `procedure`.

    Returns:
        A table `GROUPED` in the order of the claim ids.
    """
    return _table(_rows(stays_of(relations)))


def _table(rows: Iterable[Row]) -> pa.Table:
    columns = list(zip(*rows, strict=True)) or [()] * len(GROUPED)
    return pa.table([list(column) for column in columns], schema=GROUPED)


def _rows(stays: Stays) -> Iterator[Row]:
    answered = _answers()
    facts = zip(stays.claim_id, stays.on, stays.reason, stays.unreadable, stays.age, stays.rest, strict=True)
    for claim_id, on, missing, unreadable, age, rest in facts:
        version, begun, uncovered = _form_of(on)
        reason = uncovered or missing or (NO_STATUS if unreadable else "")
        if reason:
            yield claim_id, None, "", "", "", "", None, reason
            continue
        head = answered(b"%b%d%b" % (begun, age, rest))
        if head is None:
            yield claim_id, None, "", "", "", "", None, UNANSWERED
            continue
        drg, mdc, severity, return_code = _said(head)
        yield claim_id, drg, mdc, severity, version, return_code, _weight(drg, on), ""


@lru_cache(maxsize=4096)
def _form_of(on: date | None) -> tuple[str, bytes, str]:
    """The version of a discharge date, the beginning of the form; or the reason why there is none."""
    if on is None:
        return "", b"", ""
    try:
        version = version_on(on)
    except NotInForceError as reason:
        return "", b"", str(reason)
    return written(version), b'{"version":%d,"age":' % version, ""


def _answers() -> Callable[[bytes], bytes | None]:
    """The library's function: a claim's JSON text to the beginning of its answer, None where it has none."""
    opened = grouper()
    library, context = opened.lib, opened.ctx
    ask, free = library.msdrg_group_json, library.msdrg_string_free

    def answered(text: bytes) -> bytes | None:
        held = ask(context, text)
        if not held:
            return None
        try:
            whole = ctypes.string_at(held)
        finally:
            free(held)
        return whole[: whole.index(_END_OF_HEAD)]

    return answered


@lru_cache(maxsize=100_000)
def _said(head: bytes) -> tuple[str, str, str, str]:
    """DRG, MDC, severity and return code of the beginning of an answer; there are few different ones."""
    raw: dict[str, Any] = json.loads(head + b"}")
    return (
        str(MsDrg(str(raw["final_drg"]))),
        f"{raw['final_mdc'] or 0:02d}",
        complication(raw["final_severity"]).value,
        raw["return_code"],
    )


@lru_cache(maxsize=100_000)
def _weight(drg: str, on: date) -> float | None:
    try:
        row = drg_row(drg, on)
    except NotInForceError:
        return None
    return row.weight if row else None
