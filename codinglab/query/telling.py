"""The indicators of an opportunity: dated, sourced, the telling ones first, the contrary ones too."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Sequence

from codinglab.indicators import Reading
from codinglab.model import (
    DocumentType,
    Evidence,
    Indicator,
    Observation,
    ObservationKind,
    Suggestion,
)
from codinglab.query.opportunity_chart import QueryChart, named
from codinglab.query.opportunity_rows import Signs

MOST, _CONTRARY, _LONGEST = 8, 2, 160
_COURSE, _BESIDE, _GIVEN, _SEEN, _SAID = 4, 3, 3, 2, 4
_AMOUNT = re.compile(r"\d")
_DENIES = re.compile(r"\b(?:no|not|denie[sd]|without|negative|never|intact|clear|normal)\b", re.IGNORECASE)


def indicators(chart: QueryChart, signs: Signs, first: Sequence[Indicator] = ()) -> tuple[Indicator, ...]:
    """Choose what to tell: at most eight facts, two places kept for those that speak against it.

    Args:
        chart: with the observations.
        signs: what bears on the condition.
        first: what is told before all, as the documented diagnosis.
    """
    told = [
        *first,
        *_course(chart, signs),
        *_others(chart, signs),
        *_given(chart, signs),
        *_seen(chart, signs),
        *_said(chart, signs),
    ]
    told = list({(one.fact.lower(), one.observed_on): one for one in reversed(told)}.values())[::-1]
    against = [one for one in told if one.contrary][:_CONTRARY]
    speaking = [one for one in told if not one.contrary][: MOST - len(against)]
    return (*speaking, *against)


def documented(chart: QueryChart, suggestion: Suggestion) -> Indicator:
    """A documented diagnosis as an indicator, with where it stands."""
    return stated(chart, suggestion.evidence[0], f"{_capital(named(suggestion))} documented")


def stated(chart: QueryChart, evidence: Evidence, fact: str = "", *, contrary: bool = False) -> Indicator:
    """Words of the chart as an indicator; the whole statement unless the fact is given."""
    document = chart.document(evidence)
    quote = evidence.quote if fact else chart.whole(evidence).quote[:_LONGEST]
    said = fact or _shortened(chart.statement(evidence), evidence.quote)
    return Indicator(said, document.written_on, document.title, quote, contrary=contrary)


def evidence_of(chart: QueryChart, told: Iterable[Indicator]) -> tuple[Evidence, ...]:
    """Where the quotations of indicators stand."""
    found = []
    for one in told:
        for document in chart.encounter.documents:
            start = document.text.find(one.quote) if one.quote and document.title == one.source else -1
            if start >= 0:
                found.append(Evidence(document.id, start, start + len(one.quote), one.quote))
                break
    return tuple(dict.fromkeys(found))


def _course(chart: QueryChart, signs: Signs) -> Iterator[Indicator]:
    """The course of the first value that was measured: the earlier one, the first, the worst, the last."""
    for term in signs.values[:1]:
        every = _distinct(chart, chart.readings(term))
        now = [one for one in every if not one.prior]
        chosen = [one for one in every if one.prior][-1:]
        if now:
            worst = _worst(now, low=term in signs.low)
            picked = {id(one): one for one in (now[0], worst, now[-1])}
            chosen += sorted(picked.values(), key=_order)
        yield from (_value(one, signs) for one in chosen[:_COURSE])


def _others(chart: QueryChart, signs: Signs) -> Iterator[Indicator]:
    told = 0
    for term in signs.values[1:]:
        now = [one for one in _distinct(chart, chart.readings(term)) if not one.prior]
        if now and told < _BESIDE + _CONTRARY:
            told += 1
            yield _value(_worst(now, low=term in signs.low), signs)


def _given(chart: QueryChart, signs: Signs) -> Iterator[Indicator]:
    """The first of each treatment, by the words that say how much of it where any do."""
    first: dict[str, Observation] = {}
    for one in chart.seen(ObservationKind.TREATMENT, signs.treatments):
        if one.absent or one.on is None:
            continue
        known = first.setdefault(one.term, one)
        if not _AMOUNT.search(known.words) and _AMOUNT.search(one.words):
            first[one.term] = one
    yield from (_seen_as(chart, one) for one in list(first.values())[:_GIVEN])


def _seen(chart: QueryChart, signs: Signs) -> Iterator[Indicator]:
    there: dict[str, Observation] = {}
    against: dict[str, Observation] = {}
    for one in chart.seen(ObservationKind.FINDING, signs.findings):
        if one.on is not None:
            (against if one.absent else there).setdefault(one.term, one)
    yield from (_seen_as(chart, one) for one in [*there.values()][:_SEEN])
    yield from (_seen_as(chart, one) for one in [*against.values()][:_CONTRARY])


def _said(chart: QueryChart, signs: Signs) -> Iterator[Indicator]:
    if not signs.words:
        return
    told: dict[tuple[str, str], Indicator] = {}
    for one in chart.words(signs.words):
        key = (one.quote.lower(), one.document)
        told.setdefault(key, stated(chart, one, contrary=chart.is_denied(one)))
    against = [one for one in told.values() if one.contrary]
    yield from [one for one in told.values() if not one.contrary][:_SAID]
    yield from against[-1:]


def _distinct(chart: QueryChart, readings: Sequence[Reading]) -> list[Reading]:
    """The readings, each number of a day once, by the laboratory's own sheet where there is one.

    Those without a day are left out where any has one.
    """
    dated = any(one.on is not None and not one.prior for one in readings)
    first: dict[tuple[float, datetime.date | None], Reading] = {}
    for one in readings:
        if dated and one.on is None and not one.prior:
            continue
        key = (one.number, one.on)
        if key not in first or (_from_laboratory(chart, one) and not _from_laboratory(chart, first[key])):
            first[key] = one
    return sorted(first.values(), key=_order)


def _from_laboratory(chart: QueryChart, reading: Reading) -> bool:
    place = reading.observations[0].evidence
    return place is not None and chart.document(place).type is DocumentType.LABORATORY_REPORT


def _order(reading: Reading) -> tuple[bool, datetime.date, datetime.time]:
    return not reading.prior, reading.on or datetime.date.min, reading.at or datetime.time.min


def _worst(readings: Sequence[Reading], *, low: bool) -> Reading:
    return (min if low else max)(readings, key=lambda one: one.number)


def _value(reading: Reading, signs: Signs) -> Indicator:
    seen = reading.observations[0]
    unit = f" {reading.unit}" if reading.unit and reading.unit != "%" else reading.unit
    fact = f"{_capital(reading.term)} {reading.number:g}{unit}"
    if reading.how:
        fact += f" ({' '.join(seen.words.split())})"
    if reading.prior:
        fact += ", before this stay"
    normal = [limit for limit in signs.normal if limit.term == reading.term]
    against = not reading.prior and any(limit.holds(reading.number) for limit in normal)
    return _indicator(seen, fact, contrary=against)


def _seen_as(chart: QueryChart, seen: Observation) -> Indicator:
    words = _capital(" ".join(seen.words.split()))
    if seen.evidence is None:
        return _indicator(seen, words, contrary=seen.absent)
    said = _shortened(chart.statement(seen.evidence), seen.evidence.quote)
    if seen.absent and not _DENIES.search(words):
        words = f"{words}: absent" if len(said) > _LONGEST // 2 else said
    elif seen.kind is ObservationKind.FINDING or " " not in words:
        words = said
    return _indicator(seen, words, contrary=seen.absent)


def _indicator(seen: Observation, fact: str, *, contrary: bool) -> Indicator:
    quote = seen.evidence.quote if seen.evidence else seen.words
    return Indicator(fact, seen.on, seen.source, quote, prior=seen.prior, contrary=contrary)


def _shortened(statement: str, around: str) -> str:
    """A statement of a readable length that holds the words it is told for."""
    plain = statement.lstrip("-*# ")
    if len(plain) <= _LONGEST:
        return plain
    at = plain.find(" ".join(around.split()))
    start = max(0, at - _LONGEST // 2)
    part = plain[start : start + _LONGEST]
    return ("…" if start else "") + part.strip() + "…"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
