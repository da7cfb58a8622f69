"""Read the documents of an encounter and give their concepts."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from codinglab.model import (
    Assertion,
    Concept,
    ConceptKind,
    Document,
    DocumentType,
    Encounter,
    Evidence,
    Section,
    Slot,
)
from codinglab.review.assertion import assertion, said_by_section
from codinglab.review.causes import find_causes
from codinglab.review.context import Says, Told
from codinglab.review.engines import Language
from codinglab.review.matcher import Match
from codinglab.review.months import past_month
from codinglab.review.pipeline import pipeline, said_of_span
from codinglab.review.sections import find_sections
from codinglab.review.slots import slots_of
from codinglab.review.sources import source_of
from codinglab.review.tokens import Tokens, check_readable, tokens_of
from codinglab.review.values import find_values

_INJURIES = ("S", "T0", "T1")


def review(encounter: Encounter) -> tuple[Concept, ...]:
    """Find the problems, drugs and values in every document, in the order of the documents.

    Raises:
        InvalidInputError: a document is not readable text.
        StoreError: there is no reference store.
    """
    return tuple(concept for document in encounter.documents for concept in review_document(document))


def review_document(document: Document) -> tuple[Concept, ...]:
    """The concepts of one document, in the order of its text, with what their source may support.

    Raises as `review` does.
    """
    return read_text(pipeline(), document.text, document.id, document.type, document.written_on)


def review_text(text: str, *, document_type: DocumentType) -> tuple[Concept, ...]:
    """The concepts of a text that is no encounter's document.

    The evidence names the document type in place of a document. Raises as `review` does.
    """
    return read_text(pipeline(), text, document_type.value, document_type)


def read_text(
    nlp: Language, text: str, document: str, kind: DocumentType, written_on: date | None = None
) -> tuple[Concept, ...]:
    """The concepts of a text by a given pipeline.

    Args:
        nlp: a pipeline of `build_pipeline`.
        text: the note.
        document: the id that the evidence names.
        kind: of the document, which decides what its concepts may support.
        written_on: the day of the document, before which a month is past.
    """
    check_readable(text, f"The document '{document}'")
    if not text.strip():
        return ()
    doc = nlp(text)
    reading = _Reading(text, document, kind, find_sections(text), tokens_of(doc), written_on)
    found = [
        reading.concept(match, told)
        for match, told in zip(doc.user_data["matches"], doc.user_data["judged"], strict=True)
        if not reading.in_header(match)
    ]
    found.extend(reading.values())
    found.sort(key=lambda concept: (concept.evidence.start, concept.evidence.end))
    if not any(concept.codes[:1] and concept.codes[0].startswith(_INJURIES) for concept in found):
        return tuple(found)
    return (*found, *reading.causes())


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the words of a sentence, and the section around them, say of a span.

    Attributes:
        said: negated, possible, historical and so on; empty where nothing but the span itself is said.
        section: the normalised name of the section around it, "" before the first header.
    """

    said: frozenset[Says]
    section: str


def judge(text: str, start: int, end: int) -> Judgement:
    """What is said of any span of a text, whether or not the lexicon knows its words.

    Args:
        text: the whole note.
        start: the first character of the span, from 0.
        end: the character after its last.
    """
    section = _section_at(start, find_sections(text))
    return Judgement(said_of_span(pipeline(), text, start, end), section.name if section else "")


@dataclass(frozen=True, slots=True)
class _Reading:
    """A document while its concepts are put together."""

    text: str
    document: str
    kind: DocumentType
    sections: tuple[Section, ...]
    tokens: Tokens
    written_on: date | None = None

    def in_header(self, match: Match) -> bool:
        """Say whether a match is the name of a section."""
        offset = self.tokens.places[match.start]
        section = _section_at(offset, self.sections)
        return section is not None and offset < section.body_start

    def concept(self, match: Match, told: list[Told]) -> Concept:
        """The concept of a match, by what its sentence and its section say of it."""
        section = _section_at(self.tokens.places[match.start], self.sections)
        name = section.name if section else ""
        codes = match.entry.codes_on(match.side)
        said = {one.says: one for one in reversed(told)}
        by_section = said_by_section(name) if section else None
        evidence = self._of_tokens(match.start, match.end)
        dated = past_month(self.text, evidence.end, self.written_on)
        beside = [by_section] if by_section else []
        result, decided = assertion(
            [*said, *beside, *([Says.DATED] if dated else [])], codes, match.entry.kind
        )
        trigger = None
        if decided is not None and decided in said:
            trigger = self._of_tokens(said[decided].start, said[decided].end)
        elif decided is Says.DATED and dated is not None:
            trigger = self._evidence(*dated)
        elif decided is not None and section is not None:
            start = self.text.index(section.header, section.start)
            trigger = self._evidence(start, start + len(section.header))
        return Concept(
            match.entry.kind,
            match.entry.term,
            evidence,
            name,
            result,
            codes,
            trigger,
            match.entry.matched,
            slots_of(evidence, self.text) if match.entry.kind is ConceptKind.PROBLEM else (),
            source=source_of(self.kind, name),
        )

    def values(self) -> Iterator[Concept]:
        """The values that the text gives."""
        for value in find_values(self.text):
            name = self._section_name(value.start)
            yield Concept(
                ConceptKind.VALUE,
                value.term,
                self._evidence(value.start, value.end),
                name,
                Assertion.AFFIRMED,
                matched=f"values.toml: {value.term} {value.number} {value.unit}".rstrip(),
                quantity=value.quantity,
                source=source_of(self.kind, name),
            )

    def causes(self) -> Iterator[Concept]:
        """The causes of injuries, last and in the order of their lexicon: the more exact first."""
        for cause in find_causes(self.text):
            name = self._section_name(cause.start)
            evidence = self._evidence(cause.start, cause.end)
            yield Concept(
                ConceptKind.CAUSE,
                cause.because,
                evidence,
                name,
                Assertion.FAMILY if name == "family_history" else Assertion.AFFIRMED,
                (cause.code,),
                matched=f"external_causes.toml: {cause.because}",
                slots=(Slot("kind", cause.kind, evidence),),
                source=source_of(self.kind, name),
            )

    def _section_name(self, offset: int) -> str:
        section = _section_at(offset, self.sections)
        return section.name if section else ""

    def _of_tokens(self, start: int, end: int) -> Evidence:
        last = self.tokens.places[end - 1] + len(self.tokens.words[end - 1])
        return self._evidence(self.tokens.places[start], last)

    def _evidence(self, start: int, end: int) -> Evidence:
        return Evidence(self.document, start, end, self.text[start:end])


def _section_at(offset: int, sections: tuple[Section, ...]) -> Section | None:
    index = bisect_right(sections, offset, key=lambda section: section.start) - 1
    return sections[index] if index >= 0 else None
