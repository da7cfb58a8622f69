"""The dated facts of an encounter: values, findings and treatments, each with the document that says so."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence

from codinglab.indicators.words import find_terms
from codinglab.model import (
    Concept,
    ConceptKind,
    Document,
    DocumentType,
    Encounter,
    Evidence,
    Observation,
    ObservationKind,
    Quantity,
)

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?(?: \d{4})?"
_EARLIER = re.compile(
    r"(?:(?:up|down) )?(?:from|(?:(?:known|his|her|a|the) )?(?:baseline|previous(?:ly)?|prior|usual|last)"
    r"|our system shows)(?: (?:of|was|is|at|creatinine|cr|hgb|hemoglobin|weight|value|ef|serum))*[ (]*$",
    re.IGNORECASE,
)
_PRIOR_WORDS = re.compile(
    r"baseline|usual|previous|prior|\blast\b|our system|" + rf"\bin {_MONTH}", re.IGNORECASE
)
_IN_MONTH = re.compile(rf"[^.;,\n\d]{{0,4}}(?:in |\()({_MONTH})\)?(?! \d{{1,2}}\b)", re.IGNORECASE)
_LONG_AGO = re.compile(
    r"[^.;,\n\d]{0,6}\b(?:last (?:year|month)|(?:a|\d+|two|three|six|several) (?:years?|months?) ago"
    r"|in (?:19|20)\d\d\b)",
    re.IGNORECASE,
)
_ARROW = re.compile(r"\s?(?:[A-Za-z/%]{1,8})?\s?(?:-{1,2}>|=>|→|⟶|to)\s?\d", re.IGNORECASE)
_ON_ARRIVAL = re.compile(
    r"(?:[^.;\n\d]{0,12})\b(?:on|at|upon) (?:arrival|admission|presentation)|[^.;\n\d]{0,6}in the ED\b",
    re.IGNORECASE,
)
_AT_DISCHARGE = re.compile(r"[^.;\n\d]{0,12}(?:on the day of|at|on) discharge", re.IGNORECASE)
_CLOCK = r"(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)"
_STAMP = re.compile(
    rf"(?:^|[ \t]{{2,}}|;[ \t]*|\|[ \t]*)(?:[\d/-]{{3,10}},?[ \t]+)?(?:at )?{_CLOCK}(?=[ \t])"
)
_TIME_AFTER = re.compile(
    rf"[^.;,:\n]{{0,24}}?\b(?:at|@) {_CLOCK}|[ \t]?\((?P<h>[01]?\d|2[0-3]):(?P<m>[0-5]\d)\)", re.IGNORECASE
)
_BESIDE = re.compile(
    r"[ \t]?%?[ \t]?(?:(?:on |of )?(?:RA|room air)\b"
    r"|/kg/h(?:r|our)?(?:[ \t]*(?:for|x|over)[ \t]*\d+ ?h(?:ours?|rs?)?)?"
    r"|(?:/|[ \t]?(?:over|in|x|for|per)[ \t]?(?:the )?(?:past |last )?)\d+ ?(?:h|hrs?|hours?)\b"
    r"|\((?:ref(?:erence)?|normal|nl|ULN)[^)\n]{1,25}\)|\(ref[^)\n]{1,25}\))",
    re.IGNORECASE,
)
_OXYGEN = "partial pressure of oxygen"
_GAS_ON_ROOM_AIR = re.compile(
    r"\b(?:ABGs?|blood gas(?:es)?)\b(?:(?!\. )[^\n]){0,30}?\b(?:RA|room air)\b(?:(?!\. )[^\n]){0,60}$",
    re.IGNORECASE,
)
_DATE_AFTER = re.compile(
    r"[^.;,\n\d]{0,18}?\bon (?P<month>\d{1,2})/(?P<day>\d{1,2})(?:/(?P<year>\d{2,4}))?\b"
)
_NUMBERS = {
    "a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12,
}  # fmt: skip
_SPAN = rf"(?P<count>\d+|{'|'.join(_NUMBERS)})?[ -]?(?P<span>day|week|wk|month|mo|year|yr)s?\b"
_LOSSES = (
    re.compile(
        r"(?P<percent>\d+(?:\.\d+)?) ?% (?:unintentional |unintended |non-?volitional )?"
        r"(?:of (?:\w+ ){0,2}(?:body )?weight|weight loss|wt loss|loss)"
        rf"[^.;\n]{{0,25}}?\b(?:in|over|during|within|x)(?: the)?(?: past| last)? ?{_SPAN}",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?:weight loss|lost|loss) (?:of )?(?:\d+(?:\.\d+)? ?(?:kg|lbs?|pounds) ?(?:=|,|or|\() ?)?"
        r"(?P<percent>\d+(?:\.\d+)?) ?%"
        rf"[^.;\n]{{0,30}}?\b(?:in|over|during|within|x)(?: the)?(?: past| last)? ?{_SPAN}",
        re.IGNORECASE,
    ),
)
_REPORTS = frozenset(
    {DocumentType.LABORATORY_REPORT, DocumentType.PATHOLOGY_REPORT, DocumentType.RADIOLOGY_REPORT}
)
_DAYS = {"day": 1, "week": 7, "wk": 7, "month": 30, "mo": 30, "year": 365, "yr": 365}


def observations(encounter: Encounter, concepts: Sequence[Concept]) -> tuple[Observation, ...]:
    """The facts of an encounter, in the order of its documents and their text.

    A query and its answer are left out: the facts in it are those of other documents, said again.

    Args:
        encounter: with its documents.
        concepts: what `codinglab.review.review` found in them.
    """
    found: list[Observation] = []
    for document in encounter.documents:
        if document.type is DocumentType.QUERY_RESPONSE:
            continue
        of_document = [one for one in concepts if one.evidence.document == document.id]
        told = [*_values(encounter, document, of_document), *_losses(document)]
        for one in find_terms(document.text, of_document):
            if one.kind is ObservationKind.TREATMENT and document.type in _REPORTS:
                continue
            on = _treated_on(encounter, document, one.start, one.end)
            words = document.text[one.start : one.end]
            at = _time(document.text, one.start, one.end)
            evidence = Evidence(document.id, one.start, one.end, words)
            told.append(
                Observation(
                    one.kind,
                    one.term,
                    " ".join(words.split()),
                    on=on,
                    at=at,
                    prior=on is not None and on < encounter.from_date,
                    absent=one.absent,
                    source=document.title,
                    evidence=evidence,
                )
            )
        found.extend(sorted(told, key=lambda one: one.evidence.start if one.evidence else 0))
    return tuple(found)


def _values(encounter: Encounter, document: Document, concepts: Sequence[Concept]) -> Iterator[Observation]:
    text = document.text
    for concept in concepts:
        if concept.kind is not ConceptKind.VALUE or concept.quantity is None:
            continue
        start, end = concept.evidence.start, concept.evidence.end
        line = text.rfind("\n", 0, start) + 1
        before = text[max(line, start - 45) : start]
        lead = _EARLIER.search(before)
        month = _IN_MONTH.match(text, end)
        beside = _BESIDE.match(text, end)
        first = start - len(lead[0]) if lead else start
        if concept.term == _OXYGEN and (gas := _GAS_ON_ROOM_AIR.search(text[line:start])):
            first = line + gas.start()
        last = (month or beside).end() if month or beside else end  # type: ignore[union-attr]
        words = " ".join(text[first:last].split())
        on, prior = _day(encounter, document, concept, words, earlier=bool(lead or month))
        yield Observation(
            ObservationKind.VALUE,
            concept.term,
            words,
            quantity=concept.quantity,
            on=on,
            at=None if on is None else _time(text, start, end),
            prior=prior,
            source=document.title,
            evidence=concept.evidence,
        )


def _day(
    encounter: Encounter, document: Document, concept: Concept, words: str, *, earlier: bool
) -> tuple[datetime.date | None, bool]:
    """The day of a value, and whether it is of before the encounter."""
    text, end = document.text, concept.evidence.end
    written = concept.quantity.on if concept.quantity else None
    if written is not None:
        return written, written < encounter.from_date
    if _LONG_AGO.match(text, end):
        return None, True
    if earlier or "baseline" in words.lower():
        return None, _PRIOR_WORDS.search(words) is not None
    if _ARROW.match(text, end):
        return None, False
    return _undated(encounter, document, end), document.written_on < encounter.from_date


def _undated(encounter: Encounter, document: Document, end: int) -> datetime.date | None:
    if _ON_ARRIVAL.match(document.text, end):
        return encounter.from_date
    if document.type is not DocumentType.DISCHARGE_SUMMARY:
        return document.written_on
    return encounter.through_date if _AT_DISCHARGE.match(document.text, end) else None


def _treated_on(encounter: Encounter, document: Document, start: int, end: int) -> datetime.date | None:
    after = _DATE_AFTER.match(document.text, end)
    line = document.text.rfind("\n", 0, start) + 1
    stamp = re.match(
        r"[ \t*-]*(?P<month>\d{1,2})/(?P<day>\d{1,2})(?:/(?P<year>\d{2,4}))?\b(?!/)",
        document.text[line:start],
    )
    for found in (after, stamp):
        if found:
            year = int(found["year"]) if found["year"] else encounter.from_date.year
            try:
                return datetime.date(
                    year + 2000 if year < 100 else year, int(found["month"]), int(found["day"])
                )
            except ValueError:
                continue
    return _undated(encounter, document, end)


def _time(text: str, start: int, end: int) -> datetime.time | None:
    after = _TIME_AFTER.match(text, end)
    if after:
        facts = after.groupdict()
        return datetime.time(int(facts["hour"] or facts["h"]), int(facts["minute"] or facts["m"]))
    line = text.rfind("\n", 0, start) + 1
    stamps = list(_STAMP.finditer(text[line:start]))
    return datetime.time(int(stamps[-1]["hour"]), int(stamps[-1]["minute"])) if stamps else None


def _losses(document: Document) -> Iterator[Observation]:
    """Weight loss that the chart gives in percent: the percent, and the days it took as second number."""
    done: set[int] = set()
    for pattern in _LOSSES:
        for found in pattern.finditer(document.text):
            if found.start("percent") in done:
                continue
            done.add(found.start("percent"))
            count = (found["count"] or "1").lower()
            days = (int(count) if count.isdigit() else _NUMBERS[count]) * _DAYS[found["span"].lower()]
            yield Observation(
                ObservationKind.VALUE,
                "weight loss",
                " ".join(found[0].split()),
                quantity=Quantity(float(found["percent"]), "%", float(days)),
                on=document.written_on,
                source=document.title,
                evidence=Evidence(document.id, found.start(), found.end(), found[0]),
            )
