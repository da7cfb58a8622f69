"""A place in the chart where the documentation calls for a query, with the words that show it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from codinglab.model import Authority, Evidence, Indicator


class Kind(StrEnum):
    """Why the documentation calls for a query."""

    NO_DIAGNOSIS = "indicators without a diagnosis"
    NO_SUPPORT = "a diagnosis without support"
    UNSPECIFIED = "an unspecified diagnosis with specificity in the chart"
    CONFLICT = "a conflict between authors"
    CAUSE = "a cause and effect that is not clear"
    POA = "present on admission or not"
    PROCEDURE = "a detail of a procedure that is missing"


@dataclass(frozen=True, slots=True)
class Opportunity:
    """A query that the chart calls for, before it is written.

    Attributes:
        id: stable within the chart ("no-diagnosis-sodium").
        topic: which template it takes, a key of reference/lexicon/query/templates.toml.
        subject: the documented diagnosis or procedure that it is about, in the chart's words, "" when there
            is none.
        partner: the second diagnosis of a cause or a conflict, "" otherwise.
        options: conditions that the indicators support, in the order of the chart; the template may have
            its own.
        indicators: dated and sourced facts, contrary ones too.
        evidence: the words in the chart that show the gap.
        why: one sentence for the coder.
    """

    id: str
    kind: Kind
    topic: str
    why: str
    authority: tuple[Authority, ...]
    indicators: tuple[Indicator, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    subject: str = ""
    partner: str = ""
    options: tuple[str, ...] = ()
