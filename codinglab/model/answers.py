"""What a learner hands in, and the score it gets."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import IntEnum, StrEnum

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


class DismissalReason(StrEnum):
    """Why words of the chart that name a condition get no code."""

    NOT_PRESENT = "not_present"
    INTEGRAL = "integral"
    INCLUDED = "included"
    PAST = "past"
    NOT_ADDRESSED = "not_addressed"
    SOURCE = "source"
    UNCERTAIN = "uncertain"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Dismissal:
    """Words of the chart that the learner decided not to code, and why."""

    __pydantic_config__ = FORBID

    evidence: Evidence
    reason: DismissalReason


class HintStep(IntEnum):
    """How much a hint gives away; each step includes those before it."""

    PLACE = 1
    RULE = 2
    CATEGORY = 3
    ANSWER = 4


@dataclass(frozen=True, slots=True)
class HintTaken:
    """A hint that the learner asked for: the item of the key by kind and number, "diagnosis 3"."""

    __pydantic_config__ = FORBID

    item: str
    step: HintStep


@dataclass(frozen=True, slots=True)
class Attempt:
    """What was handed in at one time. `seconds` is the working time until then."""

    __pydantic_config__ = FORBID

    submitted_at: datetime.datetime
    seconds: int
    diagnoses: tuple[Diagnosis, ...] = ()
    procedures: tuple[Procedure, ...] = ()
    lines: tuple[ServiceLine, ...] = ()
    hints: int = 0


@dataclass(frozen=True, slots=True)
class Rebuttal:
    """The learner's case against one line of the score; `item` is the line's own name (`ScoreLine.item`)."""

    __pydantic_config__ = FORBID

    item: str
    reason: str


@dataclass(frozen=True, slots=True)
class Answers:
    """The work of one learner on one case; the file it is saved in is all that is graded.

    Attributes:
        revision: rises with every saved change.
        seconds: working time, pauses left out.
        attempts: what was handed in, the first one first.
        comment: what the learner wants to tell the educator.
        dismissed: words of the chart that were looked at and get no code; never graded.
        notes: what the learner noted for himself; it is left out when work is handed in.
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
    hints: tuple[HintTaken, ...] = ()
    attempts: tuple[Attempt, ...] = ()
    rebuttals: tuple[Rebuttal, ...] = ()
    seconds: int = 0
    comment: str = ""
    dismissed: tuple[Dismissal, ...] = ()
    notes: str = ""


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
        area: "principal" (or "first-listed"), "diagnosis", "sequence", "procedure", "line", "query", "DRG",
            or a detail: "POA", "date", "modifier", "units", "pointer", "place of service", "revenue code".
        keyed, answered: the codes or values compared, as people write them; "" when absent.
        counts: whether the item counts in code-over-code.
        about: the code that a detail belongs to, "" for a code.
        severity: "MCC" or "CC" of a diagnosis of a stay, "" otherwise.
        accepted: whether the educator accepted the learner's rebuttal of a fault.
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
    severity: str = ""
    accepted: bool = False

    @property
    def item(self) -> str:
        """The name of this line within its scorecard: the same answers give the same name."""
        return "|".join((self.area, self.about, self.keyed, self.answered))

    @property
    def right(self) -> bool:
        """Whether nothing is wrong here, or the educator let it pass."""
        return self.accepted or self.outcome is Outcome.CORRECT


@dataclass(frozen=True, slots=True)
class Scorecard:
    """The whole comparison.

    Attributes:
        correct, items: code-over-code. Items are the required key codes, the codes that the learner
            added, and a wrong principal or first-listed diagnosis.
        interval: Wilson, 95 %.
        partial: the training credit of partly right codes, 0 to 1, kept apart from the compliance figure.
        weighted: the rubric of the role, 0 to 100 points, before hints.
        hint_points: what the hints taken cost.
        raised: edits that the learner's claim raises and the key's does not.
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
    weighted: float = 0.0
    hint_points: float = 0.0
    raised: tuple[str, ...] = ()

    @property
    def points(self) -> float:
        """Training points, 0 to 100: the rubric less the hints."""
        return max(0.0, self.weighted - self.hint_points)

    @property
    def whole(self) -> bool:
        """Whether the record is right in everything reported (record-over-record); queries do not count."""
        return all(line.right for line in self.lines if line.area not in {"query", "DRG"})

    @property
    def code_over_code(self) -> float:
        """Correct items over all items, 0 to 1; 0 when there is nothing to compare."""
        return self.correct / self.items if self.items else 0.0
