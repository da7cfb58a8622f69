"""Is an order file of the year it says? Its billable codes are compared with the dated code master."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache

from codinglab.reference.install.archive import SourceFileError
from codinglab.reference.install.fiscal import fiscal_year
from codinglab.reference.sources.code_master import CodeMaster, read_code_masters

MOST_DIFFERENT = 0.005
_SAME = 5
_EXAMPLES = 5
_OTHER_YEAR = 50


def check_against_master(system: str, billable: set[str], since: date, place: str) -> tuple[str, ...]:
    """Compare billable codes with those of the master on a day that it covers.

    Args:
        system: "icd10cm" or "icd10pcs".
        billable: the codes of the file.
        since: the first day of the file.
        place: the file, for messages.

    Returns:
        Remarks: none when all codes agree, or when the master does not cover the day.

    Raises:
        SourceFileError: more than 0.5 % differ, or the codes of another release day fit better.
    """
    master = _masters()[system]
    if not min(row.since for row in master.rows) <= since <= master.last_day:
        same = [day for day in _release_days(master) if len(billable ^ _valid(master, day)) <= _SAME]
        if any(fiscal_year(day) != fiscal_year(since) for day in same):
            msg = f"{place}: its codes are those of {same[-1]}, not of {since}: it is the file of that year."
            raise SourceFileError(msg)
        return (f"No code master covers {since}; the codes could not be compared.",)
    differ = billable ^ _valid(master, since)
    if not differ:
        return ()
    fits = {day: len(billable ^ _valid(master, day)) for day in _release_days(master)}
    best = min(fits, key=lambda day: fits[day])
    if len(differ) > MOST_DIFFERENT * len(billable) or fits[best] < len(differ):
        better = f" The codes are those of {best}, with {fits[best]:,} different: give --since {best}."
        msg = (
            f"{place}: {len(differ):,} codes differ from those valid on {since}. It looks like the file "
            f"of another release.{better if fits[best] < len(differ) else ''}"
        )
        raise SourceFileError(msg)
    examples = ", ".join(sorted(differ)[:_EXAMPLES])
    return (f"{len(differ)} codes differ from the code master of MS-DRG on {since}: {examples}",)


def check_year(codes: set[str], since: date, place: str) -> None:
    """Refuse an ICD-10-CM document whose codes are those of another fiscal year than it states.

    Args:
        codes: the codes it names, whole or their beginnings, undotted.
        since: the first day it states; a day outside the code master is not checked.
        place: the file, for messages.

    Raises:
        SourceFileError: the codes of another year fit better, by more than fifty codes.
    """
    master = _masters()["icd10cm"]
    days = [day for day in _release_days(master) if day.month == 10]
    unknown = {day: len(codes - _valid_and_above(day)) for day in days}
    stated = min((day for day in days if fiscal_year(day) == fiscal_year(since)), default=None)
    best = min(days, key=lambda day: (unknown[day], abs((day - since).days)))
    if stated is not None and unknown[stated] - unknown[best] > _OTHER_YEAR:
        msg = (
            f"{place}: states {since}, but {unknown[stated]:,} of its codes are not of that year, and only "
            f"{unknown[best]:,} are not of the year from {best}. It looks like the document of that year."
        )
        raise SourceFileError(msg)


@cache
def _valid_and_above(day: date) -> set[str]:
    valid = _valid(_masters()["icd10cm"], day)
    return valid | {code[:length] for code in valid for length in range(1, len(code))}


def _valid(master: CodeMaster, day: date) -> set[str]:
    return {row.code for row in master.rows if row.since <= day <= row.through}


def _release_days(master: CodeMaster) -> Iterator[date]:
    first = min(row.since for row in master.rows)
    for year in range(first.year, master.last_day.year + 1):
        yield from (day for day in (date(year, 4, 1), date(year, 10, 1)) if first <= day <= master.last_day)


@cache
def _masters() -> dict[str, CodeMaster]:
    diagnoses, procedures = read_code_masters()
    return {"icd10cm": diagnoses, "icd10pcs": procedures}
