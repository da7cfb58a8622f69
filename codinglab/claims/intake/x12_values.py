"""The values of X12 elements: days, amounts, counts. One that cannot be read is a fault with its place."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from codinglab.claims.intake.x12_fault import Fault, FaultError
from codinglab.claims.intake.x12_segments import Segment

_AMOUNT = re.compile(r"-?(\d{1,15}(\.\d{0,6})?|\.\d{1,6})", re.ASCII)
_DAY = re.compile(r"\d{8}", re.ASCII)
_COUNT = re.compile(r"\d{1,9}", re.ASCII)


def fail(segment: Segment, reason: str, element: int = 0, value: str | None = None) -> FaultError:
    """The error of a segment's fault, to be raised."""
    return FaultError(Fault.at(segment, reason, element, value))


def day(segment: Segment, element: int, written: str) -> date:
    """A day written as 20260309.

    Raises:
        FaultError: it is none.
    """
    if _DAY.fullmatch(written):
        try:
            return date(int(written[:4]), int(written[4:6]), int(written[6:]))
        except ValueError:
            pass
    raise fail(segment, "It is no day of the calendar, written as 20260309.", element, written)


def period(segment: Segment) -> tuple[date, date]:
    """The first and last day that a DTP says, as a day (D8), a minute (DT) or a span (RD8).

    Raises:
        FaultError: it says no such thing.
    """
    form, written = segment.at(2), segment.at(3)
    if form == "RD8":
        first, _, last = written.partition("-")
        return day(segment, 3, first), day(segment, 3, last)
    if form in ("D8", "DT"):
        on = day(segment, 3, written[:8] if form == "DT" else written)
        return on, on
    raise fail(segment, "The form of the date is D8, DT or RD8.", 2)


def amount(segment: Segment, element: int) -> Decimal:
    """An amount in dollars.

    Raises:
        FaultError: it is no number.
    """
    written = segment.at(element)
    if not _AMOUNT.fullmatch(written):
        raise fail(segment, "It is no amount, written as 125 or 125.5.", element)
    return Decimal(written)


def units(segment: Segment, element: int) -> int:
    """A whole number of units.

    Raises:
        FaultError: it is none, or a fraction, which the claim of the lab cannot hold.
    """
    written = segment.at(element)
    if not _AMOUNT.fullmatch(written):
        raise fail(segment, "It is no number of units.", element)
    number = Decimal(written)
    if number != int(number):
        raise fail(segment, "Units are whole numbers here: a fraction cannot be judged.", element)
    if abs(number) >= 2**31:
        raise fail(segment, "It is too large for a number of units.", element)
    return int(number)


def count(segment: Segment, element: int, written: str) -> int:
    """A whole number from 0.

    Raises:
        FaultError: it is none.
    """
    if not _COUNT.fullmatch(written):
        raise fail(segment, "It is no whole number.", element, written)
    return int(written)
