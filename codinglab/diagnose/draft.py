"""What the rules of diagnose work on: the chart, and drafts of suggestions."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache
from typing import Any

from codinglab.model import (
    INPATIENT_SETTINGS,
    Authority,
    ClaimType,
    Concept,
    Document,
    Encounter,
    Evidence,
    Icd10cm,
)
from codinglab.reference.content_words import spoken_words
from codinglab.reference.paths import REFERENCE

LISTED = 1
"""The tier of chronic conditions that the chart only lists."""
_SIDES = frozenset({"right", "left"})
_STOP = re.compile(r"(?<!\b[A-Z])[.;](?=\s|$)|\n")


def guideline(section: str) -> Authority:
    """A section of the Official Guidelines, in the edition that the rules were read in."""
    return Authority("ICD-10-CM Official Guidelines", "FY2026", section)


@cache
def lexicon_file(name: str) -> dict[str, Any]:
    """One of the reviewed tables of reference/lexicon."""
    return tomllib.loads((REFERENCE / "lexicon" / name).read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a draft stands in the order: the smaller the earlier.

    Attributes:
        tier: -1 what an outpatient came for, 0 assessed or in the final statement, 1 listed as a chronic
            condition, 2 a symptom or finding outside the assessment, 3 status and long-term drugs.
        document, offset: the place in the chart that orders drafts of one tier.
        step: the order of codes that stand for one place ("code first").
    """

    tier: int
    document: int
    offset: int
    step: int = 0


@dataclass(frozen=True, slots=True)
class Draft:
    """A suggestion in the making; `listed` marks a status that the chart lists and the visit left aside."""

    code: Icd10cm
    evidence: tuple[Evidence, ...]
    reason: str
    authority: Authority
    place: Place
    terms: frozenset[str] = frozenset()
    missing: tuple[str, ...] = ()
    listed: bool = False

    def after(self, place: Place) -> Draft:
        """The same draft where it stands, or just after a place that must come before it."""
        return replace(self, place=max(self.place, replace(place, step=place.step + 3)))


Drafts = dict[str, Draft]
Rule = Callable[["Chart", Drafts], Drafts]


@dataclass(frozen=True, slots=True)
class Chart:
    """The encounter and its concepts, with the questions that several rules ask."""

    encounter: Encounter
    concepts: tuple[Concept, ...]

    @property
    def on(self) -> date:
        """The governing date: the discharge of an inpatient claim, else the first day of service."""
        inpatient = self.encounter.claim_type is ClaimType.INPATIENT
        return self.encounter.through_date if inpatient else self.encounter.from_date

    @property
    def is_inpatient(self) -> bool:
        """Whether sections II and III of the guidelines govern: a facility claim of an inpatient stay."""
        inpatient = self.encounter.claim_type is ClaimType.INPATIENT
        return inpatient and self.encounter.setting in INPATIENT_SETTINGS

    def document(self, evidence: Evidence) -> Document:
        """The document that evidence stands in."""
        return self.encounter.document(evidence.document)

    def bounds(self, evidence: Evidence) -> tuple[int, int]:
        """Where the sentence or line around evidence begins and ends in its document."""
        text = self.document(evidence).text
        stop = _STOP.search(text, evidence.end)
        return _begun(text, evidence.start), stop.start() if stop else len(text)

    def statement(self, evidence: Evidence) -> str:
        """The sentence or line around evidence."""
        start, stop = self.bounds(evidence)
        return self.document(evidence).text[start:stop].strip()

    def words(self, concept: Concept) -> frozenset[str]:
        """The content words of the statement around a concept; of two sides only its own."""
        words = spoken_words(self.statement(concept.evidence))
        return words - (_SIDES - {concept.slot("side")}) if words >= _SIDES else words

    def unrelated_to(self, draft: Draft, other: str) -> bool:
        """Whether the chart says that a draft's condition is not due to another, given as a pattern."""
        denial = re.compile(
            rf"\b(?:not (?:due|related|secondary|attributable) to|unrelated to)\b[^.\n]{{0,40}}\b(?:{other})",
            re.IGNORECASE,
        )
        return any(denial.search(self.statement(evidence)) for evidence in draft.evidence)


def _begun(text: str, at: int) -> int:
    """Where the sentence or line of a place begins; a stop just before the place counts always."""
    if at and _STOP.match(text, at - 1, at):
        return at
    stops = _stops(text)
    before = bisect_right(stops, at)
    return stops[before - 1] if before else 0


@lru_cache(maxsize=64)
def _stops(text: str) -> tuple[int, ...]:
    """Where the sentences and lines of a text end."""
    return tuple(match.end() for match in _STOP.finditer(text))


def joined(first: tuple[Evidence, ...], *others: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    """Evidence of several drafts, each place once."""
    return tuple(dict.fromkeys((*first, *(evidence for other in others for evidence in other))))
