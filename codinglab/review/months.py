"""Which month and year right after a problem say that it is past: "NSTEMI in March 2020".

A month of the weeks before the note may be of the present event, so it must lie well before the day the
note was written. A full date says nothing here (it is how a note dates the events of its own stay), nor
does the month since which, or in which, something that lasts was found.
"""

from __future__ import annotations

import re
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DATED = re.compile(
    r"[ ]?,?[ ]?\(?(?:(?:back )?in |of |on )?"
    r"(?:(?P<name>jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?,? "
    r"|(?P<number>0?[1-9]|1[0-2])/)"
    r"(?P<year>(?:19|20)\d\d)\b(?![/-]\d)",
    re.IGNORECASE,
)
_LONG_AGO = 90


def past_month(text: str, end: int, on: date | None) -> tuple[int, int] | None:
    """Where the month stands that makes what ends at `end` past on a day, None without one.

    >>> past_month("NSTEMI in March 2020.", 6, date(2026, 6, 1))
    (6, 20)
    >>> past_month("NSTEMI in May 2026.", 6, date(2026, 6, 1)) is None
    True
    """
    match = _DATED.match(text, end) if on is not None else None
    if match is None or on is None:
        return None
    name, number = match["name"], match["number"]
    month = _MONTHS.index(name[:3].lower()) + 1 if name else int(number)
    then = date(int(match["year"]), month, 28)
    return match.span() if (on - then).days > _LONG_AGO else None
