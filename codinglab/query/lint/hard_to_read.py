"""The query is long, or full of abbreviations that it does not explain.

A provider reads it between two patients. What is not understood at once is put off, or answered by the first
option. Common clinical abbreviations, and those that the query spells out, are fine; those known to be
misread, and a coder's own, are not. The lists are `reference/lexicon/query/abbreviations.toml`.

Keep the facts that bear on the question, and write the words out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from codinglab.model import Query, Severity
from codinglab.query.abbreviations import unexplained
from codinglab.query.examples import COMPLIANT, FACTS, open_query, query
from codinglab.query.policy import policy
from codinglab.query.rule import PRACTICE, Fault, LintRule

RULE = LintRule(
    id="QL-23",
    title="Hard to read",
    severity=Severity.INFO,
    authority=PRACTICE,
    failing=(
        query(question="The creatinine rose after surgery and fluid was given. " * 30 + COMPLIANT.question),
        open_query(
            "Pt s/p TKR, c/o SOB and DOE, POD3, w/ ILR and TLSO. Please clarify the diagnosis, if any."
        ),
        open_query("Please clarify the PDX, if any."),
    ),
    passing=(
        query(),
        open_query("CT, MRI and ECG were done; EF 55 %, WBC 9. Please clarify the diagnosis, if any."),
        query(indicators=(*FACTS, *FACTS)),
    ),
)


_CAPITALS = re.compile(r"\b[A-Z]{2,}(?:[ -][A-Z]{2,})+\b")


def check(query: Query) -> Iterator[Fault]:
    """Count the author's words and abbreviations; those of the indicators are the chart's."""
    own = (query.title, query.question, *map(_unmarked, query.options))
    words = sum(len(re.findall(r"\S+", text)) for text in own)
    if words > policy().words_allowed:
        yield Fault(f"The query has {words} words; more than {policy().words_allowed} are seldom read.")
    unknown, misread = unexplained("\n".join(own))
    if misread or len(unknown) > policy().abbreviations_allowed:
        yield Fault(f"The query does not explain {', '.join((*misread, *unknown))}.")


def _unmarked(option: str) -> str:
    """An option with words written in capitals for their weight put into small letters."""
    return _CAPITALS.sub(lambda found: found[0].lower() if len(found[0]) > 9 else found[0], option)
