"""A yes/no query asks about a diagnosis that the record does not document.

"Does the patient have …?" puts the diagnosis into the provider's mouth. Yes/no is for what is already
written: substantiating a documented diagnosis or a report, present on admission, a cause-and-effect
link between documented conditions, or two providers who conflict. A list of options that holds only
yes and no is a yes/no query whatever it is called, and so is an open question that names the answer.

Ask an open or multiple choice question; or name in `subject` the documented diagnosis asked about and
list it in `documented`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from codinglab.model import Query, QueryType, Severity
from codinglab.query.examples import choices, open_query, query, yes_no
from codinglab.query.rule import PRACTICE, Fault, LintRule
from codinglab.query.wording import (
    clinical_options,
    is_documented,
    is_documented_together,
    named_conditions,
)

RULE = LintRule(
    id="QL-11",
    title="Yes/no about a new diagnosis",
    severity=Severity.FAIL,
    authority=PRACTICE,
    failing=(
        yes_no("Does the patient have sepsis?", "sepsis"),
        yes_no("Is this acute systolic heart failure?", "acute systolic heart failure", "heart failure"),
        yes_no("Does the patient also have sepsis?", "pneumonia", "pneumonia"),
        yes_no("Is the acute kidney injury due to sepsis?", "AKI due to sepsis", "AKI"),
        yes_no("Do you agree?", ""),
        query(question="Is the patient septic?", options=choices("Yes", "No")),
        open_query("Does the patient have malnutrition?"),
    ),
    passing=(
        yes_no("Do you agree with this finding?", "adenocarcinoma", "adenocarcinoma of the colon"),
        yes_no("Was it present on admission?", "pressure injury", "sacral pressure ulcer, stage 3"),
        yes_no("Is the AKI due to the sepsis?", "acute kidney injury", "AKI", "sepsis"),
        yes_no("Is there a link between the two?", "AKI due to sepsis", "AKI", "sepsis"),
        yes_no("Was the UTI present on admission?", "", "urinary tract infection"),
        query(),
    ),
)

_LINK = re.compile(
    r"\b(?:due to|caused by|secondary to|related to|relat\w+|link\w*|associated with|because of"
    r"|result(?:ed|ing)? (?:from|of)"
    r"|attribut\w+|complicat\w+|cause\w*|etiolog\w+|manifestation\w*|from|with|and|in)\b",
    re.I,
)
_NAMES_THE_ANSWER = re.compile(
    r"\b(?:do(?:es)?|did) (?:the|this|your) (?:patient|pt|infant|mother) (?:currently |also |now "
    r"|actually )?(?:have|had|meet)\b"
    r"|\b(?:is|was) (?:the|this|your) (?:patient|pt|infant|mother) (?:currently |also |now )?(?!being)\w+"
    r"|\b(?:is|was) (?:this|it|there) (?:an? )?(?:case of )?",
    re.I,
)
_ANSWERS = re.compile(r"^\W*(?:yes|no)\b", re.I)


def check(query: Query) -> Iterator[Fault]:
    """Hold the subject, and whatever else the question names, against the documented diagnoses."""
    subject = query.subject.strip()
    if not _is_yes_no(query):
        yield from _named_in_open(query)
        return
    linked = bool(_LINK.search(f"{subject} {query.question}"))
    documented = is_documented_together if linked else is_documented
    if not subject:
        if not query.documented and not named_conditions(query.question):
            yield Fault("The query does not say which documented diagnosis its yes/no question is about.")
    elif not documented(subject, query.documented):
        yield Fault(f"A yes/no question about “{subject}”, which the record does not document.")
    for item in named_conditions(query.question):
        known = is_documented(item.condition, query.documented)
        if not known and not is_documented(item.condition, (subject,)):
            yield Fault(f"The yes/no question brings in “{item.words}”, which the record does not document.")


def _is_yes_no(query: Query) -> bool:
    offered = clinical_options(query)
    return query.type is QueryType.YES_NO or bool(offered and all(map(_ANSWERS.match, offered)))


def _named_in_open(query: Query) -> Iterator[Fault]:
    """An open question that can only be answered with yes or no, and names an undocumented diagnosis."""
    if query.type is not QueryType.OPEN:
        return
    for match in _NAMES_THE_ANSWER.finditer(query.question):
        rest = re.split(r"[?.;,]| or ", query.question[match.start() :])[0]
        for item in named_conditions(rest):
            if not is_documented(item.condition, query.documented):
                yield Fault(f"The question can only be answered yes or no, and names “{item.words}”.")
