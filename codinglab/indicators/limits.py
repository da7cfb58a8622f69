"""The limits of a definition as lines for a plot: a number for each value, with what it is."""

from __future__ import annotations

from collections.abc import Iterator

from codinglab.indicators.baseline import baseline
from codinglab.indicators.definitions import Criterion, Definition
from codinglab.indicators.kinds import Facts

_WORDS = (("above", "above"), ("at_least", "at least"), ("below", "below"), ("at_most", "at most"))


def limits(definition: Definition, facts: Facts) -> dict[str, tuple[tuple[float, str], ...]]:
    """For each value that a definition limits, its limits with their words ("above 2 mmol/L").

    A ratio to a baseline is given as the number that it comes to.
    """
    found: dict[str, dict[float, str]] = {}
    for criterion in definition.criterion:
        for term, number, label in _of(criterion, facts):
            found.setdefault(term, {}).setdefault(number, label)
    return {term: tuple(sorted(lines.items())) for term, lines in found.items()}


def _of(criterion: Criterion, facts: Facts) -> Iterator[tuple[str, float, str]]:
    for part in criterion.parts:
        yield from _of(part, facts)
    if criterion.kind in {"value", "lasting"}:
        for name, word in _WORDS:
            number = getattr(criterion, name)
            if number is not None:
                yield criterion.term, number, f"{word} {number:g} {criterion.unit}".rstrip()
    if criterion.kind == "ratio" and criterion.at_least is not None:
        base = baseline(facts.series(criterion.term).readings, facts.first_day)
        if base is not None:
            number = round(criterion.at_least * base.reading.number, 2)
            yield criterion.term, number, f"{criterion.at_least:g} x baseline {base.reading.number:g}"
