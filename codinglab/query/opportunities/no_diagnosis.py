"""The chart shows values, findings or treatment of a condition, and no provider names a diagnosis.

A laboratory value, an image or a nurse's observation is not coded by itself. Where the findings are
outside the normal range and were studied or treated, the guidelines allow the question whether a
diagnosis belongs to them. A value that nobody acted on is left alone, and so is one that a provider has
explained, suspected or ruled out in this stay. An outpatient's image or specimen that a physician has
interpreted is coded from that report.

Ask the attending what the values mean. List the values with their days, the treatment, and the values that
speak against it. Name no diagnosis in the title, and offer only what the indicators support.

Authority: guideline III.B for an inpatient stay; query practice for other encounters.
"""

from __future__ import annotations

from collections.abc import Iterator

from codinglab.model import Assertion, Concept, CriterionOutcome, ObservationKind
from codinglab.query.opportunity import Kind, Opportunity
from codinglab.query.opportunity_chart import OTHERS, QueryChart, guideline
from codinglab.query.opportunity_rows import ConditionRow, ReportedRow
from codinglab.query.opportunity_rules import prefixes, rules
from codinglab.query.rule import PRACTICE
from codinglab.query.telling import evidence_of, indicators, stated

KIND = Kind.NO_DIAGNOSIS


def find(chart: QueryChart) -> Iterator[Opportunity]:
    """Ask for each condition of the data whose criteria are met, and each report, without a diagnosis."""
    for row in rules().condition:
        if row.topic and (chart.is_inpatient or row.outpatient) and _is_open(chart, row):
            yield _of_condition(chart, row)
    if chart.is_inpatient:
        for reported in rules().reported:
            yield from _of_report(chart, reported)


def _is_open(chart: QueryChart, row: ConditionRow) -> bool:
    if row.treated and not any(not one.absent for one in chart.seen(ObservationKind.TREATMENT, row.treated)):
        return False
    if not any(one.satisfied for one in chart.assessed(row.condition, row.definitions)):
        return False
    if row.needs and chart.suggested(row.needs) is None and not _is_said(chart, row):
        return False
    if row.unless and chart.suggested(row.unless) is not None:
        return False
    return not chart.answered(row.answered, row.said)


def _is_said(chart: QueryChart, row: ConditionRow) -> bool:
    return bool(row.or_said) and next(chart.provider_words(row.or_said), None) is not None


def _of_condition(chart: QueryChart, row: ConditionRow) -> Opportunity:
    told = indicators(chart, row.signs)
    met = [
        found.because
        for one in chart.assessed(row.condition, row.definitions)
        if one.satisfied
        for found in one.criteria
        if found.outcome is CriterionOutcome.MET
    ]
    acted = "The chart shows it treated or followed" if row.treated else "The chart shows it"
    return Opportunity(
        f"no-diagnosis-{row.signs.name}",
        KIND,
        row.topic,
        f"{acted} ({met[0]}), and no provider names a diagnosis for it.",
        (guideline("III.B") if chart.is_inpatient else PRACTICE,),
        told,
        evidence_of(chart, told),
        options=row.options,
    )


def _of_report(chart: QueryChart, row: ReportedRow) -> Iterator[Opportunity]:
    """One question a row: what the report names and no provider does."""
    if row.needs and chart.suggested(row.needs) is None:
        return
    wanted = prefixes(row.codes)
    reported = [
        one.evidence
        for one in chart.problems
        if one.codes[0].startswith(wanted)
        and one.assertion is Assertion.AFFIRMED
        and chart.document(one).type in OTHERS
        and chart.document(one).type.value in row.documents
        and not _spoken_of(chart, one, row)
    ]
    if not reported and row.words and not chart.answered(row.answered, row.words):
        reported = [
            one
            for one in chart.words(row.words)
            if chart.document(one).type.value in row.documents and not chart.is_denied(one)
        ]
    if not reported:
        return
    told = tuple(dict.fromkeys(stated(chart, one) for one in reported))[:4]
    names = ", ".join(dict.fromkeys(one.quote for one in reported))
    yield Opportunity(
        f"no-diagnosis-{row.name}",
        KIND,
        row.topic,
        f"{chart.document(reported[0]).title} names {names}, and no provider says what it means.",
        (guideline("III.B"),),
        told,
        tuple(reported),
        subject=reported[0].quote,
    )


def _spoken_of(chart: QueryChart, concept: Concept, row: ReportedRow) -> bool:
    code = concept.codes[0]
    by = tuple(each for one in row.covered if code.startswith(prefixes(one.codes)) for each in one.by)
    return chart.answered((code[:3], *row.answered, *by))
