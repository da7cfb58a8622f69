"""Two documented facts may be cause and effect, the link would change the code, and nobody states it.

Sepsis beside a failing organ, an infection beside a device, a bleeding beside an anticoagulant, an event
after an operation: each has another code when one led to the other. The guidelines presume some links
(diabetes and the conditions under "with", hypertension and heart failure): those are not asked. Nothing is
asked where any provider names a cause, or says that there is no connection.

Ask what the condition is due to, as an open choice among the causes that the chart points to. Never ask
for a complication by name, and offer "not related" where it is a fair answer.

Authority: guideline I.B.16 for complications of care, I.C.1.d.1.a.iv for sepsis, and the section in each row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from codinglab.diagnose.draft import lexicon_file
from codinglab.model import DocumentType, Evidence, Indicator, Suggestion
from codinglab.query.opportunity import Kind, Opportunity
from codinglab.query.opportunity_chart import OTHERS, QueryChart, guideline, held_open, named
from codinglab.query.opportunity_rows import CauseRow, Signs
from codinglab.query.opportunity_rules import pattern, prefixes, rules
from codinglab.query.telling import documented, evidence_of, indicators, stated

KIND = Kind.CAUSE
_DUE = re.compile(
    r"\b(?:due to|d/t|secondary to|2/2|caused by|because of|as a result of|attribut\w+ to|related to|"
    r"(?:arising|resulting) from|from (?!\d|baseline|admission|home|the (?:ED|ER)|yesterday|prior)|"
    r"in the setting of|associated with|induced by|thought to be|"
    r"complicat(?:ion|ing)|expected|not a complication|unrelated)\b",
    re.IGNORECASE,
)
_CAUSES = re.compile(
    r"(?:\b(?:causing|leading to|resulting in|complicated by|with resultant|with associated|induced)|"
    r"-(?:induced|related|associated))\s+(?:[\w-]+\s+){0,3}$",
    re.IGNORECASE,
)
_BOTH = re.compile(r"\bwith\s+(?:(?:acute|resultant|severe|secondary)\s+){0,2}$", re.IGNORECASE)


def find(chart: QueryChart) -> Iterator[Opportunity]:
    """Ask for each pair of the data that the chart has and nobody links or parts."""
    for row in rules().cause:
        if not chart.is_inpatient and not row.outpatient:
            continue
        if row.linked and chart.suggested(row.linked) is not None:
            continue
        for suggestion in chart.suggestions:
            if not suggestion.code.startswith(prefixes(row.other)):
                continue
            found = _cause(chart, row, suggestion)
            if found is not None and not _is_told(chart, row, suggestion):
                yield _ask(chart, row, suggestion, *found)
                if row.drugs or row.device:
                    break


def _cause(
    chart: QueryChart, row: CauseRow, suggestion: Suggestion
) -> tuple[str, Indicator, Evidence] | None:
    """The possible cause: its name, the indicator of it, and where it stands."""
    if row.one:
        one = chart.suggested(row.one)
        if one is None or one.code == suggestion.code:
            return None
        return named(one), documented(chart, one), one.evidence[0]
    if row.between:
        return _weighed(chart, row)
    if row.surgery:
        return _operation(chart, suggestion)
    words = row.drugs or row.device
    for place in chart.words((words,)):
        if chart.is_denied(place) or (row.drugs and not _acted(chart, row, place)):
            continue
        if row.device and not _was_in_place(chart, row, suggestion, place):
            continue
        return row.cause or place.quote, stated(chart, place), place
    return None


def _weighed(chart: QueryChart, row: CauseRow) -> tuple[str, Indicator, Evidence] | None:
    """Two causes between which the last word of a provider does not decide: "A vs B"."""
    told = [
        one
        for one in chart.words((rf"(?:{row.between})[^.;\n]{{0,25}}?(?:vs\.?|versus|or) (?:{row.between})",))
        if chart.document(one).type not in OTHERS
    ]
    return (told[-1].quote, stated(chart, told[-1]), told[-1]) if told else None


def _operation(chart: QueryChart, suggestion: Suggestion) -> tuple[str, Indicator, Evidence] | None:
    """The first operation of the stay, where the condition is first named on a later page."""
    reports = [one for one in chart.encounter.documents if one.type is DocumentType.OPERATIVE_REPORT]
    if not reports or suggestion.poa == "Y":
        return None
    report = min(reports, key=lambda one: one.written_on)
    if _first_day(chart, suggestion) < report.written_on:
        return None
    if any(one.document == report.id for one in suggestion.evidence):
        return None
    place = next(
        (
            one.evidence
            for one in chart.concepts
            if one.kind.value == "procedure" and one.evidence.document == report.id
        ),
        None,
    )
    if place is None:
        first = report.text.strip().split("\n", 1)[0]
        start = report.text.find(first)
        place = Evidence(report.id, start, start + len(first), first)
    return place.quote, Indicator(place.quote, report.written_on, report.title, place.quote), place


def _first_day(chart: QueryChart, suggestion: Suggestion) -> date:
    return min(chart.document(one).written_on for one in suggestion.evidence)


def _acted(chart: QueryChart, row: CauseRow, place: Evidence) -> bool:
    return not row.acted or pattern(row.acted).search(chart.statement(place)) is not None


def _was_in_place(chart: QueryChart, row: CauseRow, suggestion: Suggestion, place: Evidence) -> bool:
    """Whether a device was there before the infection: always, or in the stay before it began."""
    if row.always and pattern(row.always).search(chart.statement(place)):
        return True
    return suggestion.poa != "Y" and chart.document(place).written_on <= _first_day(chart, suggestion)


def _is_told(chart: QueryChart, row: CauseRow, suggestion: Suggestion) -> bool:
    """Whether a provider names a cause of the condition, or parts it from this one."""
    if row.said and next(chart.provider_words(row.said, denied=True), None) is not None:
        return True
    category = suggestion.code[:3]
    if chart.replied((category,)):
        return True
    places = [one.evidence for one in chart.by_provider if held_open(one) and (one.codes[0][:3] == category)]
    if row.between:
        final = DocumentType.DISCHARGE_SUMMARY
        places = [one for one in places if chart.document(one).type is final]
        return any(_links(chart, one) for one in places)
    return any(_links(chart, one) for one in {*places, *suggestion.evidence})


def _links(chart: QueryChart, place: Evidence) -> bool:
    document = chart.document(place)
    if document.type in OTHERS:
        return False
    start, stop = chart.chart.bounds(place)
    before, after = document.text[start : place.start], document.text[place.end : stop]
    return (
        _names_cause(place.quote + after)
        or _CAUSES.search(before) is not None
        or _BOTH.search(before) is not None
    )


def _names_cause(text: str) -> bool:
    """Whether words name a cause; an organism is the agent of an infection, not where it comes from."""
    return any(not _organism().match(text, found.end()) for found in _DUE.finditer(text))


@cache
def _organism() -> re.Pattern[str]:
    facts = lexicon_file("organisms.toml")["organism"]
    names = "|".join(re.escape(name) for fact in facts for name in fact["names"])
    return re.compile(rf"\s+(?:\w+ ){{0,2}}(?:{names})(?!\w)", re.IGNORECASE)


def _ask(
    chart: QueryChart, row: CauseRow, suggestion: Suggestion, cause: str, told: Indicator, place: Evidence
) -> Opportunity:
    effect = named(suggestion)
    signs = _signs_of(suggestion)
    clues = [
        (clue.cause, one)
        for clue in row.clues
        for one in chart.words((clue.words,))
        if not row.between
        if not chart.is_denied(one)
    ]
    others = tuple(dict.fromkeys(name for name, _ in clues))
    first: dict[str, Indicator] = {}
    for name, one in clues:
        first.setdefault(name, stated(chart, one))
    listed = indicators(chart, signs, (documented(chart, suggestion), told, *first.values()))
    return Opportunity(
        f"cause-{row.name}-{suggestion.code[:3].lower()}",
        KIND,
        row.topic,
        f"“{effect}” and “{cause}” are both documented, and no provider says whether one led to the other.",
        (guideline(row.section),),
        listed,
        tuple(dict.fromkeys((suggestion.evidence[0], place, *evidence_of(chart, listed[2:])))),
        subject=effect,
        partner=cause,
        options=_options(effect, row.cause or cause, others, row),
    )


def _options(effect: str, cause: str, others: tuple[str, ...], row: CauseRow) -> tuple[str, ...]:
    """The causes one by one, and the first two together."""
    if row.between:
        weighed = [found[0] for found in re.finditer(row.between, cause, re.IGNORECASE)]
        return tuple(f"{effect} due to {_plainly(row, words)}" for words in weighed)
    both = (f"{cause} and {others[0]}",) if others else ()
    return tuple(f"{effect} due to {name}" for name in (cause, *others, *both))


def _plainly(row: CauseRow, words: str) -> str:
    """What the words of a cause are called in an option."""
    return next((clue.cause for clue in row.clues if pattern(clue.words).fullmatch(words)), words)


def _signs_of(suggestion: Suggestion) -> Signs:
    """What bears on the condition, by the row of its definition."""
    for row in rules().condition:
        if suggestion.code.startswith(prefixes(row.answered)):
            return row.signs
    return Signs("")
