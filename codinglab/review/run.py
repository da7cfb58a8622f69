"""Read the documents of an encounter and give their concepts."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

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
from codinglab.review.engines import Doc, Language
from codinglab.review.matcher import Match
from codinglab.review.pipeline import pipeline, said_of_span
from codinglab.review.sections import find_sections
from codinglab.review.slots import slots_of
from codinglab.review.sources import source_of
from codinglab.review.tokens import check_readable
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
    return _sourced(read_text(pipeline(), document.text, document.id), document.text, document.type)


def _sourced(found: tuple[Concept, ...], text: str, kind: DocumentType) -> tuple[Concept, ...]:
    return tuple(
        replace(
            concept,
            source=source_of(kind, concept.section),
            slots=concept.slots or _slots(concept, text),
        )
        for concept in found
    )


def _slots(concept: Concept, text: str) -> tuple[Slot, ...]:
    return slots_of(concept, text) if concept.kind is ConceptKind.PROBLEM else ()


def review_text(text: str, *, document_type: DocumentType) -> tuple[Concept, ...]:
    """The concepts of a text that is no encounter's document.

    The evidence names the document type in place of a document. Raises as `review` does.
    """
    return _sourced(read_text(pipeline(), text, document_type.value), text, document_type)


def read_text(nlp: Language, text: str, document: str) -> tuple[Concept, ...]:
    """The concepts of a text by a given pipeline.

    Args:
        nlp: a pipeline of `build_pipeline`.
        text: the note.
        document: the id that the evidence names.
    """
    check_readable(text, f"The document '{document}'")
    if not text.strip():
        return ()
    sections = find_sections(text)
    doc = nlp(text)
    found = [
        _concept(doc, text, match, told, document, sections)
        for match, told in zip(doc.user_data["matches"], doc.user_data["judged"], strict=True)
        if not _in_header(doc[match.start].idx, sections)
    ]
    found.extend(_values(text, document, sections))
    found.sort(key=lambda concept: (concept.evidence.start, concept.evidence.end))
    if not any(concept.codes[:1] and concept.codes[0].startswith(_INJURIES) for concept in found):
        return tuple(found)
    return (*found, *_causes(text, document, sections))


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the words of a sentence, and the section around them, say of a span."""

    said: frozenset[Says]
    section: str


def judge(text: str, start: int, end: int) -> Judgement:
    """What is said of any span of a text, whether or not the lexicon knows its words."""
    section = _section_at(start, find_sections(text))
    return Judgement(said_of_span(pipeline(), text, start, end), section.name if section else "")


def _concept(
    doc: Doc, text: str, match: Match, told: list[Told], document: str, sections: tuple[Section, ...]
) -> Concept:
    section = _section_at(doc[match.start].idx, sections)
    codes = match.entry.codes_on(match.side)
    said = {one.says: one for one in reversed(told)}
    by_section = said_by_section(section.name) if section else None
    result, decided = assertion([*said, *([by_section] if by_section else [])], codes, match.entry.kind)
    trigger = None
    if decided is not None and decided in said:
        trigger = _evidence(doc, text, said[decided].start, said[decided].end, document)
    elif decided is not None and section is not None:
        start = text.index(section.header, section.start)
        trigger = Evidence(document, start, start + len(section.header), section.header)
    return Concept(
        match.entry.kind,
        match.entry.term,
        _evidence(doc, text, match.start, match.end, document),
        section.name if section else "",
        result,
        codes,
        trigger,
        match.entry.matched,
    )


def _values(text: str, document: str, sections: tuple[Section, ...]) -> list[Concept]:
    found = []
    for value in find_values(text):
        section = _section_at(value.start, sections)
        found.append(
            Concept(
                ConceptKind.VALUE,
                value.term,
                Evidence(document, value.start, value.end, text[value.start : value.end]),
                section.name if section else "",
                Assertion.AFFIRMED,
                matched=f"values.toml: {value.term} {value.number} {value.unit}".rstrip(),
                quantity=value.quantity,
            )
        )
    return found


def _causes(text: str, document: str, sections: tuple[Section, ...]) -> Iterator[Concept]:
    """The causes of injuries, last and in the order of their lexicon: the more exact first."""
    for cause in find_causes(text):
        section = _section_at(cause.start, sections)
        evidence = Evidence(document, cause.start, cause.end, text[cause.start : cause.end])
        name = section.name if section else ""
        yield Concept(
            ConceptKind.CAUSE,
            cause.because,
            evidence,
            name,
            Assertion.FAMILY if name == "family_history" else Assertion.AFFIRMED,
            (cause.code,),
            matched=f"external_causes.toml: {cause.because}",
            slots=(Slot("kind", cause.kind, evidence),),
        )


def _evidence(doc: Doc, text: str, start: int, end: int, document: str) -> Evidence:
    first = doc[start].idx
    last = doc[end - 1].idx + len(doc[end - 1].text)
    return Evidence(document, first, last, text[first:last])


def _section_at(offset: int, sections: tuple[Section, ...]) -> Section | None:
    index = bisect_right(sections, offset, key=lambda section: section.start) - 1
    return sections[index] if index >= 0 else None


def _in_header(offset: int, sections: tuple[Section, ...]) -> bool:
    section = _section_at(offset, sections)
    return section is not None and offset < section.body_start
