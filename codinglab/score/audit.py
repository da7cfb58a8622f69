"""An auditor's view of scorecards: the kind of each item, the direction of each fault, three accuracies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from codinglab.model import Outcome, Scorecard, ScoreLine
from codinglab.model.interval import wilson
from codinglab.score.cluster import Accuracy, clustered
from codinglab.score.visits import levels_above, visit

SEPARATING = frozenset({"25", "57", "58", "59", "78", "79", "91", "XE", "XP", "XS", "XU"})
CATEGORIES = (
    "principal or first-listed diagnosis",
    "secondary diagnosis, CC or MCC",
    "diagnosis",
    "sequence",
    "POA",
    "ICD-10-PCS procedure",
    "visit (E/M)",
    "service",
    "modifier",
    "units",
    "pointer",
    "date",
    "place of service",
    "revenue code",
    "query",
    "DRG",
)
_BY_AREA = {
    "principal": CATEGORIES[0],
    "first-listed": CATEGORIES[0],
    "procedure": "ICD-10-PCS procedure",
}


def category(line: ScoreLine) -> str:
    """What kind of item a line is, one of CATEGORIES."""
    if line.area == "diagnosis" and line.severity:
        return CATEGORIES[1]
    if line.area == "line":
        return "visit (E/M)" if visit(line.keyed or line.answered) else "service"
    return _BY_AREA.get(line.area, line.area)


def direction(line: ScoreLine) -> str:
    """Which way a fault goes.

    "over-coding", "under-coding", "unbundling", "sequencing", "medical necessity" or "documentation";
    "compliance" where a fault has no direction, "" for what is right.
    """
    if line.right:
        return ""
    if line.outcome is Outcome.SEQUENCE or line.area in {"principal", "first-listed", "sequence"}:
        return "sequencing"
    if line.area == "pointer":
        return "medical necessity"
    if line.area == "query":
        return "documentation"
    if line.area == "modifier":
        added = set(line.answered.split(", ")) - set(line.keyed.split(", "))
        return "unbundling" if added & SEPARATING else "compliance"
    if line.area == "units":
        return "over-coding" if int(line.answered) > int(line.keyed) else "under-coding"
    if line.area == "line" and line.outcome is Outcome.WRONG_DETAIL:
        above = levels_above(line.keyed, line.answered)
        return "compliance" if above is None else "over-coding" if above > 0 else "under-coding"
    if line.outcome is Outcome.EXTRA:
        return "over-coding"
    return "under-coding" if line.outcome is Outcome.MISSED else "compliance"


@dataclass(frozen=True, slots=True)
class CategoryCount:
    """What became of the items of one category."""

    category: str
    right: int
    possible: int
    missed: int = 0
    added: int = 0
    wrong: int = 0
    sequence: int = 0
    accepted: int = 0


@dataclass(frozen=True, slots=True)
class Audit:
    """The compliance figures over scorecards.

    Attributes:
        codes: code-over-code, the interval clustered by chart.
        records: record-over-record, the share of charts right in everything reported.
        drgs: the share of stays whose DRG is the key's.
        categories: every category that occurs, in a fixed order.
        directions: (direction, how many faults), the most frequent first.
        partial: the mean training credit, for training only.
    """

    codes: Accuracy
    records: Accuracy
    drgs: Accuracy
    categories: tuple[CategoryCount, ...]
    directions: tuple[tuple[str, int], ...]
    partial: float


def audit(cards: Sequence[Scorecard]) -> Audit:
    """Add scorecards up as an audit does: each scorecard is a chart."""
    lines = [line for card in cards for line in card.lines]
    ways: dict[str, int] = {}
    for line in lines:
        if way := direction(line):
            ways[way] = ways.get(way, 0) + 1
    return Audit(
        codes=clustered((card.correct, card.items) for card in cards),
        records=_charts(card.whole for card in cards),
        drgs=_charts(card.drg_answered == card.drg_keyed for card in cards if card.drg_keyed),
        categories=tuple(_counted(lines)),
        directions=tuple(sorted(ways.items(), key=lambda way: (-way[1], way[0]))),
        partial=sum(card.partial for card in cards) / len(cards) if cards else 0.0,
    )


def _charts(right: Iterable[bool]) -> Accuracy:
    """An accuracy whose items are whole charts."""
    told = list(right)
    return Accuracy(sum(told), len(told), len(told), wilson(sum(told), len(told)), 1.0)


def _counted(lines: Iterable[ScoreLine]) -> Iterable[CategoryCount]:
    by_category: dict[str, list[ScoreLine]] = {}
    for line in lines:
        by_category.setdefault(category(line), []).append(line)
    for name in CATEGORIES:
        if found := by_category.get(name):
            faults = [line.outcome for line in found if not line.right]
            yield CategoryCount(
                category=name,
                right=sum(line.right for line in found),
                possible=len(found),
                missed=faults.count(Outcome.MISSED),
                added=faults.count(Outcome.EXTRA),
                wrong=faults.count(Outcome.WRONG_DETAIL),
                sequence=faults.count(Outcome.SEQUENCE),
                accepted=sum(line.accepted for line in found),
            )
