"""The only alternative to the one diagnosis offered is an option that answers nothing.

"No further documentation needed" or "disagree" is no clinical answer. Where it stands instead of another
choice, the provider picks between the diagnosis and a refusal. Beside two or more clinical choices it
does no harm.

Offer the other answers that the facts allow, or ask an open question.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from codinglab.model import Query, QueryType, Severity
from codinglab.query.examples import choices, query
from codinglab.query.rule import PRACTICE, Fault, LintRule
from codinglab.query.wording import clinical_options

RULE = LintRule(
    id="QL-10",
    title="A non-answer as the only alternative",
    severity=Severity.WARN,
    authority=PRACTICE,
    failing=(
        query(options=choices("Acute kidney injury", "No further documentation needed")),
        query(options=choices("Acute kidney injury", "Decline to answer")),
        query(options=choices("Acute kidney injury", "No change to documentation")),
    ),
    passing=(
        query(options=choices("Acute kidney injury")),
        query(options=choices("Acute kidney injury", "Prerenal azotemia", "No further documentation needed")),
        query(options=choices("Acute kidney injury", "Not clinically significant")),
    ),
)

_NO_ANSWER = re.compile(
    r"\b(?:no (?:further|additional|more|other|new|change\w*(?: in| to)?|addition\w*|update\w*|amend\w*)"
    r" ?(?:\w+ ){0,2}?(?:documentation|clarification|information|response|comment|action|changes?"
    r"|addend\w+|update)"
    r"|no (?:documentation|clarification|response|comment|action|changes?|addend\w+|update|answer|reply)\b"
    r"|documentation (?:is )?(?:stands|sufficient|complete|adequate|correct|as is)"
    r"|(?:already|previously|sufficiently|adequately) documented|leave (?:as is|documentation)"
    r"|as (?:already )?documented"
    r"|no (?:\w+ )?(?:response|reply|answer|documentation|clarification|change|diagnosis)"
    r" (?:is )?(?:needed|necessary|required|warranted|indicated)"
    r"|nothing (?:to add|further|more|else)|not needed|documentation (?:as|remains)|(?:chart|record|note)"
    r" (?:is )?(?:correct|complete|sufficient|accurate|adequate)(?: as (?:is|written))?"
    r"|(?:keep|retain) (?:current|existing|present) documentation"
    r"|(?:decline|refuse|defer|prefer not)\w*(?: to)? ?(?:answer|respond|comment|query|document)?"
    r"|not applicable|n/a|query (?:is )?(?:not (?:needed|applicable|appropriate|valid|indicated)|invalid)"
    r"|(?:ignore|dismiss|disregard|cancel|close|skip)\b.*|not my patient|will not (?:document|answer"
    r"|respond)|see (?:my )?note)\b"
    r"|^\W*(?:i )?(?:disagree|do not agree)\W*$",
    re.I,
)


def check(query: Query) -> Iterator[Fault]:
    """Count the clinical choices beside an option that answers nothing."""
    if query.type is not QueryType.MULTIPLE_CHOICE:
        return
    offered = clinical_options(query)
    empty = [option for option in offered if _NO_ANSWER.search(option)]
    if empty and len(offered) - len(empty) <= 1:
        yield Fault(f"“{empty[0]}” is no clinical answer, and stands where another choice should.")
