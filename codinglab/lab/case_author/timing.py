"""Timing in the browser: after the last letters arrived, and after the boxes are shown."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

# The browser makes the boxes after Python has; a wish that comes before them is lost.
_UNTIL_SHOWN = 0.35
# The browser holds the last letters back until the ones before are answered; a press overtakes them.
_UNTIL_ARRIVED = 0.2


def focus_soon(widget: Any) -> None:
    """Put the cursor into a box as soon as the browser shows it; without a browser, do nothing."""
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        return
    loop.call_later(_UNTIL_SHOWN, widget.focus)


def after_typing(action: Callable[[], object]) -> None:
    """Make boxes anew when what was typed into the old ones has arrived; at once without a browser."""
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        action()
        return
    loop.call_later(_UNTIL_ARRIVED, action)
