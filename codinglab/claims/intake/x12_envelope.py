"""The envelopes of an X12 file, checked before a claim of it is believed.

An interchange (ISA to IEA) holds groups (GS to GE), a group holds transactions (ST to SE), a transaction
claims. Each closing segment says how many parts it closes. Where a transaction's count of segments is
wrong, any of its claims may lack a line or have one too many: all of them are rejected. Where a group's or
an interchange's count is wrong, the claims that are there are whole, and others may be missing: that is told.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt

from codinglab.claims.intake.gathered import claim_mark
from codinglab.claims.intake.x12_fault import Fault
from codinglab.claims.intake.x12_segments import Segment, SegmentFile
from codinglab.model import InvalidInputError

PROFESSIONAL, INSTITUTIONAL = "005010X222", "005010X223"
_VERSIONS = (PROFESSIONAL, INSTITUTIONAL)
_NEEDED = f"837 claims are read, of {PROFESSIONAL} (professional) and {INSTITUTIONAL} (institutional)."
_OTHER = {
    "270": "a question about coverage",
    "271": "an answer about coverage",
    "276": "a question about a claim",
    "277": "an answer about a claim",
    "278": "a request for authorization",
    "820": "a payment of premiums",
    "834": "an enrollment",
    "835": "a payer's remittance",
    "997": "an acknowledgment",
    "999": "an acknowledgment",
}
_NUMBERED = re.compile(r".*#\d+", re.DOTALL)
_CLOSED_BY = {"ISA": "IEA", "GS": "GE", "ST": "SE"}
_OPENED_BY = {closing: opening for opening, closing in _CLOSED_BY.items()}
_PARTS = {"IEA": "groups", "GE": "transactions", "SE": "segments"}
_SHOWN = 200


def version_of(opening: Segment, group_version: str) -> str:
    """The implementation a transaction follows, as ST names it, or its group."""
    return opening.at(3) or group_version


@dataclass
class Survey:
    """What a first reading of a file found.

    Attributes:
        bad: transactions none of whose claims can be taken, by their number in the file, with the reason.
        told: what is wrong with the file beside that.
        repeated: marks (`claim_mark`) of claim ids that more than one claim has.
        claims: how many claims the file has.
    """

    bad: dict[int, Fault] = field(default_factory=dict)
    told: list[Fault] = field(default_factory=list)
    repeated: frozenset[int] = frozenset()
    claims: int = 0


@dataclass
class _Open:
    """A part that is open: what opened it, its control number, how many parts it has so far."""

    opening: Segment
    parts: int = 0


def survey(path: Path) -> Survey:
    """Read a file through once.

    Raises:
        InvalidInputError: it is no X12 file, or none of its transactions is a claim that can be read.
    """
    surveyor = _Surveyor()
    with SegmentFile(path) as segments:
        for segment in segments:
            surveyor.see(segment)
    return surveyor.done(path)


class _Surveyor:
    def __init__(self) -> None:
        self._found = Survey()
        self._open: dict[str, _Open] = {}
        self._transactions = 0
        self._readable = 0
        self._others: dict[str, int] = {}
        self._group_version = ""
        self._marks: list[int] = []
        self._kept: list[npt.NDArray[np.uint64]] = []
        self._untold = 0
        self._last: Segment | None = None

    def see(self, segment: Segment) -> None:
        """Take in the next segment."""
        self._last = segment
        tag = segment.tag
        if "ST" in self._open:
            self._open["ST"].parts += 1
        if not segment.whole:
            return
        if tag in _CLOSED_BY:
            self._begin(segment)
        elif tag in _OPENED_BY:
            self._end(segment)
        elif tag == "CLM":
            self._found.claims += 1
            self._mark(segment.at(1))
        if "ST" not in self._open and tag not in _CLOSED_BY and tag not in _OPENED_BY and tag != "TA1":
            self._tell(segment, "It stands outside of any transaction (ST to SE), and was not read.")

    def done(self, path: Path) -> Survey:
        """The findings, once the last segment was seen."""
        if not self._readable:
            raise InvalidInputError(f"{path} holds no claims: {self._what_else()}. {_NEEDED}")
        if self._open and self._last is not None:
            open_parts = ", ".join(
                f"{name} of segment {one.opening.number:,}" for name, one in self._open.items()
            )
            self._tell(self._last, f"The file is cut off: it ends with {open_parts} still open.")
        elif self._last is not None and not self._last.whole:
            self._tell(self._last, "The file ends with a piece of a segment.")
        if self._untold:
            self._found.told.append(
                Fault("the file", "", "", f"{self._untold:,} more faults of its envelopes.")
            )
        marks, counts = np.unique(self._all_marks(), return_counts=True)
        self._found.repeated = frozenset(marks[counts > 1].tolist())
        return self._found

    def _begin(self, segment: Segment) -> None:
        tag = segment.tag
        inner = ("ST",) if tag == "ST" else ("ST", "GS") if tag == "GS" else ("ST", "GS", "ISA")
        for name in inner:
            self._left_open(name, segment)
        self._open[tag] = _Open(segment)
        outer = {"ST": "GS", "GS": "ISA"}.get(tag)
        if outer in self._open:
            self._open[outer].parts += 1
        if tag == "GS":
            self._group_version = segment.at(8)
        elif tag == "ST":
            self._open["ST"].parts = 1
            self._transactions += 1
            self._sort(segment)

    def _end(self, segment: Segment) -> None:
        tag = segment.tag
        opened = _OPENED_BY[tag]
        for name in {"IEA": ("ST", "GS"), "GE": ("ST",)}.get(tag, ()):
            self._left_open(name, segment)
        one = self._open.pop(opened, None)
        if one is None:
            self._tell(segment, f"It closes what no {opened} opened.")
            return
        said, parts = segment.at(1), one.parts
        number = one.opening.at({"ST": 2, "GS": 6, "ISA": 13}[opened])
        if not (said.isdecimal() and said.isascii() and len(said) < 12 and int(said) == parts):
            self._blame(segment, f"It says {said or 'nothing'}, and there are {parts:,} {_PARTS[tag]}.", 1)
        elif segment.at(2) != number:
            self._blame(segment, f"Its control number is not that of its {opened}, {number}.", 2)

    def _left_open(self, name: str, segment: Segment) -> None:
        if name in self._open:
            one = self._open.pop(name)
            reason = (
                f"The {name} of segment {one.opening.number:,} was not closed by {_CLOSED_BY[name]} before."
            )
            fault = Fault.at(segment, reason)
            if name == "ST":
                self._found.bad.setdefault(self._transactions, fault)
            self._add(fault)

    def _blame(self, segment: Segment, reason: str, element: int) -> None:
        """A closing segment does not agree with what it closes."""
        if segment.tag == "SE":
            reason += " Any claim of the transaction may be damaged: none was taken."
            self._found.bad.setdefault(self._transactions, Fault.at(segment, reason, element))
        else:
            reason += f" Some {_PARTS[segment.tag]} may be missing."
        self._tell(segment, reason, element)

    def _sort(self, segment: Segment) -> None:
        version = version_of(segment, self._group_version)
        if segment.at(1) == "837" and version.startswith(_VERSIONS):
            self._readable += 1
            return
        what = segment.at(1)[:8]
        name = f"{what} {version[:12]}".strip() if what == "837" else what
        if name in self._others or len(self._others) < _SHOWN:
            self._others[name] = self._others.get(name, 0) + 1
        meant = f" ({_OTHER[what]})" if what in _OTHER else ""
        fault = Fault.at(segment, f"The transaction is {name or 'of no kind'}{meant}. {_NEEDED}", 1)
        self._found.bad.setdefault(self._transactions, fault)
        self._add(fault)

    def _tell(self, segment: Segment, reason: str, element: int = 0) -> None:
        self._add(Fault.at(segment, reason, element))

    def _add(self, fault: Fault) -> None:
        """Keep a fault of the file; of very many, the first ones and their number."""
        if len(self._found.told) < _SHOWN:
            self._found.told.append(fault)
        else:
            self._untold += 1

    def _what_else(self) -> str:
        named = [
            f"{count:,} × {name or 'of no kind'}" + (f" ({_OTHER[name]})" if name in _OTHER else "")
            for name, count in list(self._others.items())[:5]
        ]
        return "its transactions are " + ", ".join(named) if named else "it has no transaction (ST)"

    def _mark(self, claim_id: str) -> None:
        self._marks.append(claim_mark(claim_id))
        if len(self._marks) == 1 << 17:
            self._kept.append(np.array(self._marks, dtype=np.uint64))
            self._marks = []

    def _all_marks(self) -> npt.NDArray[np.uint64]:
        return np.concatenate([*self._kept, np.array(self._marks, dtype=np.uint64)])


class UniqueIds:
    """Gives each claim an id of its own: its own id, or with #2, #3 where earlier claims had it."""

    def __init__(self, repeated: frozenset[int]) -> None:
        self._repeated = repeated
        self._seen: dict[int, int] = {}

    def of(self, claim_id: str) -> str:
        """The id under which a claim is kept; an id that looks numbered is always numbered once more."""
        numbered = _NUMBERED.fullmatch(claim_id) is not None
        if not (numbered or (self._repeated and claim_mark(claim_id) in self._repeated)):
            return claim_id
        mark = claim_mark(claim_id)
        self._seen[mark] = self._seen.get(mark, 0) + 1
        number = self._seen[mark]
        return f"{claim_id}#{number}" if numbered or number > 1 else claim_id
