"""Doing something once, a little after the last time it was asked for."""

from __future__ import annotations

import asyncio
from collections.abc import Callable


class Later:
    """Call it as often as you like: `action` runs once, `delay` seconds after the last call.

    Where no event loop runs (a script, a test) the action runs at once.
    """

    def __init__(self, action: Callable[[], None], delay: float = 0.15) -> None:
        self._action = action
        self._delay = delay
        self._waiting: asyncio.TimerHandle | None = None

    def __call__(self) -> None:
        """Do the action after the wait; a new call starts the wait again."""
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            self._action()
            return
        if self._waiting is not None:
            self._waiting.cancel()
        self._waiting = loop.call_later(self._delay, self._run)

    @property
    def pending(self) -> bool:
        """Whether the action was asked for and has not run yet."""
        return self._waiting is not None

    def now(self) -> None:
        """Run the action at once if it is waiting."""
        if self._waiting is not None:
            self._waiting.cancel()
            self._run()

    def _run(self) -> None:
        self._waiting = None
        self._action()
