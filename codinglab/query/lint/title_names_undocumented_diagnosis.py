"""The title names a diagnosis, or a degree of one, that the record does not document.

The title is read first. If it names the answer, the question after it no longer asks: the provider
has been told what to write. A diagnosis that the record already documents may be named. The
diagnoses looked for are those of `reference/lexicon/query/conditions.toml` and the query's subject.

Name the body system or the finding instead ("Clarification: renal status"), or list the diagnosis
among the documented ones if a provider has written it.
"""

from __future__ import annotations

from collections.abc import Iterator

from codinglab.model import Query, Severity
from codinglab.query.examples import open_query, query
from codinglab.query.rule import PRACTICE, Fault, LintRule
from codinglab.query.wording import is_documented, named_conditions, qualifiers_in

RULE = LintRule(
    id="QL-01",
    title="The title leads",
    severity=Severity.FAIL,
    authority=PRACTICE,
    failing=(
        query(title="Sepsis query"),
        query(title="AKI?", documented=("chronic kidney disease, stage 3a",)),
        query(title="CHF type: acute?", documented=("CHF",)),
        query(title="Meralgia paresthetica", subject="meralgia paresthetica"),
    ),
    passing=(
        query(title="Clarification: renal status"),
        query(title="Heart failure: type and acuity", documented=("congestive heart failure",)),
        query(title="Acute systolic CHF: cause", documented=("acute systolic heart failure",)),
        open_query("Please clarify type and acuity.", title="Anemia", documented=("anemia",)),
    ),
)


def check(query: Query) -> Iterator[Fault]:
    """Look for listed conditions in the title, and for words that go beyond what is documented."""
    named = named_conditions(query.title)
    for item in named:
        if not is_documented(item.condition, query.documented):
            yield Fault(f"The title names “{item.words}”, which the record does not document.")
    subject = query.subject.strip()
    in_title = not named and subject and subject.lower() in query.title.lower()
    if in_title and not is_documented(subject, query.documented):
        yield Fault(f"The title names “{subject}”, which the record does not document.")
    if named and all(is_documented(item.condition, query.documented) for item in named):
        written = " ".join(query.documented)
        for word in qualifiers_in(query.title):
            if not is_documented(word, (written,)):
                yield Fault(f"The title says “{word}”, which goes beyond the documented diagnosis.")
