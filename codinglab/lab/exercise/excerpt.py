"""The words that an exercise is about, with their places."""

from __future__ import annotations

from dataclasses import dataclass

from codinglab.lab.exercise.written import Excerpt, Exercise, Option
from codinglab.model import InvalidInputError
from codinglab.reference.cases import load_case


@dataclass(frozen=True, slots=True)
class Passage:
    """The words of an excerpt, one paragraph a passage, and who wrote them."""

    title: str
    paragraphs: tuple[str, ...]

    @property
    def text(self) -> str:
        """All of it."""
        return "\n\n".join(self.paragraphs)


def passage(excerpt: Excerpt) -> Passage:
    """The words of an excerpt.

    Raises:
        InvalidInputError: a quote does not stand in its document word for word.
        UnknownCaseError: there is no such case.
    """
    if not excerpt.case:
        paragraphs = tuple(one.strip() for one in excerpt.text.strip().split("\n\n"))
        return Passage(excerpt.title, paragraphs)
    encounter = load_case(excerpt.case).encounter
    known = {one.id: one for one in encounter.documents}
    if excerpt.document not in known:
        msg = f"there is no document '{excerpt.document}' in {excerpt.case}: it has {', '.join(known)}."
        raise InvalidInputError(msg)
    document = known[excerpt.document]
    for quote in excerpt.quotes:
        if document.text.count(quote) != 1:
            msg = f"“{quote}” does not stand once, word for word, in {excerpt.document} of {excerpt.case}."
            raise InvalidInputError(msg)
    title = excerpt.title or f"{document.title}, {document.author}, {document.written_on}"
    return Passage(title, excerpt.quotes)


def pieces(exercise: Exercise, paragraph: str) -> list[tuple[str, Option | None]]:
    """A paragraph in pieces: words that may be marked, with their option, and those between."""
    places = sorted(
        (paragraph.index(one.text), one) for one in exercise.options if paragraph.count(one.text) == 1
    )
    found: list[tuple[str, Option | None]] = []
    at = 0
    for start, one in places:
        found.append((paragraph[at:start], None))
        found.append((one.text, one))
        at = start + len(one.text)
    found.append((paragraph[at:], None))
    return [piece for piece in found if piece[0]]
