"""The query gives fewer than two clinical facts with a date and a source.

The facts are what the provider judges from, and what shows later that the question was fair. A fact
without a date and a document cannot be looked up. One dated fact with the treatment given for it is
enough; so is the dated report itself when a yes/no query asks about a diagnosis already documented.
No dated fact is a failure, one alone is a warning. Facts of an earlier encounter count only beside one
of this encounter.

Add facts from this encounter, each with its value, its date and the document it stands in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from codinglab.model import Indicator, Query, QueryType, Severity
from codinglab.query.examples import FACTS, query, yes_no
from codinglab.query.rule import PRACTICE, Fault, LintRule
from codinglab.query.wording import is_documented

_REPORT = Indicator("Specimen: adenocarcinoma", date(2026, 11, 5), "Pathology report")
_BOLUS = Indicator("IV fluid bolus 2 L given on 11/03")

RULE = LintRule(
    id="QL-03",
    title="Too few clinical indicators",
    severity=Severity.FAIL,
    authority=PRACTICE,
    failing=(
        query(indicators=()),
        query(indicators=(Indicator("Creatinine doubled"), _BOLUS)),
        query(indicators=FACTS[:1]),
        query(indicators=tuple(replace(item, prior=True) for item in FACTS)),
    ),
    passing=(
        query(indicators=FACTS[:2]),
        query(indicators=(FACTS[1], _BOLUS)),
        yes_no("Do you agree with this finding?", "adenocarcinoma", "adenocarcinoma", indicators=(_REPORT,)),
    ),
)

_TREATMENT = re.compile(
    r"\b(?:iv|po|bolus|infus\w*|transfus\w*|prbcs?|units? of|antibiotics?|fluids?|diure\w*|dialysis|oxygen"
    r"|bipap|cpap|ventilat\w*|intubat\w*|vasopressors?|started|given|administered|treated"
    r"|therapy|restriction|supplement\w*|\d+\s*m?c?g\b(?!/))",
    re.I,
)


def check(query: Query) -> Iterator[Fault]:
    """Count the facts that have a date and a source."""
    dated = [item for item in query.indicators if item.observed_on is not None and item.source]
    if not dated or all(item.prior for item in dated):
        which = " of this encounter with both a date and a source" if query.indicators else ""
        yield Fault(f"The query gives no clinical indicator{which}.")
    elif len(dated) == 1 and not _enough(query, dated[0]):
        yield Fault("The query gives only one indicator with a date and a source.", Severity.WARN)


def _enough(query: Query, fact: Indicator) -> bool:
    if query.type is QueryType.YES_NO and query.subject and is_documented(query.subject, query.documented):
        return True
    return any(_TREATMENT.search(item.fact) for item in query.indicators if item is not fact)
