"""A provider documents a diagnosis, and the chart does not meet the usual criteria of it.

The code follows the provider's statement: a coder never deletes it because criteria look unmet. But a
diagnosis that an outside reader cannot follow from the chart will be questioned, and only the provider
can say what it rests on. Asked only where what the criteria need was measured and every usual definition
falls short; what was not measured proves nothing. A diagnosis without measured criteria is asked about where
its findings are of a single day and the chart denies them too.

Ask for the clinical basis. Show the values that the chart has, those for it and those against it, and ask
whether the diagnosis is confirmed, ruled out, or something else. Report the code as documented until then.

Authority: guideline I.A.19; query practice on clinical validation.
"""

from __future__ import annotations

from collections.abc import Iterator

from codinglab.model import (
    Assertion,
    Assessment,
    CriterionOutcome,
    DocumentType,
    Evidence,
    ObservationKind,
)
from codinglab.query.opportunity import Kind, Opportunity
from codinglab.query.opportunity_chart import QueryChart, guideline
from codinglab.query.opportunity_rows import ConditionRow, Validation
from codinglab.query.opportunity_rules import prefixes, rules
from codinglab.query.rule import PRACTICE
from codinglab.query.telling import evidence_of, indicators, stated

KIND = Kind.NO_SUPPORT


def find(chart: QueryChart) -> Iterator[Opportunity]:
    """Ask for each documented condition of the data whose definitions all fall short."""
    if not chart.is_inpatient:
        return
    for row in rules().condition:
        if row.validate is None:
            continue
        places = chart.stated(row.validate.codes)
        if not places or not _is_stated(chart, row.validate):
            continue
        lacks = _lacks(chart, row, row.validate)
        if lacks:
            yield _ask(chart, row, places, lacks)


def _lacks(chart: QueryChart, row: ConditionRow, validation: Validation) -> str:
    """How the chart falls short of a diagnosis, "" when it does not or when that cannot be said."""
    if validation.findings and _rests_on_little(chart, validation):
        return "its findings are of one day at most, and the chart denies them too"
    if not validation.read or any(one.satisfied for one in chart.assessed(row.condition)):
        return ""
    judged = chart.assessed(row.condition, row.definitions)
    if not _was_measured(chart, validation) or any(map(_says_nothing, judged)):
        return ""
    short = next(
        one.because for each in judged for one in each.criteria if one.outcome is CriterionOutcome.NOT_MET
    )
    names = " or ".join(dict.fromkeys(one.definition for one in judged))
    return f"the chart does not meet {names} ({short})"


def _is_stated(chart: QueryChart, validation: Validation) -> bool:
    """Affirmed by a provider, and not in the answer to a query, which has settled it."""
    wanted = prefixes(validation.codes)
    return not chart.replied(validation.codes) and any(
        one.codes[0].startswith(wanted)
        and one.assertion in {Assertion.AFFIRMED, Assertion.HISTORICAL}
        and chart.document(one).type is not DocumentType.QUERY_RESPONSE
        for one in chart.by_provider
    )


def _was_measured(chart: QueryChart, validation: Validation) -> bool:
    if any(not one.absent for one in chart.seen(ObservationKind.TREATMENT, validation.unless)):
        return False
    for term in validation.read:
        seen = {(one.number, one.on) for one in chart.readings(term) if not one.prior and one.on is not None}
        found = {one.on for one in chart.seen(ObservationKind.FINDING, (term,))}
        if max(len(seen), len(found)) < validation.times:
            return False
    return True


def _rests_on_little(chart: QueryChart, validation: Validation) -> bool:
    """Whether the findings are of fewer days than usual, and the chart denies them too.

    The name of the diagnosis is no finding of it.
    """
    wanted = prefixes(validation.codes)
    named_at = [one.evidence for one in chart.problems if one.codes[0].startswith(wanted)]
    seen = [
        one
        for one in chart.seen(ObservationKind.FINDING, validation.findings)
        if one.evidence is not None and not any(_overlap(one.evidence, place) for place in named_at)
    ]
    days = {one.on for one in seen if not one.absent and one.on is not None}
    return len(days) < validation.days and any(one.absent for one in seen)


def _overlap(one: Evidence, other: Evidence) -> bool:
    return one.document == other.document and one.start < other.end and other.start < one.end


def _says_nothing(assessment: Assessment) -> bool:
    """Whether a definition falls short only by what was not read."""
    return all(one.outcome is not CriterionOutcome.NOT_MET for one in assessment.criteria)


def _ask(chart: QueryChart, row: ConditionRow, places: tuple[Evidence, ...], lacks: str) -> Opportunity:
    name = " ".join(places[0].quote.split())
    told = indicators(chart, row.signs, (stated(chart, places[0], f"{name} documented"),))
    return Opportunity(
        f"no-support-{row.signs.name}",
        KIND,
        "clinical-validity",
        f"“{name}” is documented; {lacks}. The code stays as documented.",
        (guideline("I.A.19"), PRACTICE),
        told,
        (*places[:2], *evidence_of(chart, told[1:])),
        subject=name,
    )
