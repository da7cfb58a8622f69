"""What the guidance answers: sections with their citation and words, or that nothing does, and who would."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from codinglab.guidance.documents import Document
from codinglab.guidance.passage import Edition, Passage


@dataclass(frozen=True, slots=True)
class Found:
    """A section that answers.

    Attributes:
        passage: the passage of it to read first, verbatim; our own card where the document is not installed.
        more: other passages of the section that fit, best first.
        card: our own words about the section, where a card has it; None else.
        same: sections of the edition that say nearly the same.
        marks: where words of the question stand in `passage.text`: start and end, in order.
        score: higher is better; comparable within one answer only.
    """

    passage: Passage
    more: tuple[Passage, ...]
    card: Passage | None
    same: tuple[str, ...]
    marks: tuple[tuple[int, int], ...]
    score: float

    @property
    def own_words(self) -> bool:
        """Whether it is our card that answers, for want of the document."""
        return self.passage.edition.is_card


@dataclass(frozen=True, slots=True)
class Would:
    """A document that would answer.

    Attributes:
        document: which; it says where it is to be had.
        matter: the matter asked about, in our own words.
        place: where in the document it stands, "" where we do not know.
    """

    document: Document
    matter: str
    place: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a question.

    Attributes:
        question: as asked.
        on: the day asked about; contractor: as asked, "" for none.
        found: the sections that answer, best first, every one in force on the day and binding; none when
            nothing installed answers.
        sure: how sure it is that something answers, 0 to 1; below the threshold nothing is found.
        elsewhere: sections that would answer, of editions not in force on the day or of policies that bind
            others; told only where nothing is found, and never as current.
        would: what would answer, best first, when nothing is found.
        not_current: installed editions that are not in force on the day and have no other that is.
        left_out: how many local policies in force were not searched, since they bind others than asked for.
        faults: a sentence for each installed edition that could not be read.
    """

    question: str
    on: date
    contractor: str
    found: tuple[Found, ...]
    sure: float
    elsewhere: tuple[Found, ...]
    would: tuple[Would, ...]
    not_current: tuple[Edition, ...]
    left_out: int
    faults: tuple[str, ...]
