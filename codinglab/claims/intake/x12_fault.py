"""What is wrong at one segment of an X12 file."""

from __future__ import annotations

from dataclasses import dataclass

from codinglab.claims.intake.batch import Rejection
from codinglab.claims.intake.x12_segments import Segment


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, where.

    Attributes:
        place: "segment 214, CLM".
        field: the element at fault, such as CLM02; "" for the segment as a whole.
        value: what stood there.
        reason: what is wrong with it, and what was expected.
    """

    place: str
    field: str
    value: str
    reason: str

    @classmethod
    def at(cls, segment: Segment, reason: str, element: int = 0, value: str | None = None) -> Fault:
        """A fault of a segment, or of one of its elements (by its position)."""
        field = f"{segment.shown}{element:02}" if element else ""
        return cls(
            segment.place, field, segment.at(element) if element and value is None else value or "", reason
        )

    def rejection(self, source: str, claim: str = "", row: str = "") -> Rejection:
        """The rejection of a claim for this fault, or of what is none, where no row is given."""
        return Rejection(source, self.place, claim, self.field, self.value, self.reason, row)


class FaultError(Exception):
    """Raised inside the reader where a claim cannot be read on; it ends as that claim's rejection."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.reason)
        self.fault = fault
