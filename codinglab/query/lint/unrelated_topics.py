"""One query asks about conditions that have nothing to do with one another.

Each needs its own facts, its own options and its own answer; in one query an answer to the first is easily
taken for an answer to both. A link between two conditions, or a choice between them, is one topic. The
topics are those of `reference/lexicon/query/topics.toml`.

Write a query for each.
"""

from __future__ import annotations

from collections.abc import Iterator

from codinglab.model import Query, Severity
from codinglab.query.examples import open_query, query
from codinglab.query.rule import PRACTICE, Fault, LintRule
from codinglab.query.topics import stacked_topics

RULE = LintRule(
    id="QL-15",
    title="Unrelated topics in one query",
    severity=Severity.WARN,
    authority=PRACTICE,
    failing=(
        open_query(
            "Please clarify the type of anemia and the stage of the pressure injury.",
            documented=("anemia", "pressure injury"),
        ),
        open_query("What is the renal diagnosis? Please also clarify the nutritional status."),
        query(title="Clarification: renal status and nutrition", question="Please clarify the diagnoses."),
    ),
    passing=(
        open_query("Is the renal failure related to the heart failure?", documented=("AKI", "heart failure")),
        open_query("Please clarify the type and acuity of the anemia.", documented=("anemia",)),
        open_query(
            "Please clarify the cause of the confusion in the patient with a urinary tract infection."
        ),
        query(),
    ),
)


def check(query: Query) -> Iterator[Fault]:
    """Compare the topics of what is asked."""
    if topics := stacked_topics(query):
        yield Fault(f"The query asks about {' and '.join(topics)} at once.")
