"""`codinglab.ask`: an answer of the guidance that a notebook shows well, with tables for pandas and JSON."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from codinglab.guidance import Answer, Found
from codinglab.guidance import ask as ask_guidance
from codinglab.lab.display import element, style
from codinglab.lab.guidance.answer_html import answer_html, answer_words
from codinglab.parse import as_day

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = (
    "document",
    "title",
    "edition",
    "section",
    "headings",
    "page",
    "since",
    "through",
    "binds",
    "text",
    "own_words",
    "kind",
    "is_card",
    "same",
    "url",
    "citation",
)


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer, shown whole in a notebook.

    Attributes:
        answer: as the guidance gives it.
    """

    answer: Answer

    def rows(self) -> list[dict[str, Any]]:
        """One plain dict a section that answers, best first."""
        return [row(found) for found in self.answer.found]

    def to_pandas(self) -> pd.DataFrame:
        """One row a section: the columns of `COLUMNS`."""
        import pandas as pd

        return pd.DataFrame(self.rows(), columns=list(COLUMNS))

    def json(self) -> dict[str, Any]:
        """The answer as plain data."""
        answer = self.answer
        return {
            "question": answer.question,
            "on": str(answer.on),
            "contractor": answer.contractor,
            "answered": bool(answer.found),
            "sure": round(answer.sure, 3),
            "sections": self.rows(),
            "not_current": [row(found) for found in answer.elsewhere],
            "would_answer": [
                {
                    "document": would.document.names[0],
                    "place": would.place,
                    "matter": would.matter,
                    "install": would.document.source if would.document.can_be_opened else "",
                    "where": would.document.where,
                }
                for would in answer.would
            ],
            "editions_not_in_force": [str(edition) for edition in answer.not_current],
            "local_policies_left_out": answer.left_out,
            "faults": list(answer.faults),
        }

    def __repr__(self) -> str:
        lines = [f"{found.passage.section:14} {found.passage.titles[-1]}" for found in self.answer.found]
        return "\n".join([answer_words(self.answer), *lines])

    def _repr_html_(self) -> str:
        return style() + element("div", answer_html(self.answer), css="cl-page cl-panel")


def row(found: Found) -> dict[str, Any]:
    """A section as plain data."""
    passage = found.passage
    edition, period = passage.edition, passage.period
    return {
        "document": edition.document,
        "title": edition.title,
        "edition": edition.name,
        "section": passage.section,
        "headings": [title for title in passage.titles if title],
        "page": passage.page,
        "since": str(period.since),
        "through": str(period.through) if period.through else None,
        "binds": list(edition.binds),
        "text": passage.text,
        "own_words": found.card.text if found.card else "",
        "kind": passage.kind,
        "is_card": edition.is_card,
        "same": list(found.same),
        "url": passage.url,
        "citation": passage.citation,
    }


def ask(question: str, on: date | str | None = None, contractor: str = "") -> Answered:
    """Ask the guidance that is installed and ships.

    Args:
        question: in any words; codes, ranges and modifiers are understood.
        on: the day asked about, today by default: only what is in force then is told as the answer.
        contractor: the number or name of a contractor or payer, for its local policies; "any" for all.

    Raises:
        StoreError: the index cannot be made or read.
    """
    return Answered(ask_guidance(question, as_day(on), contractor))
