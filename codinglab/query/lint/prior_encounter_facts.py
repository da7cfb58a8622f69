"""Facts of an earlier encounter have no date, are not labelled as such, or are all there is.

An earlier value may be told where it bears on this stay: a baseline, a known type, a condition treated now.
Told without its date, or as if it were of today, it misleads; and alone it supports no diagnosis of this
stay. What a note of this stay says of the past ("10 % loss over the last year") is a fact of this stay.

Mark the fact as prior, give its date and document, and put the facts of this encounter beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from codinglab.model import Indicator, Query, Severity
from codinglab.query.examples import FACTS, on, open_query, query
from codinglab.query.rule import PRACTICE, Fault, LintRule
from codinglab.query.sentences import sentences

_ECHO = Indicator("LVEF 25 %", date(2025, 9, 2), "Echocardiogram, earlier stay", prior=True)
_NOW = on(11, 4, "Furosemide 40 mg IV twice a day", "Rales to mid lung, oxygen 3 L/min")
_DOCUMENTED = ("heart failure",)

RULE = LintRule(
    id="QL-17",
    title="Facts of an earlier encounter",
    severity=Severity.FAIL,
    authority=PRACTICE,
    failing=(
        query(indicators=(*FACTS, Indicator("Creatinine 0.8 mg/dL", source="Clinic", prior=True))),
        open_query("Please clarify the type of heart failure.", indicators=(_ECHO,), documented=_DOCUMENTED),
        open_query(
            "The patient had an EF of 25 % last year. What type of heart failure was treated?",
            indicators=_NOW,
            documented=_DOCUMENTED,
        ),
        query(indicators=(*FACTS, *on(11, 4, "Reduced function on 2019 echo"))),
    ),
    passing=(
        open_query(
            "Please clarify the type of heart failure.", indicators=(*_NOW, _ECHO), documented=_DOCUMENTED
        ),
        query(),
        query(indicators=(*FACTS, *on(11, 4, "Lost 10 % of weight over the last year"))),
    ),
)

_EARLIER = re.compile(
    r"(?<!over the )(?<!over )(?<!in the )(?<!during the )(?<!within the )(?<!since )(?<!for the )"
    r"\b(?:last|previous|past|prior) (?:year|month)\b"
    r"|\b(?:last|previous|prior|earlier|past) (?:admission|encounter|hospitali[sz]ation|stay|visit"
    r"|inpatient stay|discharge|echo\w*"
    r"|records?|chart)\b|\b(?:in|on|from|of) (?:(?:her|his|the|an?) )?(?:[A-Z][a-z]+ )?(?P<year>(?:19"
    r"|20)\d\d)\b(?!-)"
    r"|\b(?:years?|months) (?:ago|prior|earlier)\b",
    re.I,
)
_LABEL = re.compile(
    r"\b(?:baseline|prior|previous\w*|earlier|last|past|old|known|clinic|outpatient|history|historical"
    r"|chronic|former|home|office|year)\b",
    re.I,
)
_DATED = re.compile(
    r"\b\d{4}-\d{2}(?:-\d{2})?\b|\b\d{1,2}/(?:\d{1,2}/)?(?:19|20)?\d{2}\b"
    r"|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? (?:\d{1,2},? )?(?:19|20)\d\d\b",
    re.I,
)
_COMPARED = re.compile(r"\b(?:weigh\w*|lost|loss|lbs?|kg|bmi|now|currently|today)\b", re.I)
_LONG_AGO = timedelta(days=180)


def check(query: Query) -> Iterator[Fault]:
    """Look at the facts marked prior, at old ones not marked, and at words of the past without a date."""
    prior = [item for item in query.indicators if item.prior]
    for item in prior:
        if item.observed_on is None and not _DATED.search(item.fact):
            yield Fault(f"“{item.fact}” is of an earlier encounter and has no date.")
    if prior and len(prior) == len(query.indicators):
        yield Fault("All facts are of an earlier encounter; none is of this one.")
    for item in query.indicators:
        if not item.prior and _is_unlabelled(item, query):
            yield Fault(f"“{item.fact}” is of an earlier time, and is not marked as prior.")
    labelled = any(item.prior and item.observed_on for item in query.indicators)
    for sentence in sentences(query.question):
        told = _words_of_the_past(sentence, query)
        if told and not labelled and not _DATED.search(sentence):
            yield Fault(f"The question speaks of “{told}”, and no fact marked as prior gives its date.")


def _is_unlabelled(item: Indicator, query: Query) -> bool:
    told = _words_of_the_past(item.fact, query)
    if told and not _DATED.search(item.fact):
        return not (item.observed_on and query.written_on and query.written_on - item.observed_on > _LONG_AGO)
    days = [other.observed_on for other in query.indicators if other.observed_on] + [
        *([query.written_on] if query.written_on else [])
    ]
    old = item.observed_on is not None and max(days) - item.observed_on > _LONG_AGO
    return old and not _LABEL.search(f"{item.fact} {item.source}")


def _words_of_the_past(text: str, query: Query) -> str:
    for match in _EARLIER.finditer(text):
        year = match["year"]
        current = year and query.written_on and int(year) >= query.written_on.year
        if not current and not _COMPARED.search(text):
            return match[0]
    return ""
