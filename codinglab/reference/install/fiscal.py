"""Days and names of what appears with the federal fiscal year: from October 1, with an April update."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from codinglab.reference.install.archive import SourceFileError
from codinglab.reference.install.reading import Request


def fiscal_year(day: date) -> int:
    """The fiscal year of a day.

    >>> fiscal_year(date(2025, 9, 30)), fiscal_year(date(2025, 10, 1))
    (2025, 2026)
    """
    return day.year + (day.month >= 10)


def fiscal_since(request: Request, year: int, member: str) -> date:
    """The first day of an edition: what the person said, else April 1 if a name says so, else October 1.

    Args:
        request: the file and what the person said of it.
        year: the fiscal year that the file states.
        member: the name of the file inside the archive.

    Raises:
        SourceFileError: the person's day is not in that fiscal year.
    """
    if request.since is not None:
        if fiscal_year(request.since) != year:
            msg = (
                f"{request.archive.name}: {member} is of FY{year}, {date(year - 1, 10, 1)} to "
                f"{date(year, 9, 30)}; {request.since} is not in it. Give a day of that year, or its file."
            )
            raise SourceFileError(msg)
        return request.since
    april = "april" in f"{request.archive.name}/{member}".lower()
    return date(year, 4, 1) if april else date(year - 1, 10, 1)


def half_year_through(since: date) -> date:
    """The day before the next April 1 or October 1: for lists that say which codes are valid.

    >>> half_year_through(date(2025, 10, 1)), half_year_through(date(2026, 4, 1))
    (datetime.date(2026, 3, 31), datetime.date(2026, 9, 30))
    """
    starts = (date(since.year, 4, 1), date(since.year, 10, 1), date(since.year + 1, 4, 1))
    return next(day for day in starts if day > since) - timedelta(days=1)


def year_through(since: date) -> date:
    """The last day of the fiscal year of `since`: for documents that have no April edition in most years.

    Where there is one and it is installed, it takes the place of the older from its own first day.
    """
    return date(fiscal_year(since), 9, 30)


def edition(since: date) -> str:
    """The edition as people say it.

    >>> edition(date(2025, 10, 1)), edition(date(2026, 4, 1))
    ('FY2026 October', 'FY2026 April')
    """
    return f"FY{fiscal_year(since)} {calendar.month_name[since.month]}"
