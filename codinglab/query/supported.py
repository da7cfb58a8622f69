"""Which options of a template the indicators of an opportunity speak for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from codinglab.indicators import Facts, Patient, assess, observations
from codinglab.indicators.definitions import Criterion
from codinglab.indicators.kinds import judge
from codinglab.model import (
    Assertion,
    Assessment,
    Concept,
    ConceptKind,
    CriterionOutcome,
    Document,
    DocumentType,
    Encounter,
    Evidence,
    Indicator,
    Observation,
    ObservationKind,
)

_DENIED_BEFORE = re.compile(
    r"\b(?:no|not|without|never|neither|nor|denie[sd]|denying|absent|negative for|free of|ruled out)\b"
    r"[^.;]*$",
    re.IGNORECASE,
)
_AFFIRMS_AGAIN = re.compile(r"\b(?:but|however|although|then|now|given|treated|started)\b", re.IGNORECASE)
_DENIED_AFTER = re.compile(
    r"[ \t]*:?[ \t]*(?:is |was |were |are )?(?:negative|absent|none|denied|ruled out|no|not \w+)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Support:
    """What lets a template offer an option; everything that is given must hold.

    Attributes:
        condition: a condition of `reference/indicators` with a definition that the facts satisfy.
        definition: the definition meant, "" for any of the condition.
        grades: the grades of it, of which the facts must give one; none for any grade.
        criterion: one criterion that the facts meet.
        words: one of them stands in an indicator and is not denied there.
        stated: the opportunity names the documented conditions that the option speaks of.
        also: a second support.
    """

    __pydantic_config__ = {"extra": "forbid"}  # noqa: RUF012 (read by codinglab.parse)

    condition: str = ""
    definition: str = ""
    grades: tuple[str, ...] = ()
    criterion: Criterion | None = None
    words: tuple[str, ...] = ()
    stated: bool = False
    also: Support | None = None

    @property
    def is_of_facts(self) -> bool:
        """Whether it asks for a fact, not only for what is documented."""
        return bool(self.condition or self.criterion or self.words)


class Told:
    """What the indicators of an opportunity say, read once for all options."""

    def __init__(self, indicators: Sequence[Indicator], encounter: Encounter) -> None:
        self._encounter = encounter
        self._indicators = indicators
        self._observed = {contrary: self._read(contrary=contrary) for contrary in (False, True)}
        self._assessed: dict[tuple[str, bool], tuple[Assessment, ...]] = {}

    def speak_for(self, support: Support, *, contrary: bool, stated: bool) -> bool:
        """Say whether a support holds.

        Args:
            support: of an option.
            contrary: whether contrary facts may speak for the option.
            stated: whether the opportunity names the conditions that the option speaks of.
        """
        return (
            (not support.stated or stated)
            and (not support.condition or self._is_satisfied(support, contrary=contrary))
            and (support.criterion is None or self._is_met(support.criterion, contrary=contrary))
            and (not support.words or self._is_said(support.words, contrary=contrary))
            and (support.also is None or self.speak_for(support.also, contrary=contrary, stated=stated))
        )

    def _is_satisfied(self, support: Support, *, contrary: bool) -> bool:
        asked = (support.condition, contrary)
        if asked not in self._assessed:
            patient, first = self._encounter.patient, self._encounter.from_date
            self._assessed[asked] = assess(
                self._observed[contrary],
                support.condition,
                age=patient.age_on(first),
                sex=patient.sex,
                from_date=first,
            )
        return any(
            one.satisfied
            and support.definition in ("", one.definition)
            and (not support.grades or one.grade in support.grades)
            for one in self._assessed[asked]
        )

    def _is_met(self, criterion: Criterion, *, contrary: bool) -> bool:
        person, first = self._encounter.patient, self._encounter.from_date
        patient = Patient(person.age_on(first), person.sex, None, None)
        found = judge(criterion, Facts(self._observed[contrary], patient, first))
        return found is not None and found.outcome is CriterionOutcome.MET

    def _is_said(self, words: tuple[str, ...], *, contrary: bool) -> bool:
        return any(stands(words, item.fact) for item in self._indicators if contrary or not item.contrary)

    def _read(self, *, contrary: bool) -> tuple[Observation, ...]:
        """The facts as observations. A contrary value stays: the criteria weigh numbers themselves."""
        found: list[Observation] = []
        for number, item in enumerate(self._indicators):
            for seen in _observed(item, f"fact-{number}", self._encounter):
                if contrary or not item.contrary or seen.kind is ObservationKind.VALUE:
                    found.append(seen)
        return tuple(found)


def _observed(item: Indicator, name: str, encounter: Encounter) -> tuple[Observation, ...]:
    """An indicator, read as a note of one line."""
    from codinglab.review.values import find_values

    day = item.observed_on or encounter.from_date
    line = Document(name, DocumentType.PROGRESS_NOTE, item.source, "", day, item.fact)
    values = [
        Concept(
            kind=ConceptKind.VALUE,
            term=one.term,
            evidence=Evidence(name, one.start, one.end, item.fact[one.start : one.end]),
            section="",
            assertion=Assertion.AFFIRMED,
            quantity=one.quantity,
        )
        for one in find_values(item.fact)
    ]
    read = observations(replace(encounter, documents=(line,)), values)
    if not item.prior:
        return read
    return tuple(replace(seen, prior=True, on=seen.on if item.observed_on else None) for seen in read)


def stands(words: Sequence[str], text: str) -> bool:
    """Say whether one of the words stands in a text and is not denied there; * is the rest of a word.

    >>> stands(("dehydrat*",), "Clinically dehydrated"), stands(("casts",), "Sediment: no casts")
    (True, False)
    """
    return any(not _is_denied(text, *found.span()) for found in _pattern(tuple(words)).finditer(text))


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    terms = "|".join(re.escape(word).replace(r"\*", r"[\w-]*") for word in longest_first)
    return re.compile(rf"(?<![\w-])(?:{terms})(?!\w)", re.IGNORECASE)


def _is_denied(text: str, start: int, end: int) -> bool:
    clause = max(text.rfind(mark, 0, start) for mark in (". ", ";", "\n")) + 1
    before = _DENIED_BEFORE.search(text[clause:start])
    if before and not _AFFIRMS_AGAIN.search(before[0]):
        return True
    return _DENIED_AFTER.match(text, end) is not None
