"""The query tells the provider what to write, or presses for agreement.

"Please document …" with the answer, "would you agree that …" and "don't you think …" state the
answer and ask only for a signature. Asking to document one's own judgment, whether there is a
diagnosis, or the type or acuity of one is neutral and stays allowed; so is asking whether a
documented report is agreed with.

Ask what the provider's clinical judgment is: "Please clarify the diagnosis, if any, …".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from codinglab.model import Query, Severity
from codinglab.query.examples import open_query, yes_no
from codinglab.query.rule import PRACTICE, Fault, LintRule
from codinglab.query.wording import narrative

RULE = LintRule(
    id="QL-12",
    title="Leading words",
    severity=Severity.FAIL,
    authority=PRACTICE,
    failing=(
        open_query("Please document acute kidney injury."),
        open_query("Kindly add sepsis to the discharge summary."),
        open_query("Would you agree that this is malnutrition?"),
        open_query("Don’t you think the patient was septic?"),
        open_query("Can you document acute respiratory failure?"),
        open_query("Please document the acuity as acute."),
        open_query("Please document the diagnosis of sepsis."),
        open_query("Acute kidney injury should be documented in the summary."),
    ),
    passing=(
        open_query("Please clarify the diagnosis, if any, being evaluated and treated."),
        open_query("Please document your clinical judgment in the progress note."),
        open_query("Can you document whether there is a diagnosis for these findings?"),
        open_query("Please document the type and acuity of the heart failure.", documented=("CHF",)),
        open_query("Please add the diagnosis, if any, that explains the fluid restriction."),
        yes_no("Do you agree with this finding?", "adenocarcinoma", "adenocarcinoma"),
    ),
)

_VERB = r"(?:document|add|include|record|chart|write|list|amend|code)"
_NEUTRAL = re.compile(
    r"\s+(?:whether|if\b|what|which|your\b|any\b|an? (?:associated |related )?diagnosis, if any"
    r"|(?:the|an?) (?:[\w-]+ ){0,3}diagnos[ie]s\b,? (?:if (?:any|known)|that|which|being|for)\b"
    r"|the (?:[\w-]+ ){0,2}(?:type|acuity|stage|site|laterality|causes?|etiology)\b(?![^.?]*\bas\b)"
    r"|the (?:clinical )?(?:significance|reason|rationale|judge?ment|answer|response)\b)",
    re.I,
)
_ASKS_TO_WRITE = re.compile(
    rf"\b(?:(?:please|kindly|pls)\s+{_VERB}|(?:can|could|would|will) you (?:please |kindly )?{_VERB}"
    rf"|(?:we|i) need you to {_VERB})\b",
    re.I,
)
_PRESSES = re.compile(
    r"\b(?:would you (?:not )?agree|wouldn't you (?:agree|say)"
    r"|(?:don't you|do you not) (?:think|agree)"
    r"|(?:isn't|is) (?:this|it) not\b|isn't (?:this|it)\b|doesn't (?:this|the) (?:patient )?(?:have|meet)"
    r"|you (?:will|must|should) agree|(?:should|must|needs to|has to) be documented)",
    re.I,
)


def check(query: Query) -> Iterator[Fault]:
    """Look for the turns of phrase in what the author wrote."""
    for place, text in narrative(query):
        plain = text.replace("’", "'")
        asked = [
            match[0] for match in _ASKS_TO_WRITE.finditer(plain) if not _NEUTRAL.match(plain[match.end() :])
        ]
        pressed = [match[0] for match in _PRESSES.finditer(plain)]
        for words in dict.fromkeys((*asked, *pressed)):
            yield Fault(f"The {place} says “{words}”, which tells the provider what to answer.")
