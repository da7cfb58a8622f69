"""Two providers say different things of one problem.

One writes pneumonia and the other atelectasis, one an acute and the other a chronic form, or one affirms
what the other had ruled out. The coder does not choose between them, and neither does the later date by
itself. A suspicion that gives way to a diagnosis is no conflict, nor is the emergency department's first
impression, nor what one author revises: they are the course of the stay. It is settled when the
attending's last word denies one side, or when a query was answered.

Ask the attending, who decides. Show both statements with author and day, and what the chart has for each.

Authority: guideline I.A.19 (conflicting documentation: query the provider); I.B.14 for what other clinicians
document.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from codinglab.diagnose.specific import described
from codinglab.model import Assertion, Concept, Document, DocumentType
from codinglab.query.opportunity import Kind, Opportunity
from codinglab.query.opportunity_chart import QueryChart, concludes, guideline
from codinglab.query.opportunity_rows import ConflictRow
from codinglab.query.opportunity_rules import prefixes, rules
from codinglab.query.telling import stated

KIND = Kind.CONFLICT
_FIRST_IMPRESSION = frozenset({DocumentType.ED_NOTE, DocumentType.QUERY_RESPONSE})
_NOT_A_DISEASE = ("R", "Z", "V", "W", "X", "Y")


def find(chart: QueryChart) -> Iterator[Opportunity]:
    """Ask where two authors state codes of two groups, and where one affirms what another ruled out."""
    told = [
        one
        for one in chart.by_provider
        if concludes(one) and chart.document(one).type not in _FIRST_IMPRESSION
    ]
    if len({_author(chart, one) for one in told}) > 1:
        for row in rules().conflict:
            yield from _between_groups(chart, row, told)
        yield from _ruled_out(chart, told)


def _between_groups(chart: QueryChart, row: ConflictRow, told: Sequence[Concept]) -> Iterator[Opportunity]:
    categories = tuple({code.replace(".", "")[:3] for group in row.groups for code in group})
    concerned = [
        (one, described(one.codes[0], chart.chart.words(one), chart.chart.on))
        for one in told
        if one.codes[0].startswith(categories)
    ]
    by_group: list[dict[str, list[Concept]]] = []
    for group in row.groups:
        of_author: dict[str, list[Concept]] = {}
        for one, code in concerned:
            if one.assertion is Assertion.AFFIRMED and code.startswith(prefixes(group)):
                of_author.setdefault(_author(chart, one), []).append(one)
        by_group.append(of_author)
    denied = [
        number
        for number, group in enumerate(row.groups)
        for one, code in concerned
        if one.assertion is Assertion.NEGATED and code.startswith(prefixes(group)) and _is_last(chart, one)
    ]
    for index, first in enumerate(by_group):
        for number, second in enumerate(by_group[index + 1 :], index + 1):
            only_first = [author for author in first if author not in second]
            only_second = [author for author in second if author not in first]
            if not only_first or not only_second or index in denied or number in denied:
                continue
            one, other = first[only_first[0]][-1], second[only_second[0]][-1]
            if not any(chart.replied((each.codes[0][:3],)) for each in (one, other)):
                yield _ask(chart, row.name, row.what, one, other)
                return


def _ruled_out(chart: QueryChart, told: Sequence[Concept]) -> Iterator[Opportunity]:
    """A problem that one provider rules out and another affirms after that, in no answer to a query."""
    done: set[str] = set()
    for denial in told:
        category = denial.codes[0][:3]
        if denial.assertion is not Assertion.NEGATED or category.startswith(_NOT_A_DISEASE):
            continue
        after = [
            one
            for one in told
            if one.assertion is Assertion.AFFIRMED
            and one.codes[0][:3] == category
            and _author(chart, one) != _author(chart, denial)
            and _position(chart, one) > _position(chart, denial)
        ]
        before = any(
            one.assertion is Assertion.AFFIRMED
            and one.codes[0][:3] == category
            and _author(chart, one) == _author(chart, denial)
            and _position(chart, one) > _position(chart, denial)
            for one in told
        )
        if after and not before and category not in done and not chart.replied((category,)):
            done.add(category)
            name = f"ruled-out-{category.lower()}"
            yield _ask(chart, name, "whether it is present or ruled out", after[-1], denial)


def _ask(chart: QueryChart, name: str, what: str, one: Concept, other: Concept) -> Opportunity:
    ordered = sorted((one, other), key=lambda each: _position(chart, each))
    told = tuple(stated(chart, each.evidence) for each in ordered)
    authors = " and ".join(f"{_author(chart, each)} (“{each.evidence.quote}”)" for each in ordered)
    return Opportunity(
        f"conflict-{name}",
        KIND,
        "conflict",
        f"{authors} differ: {what}.",
        (guideline("I.A.19"),),
        told,
        tuple(each.evidence for each in ordered),
        subject=ordered[0].evidence.quote,
        partner=ordered[1].evidence.quote,
    )


def _author(chart: QueryChart, concept: Concept) -> str:
    return chart.document(concept).author.strip()


def _position(chart: QueryChart, concept: Concept) -> tuple[str, int]:
    document = chart.document(concept)
    return document.written_on.isoformat(), chart.encounter.documents.index(document)


def _is_last(chart: QueryChart, concept: Concept) -> bool:
    """Whether a statement is in the discharge summary, or in the last document of a provider."""
    document = chart.document(concept)
    if document.type is DocumentType.DISCHARGE_SUMMARY:
        return True
    providers: list[Document] = [chart.document(one) for one in chart.by_provider]
    return document.written_on == max(one.written_on for one in providers)
