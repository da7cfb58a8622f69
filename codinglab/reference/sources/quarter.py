"""The quarter a published file holds, as its name, its heading and the person say it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from codinglab.reference.install.archive import SourceFileError
from codinglab.reference.install.reading import Request

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_NAMED = r"(?P<month>jan|apr|jul|oct)"
_FIRST_NCCI_YEAR = 1994
_SAYINGS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?<![a-z0-9])cci(?:pra|oph)-v(?P<ncci>\d\d)(?P<part>[0-3])r",
        r"(?<!\d)(?P<year>20\d\d)[-_ ]?q(?P<quarter>[1-4])(?!\d)",
        r"(?<![a-z])q(?P<quarter>[1-4])[-_ ]?(?P<year>20\d\d)(?!\d)",
        r"eff[-_ ](?P<month>\d\d)-\d\d-(?P<year>20\d\d)(?!\d)",
        r"(?<!\d)(?P<year>20\d\d)-(?P<month>0[1-9]|1[0-2])(?!\d)",
        rf"(?<!\d)(?P<year>20\d\d)[-_ ]?{_NAMED}",
        rf"{_NAMED}[a-z]*[-_ ](?:web[-_ ])?(?P<year>20\d\d)(?!\d)",
        rf"pprrvu(?P<year>\d\d)_?{_NAMED}",
        r"rvu(?P<year>\d\d)(?P<letter>[a-d])",
        rf"(?P<year>20\d\d) national physician fee schedule relative value file,? {_NAMED}",
    )
)


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """A calendar quarter.

    >>> Quarter(2026, 2).since, Quarter(2026, 4).through, str(Quarter(2026, 1))
    (datetime.date(2026, 4, 1), datetime.date(2026, 12, 31), '2026 Q1')
    """

    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.year} Q{self.number}"

    @property
    def since(self) -> date:
        """Its first day."""
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def through(self) -> date:
        """Its last day."""
        following = date(self.year + 1, 1, 1) if self.number == 4 else date(self.year, 3 * self.number + 1, 1)
        return following - timedelta(days=1)


def quarters_in(text: str) -> Iterator[Quarter]:
    """The quarters that a name or a heading speaks of.

    NCCI counts its versions by year from 1994: v32.0 is the first quarter of 2026.

    >>> [str(quarter) for quarter in quarters_in("ccipra-v322r0-f1.TXT")]
    ['2026 Q3']
    >>> [str(quarter) for quarter in quarters_in("PPRRVU25_JAN.csv rvu26c MCR_MUE_Eff_07-01-2026.csv")]
    ['2026 Q3', '2025 Q1', '2026 Q3']
    """
    for saying in _SAYINGS:
        for match in saying.finditer(text):
            said = match.groupdict()
            if said.get("ncci"):
                yield Quarter(_FIRST_NCCI_YEAR + int(said["ncci"]), int(said["part"]) + 1)
                continue
            year = int(said["year"]) + (2000 if len(said["year"]) == 2 else 0)
            if said.get("quarter"):
                yield Quarter(year, int(said["quarter"]))
            elif said.get("letter"):
                yield Quarter(year, "abcd".index(said["letter"].lower()) + 1)
            else:
                month = said["month"].lower()
                number = int(month) if month.isdigit() else _MONTHS.index(month) + 1
                yield Quarter(year, (number - 1) // 3 + 1)


def stated_quarter(request: Request, texts: Iterable[str] = ()) -> Quarter:
    """The one quarter that the file's name, the texts and the person agree on.

    Args:
        request: what is read; the name of its archive is looked at.
        texts: names of members and headings.

    Raises:
        SourceFileError: nobody says a quarter, or they say different ones.
    """
    place = request.archive.name
    said = {quarter: text for text in (*texts, place) for quarter in quarters_in(text)}
    if len(said) > 1:
        each = "; ".join(f"'{text[:80]}' says {quarter}" for quarter, text in sorted(said.items()))
        msg = f"{place}: expected files of one quarter; {each}."
        raise SourceFileError(msg)
    if request.since is None:
        if not said:
            msg = (
                f"{place}: neither its name nor its heading tells the quarter (expected for example 2026q2). "
                "Say the first day it holds."
            )
            raise SourceFileError(msg)
        return next(iter(said))
    asked = Quarter(request.since.year, (request.since.month - 1) // 3 + 1)
    if asked.since != request.since:
        msg = f"{place}: expected the first day of a quarter, {asked.since}; {request.since} was said."
        raise SourceFileError(msg)
    if said and asked not in said:
        quarter, text = next(iter(said.items()))
        msg = f"{place}: expected {asked}, as was said; '{text[:80]}' is of {quarter}."
        raise SourceFileError(msg)
    return asked
