"""The stretches of the chart that tell of a procedure: its own sentences, then what stands around them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from codinglab.model import Document, DocumentType, Evidence

_STOP = re.compile(
    r"(?:(?<!\b[A-Z])|(?<=\d [A-Z]))[.;](?=\s|$)|"
    r"\n(?=\s*(?:[-*•#]|\d+[.)]\s|\n|[A-Z][A-Za-z ]{2,40}:))|\n\s*\n"
)
_BLANK = re.compile(r"\n\s*\n")
_HEADING = re.compile(
    r"^[#* ]*(?P<words>[A-Z][A-Za-z /&-]{2,45}?)[ *]*:|^[#* ]+(?P<marked>[A-Z].{2,45})$", re.M
)
_NOT_THE_OPERATION = re.compile(
    r"pre-?operative|pre-?op\b|indication|history|\bplan\b|disposition|allerg|medication|consent|follow", re.I
)
_NEEDLESS = re.compile(
    r"[^.;\n]{0,20}\b(?:was|is|were) not (?:needed|required|necessary|performed|done)\b", re.I
)
_DENIED = re.compile(r"\b(?:no|not|without|never|possible|prior|previous)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a document, and where it begins."""

    document: str
    start: int
    text: str

    def evidence(self, start: int, end: int) -> Evidence:
        """The words from one offset of the passage to another, as a place in the chart."""
        return Evidence(self.document, self.start + start, self.start + end, self.text[start:end])


def statement(document: Document, place: Evidence) -> Passage:
    """The sentence or list item around a place."""
    return _between(document, place, _STOP)


def around(document: Document, place: Evidence, *, of_the_procedure: bool) -> tuple[Passage, ...]:
    """What may tell more of a procedure than its own sentence.

    Of an operative report all but history and plan; under the heading of a procedure the paragraph;
    elsewhere nothing, for there the next sentence tells of something else.
    """
    if document.type is DocumentType.OPERATIVE_REPORT:
        return tuple(_operation(document))
    return (_between(document, place, _BLANK),) if of_the_procedure else ()


def without(passages: Iterable[Passage], others: Iterable[Passage]) -> tuple[Passage, ...]:
    """Passages without the stretches that others cover."""
    left = [*passages]
    for other in others:
        left = [part for passage in left for part in _cut(passage, other)]
    return tuple(left)


def _cut(passage: Passage, other: Passage) -> Iterator[Passage]:
    first, last = other.start - passage.start, other.start + len(other.text) - passage.start
    if other.document != passage.document or last <= 0 or first >= len(passage.text):
        yield passage
        return
    if first > 0:
        yield Passage(passage.document, passage.start, passage.text[:first])
    if last < len(passage.text):
        yield Passage(passage.document, passage.start + last, passage.text[last:])


def search(passages: Iterable[Passage], pattern: re.Pattern[str]) -> Iterator[tuple[Passage, re.Match[str]]]:
    """Where a pattern stands in passages, in order, but for what is denied there or called prior."""
    for passage in passages:
        for match in pattern.finditer(passage.text):
            denied = _DENIED.search(passage.text, max(0, match.start() - 40), match.start())
            if not denied and not _NEEDLESS.match(passage.text, match.end()):
                yield passage, match


def phrase(words: str) -> re.Pattern[str]:
    """A pattern of words, however they are hyphenated."""
    parts = (re.escape(part) for part in re.split(r"[ -]", words))
    return re.compile(rf"(?<![\w-]){'[ -]'.join(parts)}(?!\w)", re.IGNORECASE)


def says(passages: Iterable[Passage], words: str) -> bool:
    """Whether passages say some words and do not deny them."""
    return next(search(passages, phrase(words)), None) is not None


def _between(document: Document, place: Evidence, stop: re.Pattern[str]) -> Passage:
    text = document.text
    start = max((match.end() for match in stop.finditer(text, 0, place.start)), default=0)
    found = stop.search(text, place.end)
    return Passage(document.id, start, text[start : found.start() if found else len(text)])


def _operation(document: Document) -> Iterator[Passage]:
    """The parts of an operative report between headings, without those that tell of another time."""
    headings = [*_HEADING.finditer(document.text)]
    starts = [0, *(match.start() for match in headings)]
    ends = [*starts[1:], len(document.text)]
    names = ["", *(match["words"] or match["marked"] for match in headings)]
    for start, end, name in zip(starts, ends, names, strict=True):
        if end > start and not _NOT_THE_OPERATION.search(name):
            yield Passage(document.id, start, document.text[start:end])
