"""Quantiles of Student's t, exactly, without a library for statistics."""

from __future__ import annotations

from functools import cache
from math import atan, cos, pi, sin, sqrt

_STEPS = 200


def t_share(value: float, freedom: int) -> float:
    """The share of Student's t distribution that lies below a value.

    Args:
        value: of t.
        freedom: degrees of freedom, at least 1.

    Source: Abramowitz and Stegun, Handbook of Mathematical Functions (1964), 26.7.3 and 26.7.4: finite sums,
    exact for whole degrees of freedom.

    >>> round(t_share(1.8331129, 9), 6), t_share(0.0, 4)
    (0.95, 0.5)
    """
    angle = atan(value / sqrt(freedom))
    square, odd = cos(angle) ** 2, freedom % 2
    term = cos(angle) if odd else 1.0
    total = 0.0
    for step in range(freedom // 2):
        total += term
        term *= square * ((2 * step + 2) / (2 * step + 3) if odd else (2 * step + 1) / (2 * step + 2))
    within = 2 / pi * (angle + sin(angle) * total) if odd else sin(angle) * total
    return (1 + within) / 2


@cache
def t_quantile(share: float, freedom: int) -> float:
    """The value below which a share of Student's t distribution lies.

    Args:
        share: 0.5 to less than 1.
        freedom: degrees of freedom, at least 1.

    >>> [round(t_quantile(share, 99), 4) for share in (0.9, 0.95, 0.975)]
    [1.2902, 1.6604, 1.9842]
    """
    low, high = 0.0, 1.0
    while t_share(high, freedom) < share:
        high *= 2
    for _ in range(_STEPS):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        low, high = (middle, high) if t_share(middle, freedom) < share else (low, middle)
    return high
