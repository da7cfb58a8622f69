"""The life of a query: answered, closed, and opened again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from codinglab.model import Indicator, InvalidInputError, Query, QueryStatus


def answer(query: Query, text: str, by: str, on: date) -> Query:
    """Record the provider's answer to an open query.

    Args:
        query: open.
        text: the answer, one of the options or the provider's own words.
        by: who answered, with credential.
        on: the day of the answer.

    Raises:
        InvalidInputError: the query is not open, the text or the name is missing, or the answer is dated
            before the query.
    """
    if query.status is not QueryStatus.OPEN:
        msg = f"Query {query.id} is {query.status.value}: open it again before another answer is recorded."
        raise InvalidInputError(msg)
    if not text.strip():
        msg = f"Query {query.id} needs an answer: type the provider's words, or one of the options."
        raise InvalidInputError(msg)
    if not by.strip():
        msg = f"The answer to query {query.id} needs a name: say who answered, with credential."
        raise InvalidInputError(msg)
    if query.written_on and on < query.written_on:
        msg = (
            f"Query {query.id} was written on {query.written_on.isoformat()} and cannot have been answered "
            f"on {on.isoformat()}: check both days."
        )
        raise InvalidInputError(msg)
    return replace(
        query, answer=text.strip(), answered_by=by.strip(), answered_on=on, status=QueryStatus.ANSWERED
    )


def close(query: Query, *, unanswered: bool = False) -> Query:
    """Close a query. One without an answer is closed only when that is said to be meant.

    Raises:
        InvalidInputError: the query is closed already, or has no answer and `unanswered` is not given.
    """
    if query.status is QueryStatus.CLOSED:
        msg = f"Query {query.id} is closed already."
        raise InvalidInputError(msg)
    if query.status is QueryStatus.OPEN and not unanswered:
        msg = (
            f"Query {query.id} has no answer yet: record it first, or close with unanswered=True when the "
            "policy lets it end without one."
        )
        raise InvalidInputError(msg)
    return replace(query, status=QueryStatus.CLOSED)


def reopen(query: Query) -> Query:
    """Open an answered or closed query again, to be answered anew.

    An answer it had moves to the record, with its author and day, and the query counts as asked before:
    asking until the answer pleases is pressure, and the linter looks at the count.

    Raises:
        InvalidInputError: the query is open.
    """
    if query.status is QueryStatus.OPEN:
        msg = f"Query {query.id} is open: there is nothing to open again."
        raise InvalidInputError(msg)
    again = replace(query, status=QueryStatus.OPEN, answer="", answered_by="", answered_on=None)
    if not query.answer:
        return again
    earlier = Indicator(f"Earlier answer: {query.answer}", query.answered_on, query.answered_by)
    return replace(again, record=(*query.record, earlier), asked_before=query.asked_before + 1)
