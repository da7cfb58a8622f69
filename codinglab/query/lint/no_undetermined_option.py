"""A multiple choice query does not let the provider say that the answer cannot be determined.

A provider who cannot tell must be able to say so; otherwise one of the diagnoses is forced.

Add the option "Unable to determine".
"""

from __future__ import annotations

from collections.abc import Iterator

from codinglab.model import Query, QueryType, Severity
from codinglab.query.examples import open_query, query
from codinglab.query.rule import PRACTICE, Fault, LintRule
from codinglab.query.wording import OTHER, UNDETERMINED, is_undetermined

RULE = LintRule(
    id="QL-07",
    title="No “unable to determine” option",
    severity=Severity.FAIL,
    authority=PRACTICE,
    failing=(
        query(options=("Acute respiratory failure", OTHER)),
        query(options=("Fever of unknown origin", OTHER)),
    ),
    passing=(
        query(options=("Acute kidney injury", OTHER, UNDETERMINED)),
        query(options=("Acute kidney injury", OTHER, "Clinically undetermined")),
        query(options=("Acute kidney injury", OTHER, "Unknown")),
        open_query("What diagnosis, if any, was treated?"),
    ),
)


def check(query: Query) -> Iterator[Fault]:
    """Look for the option in a multiple choice query."""
    if query.type is QueryType.MULTIPLE_CHOICE and not any(map(is_undetermined, query.options)):
        yield Fault("The options have no “unable to determine”.")
