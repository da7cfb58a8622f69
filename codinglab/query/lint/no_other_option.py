"""A multiple choice query leaves no room for another answer.

The right diagnosis may be none of those offered. Without "other" the list itself decides.

Add the option "Other (please specify)".
"""

from __future__ import annotations

from collections.abc import Iterator

from codinglab.model import Query, QueryType, Severity
from codinglab.query.examples import open_query, query
from codinglab.query.rule import PRACTICE, Fault, LintRule
from codinglab.query.wording import OTHER, UNDETERMINED, is_other

RULE = LintRule(
    id="QL-06",
    title="No “other” option",
    severity=Severity.FAIL,
    authority=PRACTICE,
    failing=(
        query(options=("Acute kidney injury", UNDETERMINED)),
        query(options=("Pneumonia and other infections of the lung", UNDETERMINED)),
        query(options=()),
    ),
    passing=(
        query(options=("Acute kidney injury", OTHER, UNDETERMINED)),
        query(options=("Acute kidney injury", "Another diagnosis, please specify", UNDETERMINED)),
        open_query("What diagnosis, if any, was treated?"),
    ),
)


def check(query: Query) -> Iterator[Fault]:
    """Look for the option in a multiple choice query."""
    if query.type is QueryType.MULTIPLE_CHOICE and not any(map(is_other, query.options)):
        yield Fault("The options have no “other”.")
