"""CSV that opens in a spreadsheet and runs nothing there."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "\u2212")
_UNSEEN = re.compile(r"^[\s\u200b-\u200f\u2060\ufeff]+")
Value = str | int | float | None


def csv_text(header: Sequence[str], rows: Iterable[Sequence[Value]], *, mark: bool = True) -> str:
    """A CSV file as text: comma, double quotes, lines ending in CR LF as RFC 4180 has it.

    A text that a spreadsheet would take for a formula gets an apostrophe before it; numbers stay numbers.

    Args:
        header: the names of the columns.
        rows: the values; None is an empty cell.
        mark: begin with the byte order mark by which Excel knows UTF-8.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([safe(name) for name in header])
    for row in rows:
        writer.writerow([safe(value) for value in row])
    return ("\ufeff" if mark else "") + out.getvalue()


def safe(value: Value) -> str | int | float:
    """A value that no spreadsheet takes for a formula.

    >>> safe("=1+1"), safe("-25"), safe(-25), safe("E11.22")
    ("'=1+1", "'-25", -25, 'E11.22')
    """
    if value is None:
        return ""
    if not isinstance(value, str):
        return value
    text = value.replace("\0", "")
    risky = text.startswith(RISKY) or _UNSEEN.sub("", text).startswith(RISKY)
    return f"'{text}" if risky else text
