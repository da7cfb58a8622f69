"""The query asks nothing, or more than one thing about its topic.

Facts without a question leave the provider to guess what is wanted; two questions get one answer, and
nobody knows to which. A question with its follow-up ("is it significant; if so, which diagnosis") is one.

End with one clear question, such as: please clarify the diagnosis, if any, being treated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from codinglab.model import Query, Severity
from codinglab.query.examples import open_query, query
from codinglab.query.rule import PRACTICE, Fault, LintRule
from codinglab.query.sentences import any_of, sentences, unquoted

RULE = LintRule(
    id="QL-14",
    title="No single clear question",
    severity=Severity.WARN,
    authority=PRACTICE,
    failing=(
        query(question=""),
        query(question="Creatinine rose from 0.9 to 2.1 mg/dL after surgery."),
        query(question="Thoughts?"),
        open_query(
            "What is the cause of the kidney injury? Was it present on admission?", documented=("AKI",)
        ),
    ),
    passing=(
        query(question="What condition, if any, was treated?"),
        query(question="Creatinine rose after surgery. Please clarify."),
        open_query("Is the creatinine clinically significant? Please indicate the diagnosis, if any."),
        query(question="Please clarify the diagnosis. Please reply in the progress note."),
    ),
)

_ASKS = any_of(
    r"(?:clarify(?:ing)?|clarification\b.*\b(?:requested|appreciated|sought|asked)|specify|indicate|provide"
    r"|describe|state|confirm|address|comment|define|identify"
    r"|determine|select|choose"
    r"|check|explain|elaborate|give|record|tell|report|list|note|respond to|query|document\w*|add\w*"
    r"|updat\w+|amend|revis\w+"
    r"|agree|concur|sign off|need|suggest|propose|accept|approve|includ\w+|writ\w+|chang\w+|mak\w+|ensure"
    r"|reflect|carry|call|show|diagnos\w+|consider|evaluate)\b"
)
_POLITE = any_of(
    r"(?:please|kindly|pls|can you|could you|would you|will you|are you able to)\b",
    r"(?:based on|in) your (?:clinical|medical|professional|independent)",
    r"(?:we|i) (?:recommend|suggest|need|ask|request|propose)\b",
    r"you (?:may|might|should|must|need|could)\b",
    r"you will\b|would be (?:appropriate|helpful|reasonable|best)\b|(?:should|must|appreciate)\b",
)
_IDLE = re.compile(
    r"^\W*(?:(?:any )?thoughts|fyi|please (?:advise|review|see|address|help)|ok|agree|comments|thank\w*"
    r"|right)\W*$",
    re.I,
)
_FOLLOWS = re.compile(r"\W*(?:and )?if (?:so|yes|any|known|present|applicable|not|significant)\b", re.I)
_MORE = re.compile(
    r"\b(?:also|additionally|in addition|furthermore|secondly|as well)\b|^\W*(?:2|ii|b)[.):]", re.I
)
_TWO_IN_ONE = re.compile(
    r"^\W*(?:what|which|is|was|can|does|did|could)\b.*,? and (?:was|is|were|are|when|what|which|how|did"
    r"|does) (?!if\b)",
    re.I,
)
_WHERE = re.compile(
    r"\b(?:respond|reply|answer|document your (?:answer|response|judg\w+|reply|opinion)|your (?:answer"
    r"|response|reply)|addend\w+"
    r"|progress note|discharge summary|medical record|sign|contact|call|thank)\b",
    re.I,
)


def check(query: Query) -> Iterator[Fault]:
    """Count what is asked; whether the topics have anything to do with one another is QL-15's."""
    said = [part for part in sentences(unquoted(query.question)) if not _IDLE.match(part)]
    marked = [part for part in said if part.endswith("?") and not _FOLLOWS.match(part)]
    asked = [part for part in said if not part.endswith("?") and _ASKS.search(part) and _POLITE.search(part)]
    if not marked and not asked and not any(_ASKS.match(part.lstrip("- ")) for part in said):
        yield Fault("The query asks no clear question.")
        return
    own = [part for part in asked if not _WHERE.search(part)]
    doubled = any(_TWO_IN_ONE.search(part) for part in marked)
    several = doubled or len(marked) > 1 or (len(own) + len(marked) > 1 and any(map(_MORE.search, own)))
    if several:
        yield Fault(f"The query asks more than one question: “{'” and “'.join((*marked, *own))}”.")
