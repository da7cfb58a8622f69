"""How sure a proportion is."""

from __future__ import annotations

from math import inf, sqrt

_Z = 1.959963984540054


def wilson(correct: float, items: float) -> tuple[float, float]:
    """The Wilson 95 % interval of a proportion; (0, 1) when there is nothing to judge from.

    Source: E. B. Wilson, J. Am. Stat. Assoc. 22 (1927) 209-212.

    >>> [f"{bound:.1%}" for bound in wilson(30, 30)]
    ['88.6%', '100.0%']
    """
    if not items:
        return 0.0, 1.0
    share, square = correct / items, _Z * _Z
    centre = (share + square / (2 * items)) / (1 + square / items)
    half = _Z / (1 + square / items) * sqrt(share * (1 - share) / items + square / (4 * items * items))
    return max(0.0, min(share, centre - half)), min(1.0, max(share, centre + half))


def wilson_of(share: float, items: float) -> tuple[float, float]:
    """The Wilson 95 % interval of a share seen on so many items, not a whole number where they are weighted.

    `items` may be infinite: then the share is known.
    """
    return (share, share) if items == inf else wilson(share * items, items)


def as_from_endless(items: int, population: int) -> float:
    """How many items of an endless population tell as much as these, drawn from a finite one.

    Infinite where all were drawn. Source: W. G. Cochran, Sampling Techniques (3rd ed., 1977), 2.6 and 3.2:
    the variance shrinks by (N - n) / (N - 1).

    >>> as_from_endless(50, 50), round(as_from_endless(50, 100), 1)
    (inf, 99.0)
    """
    return inf if items >= population else items * (population - 1) / (population - items)
