"""The books of a day, to look things up beside a lesson."""

from __future__ import annotations

from datetime import date

from codinglab.lab.books import Books
from codinglab.parse import as_day


def code_books(on: date | str) -> Books:
    """The tabular, the Index and guidance of a day.

    Raises:
        InvalidInputError: it is not a day.
    """
    return Books(as_day(on), procedures=False)
