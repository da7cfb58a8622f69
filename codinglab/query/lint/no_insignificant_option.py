"""A choice about an abnormal finding has no option that it means nothing clinically.

Whether an abnormal result is significant is for the provider to say. Where a query asks about a result,
"not clinically significant" is one of the honest answers.

Add the option "Not clinically significant".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from codinglab.model import Query, QueryType, Severity
from codinglab.query.examples import choices, on, query
from codinglab.query.rule import PRACTICE, Fault, LintRule
from codinglab.query.wording import clinical_options, is_insignificant

_SODIUM = on(
    11, 3, "Sodium 129, then 127 mmol/L", "Fluid restriction 1.5 L, BMP every 6 h", source="Laboratory"
)
_ASK = "What is the clinical significance, if any, of the sodium results?"

RULE = LintRule(
    id="QL-21",
    title="No “not clinically significant” option",
    severity=Severity.INFO,
    authority=PRACTICE,
    failing=(
        query(
            title="Clarification: sodium", question=_ASK, indicators=_SODIUM, options=choices("Hyponatremia")
        ),
        query(
            title="Abnormal laboratory finding",
            question="Please clarify the diagnosis, if any, of the abnormal result.",
            indicators=_SODIUM,
            options=choices("Hyponatremia"),
        ),
    ),
    passing=(
        query(
            title="Clarification: sodium",
            question=_ASK,
            indicators=_SODIUM,
            options=choices("Hyponatremia", "Not clinically significant"),
        ),
        query(),
    ),
)

_FINDING = re.compile(r"\bclinical(?:ly)? significan\w+|\bsignificance\b|\babnormal\w*|\bincidental\w*", re.I)
_ASKED = re.compile(
    r"\b(?:lab(?:oratory)?|test|imaging|radiolog\w+|x-?ray|ct|mri|echo\w*|ecg|ekg|urine"
    r"|culture) (?:values?|results?|findings?)\b"
    r"|\b(?:elevated|low|high|decreased|increased|reduced) (?:\w+ ){0,2}(?:values?|levels?|results?"
    r"|counts?)\b",
    re.I,
)
_RESULT = re.compile(
    r"\b(?:sodium|potassium|magnesium|phosph(?:ate|orus)|calcium|platelets?|troponin|glucose|electrolytes?"
    r"|bilirubin|ammonia)\b",
    re.I,
)


def check(query: Query) -> Iterator[Fault]:
    """Look whether a multiple choice asks about a result, and for the option."""
    offered = clinical_options(query)
    if query.type is not QueryType.MULTIPLE_CHOICE or not offered or any(map(is_insignificant, offered)):
        return
    asked = f"{query.title}. {query.question}"
    single = _RESULT.search(asked) and len(offered) == 1 and not query.documented
    found = _FINDING.search(asked) or _ASKED.search(query.question)
    if (found and not query.documented) or single:
        yield Fault(
            "The query asks about a finding, and no option says that it is not clinically significant."
        )
