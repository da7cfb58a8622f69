"""The buttons of the panels."""

from __future__ import annotations

from collections.abc import Callable

import ipywidgets as widgets

from codinglab.lab.sheet import Sheet


def close_all(widget: widgets.Widget) -> None:
    """Take a widget with all in it, which nobody sees any more, out of the browser and the kernel."""
    for child in getattr(widget, "children", ()):
        close_all(child)
    widget.close()


def plain_button(label: str, tooltip: str, action: Callable[[], object]) -> widgets.Button:
    """A button as wide as its label."""
    made = widgets.Button(description=label, tooltip=tooltip, layout=widgets.Layout(width="auto"))
    made.on_click(lambda _button: action())
    return made


def small_button(label: str, tooltip: str) -> widgets.Button:
    """A narrow button; the tooltip is what a screen reader says of it."""
    button = widgets.Button(
        description=label, tooltip=tooltip, layout=widgets.Layout(width="30px", flex="0 0 auto")
    )
    button.add_class("cl-small")
    return button


def button(
    label: str, tooltip: str, action: Callable[[], object], sheet: Sheet, *, primary: bool = False
) -> widgets.Button:
    """A button that does something with a sheet; what goes wrong becomes the sheet's status."""
    made = widgets.Button(
        description=label,
        tooltip=tooltip,
        button_style="primary" if primary else "",
        layout=widgets.Layout(width="auto"),
    )
    made.on_click(lambda _button: sheet.attempt(action))
    return made
