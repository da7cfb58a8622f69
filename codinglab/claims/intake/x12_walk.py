"""Walk through the loops of 837 transactions: what stands where, claim by claim.

Which loop a segment belongs to follows from what stood before it. A segment of an unknown kind, or one where
it cannot stand, may be what is left of one that opened a claim or a patient: the claim about it is rejected,
and so are all that follow until the next HL says for certain whose claims they are.
"""

from __future__ import annotations

from collections.abc import Iterator

from codinglab.claims.intake.x12_draft import Draft, Level, Line, Party, Place
from codinglab.claims.intake.x12_envelope import INSTITUTIONAL, Survey, version_of
from codinglab.claims.intake.x12_fault import Fault
from codinglab.claims.intake.x12_segments import Segment, SegmentFile

_MOST_SEGMENTS = 30_000
_NOT_OF_A_CLAIM = frozenset("85 87 IL QC PR 41 40".split())
_READ_DATES = frozenset("472 434 435 096".split())
_ENDS_A_CLAIM = frozenset("ISA IEA GS GE ST SE HL CLM".split())
_KNOWN = _ENDS_A_CLAIM | frozenset(
    "BHT CUR TA1 SBR PAT DMG NM1 N2 N3 N4 REF PER PRV DTP PWK CN1 AMT K3 NTE CR1 CR2 CR3 CR5 CR6 CRC HI HCP "
    "CL1 QTY OI MIA MOA LX SV1 SV2 SV5 MEA PS1 LIN CTP SVD CAS LQ FRM TST UR".split()
)


def drafts(file: SegmentFile, found: Survey) -> Iterator[Draft | Fault]:
    """The claims of a file, each when its last segment was read, and faults that stand outside of claims."""
    walker = Walker(found)
    for segment in file:
        if (done := walker.step(segment)) is not None:
            yield done
        if walker.told is not None:
            yield walker.told
            walker.told = None
    if (last := walker.cut_off()) is not None:
        yield last


class Walker:
    """Where a reading stands. `told` is what is wrong outside of any claim, since it was last taken."""

    def __init__(self, found: Survey) -> None:
        self.told: Fault | None = None
        self._found = found
        self._transaction = 0
        self._group_version = ""
        self._inside = False
        self._institutional = False
        self._place = Place.HEADER
        self._levels: dict[str, Level] = {}
        self._level: Level | None = None
        self._claim: Draft | None = None
        self._party: Party | None = None
        self._doubt: Fault | None = None
        self._last: Segment | None = None

    def step(self, segment: Segment) -> Draft | None:
        """Take the next segment; the claim before it, where it ends that."""
        self._last = segment
        if not segment.whole:
            return None
        tag = segment.tag
        done = self._end() if tag in _ENDS_A_CLAIM else None
        if tag == "GS":
            self._group_version = segment.at(8)
        if tag in ("ISA", "IEA", "GS", "GE", "SE"):
            self._inside = False
        elif tag == "ST":
            self._open_transaction(segment)
        elif tag == "HL":
            self._open_level(segment)
        elif tag == "CLM":
            self._open_claim(segment)
        elif tag not in _KNOWN:
            self._doubt_from(segment, "It is no segment of a claim: one is damaged here.")
        elif self._claim is not None:
            self._in_claim(self._claim, segment)
        else:
            self._above_claim(segment)
        return done

    def cut_off(self) -> Draft | None:
        """The claim that the end of the file left unfinished."""
        if self._claim is not None and self._last is not None:
            self._claim.blame(Fault.at(self._last, "The file is cut off in this claim."))
        return self._end()

    def _end(self) -> Draft | None:
        done, self._claim = self._claim, None
        return done

    def _open_transaction(self, segment: Segment) -> None:
        self._transaction += 1
        self._inside = True
        self._institutional = version_of(segment, self._group_version).startswith(INSTITUTIONAL)
        self._levels, self._level, self._doubt, self._party = {}, None, None, None
        self._place = Place.HEADER

    def _open_level(self, segment: Segment) -> None:
        level, self._doubt, self._party = Level(segment), None, None
        kinds = {"20": Place.BILLING, "22": Place.SUBSCRIBER, "23": Place.PATIENT}
        place = kinds.get(segment.at(3))
        above = {Place.SUBSCRIBER: "20", Place.PATIENT: "22"}.get(place) if place else None
        if place is None:
            level.fault = Fault.at(segment, "The level is 20 (billing provider), 22 (subscriber) or 23.", 3)
        elif above is not None:
            level.parent = self._levels.get(above)
            if level.parent is None or level.parent.opening.at(1) != segment.at(2):
                reason = f"The level above it, of kind {above}, is not the one that stands before."
                level.fault = Fault.at(segment, reason, 2)
        kind = segment.at(3)
        for below in {"20": ("22", "23"), "22": ("23",)}.get(kind, ()):
            self._levels.pop(below, None)
        self._levels[kind], self._level = level, level
        self._place = place or Place.HEADER

    def _open_claim(self, segment: Segment) -> None:
        self._claim = claim = Draft(segment, self._institutional, self._level)
        self._party = None
        claim.blame(self._found.bad.get(self._transaction) if self._inside else None)
        if not self._inside:
            claim.blame(Fault.at(segment, "It stands outside of any transaction (ST to SE)."))
        level = self._level
        while level is not None:
            claim.blame(level.fault)
            level = level.parent
        claim.blame(self._doubt)
        if self._place in (Place.HEADER, Place.BILLING):
            claim.blame(Fault.at(segment, "No subscriber (HL of level 22) stands before it."))
        self._place = Place.CLAIM

    def _doubt_from(self, segment: Segment, reason: str) -> None:
        """From here to the next HL nothing is sure."""
        fault = Fault.at(segment, reason)
        if self._claim is not None:
            self._claim.blame(fault)
        elif self._doubt is None:
            self.told = fault
        if self._claim is None and self._level is not None:
            self._level.fault = self._level.fault or fault
        self._doubt = self._doubt or fault

    def _misplaced(self, segment: Segment) -> None:
        where = self._place.value
        self._doubt_from(
            segment, f"It cannot stand here, in {where}: a segment before it is missing or damaged."
        )

    def _above_claim(self, segment: Segment) -> None:
        tag, level = segment.tag, self._level
        if level is None:
            return
        if tag == "NM1":
            self._party = level.parties.setdefault(segment.at(1), Party(segment))
        elif tag == "PRV":
            if self._place is Place.BILLING and not level.parties:
                level.specialty = segment
        elif tag == "DMG":
            if level.person is not None or self._place is Place.BILLING:
                self._misplaced(segment)
            level.person = segment
        elif tag == "PAT":
            level.relation = segment
        elif tag not in ("SBR", "N2", "N3", "N4", "REF", "PER", "CUR", "DTP"):
            self._misplaced(segment)

    def _in_claim(self, claim: Draft, segment: Segment) -> None:
        claim.segments += 1
        if claim.segments > _MOST_SEGMENTS:
            claim.blame(Fault.at(segment, f"The claim has more than {_MOST_SEGMENTS:,} segments."))
            return
        tag, place = segment.tag, self._place
        if tag == "LX":
            self._place, self._party = Place.LINE, None
            claim.lines.append(Line(segment))
            if segment.at(1) != str(len(claim.lines)):
                claim.blame(Fault.at(segment, f"The line after is not numbered {len(claim.lines)}.", 1))
        elif tag == "SBR" and place in (Place.CLAIM, Place.OTHER_PAYER):
            self._place, self._party = Place.OTHER_PAYER, None
        elif place is Place.CLAIM:
            self._of_claim(claim, segment)
        elif place is Place.OTHER_PAYER:
            if tag not in ("CAS", "AMT", "OI", "MIA", "MOA", "NM1", "N3", "N4", "DTP", "REF", "DMG"):
                self._misplaced(segment)
        else:
            self._of_line(claim.lines[-1], segment)

    def _of_claim(self, claim: Draft, segment: Segment) -> None:
        tag = segment.tag
        if tag in ("HI", "CL1", "DTP") and claim.parties:
            self._misplaced(segment)
        elif tag == "NM1":
            if segment.at(1) in _NOT_OF_A_CLAIM:
                self._misplaced(segment)
            self._party = claim.parties.setdefault(segment.at(1), Party(segment))
        elif tag == "PRV":
            self._specialty(segment)
        elif tag == "HI":
            claim.codes.append(segment)
        elif tag == "CL1":
            claim.stay = segment
        elif tag == "DTP":
            self._date(claim.dates, segment)
        elif tag in ("SV1", "SV2", "SV5", "SVD", "DMG", "PAT", "BHT", "CUR", "LQ", "FRM", "LIN", "CTP"):
            self._misplaced(segment)

    def _of_line(self, line: Line, segment: Segment) -> None:
        tag = segment.tag
        if tag in ("SV1", "SV2"):
            if line.service is not None:
                self._misplaced(segment)
            line.service = segment
        elif tag == "DTP":
            if self._place is Place.LINE:
                self._date(line.dates, segment)
        elif tag == "NM1":
            if segment.at(1) in _NOT_OF_A_CLAIM:
                self._misplaced(segment)
            self._party = line.parties.setdefault(segment.at(1), Party(segment))
        elif tag == "PRV":
            self._specialty(segment)
        elif tag == "SVD":
            self._place, line.decisions = Place.ADJUDICATION, line.decisions + 1
            line.decision = line.decision or segment
        elif tag == "CAS":
            if line.decisions == 1:
                line.adjustments.append(segment)
        elif tag in ("HI", "CL1", "SBR", "DMG", "PAT", "BHT", "CUR", "OI", "MIA", "MOA", "TA1"):
            self._misplaced(segment)

    def _specialty(self, segment: Segment) -> None:
        if self._party is None:
            self._misplaced(segment)
        else:
            self._party.specialty = segment

    def _date(self, dates: dict[str, Segment], segment: Segment) -> None:
        """Keep a date by its meaning; one said twice is a sign of a lost segment between."""
        if segment.at(1) in dates and segment.at(1) in _READ_DATES:
            self._misplaced(segment)
        dates[segment.at(1)] = segment
