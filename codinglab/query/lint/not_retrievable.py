"""The query cannot be kept and found again: it has no number, or its answer is not on record.

Queries and their answers are retained under one policy, whichever way it files them. One that is closed
must show what was answered, by whom and when; one that shows an answer is no longer open.

Give the query a number, and record the answer with who gave it and the day; a query closed without an
answer says so in its answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from codinglab.model import Query, QueryStatus, Severity
from codinglab.query.examples import query
from codinglab.query.rule import PRACTICE, Fault, LintRule

_ANSWER = {"answer": "Acute kidney injury", "answered_by": "A. Roe, MD", "answered_on": date(2026, 11, 6)}

RULE = LintRule(
    id="QL-19",
    title="Not retrievable",
    severity=Severity.WARN,
    authority=PRACTICE,
    failing=(
        query(id=""),
        query(status=QueryStatus.ANSWERED),
        query(status=QueryStatus.CLOSED, answer="Acute kidney injury"),
        query(**_ANSWER),
    ),
    passing=(
        query(),
        query(status=QueryStatus.ANSWERED, **_ANSWER),
        query(status=QueryStatus.CLOSED, **_ANSWER),
    ),
)


def check(query: Query) -> Iterator[Fault]:
    """Hold number, status and answer against one another."""
    if not query.id.strip():
        yield Fault("The query has no number.")
    answered = bool(query.answer.strip())
    if query.status is QueryStatus.OPEN:
        if answered:
            yield Fault("The query has an answer and is still open.")
        return
    if not answered:
        yield Fault(f"The query is {query.status.value}, and no answer is recorded.")
        return
    if not query.answered_by.strip():
        yield Fault("The answer does not say who gave it.")
    if query.answered_on is None:
        yield Fault("The answer has no date.")
    elif query.written_on and query.answered_on < query.written_on:
        yield Fault("The answer is dated before the query.")
