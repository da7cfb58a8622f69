"""The revision lines of an Internet-Only Manual: "(Rev. 11842, Issued: 02-09-23, Effective: 01-01-23, …)"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

_START = re.compile(
    r"(?:\(\s*|Last Updated\s*[-–—]\s*)(?:Chapter\s+(?P<chapter>\d+[a-z]?)\s*[-–—,]\s*)?"
    r"Rev\s*[.:]*\s*(?P<number>\d+)",
    re.IGNORECASE,
)
_NUMBERS = r"\d{1,2}\s?[-/ ]\s?\d{1,2}\s?[-/ ]\s?(?:\d{4}|\d{2})(?!\d)"
_WORDS = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_DAY = re.compile(rf"(?<!\d){_NUMBERS}|{_WORDS}\s+\d{{1,2}},?\s+\d{{4}}")
_EFFECTIVE = re.compile(
    r"Effective(?P<both>\s*/\s*Implementation)?(?:\s+Dates?)?\s*[:;.]?\s*(?P<said>.*)", re.IGNORECASE
)
_LONGEST = 5


@dataclass(frozen=True, slots=True)
class Revision:
    """A revision: its number, the days it was issued and takes effect (None: not said, or no one day)."""

    number: int
    issued: date | None
    effective: date | None
    chapter: str = ""


def revision_at(lines: Sequence[str], at: int) -> tuple[Revision, int] | None:
    """The revision that a line begins, and how many lines it takes; None when the line begins none."""
    match = _START.match(lines[at])
    if not match:
        return None
    text, taken = lines[at], 1
    while text.count("(") > text.count(")") and taken < _LONGEST and at + taken < len(lines):
        text, taken = f"{text} {lines[at + taken]}", taken + 1
    if text.count("(") > text.count(")"):
        text, taken = lines[at], 1
    text = " ".join(text.split())
    told = _EFFECTIVE.search(text)
    issued = days_in(text[match.end() : told.start() if told else len(text)])
    effective: list[date] = []
    if told:
        said = told["said"]
        effective = days_in(said if told["both"] else re.split(r"Implementation", said)[0])
    return (
        Revision(
            int(match["number"]),
            issued[0] if issued else None,
            effective[0] if len(set(effective)) == 1 else None,
            (match["chapter"] or "").lower(),
        ),
        taken,
    )


def days_in(text: str) -> list[date]:
    """The real days in a text, written 01-31-24, 1/31/2024 or January 31, 2024; years from 1960 to 2059."""
    found = []
    for said in _DAY.findall(text):
        try:
            found.append(_day(said))
        except ValueError:
            continue
    return found


def _day(said: str) -> date:
    if said[0].isalpha():
        return datetime.strptime(" ".join(said.replace(",", " ").split()), "%B %d %Y").date()
    month, day, year = (int(part) for part in re.split(r"[-/\s]+", said.strip()))
    if year < 100:
        year += 1900 if year >= 60 else 2000
    return date(year, month, day)
