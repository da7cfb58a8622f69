"""Where the cursor goes after boxes were made anew, and the end of boxes that are no longer shown."""

from __future__ import annotations

import asyncio
from typing import Any

import ipywidgets as widgets

# The browser makes the boxes after Python has; a wish that comes before them is lost.
_UNTIL_SHOWN = 0.35


def focus_soon(widget: Any) -> None:
    """Put the cursor into a box as soon as the browser shows it; without a browser, do nothing."""
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        return
    loop.call_later(_UNTIL_SHOWN, widget.focus)


def close_all(widget: widgets.Widget) -> None:
    """Close a widget and those in it, which nobody sees any more."""
    for child in getattr(widget, "children", ()):
        close_all(child)
    widget.close()
