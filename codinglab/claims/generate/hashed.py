"""Numbers that look random and go with other numbers: who is whose physician needs no list."""

from __future__ import annotations

from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]

_STEP = np.uint64(0x9E3779B97F4A7C15)
_ONE, _TWO = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)


def share(*keys: Array | int) -> Array:
    """A number from 0 up to 1 for each row of keys, the same for the same keys.

    >>> bool(share(np.arange(3), 7)[1] == share(np.array([1]), 7)[0])
    True
    """
    with np.errstate(over="ignore"):
        mixed: Any = np.uint64(0)
        for key in keys:
            mixed = _mix(mixed + np.asarray(key).astype(np.uint64) + _STEP)
    found: Array = (mixed >> np.uint64(11)).astype(np.float64) / float(1 << 53)
    return found


def _mix(value: Any) -> Any:
    """SplitMix64. Source: Steele, Lea, Flood, OOPSLA 2014."""
    value = (value ^ (value >> np.uint64(30))) * _ONE
    value = (value ^ (value >> np.uint64(27))) * _TWO
    return value ^ (value >> np.uint64(31))
