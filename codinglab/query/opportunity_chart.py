"""The chart as the kinds of opportunities ask it: who says what of which condition."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from codinglab.diagnose.draft import Chart
from codinglab.indicators import Patient, Reading, assess, readings
from codinglab.model import (
    Assertion,
    Assessment,
    Authority,
    Concept,
    ConceptKind,
    Document,
    DocumentType,
    Encounter,
    Evidence,
    Observation,
    ObservationKind,
    Standing,
    Suggestion,
)
from codinglab.query.opportunity_rules import pattern, prefixes

OTHERS = frozenset(
    {
        DocumentType.LABORATORY_REPORT,
        DocumentType.NURSING_NOTE,
        DocumentType.PATHOLOGY_REPORT,
        DocumentType.RADIOLOGY_REPORT,
    }
)
"""Documents of those who do not establish the patient's diagnoses."""
_CONCLUDES = frozenset(
    {"", "assessment", "plan", "hospital_course", "discharge_diagnosis", "admission_diagnosis"}
    | {"postoperative_diagnosis"}
)
_PAST = frozenset(
    {"past_medical_history", "past_surgical_history", "obstetric_history", "family_history", "problem_list"}
)
_NO = re.compile(
    r"\b(?:no|not|never|denie[sd]|denying|without|w/o|absent|negative for|absence of|resolved)\b[^.,;\n]*$",
    re.IGNORECASE,
)
_HELD_OPEN = frozenset({Assertion.AFFIRMED, Assertion.POSSIBLE})


def guideline(section: str) -> Authority:
    """A section of the Official Guidelines, in the edition that was read."""
    return Authority("ICD-10-CM Official Guidelines", "FY2026", section)


@dataclass(frozen=True)
class QueryChart:
    """An encounter with what was found in it."""

    encounter: Encounter
    concepts: tuple[Concept, ...]
    suggestions: tuple[Suggestion, ...]
    observed: tuple[Observation, ...]

    @cached_property
    def chart(self) -> Chart:
        """The chart as diagnose sees it."""
        return Chart(self.encounter, self.concepts)

    @cached_property
    def is_inpatient(self) -> bool:
        """Whether sections II and III of the guidelines govern."""
        return self.chart.is_inpatient

    @cached_property
    def documents(self) -> dict[str, Document]:
        """The documents by id."""
        return {one.id: one for one in self.encounter.documents}

    @cached_property
    def _patient(self) -> Patient:
        patient = self.encounter.patient
        return Patient(patient.age_on(self.encounter.from_date), patient.sex)

    @cached_property
    def problems(self) -> tuple[Concept, ...]:
        """The coded problems."""
        return tuple(one for one in self.concepts if one.kind is ConceptKind.PROBLEM and one.codes)

    @cached_property
    def by_provider(self) -> tuple[Concept, ...]:
        """The coded problems that a provider states; not the family's, not what is only feared or planned."""
        return tuple(
            one
            for one in self.problems
            if (one.source is None or one.source.standing is Standing.PROVIDER)
            and self.document(one).type not in OTHERS
            and one.assertion not in {Assertion.FAMILY, Assertion.HYPOTHETICAL, Assertion.PLANNED}
        )

    def document(self, item: Concept | Evidence) -> Document:
        """The document that something stands in."""
        evidence = item.evidence if isinstance(item, Concept) else item
        return self.documents[evidence.document]

    def assessed(self, condition: str, definitions: Sequence[str] = ()) -> tuple[Assessment, ...]:
        """The definitions of a condition held against the facts; only those named, where some are."""
        patient = self._patient
        every = assess(
            self.observed,
            condition,
            age=patient.age,
            sex=patient.sex,
            from_date=self.encounter.from_date,
        )
        return tuple(one for one in every if not definitions or one.definition in definitions)

    def readings(self, term: str) -> tuple[Reading, ...]:
        """The readings of a value."""
        return readings(self.observed, term, self._patient).readings

    def seen(self, kind: ObservationKind, terms: Sequence[str]) -> tuple[Observation, ...]:
        """The findings or treatments of this stay, in the order of the terms."""
        return tuple(
            one
            for term in terms
            for one in self.observed
            if one.kind is kind and one.term == term and not one.prior
        )

    def suggested(self, codes: tuple[str, ...]) -> Suggestion | None:
        """The first suggested code of some."""
        return next((one for one in self.suggestions if one.code.startswith(prefixes(codes))), None)

    def stated(self, codes: tuple[str, ...]) -> tuple[Evidence, ...]:
        """Where a diagnosis is documented: of a suggestion, else where providers conclude with it.

        One that has resolved within the stay counts.
        """
        suggestion = self.suggested(codes)
        if suggestion is not None:
            return suggestion.evidence
        return tuple(
            one.evidence
            for one in self.by_provider
            if one.codes[0].startswith(prefixes(codes))
            and one.assertion in {Assertion.AFFIRMED, Assertion.HISTORICAL}
            and concludes(one)
        )

    def answered(self, codes: tuple[str, ...], words: tuple[str, ...] = ()) -> bool:
        """Whether a provider has said what it is: affirmed, suspected, resolved, or ruled out.

        What stands only in the past history says nothing of this stay.
        """
        if codes and self.suggested(codes) is not None:
            return True
        if any(self._is_answer(one) for one in self.by_provider if one.codes[0].startswith(prefixes(codes))):
            return True
        return bool(words) and next(self.provider_words(words, denied=True), None) is not None

    def _is_answer(self, concept: Concept) -> bool:
        if concept.assertion in _HELD_OPEN:
            return True
        if concept.assertion is Assertion.HISTORICAL:
            return concept.section not in _PAST
        return concept.assertion is Assertion.NEGATED and concludes(concept)

    def replied(self, codes: tuple[str, ...]) -> bool:
        """Whether the answer to a query speaks of a condition."""
        return any(
            one.codes[0].startswith(prefixes(codes))
            for one in self.problems
            if self.document(one).type is DocumentType.QUERY_RESPONSE
        )

    def words(
        self, words: tuple[str, ...], documents: Sequence[Document] | None = None
    ) -> Iterator[Evidence]:
        """Where words stand in the documents, denied or not."""
        for document in self.encounter.documents if documents is None else documents:
            for found in pattern(*words).finditer(document.text):
                yield Evidence(document.id, found.start(), found.end(), found[0])

    def provider_words(self, words: tuple[str, ...], *, denied: bool = False) -> Iterator[Evidence]:
        """Where providers write words; those that they deny only with `denied`."""
        documents = [one for one in self.encounter.documents if one.type not in OTHERS]
        for one in self.words(words, documents):
            if denied or not self.is_denied(one):
                yield one

    def is_denied(self, evidence: Evidence) -> bool:
        """Whether the clause before words denies them."""
        text = self.documents[evidence.document].text
        start = max(text.rfind(mark, 0, evidence.start) for mark in (". ", ";", "\n")) + 1
        return _NO.search(text, start, evidence.start) is not None

    def statement(self, evidence: Evidence) -> str:
        """The sentence or line around evidence, in one line."""
        return " ".join(self.chart.statement(evidence).split())

    def whole(self, evidence: Evidence) -> Evidence:
        """The sentence or line around evidence, as evidence."""
        start, stop = self.chart.bounds(evidence)
        text = self.documents[evidence.document].text
        while start < stop and text[start] in " \t\n-*#":
            start += 1
        return Evidence(evidence.document, start, stop, text[start:stop])


def concludes(concept: Concept) -> bool:
    """Whether a concept stands where a provider concludes, not in the history or the examination."""
    return concept.section in _CONCLUDES


def named(suggestion: Suggestion) -> str:
    """A diagnosis in the words of the chart."""
    return " ".join(suggestion.evidence[0].quote.split())


def held_open(concept: Concept) -> bool:
    """Whether a problem is affirmed or suspected."""
    return concept.assertion in _HELD_OPEN
