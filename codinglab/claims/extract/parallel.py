"""Do the same work on many chunks of an extract, on one core or on several, results in order."""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context
from typing import TypeVar

Part = TypeVar("Part")
Result = TypeVar("Result")
_AHEAD = 2
"""How many chunks wait for each worker: memory is bounded by that, however large the extract."""


def in_order(
    work: Callable[[Part], Result], parts: Iterable[Part], workers: int = 1
) -> Generator[Result, None, None]:
    """The result of each part, in the order of the parts.

    Args:
        work: a function of a module, so that another process finds it.
        parts: what it is done on; taken as they are needed.
        workers: how many processes; with 1 it is done in this one.

    Processes are started anew (spawned), as on every system they can be; closing the iterator ends them.
    """
    if workers <= 1:
        yield from map(work, parts)
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_be_quiet) as pool:
        waiting: deque[Future[Result]] = deque()
        try:
            for part in parts:
                waiting.append(pool.submit(work, part))
                if len(waiting) >= workers * _AHEAD:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for left in waiting:
                left.cancel()


def _be_quiet() -> None:
    """Leave Ctrl+C to the process that gives the work: it ends the others."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
