"""The days on which a version of a coverage document holds, and its page at the database."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

_PAGE = "https://www.cms.gov/medicare-coverage-database/view/{kind}.aspx?{kind}id={number}&{version}={at}"

Span = tuple[date, date | None]


def version_spans(versions: Iterable[tuple[str, int, date, date | None]]) -> dict[tuple[str, int], Span]:
    """The days of each version by id and number: of two that are in force on a day, the higher counts.

    Args:
        versions: id, version, first day, last day (None while open).

    Returns:
        First and last day; a version that is left without a day is left out.
    """
    spans: dict[tuple[str, int], Span] = {}
    first: dict[str, date] = {}
    for number, version, since, until in sorted(versions, key=lambda row: (row[0], -row[1])):
        higher = first.get(number)
        ends = [day for day in (until, higher and higher - timedelta(days=1)) if day]
        through = min(ends) if ends else None
        first[number] = min(since, higher) if higher else since
        if through is None or through >= since:
            spans[number, version] = (since, through)
    return spans


def page_of(kind: str, number: str, version: int) -> str:
    """The page of a version, from the number without its letter; of an NCD, its own id, not its section.

    >>> page_of("lcd", "36668", 45)
    'https://www.cms.gov/medicare-coverage-database/view/lcd.aspx?lcdid=36668&ver=45'
    """
    return _PAGE.format(kind=kind, number=number, version="ncdver" if kind == "ncd" else "ver", at=version)
