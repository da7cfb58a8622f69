"""What a learner hands in, and the score it gets."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from codinglab.model.authority import Authority
from codinglab.model.claim import Diagnosis, Procedure, ServiceLine
from codinglab.model.concept import Evidence
from codinglab.model.encounter import FORBID
from codinglab.model.query import Query


@dataclass(frozen=True, slots=True)
class EvidenceLink:
    """Words of the chart that the learner gave as evidence for a code."""

    __pydantic_config__ = FORBID

    code: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class CodePath:
    """How the learner reached a code: the book with its edition and the path, or the phrase found."""

    __pydantic_config__ = FORBID

    code: str
    path: str


@dataclass(frozen=True, slots=True)
class Answers:
    """The work of one learner on one case; the file it is saved in is all that is graded.

    `revision` rises with every saved change; `case_edition` is the key edition in force then.
    """

    __pydantic_config__ = FORBID

    learner: str
    case: str
    revision: int = 0
    diagnoses: tuple[Diagnosis, ...] = ()
    procedures: tuple[Procedure, ...] = ()
    lines: tuple[ServiceLine, ...] = ()
    evidence: tuple[EvidenceLink, ...] = ()
    queries: tuple[Query, ...] = ()
    paths: tuple[CodePath, ...] = ()
    submitted: bool = False


class Outcome(StrEnum):
    """What became of one item of the key or of the answers."""

    CORRECT = "correct"
    MISSED = "missed"
    EXTRA = "extra"
    WRONG_DETAIL = "wrong detail"
    SEQUENCE = "sequence"


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """One item compared.

    Attributes:
        area: "diagnosis", "procedure", "line", "POA", "date", "modifier", "units", "pointer" or "DRG".
        keyed, answered: the codes or values compared, as people write them; "" when absent.
        counts: whether the item counts in code-over-code.
        about: the code that a detail (POA, date, modifier, units, pointer) belongs to, "" for a code.
    """

    area: str
    outcome: Outcome
    keyed: str
    answered: str
    evidence: tuple[Evidence, ...] = ()
    rationale: str = ""
    authority: tuple[Authority, ...] = ()
    counts: bool = True
    about: str = ""


@dataclass(frozen=True, slots=True)
class Scorecard:
    """The whole comparison.

    `correct` of `items` is code-over-code: items are the required key codes and the codes that
    the learner added. `partial` is the training credit, kept apart from the compliance figure.
    """

    case: str
    learner: str
    key_edition: int
    lines: tuple[ScoreLine, ...]
    correct: int
    items: int
    interval: tuple[float, float]
    partial: float
    drg_keyed: str = ""
    drg_answered: str = ""

    @property
    def code_over_code(self) -> float:
        """Correct items over all items, 0 to 1; 0 when there is nothing to compare."""
        return self.correct / self.items if self.items else 0.0
