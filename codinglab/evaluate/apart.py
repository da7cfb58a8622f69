"""Measure something in a process of its own, so that the memory it holds is its own."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Measured:
    """What a function gave in a process of its own, and the most memory that process held, in GB."""

    value: Any
    peak: float


def apart(work: Callable[[], Any]) -> Measured:
    """Run something in a process of its own."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(max_workers=1, mp_context=context) as pool:
        return pool.submit(_measured, work).result()


def _measured(work: Callable[[], Any]) -> Measured:
    import resource

    value = work()
    return Measured(value, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2)
