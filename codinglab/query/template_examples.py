"""An opportunity for each topic of the templates, and a chart to ask about; made up."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache

from codinglab.model import (
    ClaimType,
    Document,
    DocumentType,
    Encounter,
    Indicator,
    Patient,
    Setting,
    Sex,
)
from codinglab.parse import parse
from codinglab.query.opportunity import Kind, Opportunity
from codinglab.reference.paths import REFERENCE

EXAMPLES = REFERENCE / "lexicon" / "query" / "template_examples.toml"

_YEAR, _MONTH = 2026, 11
_DOCUMENTS = (
    ("history", DocumentType.HISTORY_AND_PHYSICAL, "H. House, MD", 3, "Weakness. Pneumonia."),
    ("consult", DocumentType.CONSULTATION, "L. Lung, DO", 4, "Atelectasis, not pneumonia."),
    ("progress-1", DocumentType.PROGRESS_NOTE, "A. Roe, MD", 5, "Heart failure. Anemia."),
    ("progress-2", DocumentType.PROGRESS_NOTE, "A. Roe, MD", 6, "Sepsis. AKI."),
    ("wound", DocumentType.NURSING_NOTE, "W. Care, RN", 6, "Stage 3 pressure injury."),
    ("operation", DocumentType.OPERATIVE_REPORT, "S. Knife, MD", 7, "Debridement of the heel."),
    ("nutrition", DocumentType.CONSULTATION, "D. Diet, RD", 8, "Malnutrition, severe."),
    ("pathology", DocumentType.PATHOLOGY_REPORT, "P. Slide, MD", 9, "Adenocarcinoma."),
)


@dataclass(frozen=True, slots=True)
class Example:
    """The facts of a topic, each with its day, and the options of the template that they speak for.

    Attributes:
        facts: of the stay, in November.
        prior: of an earlier encounter, in January.
    """

    __pydantic_config__ = {"extra": "forbid"}  # noqa: RUF012 (read by codinglab.parse)

    topic: str
    facts: tuple[tuple[int, str], ...]
    offered: tuple[str, ...] = ()
    subject: str = ""
    partner: str = ""
    kind: Kind = Kind.NO_DIAGNOSIS
    prior: tuple[tuple[int, str], ...] = ()

    def opportunity(self) -> Opportunity:
        """The opportunity in the example's chart."""
        now = (Indicator(fact, date(_YEAR, _MONTH, day), "Progress note") for day, fact in self.facts)
        before = (
            Indicator(fact, date(_YEAR, 1, day), "Earlier stay", prior=True) for day, fact in self.prior
        )
        return Opportunity(
            id=f"example-{self.topic}",
            kind=self.kind,
            topic=self.topic,
            why="",
            authority=(),
            indicators=(*now, *before),
            subject=self.subject,
            partner=self.partner,
        )


@dataclass(frozen=True, slots=True)
class _File:
    __pydantic_config__ = {"extra": "forbid"}  # noqa: RUF012 (read by codinglab.parse)

    example: tuple[Example, ...]


@cache
def examples() -> dict[str, Example]:
    """The examples by topic."""
    data = tomllib.loads(EXAMPLES.read_text(encoding="utf-8"))
    return {one.topic: one for one in parse(_File, data, source=EXAMPLES.name).example}


@cache
def example_chart() -> Encounter:
    """A stay with a document of each author whom a query may go to, or may not."""
    documents = tuple(
        Document(name, kind, name.replace("-", " ").capitalize(), author, date(_YEAR, _MONTH, day), text)
        for name, kind, author, day, text in _DOCUMENTS
    )
    return Encounter(
        "enc-9",
        Setting.INPATIENT_ACUTE,
        ClaimType.INPATIENT,
        Patient("MRN 5150", date(1950, 1, 1), Sex.FEMALE),
        date(_YEAR, _MONTH, 3),
        date(_YEAR, _MONTH, 10),
        documents,
    )
