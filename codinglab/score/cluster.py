"""How sure an accuracy over many charts is: codes of one chart go together, so the chart is the unit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from codinglab.model.interval import wilson


@dataclass(frozen=True, slots=True)
class Accuracy:
    """An accuracy with its interval.

    Attributes:
        correct, items: the counts.
        charts: how many charts they come from.
        interval: Wilson, 95 %, on the effective number of items.
        design_effect: how many times the variance is larger than that of independent items, at least 1;
            None where it cannot be told: the interval of one chart is that of its items, and with all items
            right (or none) the number of charts is the effective number of items.
    """

    correct: int
    items: int
    charts: int
    interval: tuple[float, float]
    design_effect: float | None

    @property
    def share(self) -> float:
        """Correct over items, 0 to 1; 0 without items."""
        return self.correct / self.items if self.items else 0.0


def clustered(charts: Iterable[tuple[int, int]]) -> Accuracy:
    """The accuracy over charts, each given as (correct, items).

    The variance is that of a ratio estimate with the chart as cluster; its relation to the variance of
    independent items is the design effect, which divides the number of items before Wilson's formula.
    Source: L. Kish, Survey Sampling (1965), sections 6.3 and 8.2.

    >>> round(clustered([(9, 10), (10, 10), (5, 10), (9, 10)]).design_effect, 2)
    3.41
    """
    counted = [(correct, items) for correct, items in charts if items]
    correct, items = sum(one for one, _ in counted), sum(of for _, of in counted)
    count = len(counted)
    if not items:
        return Accuracy(0, 0, 0, (0.0, 1.0), None)
    share = correct / items
    alone = share * (1 - share) / items
    if count < 2 or not alone:
        interval = wilson(correct, items) if count < 2 else wilson(round(share) * count, count)
        return Accuracy(correct, items, count, interval, None)
    spread = sum((one - share * of) ** 2 for one, of in counted)
    effect = max(1.0, count / (count - 1) * spread / items**2 / alone)
    return Accuracy(correct, items, count, wilson(correct / effect, items / effect), effect)
