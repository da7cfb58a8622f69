"""The chart does not say whether a condition was there when the patient was admitted.

Each diagnosis of an inpatient claim carries the indicator, and only the provider can say when a condition
began. Asked when the first mention comes late and nothing tells of its onset, and when a note has it come
later although its signs stand in the chart of the first day. Not asked: chronic conditions, codes exempt
from the reporting, symptoms, an organism (which follows its infection), what a provider of the first day
describes by its sign, and what the values of the first day exclude and later ones show.

Ask yes, no or clinically undetermined. Show the first mention with its day, and what was seen on arrival.
Do not report U where a query can still be answered.

Authority: Appendix I (unclear documentation: query the provider).
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace

from codinglab.model import Assertion, CriterionOutcome, Evidence, Indicator, Suggestion
from codinglab.query.opportunity import Kind, Opportunity
from codinglab.query.opportunity_chart import QueryChart, guideline, held_open, named
from codinglab.query.opportunity_rows import ConditionRow
from codinglab.query.opportunity_rules import prefixes, rules
from codinglab.query.telling import MOST, documented, evidence_of, indicators

KIND = Kind.POA
_EARLY = datetime.timedelta(days=1)


def find(chart: QueryChart) -> Iterator[Opportunity]:
    """Ask for each diagnosis whose indicator the chart leaves open or contradicts."""
    if not chart.is_inpatient:
        return
    facts = rules().poa
    for suggestion in chart.suggestions:
        code = suggestion.code
        if not suggestion.billable or suggestion.poa not in {"U", "N"} or chart.replied((code[:3],)):
            continue
        if code.startswith(prefixes(facts.never)) and not code.startswith(prefixes(facts.but)):
            continue
        row = _row(suggestion)
        early = _early(chart, row) if row is not None else ()
        if suggestion.poa == "U":
            if _is_shown(chart, suggestion) or (row is not None and _began_later(chart, row)):
                continue
            yield _ask(chart, suggestion, early, "its onset is not told")
        elif row is not None and early and _met_early(chart, row):
            yield _ask(chart, suggestion, early, "a note has it begin later, its signs are of the first day")


def _row(suggestion: Suggestion) -> ConditionRow | None:
    return next(
        (
            row
            for row in rules().condition
            if row.validate is not None and suggestion.code.startswith(prefixes(row.validate.codes))
        ),
        None,
    )


def _early(chart: QueryChart, row: ConditionRow) -> tuple[Indicator, ...]:
    """What bears on the condition on the first two days."""
    last = chart.encounter.from_date + _EARLY
    seen = tuple(one for one in chart.observed if one.on is not None and one.on <= last)
    return indicators(replace(chart, observed=seen), row.signs)


def _met_early(chart: QueryChart, row: ConditionRow) -> bool:
    """Whether a definition is met by what was seen on the first day alone."""
    seen = tuple(one for one in chart.observed if one.prior or one.on == chart.encounter.from_date)
    return any(
        one.satisfied and any(each.outcome is CriterionOutcome.MET for each in one.criteria)
        for one in replace(chart, observed=seen).assessed(row.condition, row.definitions)
    )


def _mentions(chart: QueryChart, suggestion: Suggestion) -> tuple[Evidence, ...]:
    """Where providers name a diagnosis or its category."""
    of_category = (
        one.evidence
        for one in chart.by_provider
        if held_open(one) and one.codes[0][:3] == suggestion.code[:3]
    )
    return (*suggestion.evidence, *of_category)


def _is_shown(chart: QueryChart, suggestion: Suggestion) -> bool:
    """Whether a provider of the first day names what the condition showed itself by."""
    first = chart.encounter.from_date
    for row in rules().poa.sign:
        if not suggestion.code.startswith(prefixes(row.codes)):
            continue
        if any(
            one.codes[0].startswith(prefixes(row.shown_by))
            and one.assertion is Assertion.AFFIRMED
            and chart.document(one).written_on <= first
            for one in chart.by_provider
        ):
            return True
        if row.words and any(
            chart.document(one).written_on <= first for one in chart.provider_words(row.words)
        ):
            return True
    return False


def _began_later(chart: QueryChart, row: ConditionRow) -> bool:
    """Whether the values of the first day fall short of a definition that the stay meets."""
    if row.validate is None or not row.validate.read:
        return False
    measured = all(
        any(one.on == chart.encounter.from_date for one in chart.readings(term)) for term in row.validate.read
    )
    met = any(one.satisfied for one in chart.assessed(row.condition, row.definitions))
    return measured and met and not _met_early(chart, row)


def _ask(
    chart: QueryChart, suggestion: Suggestion, early: tuple[Indicator, ...], because: str
) -> Opportunity:
    first = min(_mentions(chart, suggestion), key=lambda one: chart.document(one).written_on)
    row = _row(suggestion)
    seen = early or (indicators(chart, row.signs) if row is not None else ())
    told = (documented(chart, replace(suggestion, evidence=(first,))), *seen)[:MOST]
    day = chart.document(first).written_on
    return Opportunity(
        f"poa-{suggestion.code[:3].lower()}",
        KIND,
        "present-on-admission",
        f"“{named(suggestion)}” is first documented on {day.isoformat()}: {because}.",
        (guideline("Appendix I"),),
        told,
        (first, *evidence_of(chart, told[1:])),
        subject=named(suggestion),
    )
