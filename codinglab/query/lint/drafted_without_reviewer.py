"""A program drafted the query, and no person is named who read it before it was sent.

A drafted query keeps the same rules as any other, and whoever sends it answers for it. The name of the
reviewer shows that a person looked at the facts and at the question.

Have a qualified person read it against the chart, and name the reviewer.
"""

from __future__ import annotations

from collections.abc import Iterator

from codinglab.model import Query, Severity
from codinglab.query.examples import query
from codinglab.query.rule import PRACTICE, Fault, LintRule

RULE = LintRule(
    id="QL-24",
    title="Drafted by a program, unread",
    severity=Severity.WARN,
    authority=PRACTICE,
    failing=(query(generator="draft model 3"), query(generator="EHR prompt", reviewer=" ")),
    passing=(query(), query(generator="draft model 3", reviewer="C. Writer, RN, CCDS")),
)


def check(query: Query) -> Iterator[Fault]:
    """Look for the reviewer of a drafted query."""
    reviewer = query.reviewer.strip()
    if query.generator.strip() and (not reviewer or reviewer == query.generator.strip()):
        yield Fault(f"“{query.generator}” drafted the query, and no reviewer is named.")
