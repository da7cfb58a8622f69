"""The segments of a claim of an X12 file, each at its place in the loops."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from codinglab.claims.intake.x12_fault import Fault
from codinglab.claims.intake.x12_segments import Segment


class Place(Enum):
    """The loop that stands open."""

    HEADER = "before the first HL"
    BILLING = "the billing provider"
    SUBSCRIBER = "the subscriber"
    PATIENT = "the patient"
    CLAIM = "the claim"
    OTHER_PAYER = "another payer of the claim"
    LINE = "a service line"
    ADJUDICATION = "another payer's decision on a line"


@dataclass(slots=True)
class Party:
    """Somebody with a role: the NM1 that names them and the PRV with their specialty."""

    name: Segment
    specialty: Segment | None = None

    @property
    def id(self) -> str:
        """Their identifier, an NPI as a rule."""
        return self.name.at(9)

    @property
    def taxonomy(self) -> str:
        """The taxonomy code of their specialty, "" where it is not said."""
        return self.specialty.at(3) if self.specialty else ""


@dataclass(slots=True)
class Level:
    """An HL with what was said under it: of the billing provider, a subscriber or a patient."""

    opening: Segment
    parent: Level | None = None
    parties: dict[str, Party] = field(default_factory=dict)
    specialty: Segment | None = None
    person: Segment | None = None
    relation: Segment | None = None
    fault: Fault | None = None


@dataclass(slots=True)
class Line:
    """The segments of a service line."""

    opening: Segment
    service: Segment | None = None
    dates: dict[str, Segment] = field(default_factory=dict)
    parties: dict[str, Party] = field(default_factory=dict)
    decision: Segment | None = None
    adjustments: list[Segment] = field(default_factory=list)
    decisions: int = 0


@dataclass(slots=True)
class Draft:
    """The segments of a claim, each at its place; `fault` is set where it cannot be taken."""

    opening: Segment
    institutional: bool
    level: Level | None
    fault: Fault | None = None
    dates: dict[str, Segment] = field(default_factory=dict)
    stay: Segment | None = None
    codes: list[Segment] = field(default_factory=list)
    parties: dict[str, Party] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    segments: int = 0

    def blame(self, fault: Fault | None) -> None:
        """Reject the claim for a fault, unless it has one before."""
        self.fault = self.fault or fault
