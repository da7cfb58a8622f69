"""A yes/no query asks about a diagnosis that the record does not document.

"Does the patient have …?" puts the diagnosis into the provider's mouth. Yes/no is for what is already
written: substantiating a documented diagnosis or a report, present on admission, a cause-and-effect
link between documented conditions, or two providers who conflict.

Ask an open or multiple choice question; or name in `subject` the documented diagnosis asked about and
list it in `documented`.
"""

from __future__ import annotations

from collections.abc import Iterator

from codinglab.model import Query, QueryType, Severity
from codinglab.query.examples import query, yes_no
from codinglab.query.rule import PRACTICE, Fault, LintRule
from codinglab.query.wording import is_documented, named_conditions

RULE = LintRule(
    id="QL-11",
    title="Yes/no about a new diagnosis",
    severity=Severity.FAIL,
    authority=PRACTICE,
    failing=(
        yes_no("Does the patient have sepsis?", "sepsis"),
        yes_no("Is this acute systolic heart failure?", "acute systolic heart failure", "heart failure"),
        yes_no("Does the patient also have sepsis?", "pneumonia", "pneumonia"),
        yes_no("Do you agree?", ""),
    ),
    passing=(
        yes_no("Do you agree with this finding?", "adenocarcinoma", "adenocarcinoma of the colon"),
        yes_no("Was it present on admission?", "pressure injury", "sacral pressure ulcer, stage 3"),
        yes_no("Is the AKI due to the sepsis?", "acute kidney injury", "AKI", "sepsis"),
        query(),
    ),
)


def check(query: Query) -> Iterator[Fault]:
    """Hold the subject, and whatever else the question names, against the documented diagnoses."""
    if query.type is not QueryType.YES_NO:
        return
    if not query.subject:
        yield Fault("The query does not say which documented diagnosis its yes/no question is about.")
    elif not is_documented(query.subject, query.documented):
        yield Fault(f"A yes/no question about “{query.subject}”, which the record does not document.")
    known = (*query.documented, query.subject)
    for item in named_conditions(query.question):
        if not is_documented(item.condition, known):
            yield Fault(f"The yes/no question brings in “{item.words}”, which the record does not document.")
