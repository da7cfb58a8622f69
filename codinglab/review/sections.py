"""Sections of a note, and the headings that divide a section without closing it.

It stands where medspaCy has its Sectionizer: that finds few headers of real notes, and an
unknown header does not close the section before it, so that the assessment becomes the family's.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from codinglab.model import Document, Section
from codinglab.review.header_names import headers, normalize
from codinglab.review.headings import Heading, find_headings

__all__ = ["Part", "find_sections", "headers", "normalize", "outline", "sections"]


@dataclass(frozen=True, slots=True)
class Part:
    """A heading with its rank.

    Attributes:
        heading: the words and where they stand.
        depth: 1 closes the section before it; 2 divides the section that it stands in.
    """

    heading: Heading
    depth: int


def outline(text: str) -> tuple[Part, ...]:
    """The headings of a text with their depth, in order.

    A heading divides the section it stands in, and does not close it, when it is

    - a label that is a line within any section ("Cardiovascular"),
    - set smaller than the header and listed as a part of that section ("Impression:" in RESULTS),
    - in neither capitals nor colon, in a note whose headers are in capitals,
    - unknown, of a deeper markdown level, or in a section of problems, drugs or regions of the body.
    """
    parts: list[Part] = []
    above: Heading | None = None
    for heading in find_headings(text):
        depth = 2 if above is not None and _divides(heading, above) else 1
        if depth == 1 and not heading.name and normalize(heading.words) in headers().within:
            continue
        parts.append(Part(heading, depth))
        if depth == 1:
            above = heading
    return tuple(parts)


@lru_cache(maxsize=1)
def find_sections(text: str) -> tuple[Section, ...]:
    """The sections of a text, in order; what stands before the first header is in none.

    A known header has its normalised name; an unknown one its own words. Both close the
    section before them (see `outline` for the headings that do not).
    """
    found = [part.heading for part in outline(text) if part.depth == 1]
    ends = [*(heading.start for heading in found[1:]), len(text)]
    return tuple(
        Section(
            heading.name or normalize(heading.words),
            heading.words,
            heading.start,
            min(heading.reach, end),
            end,
        )
        for heading, end in zip(found, ends, strict=False)
    )


def sections(document: Document) -> tuple[Section, ...]:
    """The sections of a document, in order."""
    return find_sections(document.text)


def _divides(heading: Heading, above: Heading) -> bool:
    """Say whether a heading is a part of the section above it rather than the next section."""
    known, key = headers(), normalize(heading.words)
    if heading.small or (not heading.name and key in known.within):
        return True
    holds = above.name in known.holds
    if heading.name:
        numbered = heading.numbered and not above.numbered and not above.level and holds
        return numbered or (key in known.contains.get(above.name, ()) and _is_smaller(heading, above))
    if heading.level:
        return heading.level > above.level and (holds or (above.level > 0 and bool(above.name)))
    return holds and key.rpartition(" ")[2] not in known.last_words


def _is_smaller(heading: Heading, above: Heading) -> bool:
    if above.level:
        return heading.level > above.level
    return (above.capitals and not heading.capitals) or heading.indent > above.indent
