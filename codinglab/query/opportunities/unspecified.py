"""A diagnosis is documented without a detail that the chart has in someone else's words.

An unspecified code is right when nobody knows more. Here somebody does: an echo report has the ejection
fraction, the laboratory the organism, the imaging the side or the place. The coder does not carry such a
detail into the diagnosis: it is the provider's, but for what guideline I.B.14 lets other clinicians
document. Nothing is asked where any provider states the detail, in whatever document.

Ask the provider whether the documented diagnosis can be specified, and list what the chart shows. Offer the
kinds that the indicators support, and leave room for an answer that it cannot.

Authority: guidelines I.B.2 (highest level of detail) and I.B.18 (use of unspecified codes).
"""

from __future__ import annotations

from collections.abc import Iterator

from codinglab.model import Assertion, Concept, ObservationKind, Suggestion
from codinglab.query.opportunity import Kind, Opportunity
from codinglab.query.opportunity_chart import OTHERS, QueryChart, guideline, named
from codinglab.query.opportunity_rows import UnspecifiedRow
from codinglab.query.opportunity_rules import prefixes, rules
from codinglab.query.telling import documented, evidence_of, indicators, stated

KIND = Kind.UNSPECIFIED


def find(chart: QueryChart) -> Iterator[Opportunity]:
    """Ask for each unspecified code of the data whose detail the chart has, and for sides in reports."""
    for row in rules().unspecified:
        suggestion = chart.suggested(row.codes) if chart.is_inpatient or row.outpatient else None
        if suggestion is not None and suggestion.addressed and _has_detail(chart, row):
            asked = _ask(chart, row, suggestion)
            if len(asked.indicators) > 1:
                yield asked
    for suggestion in chart.suggestions:
        if "side" in suggestion.missing and suggestion.code.startswith(prefixes(rules().sided)):
            yield from _side(chart, suggestion)


def _has_detail(chart: QueryChart, row: UnspecifiedRow) -> bool:
    if row.settled and chart.answered(row.settled):
        return False
    if row.said and next(chart.provider_words(row.said), None) is not None:
        return False
    if chart.replied(row.codes):
        return False
    signs = row.signs
    if row.others_only and next(chart.provider_words(signs.words), None) is not None:
        return False
    return (
        any(_is_abnormal(chart, row, term) for term in row.decides or signs.values)
        or any(not one.absent for one in chart.seen(ObservationKind.FINDING, signs.findings))
        or any(not chart.is_denied(one) for one in (chart.words(signs.words) if signs.words else ()))
        or bool(_reported(chart, row))
    )


def _is_abnormal(chart: QueryChart, row: UnspecifiedRow, term: str) -> bool:
    """Whether a value of this stay is outside the range that says nothing."""
    normal = [limit for limit in row.signs.normal if limit.term == term]
    return any(
        not one.prior and not any(limit.holds(one.number) for limit in normal) for one in chart.readings(term)
    )


def _reported(chart: QueryChart, row: UnspecifiedRow) -> list[Concept]:
    if not row.reported:
        return []
    wanted = prefixes(row.reported)
    return [
        one
        for one in chart.problems
        if one.codes[0].startswith(wanted)
        and one.assertion is Assertion.AFFIRMED
        and chart.document(one).type in OTHERS
    ]


def _ask(chart: QueryChart, row: UnspecifiedRow, suggestion: Suggestion) -> Opportunity:
    reported = tuple(stated(chart, one.evidence) for one in _reported(chart, row)[:2])
    told = indicators(chart, row.signs, (documented(chart, suggestion), *reported))
    return Opportunity(
        f"unspecified-{row.signs.name}",
        KIND,
        row.topic,
        f"“{named(suggestion)}” is documented without {row.lacks}, and the chart has more on it.",
        (guideline("I.B.2"), guideline("I.B.18")),
        told,
        (*suggestion.evidence[:2], *evidence_of(chart, told[1:])),
        subject=named(suggestion),
        options=row.options,
    )


def _side(chart: QueryChart, suggestion: Suggestion) -> Iterator[Opportunity]:
    """A side that stands with the same condition in a report, and in no provider's words."""
    told = [
        one
        for one in chart.problems
        if one.slot("side")
        and one.codes[0][:3] == suggestion.code[:3]
        and one.assertion is Assertion.AFFIRMED
        and chart.document(one).type in OTHERS
    ]
    by_provider = any(
        one.slot("side") and one.codes[0][:3] == suggestion.code[:3] for one in chart.by_provider
    )
    if not told or by_provider:
        return
    facts = tuple(dict.fromkeys(stated(chart, one.evidence) for one in told))[:4]
    yield Opportunity(
        f"unspecified-side-{suggestion.code[:3].lower()}",
        KIND,
        "general-specificity",
        f"“{named(suggestion)}” is documented without its side; {chart.document(told[0]).title} has one.",
        (guideline("I.B.13"), guideline("I.B.18")),
        (documented(chart, suggestion), *facts),
        (*suggestion.evidence[:1], *(one.evidence for one in told)),
        subject=named(suggestion),
    )
