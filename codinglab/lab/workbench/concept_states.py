"""Where each concept of the chart stands: whether it asks for a decision, and what was decided.

A decision is asked for a condition that the patient has or may have, in a source that can support a code.
It is made for the condition, not for each mention: mentions are alike when they have the same candidate
codes ("HTN", "hypertension"), or the same term where they have none.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from codinglab.lab.display import ASSERTION_SIGNS
from codinglab.lab.marked_text import apart
from codinglab.model import (
    Answers,
    Assertion,
    Concept,
    ConceptKind,
    DismissalReason,
    Document,
    Evidence,
    Standing,
)

ASSERTION_WORDS = {
    Assertion.AFFIRMED: "affirmed",
    Assertion.NEGATED: "negated",
    Assertion.POSSIBLE: "uncertain",
    Assertion.HISTORICAL: "history of",
    Assertion.FAMILY: "family history",
    Assertion.HYPOTHETICAL: "hypothetical",
    Assertion.PLANNED: "planned",
    Assertion.SCREENING: "screening",
}
REASON_WORDS = {
    DismissalReason.NOT_PRESENT: "The patient does not have it",
    DismissalReason.INTEGRAL: "Integral to a condition that is coded",
    DismissalReason.INCLUDED: "Included in another code",
    DismissalReason.PAST: "Past: resolved before this encounter",
    DismissalReason.NOT_ADDRESSED: "Not treated, and no effect on care",
    DismissalReason.SOURCE: "No provider documents it",
    DismissalReason.UNCERTAIN: "Uncertain: not coded in this setting",
    DismissalReason.OTHER: "Another reason",
}
"""The reasons of a dismissal in plain words, in the order in which they are offered."""

SOURCE_ALONE = "this source cannot support a code alone"
SOURCE_SIGN = "src"
_MAY_HAVE = {Assertion.AFFIRMED, Assertion.POSSIBLE}


class State(StrEnum):
    """What was decided on a mention; NONE where no decision is asked for."""

    OPEN = "open"
    CODED = "coded"
    ALIKE = "alike"
    DISMISSED = "dismissed"
    NONE = "none"


STATE_SIGNS = {State.OPEN: "○", State.CODED: "✓", State.ALIKE: "✓", State.DISMISSED: "✕", State.NONE: ""}


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided on a mention, and by what: the codes, or the reason of the dismissal."""

    state: State
    words: str


@dataclass(frozen=True, slots=True)
class Mention:
    """One concept as it is marked in the chart.

    Attributes:
        number: its place among all mentions of the chart, from 0.
        concept: what review found.
    """

    number: int
    concept: Concept

    @property
    def condition(self) -> tuple[str, ...]:
        """What mentions of the same condition share."""
        return self.concept.codes or (self.concept.term,)

    @property
    def limited(self) -> bool:
        """Whether it is a condition whose source cannot support a code alone (guidelines I.B.14, III.B)."""
        source = self.concept.source
        return self._may_have and source is not None and source.standing is not Standing.PROVIDER

    @property
    def asks(self) -> bool:
        """Whether it asks for a decision."""
        return self._may_have and not self.limited

    @property
    def _may_have(self) -> bool:
        return self.concept.kind is ConceptKind.PROBLEM and self.concept.assertion in _MAY_HAVE

    @property
    def sign(self) -> str:
        """The sign of what is said of it, "" when affirmed by a provider."""
        signs = (ASSERTION_SIGNS[self.concept.assertion], SOURCE_SIGN if self.limited else "")
        return " ".join(filter(None, signs))

    @property
    def about(self) -> str:
        """What it is, in words."""
        concept = self.concept
        kind = "condition" if concept.kind is ConceptKind.PROBLEM else concept.kind.value
        details = [f"{slot.name} {slot.value}" for slot in concept.slots]
        same = concept.term.casefold() == " ".join(concept.evidence.quote.split()).casefold()
        told = [*([] if same else [concept.term]), kind, ASSERTION_WORDS[concept.assertion], *details]
        if self.limited and concept.source:
            told.append(f"{SOURCE_ALONE} ({concept.source.authority.section})")
        return ", ".join(told)


class Mentions:
    """The concepts of a chart as they are marked: in the order of the text, the longest where two overlap."""

    def __init__(self, documents: Iterable[Document], concepts: Iterable[Concept]) -> None:
        found: dict[str, list[Concept]] = defaultdict(list)
        for concept in concepts:
            found[concept.evidence.document].append(concept)
        self._of: dict[str, tuple[Mention, ...]] = {}
        number = 0
        for document in documents:
            kept = apart(tuple(found[document.id]))
            self._of[document.id] = tuple(Mention(number + at, one) for at, one in enumerate(kept))
            number += len(kept)
        self._starts = {name: [one.concept.evidence.start for one in of] for name, of in self._of.items()}

    def __iter__(self) -> Iterator[Mention]:
        return (one for of in self._of.values() for one in of)

    def of(self, document: str) -> tuple[Mention, ...]:
        """The mentions of a document."""
        return self._of.get(document, ())

    def over(self, place: Evidence) -> Iterator[Mention]:
        """The mentions that share a character with a place."""
        of = self.of(place.document)
        at = max(0, bisect_right(self._starts.get(place.document, []), place.start) - 1)
        while at < len(of) and of[at].concept.evidence.start < place.end:
            if of[at].concept.evidence.end > place.start:
                yield of[at]
            at += 1

    def alike(self, mention: Mention) -> Iterator[Mention]:
        """The mentions that a dismissal of this one is for: of the same condition, said in the same way."""
        what = mention.condition, mention.concept.assertion
        return (one for one in self if one.asks and (one.condition, one.concept.assertion) == what)


def decided(mentions: Mentions, answers: Answers) -> dict[int, Decision]:
    """The decisions by the number of the mention; what asks for one and is not in here has none.

    Words that are evidence of an assigned code are coded (a condition by a diagnosis only), and the other
    mentions of their condition with them; a mention that was dismissed stays dismissed unless its own words
    are evidence.
    """
    codes, conditions = _coded(mentions, answers)
    reasons = {
        mention.number: one.reason for one in answers.dismissed for mention in mentions.over(one.evidence)
    }
    found: dict[int, Decision] = {}
    for mention in mentions:
        number = mention.number
        if number in codes:
            found[number] = Decision(State.CODED, _listed(codes[number]))
        elif mention.asks and number in reasons:
            found[number] = Decision(State.DISMISSED, REASON_WORDS[reasons[number]])
        elif mention.asks and mention.condition in conditions:
            found[number] = Decision(State.ALIKE, _listed(conditions[mention.condition]))
    return found


def _coded(
    mentions: Mentions, answers: Answers
) -> tuple[dict[int, list[str]], dict[tuple[str, ...], list[str]]]:
    """The codes that mentions, and conditions, are evidence of."""
    diagnoses = {str(one.code): one.code.written for one in answers.diagnoses}
    others = {str(one.code): one.code.written for one in answers.procedures}
    others |= {str(one.code): one.code.written for one in answers.lines}
    codes: dict[int, list[str]] = defaultdict(list)
    conditions: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for link in answers.evidence:
        for mention in mentions.over(link.evidence):
            if link.code in diagnoses:
                codes[mention.number].append(diagnoses[link.code])
                conditions[mention.condition].append(diagnoses[link.code])
            elif link.code in others and not mention.asks:
                codes[mention.number].append(others[link.code])
    return codes, conditions


def left_in(mentions: Iterable[Mention], decisions: Mapping[int, Decision]) -> int:
    """How many conditions among some mentions have no decision yet."""
    open_ones = (one for one in mentions if one.asks and one.number not in decisions)
    return len({(one.condition, one.concept.assertion) for one in open_ones})


def _listed(codes: list[str]) -> str:
    return ", ".join(dict.fromkeys(codes))
