"""A query was asked by word of mouth, and what was said or when is not on record.

A spoken query keeps the same rules as a written one. Only a record made at once shows that it did.

Write down what was said, word for word as far as it is known, and the time.
"""

from __future__ import annotations

from collections.abc import Iterator

from codinglab.model import Channel, Query, Severity
from codinglab.query.examples import query
from codinglab.query.rule import PRACTICE, Fault, LintRule

_SAID = (
    "CDI: Creatinine rose from 0.9 to 2.1. What diagnosis, if any, is being treated? Dr. Roe: I will note it."
)

RULE = LintRule(
    id="QL-22",
    title="Verbal query without record",
    severity=Severity.FAIL,
    authority=PRACTICE,
    failing=(
        query(channel=Channel.VERBAL),
        query(channel=Channel.VERBAL, transcript=_SAID),
        query(channel=Channel.VERBAL, spoken_at="14:05"),
    ),
    passing=(query(), query(channel=Channel.VERBAL, transcript=_SAID, spoken_at="14:05")),
)


def check(query: Query) -> Iterator[Fault]:
    """Look for the words and the time of a verbal query."""
    if query.channel is Channel.VERBAL:
        missing = [
            name
            for name, value in (("what was said", query.transcript), ("the time", query.spoken_at))
            if not value.strip()
        ]
        if missing:
            yield Fault(f"The query was verbal, and {' and '.join(missing)} is not on record.")
