"""The text of a note as HTML with its concepts marked, for readers with and without a kernel.

What is said of a concept shows in the style of its line, in a sign after it (text, so that it is copied
and read aloud), and in its title; colour only helps.
"""

from __future__ import annotations

from html import escape
from itertools import pairwise

from codinglab.lab.display import ASSERTION_SIGNS, element
from codinglab.model import Assertion, Concept, Section


def marked(text: str, sections: tuple[Section, ...], concepts: tuple[Concept, ...]) -> list[str]:
    """The text in pieces of escaped HTML: headers in bold, concepts with line style, sign and title."""
    bold = [(one.start, one.body_start) for one in sections if one.header]
    shown = apart(concepts)
    edges = sorted(
        {0, len(text)}
        | {min(edge, len(text)) for span in bold for edge in span}
        | {min(edge, len(text)) for one in shown for edge in (one.evidence.start, one.evidence.end)}
    )
    pieces = []
    header = concept = 0
    for start, end in pairwise(edges):
        while header < len(bold) and bold[header][1] <= start:
            header += 1
        while concept < len(shown) and shown[concept].evidence.end <= start:
            concept += 1
        piece = escape(text[start:end])
        if header < len(bold) and bold[header][0] <= start:
            piece = element("b", piece, css="cl-header")
        if concept < len(shown) and shown[concept].evidence.start <= start:
            piece = _concept(shown[concept], piece, last=end == shown[concept].evidence.end)
        pieces.append(piece)
    return pieces


def apart(concepts: tuple[Concept, ...]) -> list[Concept]:
    """The concepts of one document in the order of the text, the longest where two overlap."""
    kept: list[Concept] = []
    for concept in sorted(concepts, key=lambda one: (one.evidence.start, -one.evidence.end)):
        if not kept or concept.evidence.start >= kept[-1].evidence.end:
            kept.append(concept)
    return kept


def _concept(concept: Concept, piece: str, *, last: bool) -> str:
    details = [f"{slot.name} {slot.value}" for slot in concept.slots]
    title = ", ".join([f"{concept.term}: {concept.kind.value}", concept.assertion.value, *details])
    sign = ASSERTION_SIGNS[concept.assertion] if last else ""
    words = element("span", piece, css=f"cl-concept cl-{concept.assertion.value}", title=title)
    return words + (element("sup", escape(sign), css="cl-sign", title=title) if sign else "")


def sample(assertion: Assertion) -> str:
    """The name of an assertion, drawn as its concepts are."""
    sign = ASSERTION_SIGNS[assertion]
    words = element("span", assertion.value, css=f"cl-concept cl-{assertion.value}")
    return words + (element("sup", escape(sign), css="cl-sign") if sign else "")
