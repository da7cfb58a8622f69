"""A passage of guidance: verbatim words with the place, edition and days that make them citable."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from codinglab.model import Period

CARDS = "codinglab-cards"
"""The source of the rule cards that ship: our own words about a section of another document."""

ELSEWHERE = "codinglab-elsewhere"
"""The source of what is no passage: a matter that a document answers which is not installed."""


@dataclass(frozen=True, slots=True)
class Edition:
    """An edition of a document, or a version of a coverage policy.

    Attributes:
        document: its id, "icd10cm-guidelines", "iom-100-04-12", "L36668".
        title: as people call the document.
        name: the edition as people say it, "FY2026 October", "version 45".
        period: the days it is in force; it ends the day before the next installed edition begins.
        source: what to install it from, as `codinglab reference install` takes it.
        binds: the contractors or payers it binds, as they are said; none: everybody.
    """

    document: str
    title: str
    name: str
    period: Period
    source: str
    binds: tuple[str, ...] = ()

    @property
    def is_card(self) -> bool:
        """Whether it is the rule cards of an edition: our own words, not the document's."""
        return self.source == CARDS

    @property
    def is_document(self) -> bool:
        """Whether it is an installed document, neither our cards nor what other documents answer."""
        return self.source not in {CARDS, ELSEWHERE}

    def __str__(self) -> str:
        return f"{self.title}, {self.name} ({self.period})"


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a section, verbatim: a few paragraphs, or a table whole.

    Attributes:
        edition: of which edition; `period` may be narrower than that of the edition.
        section: the place as it is cited, "I.C.4.a.3".
        titles: the headings that lead to it, outermost first, its own last.
        text: a paragraph a line; of a table a row a line, its cells divided by " | ".
        kind: "text" or "table".
        page: counted from 1; None where the document has no pages.
        url: the publisher's page of it, "" where there is none.
    """

    edition: Edition
    period: Period
    section: str
    titles: tuple[str, ...]
    text: str
    kind: str
    page: int | None
    url: str

    @property
    def citation(self) -> str:
        """Document, edition and section, as one writes them under a decision."""
        return f"{self.edition.title}, {self.edition.name}, {self.section}"


def trail(titles: Sequence[str]) -> str:
    """Headings one after the other, as they lead to a section; those that have no words left out."""
    return " › ".join(title for title in titles if title)
