"""A fact of the record that speaks against what the query points to is not in the query.

A provider who is shown only one side is steered, and a diagnosis that was given without the other side does
not stand up to a clinical validation. The record's facts are those of `Query.record`; one marked contrary
must be quoted, in an indicator or in the question. Without such a list nothing can be checked.

Add the fact, with its date and its document, beside the others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from codinglab.model import Indicator, Query, Severity
from codinglab.query.examples import FACTS, on, query
from codinglab.query.facts import measured, words_of
from codinglab.query.rule import PRACTICE, Fault, LintRule

_SAME = on(
    11, 4, "Creatinine 0.9 mg/dL the same evening, before any fluid", source="Laboratory", contrary=True
)
_URINE = on(11, 4, "Urine output 1,900 mL in 24 h", source="Intake and output", contrary=True)

RULE = LintRule(
    id="QL-05",
    title="Contrary fact left out",
    severity=Severity.WARN,
    authority=PRACTICE,
    failing=(query(record=_SAME), query(record=(*FACTS, *_URINE))),
    passing=(
        query(record=FACTS),
        query(indicators=(*FACTS, *_URINE), record=_URINE),
        query(
            indicators=(*FACTS, replace(_URINE[0], fact="24 h urine output: 1,900 mL", contrary=False)),
            record=_URINE,
        ),
    ),
)

_SMALL = frozenset("the a an of in on at to and or was is by for with from not no".split())


def check(query: Query) -> Iterator[Fault]:
    """Look for each contrary fact of the record among what the provider reads."""
    shown = (*query.indicators, Indicator(query.question))
    for item in query.record:
        if item.contrary and not any(_tells(other, item) for other in shown):
            yield Fault(
                f"The record says “{item.fact}”, which speaks against the others; the query leaves it out."
            )


def _tells(other: Indicator, fact: Indicator) -> bool:
    """Whether an indicator tells a fact: of the same day, its numbers, and most of its words."""
    if other.observed_on and fact.observed_on and other.observed_on != fact.observed_on:
        return False
    text = words_of(other)
    wanted, there = _words(fact.fact), _words(text)
    if {word for word in wanted if word[0].isdigit()} - there:
        return False
    values = {(item.term, item.number) for item in measured(fact.fact)}
    if values and values <= {(item.term, item.number) for item in measured(text)}:
        return True
    return len(wanted & there) >= 0.6 * len(wanted)


def _words(text: str) -> set[str]:
    plain = re.sub(r"(?<=\d),(?=\d{3})", "", text.lower())
    return {word[:6] for word in re.findall(r"\d+(?:\.\d+)?|[a-z][\w-]*", plain)} - _SMALL
