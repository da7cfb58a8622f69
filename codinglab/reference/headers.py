"""The categories and subcategories that are not reported, by day, with the codes that stand below them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pyarrow as pa

if TYPE_CHECKING:
    from codinglab.reference.compile import Span

_FOREVER = date(9999, 12, 31)
Row = tuple[str, date, date, int, str, str, str, str]


def header_table(spans: Iterable[Span]) -> pa.Table:
    """One row a beginning of codes and the days with the same codes below it.

    Columns: code, since, through, number of codes, the first and the last with their titles. Codes that
    differ from the beginning by placeholders and the 7th character alone are not below it.
    """
    below: dict[str, list[Span]] = {}
    for span in spans:
        for length in range(3, len(span.code)):
            start = span.code[:length]
            if len(span.code) < 7 or span.code[:6] != start.ljust(6, "X"):
                below.setdefault(start, []).append(span)
    rows = [row for start, held in sorted(below.items()) for row in _rows(start, held)]
    names = ("code", "since", "through", "number", "example", "title", "last_example", "last_title")
    return pa.table(dict(zip(names, (list(column) for column in zip(*rows, strict=True)), strict=True)))


def _rows(start: str, held: list[Span]) -> Iterator[Row]:
    ends = {(span.through or _FOREVER) + timedelta(days=1) for span in held if span.through}
    days = sorted({span.since for span in held} | ends)
    for since, following in zip(days, [*days[1:], _FOREVER], strict=True):
        valid = [span for span in held if span.since <= since <= (span.through or _FOREVER)]
        if valid:
            first, last = (pick(valid, key=lambda span: span.code) for pick in (min, max))
            through = following - timedelta(days=1)
            yield start, since, through, len(valid), first.code, first.title, last.code, last.title
