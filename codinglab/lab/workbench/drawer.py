"""The drawer: what is at hand beside the claim, a tab each; the same place and keys at every desk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import ipywidgets as widgets

from codinglab.lab.display import Panel, element, press, tab_bar
from codinglab.lab.page import Page
from codinglab.lab.sheet import Topic
from codinglab.lab.worksheet import Worksheet


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab: its name, its panel, and whether it wants the height of the claim form as well.

    `quiet`: it has no button of its own in the bar until it is opened from elsewhere.

    A panel that is slow to draw may have a method `opened()`, called when its tab is opened: it is then
    free to draw nothing while it is not seen (`Worksheet.drawer` is the name of the open tab).
    """

    name: str
    panel: Panel
    tall: bool = False
    quiet: bool = False


class Drawer:
    """Shows one tab at a time; those not seen stay as they are."""

    def __init__(self, worksheet: Worksheet, tabs: Sequence[Tab]) -> None:
        self._worksheet = worksheet
        self._tabs = {tab.name: tab for tab in tabs}
        self._grown = False
        self._page = Page(self._said)
        for tab in tabs:
            tab.panel.widget.add_class("cl-drawer-panel")
        self._body = widgets.VBox([tab.panel.widget for tab in tabs])
        self._body.add_class("cl-drawer-body")
        self.widget = widgets.VBox([self._page, self._body])
        self.widget.add_class("cl-pane")
        self.widget.add_class("cl-pane-drawer")
        worksheet.observe(self._changed)
        self._show(tabs[0].name)

    @property
    def answer(self) -> str:
        """The name of the open tab."""
        return self._worksheet.drawer

    @property
    def tabs(self) -> tuple[Tab, ...]:
        """The tabs in their order."""
        return tuple(self._tabs.values())

    def static_html(self) -> str:
        """Every tab, one below the other."""
        return "".join(tab.panel.static_html() for tab in self.tabs)

    def _said(self, words: str, _text: str) -> None:
        verb, _, name = words.partition(" ")
        if verb == "open" and name in self._tabs:
            self._show(name)
        elif verb == "grow":
            self._grown = not self._grown
            self._draw()

    def _changed(self, topic: Topic) -> None:
        place = self._worksheet.place
        if topic is Topic.PLACE and place is not None and place.kind == "drawer" and place.name in self._tabs:
            self._show(place.name)
            self._page.focus_on(f"open {place.name}")

    def _show(self, name: str) -> None:
        changed = name != self._worksheet.drawer
        self._worksheet.drawer = name
        for tab in self.tabs:
            tab.panel.widget.layout.display = None if tab.name == name else "none"
        if changed:
            opened: Any = getattr(self._tabs[name].panel, "opened", None)
            if opened is not None:
                opened()
        self._draw()

    def _draw(self) -> None:
        name = self._worksheet.drawer
        tall = self._grown or self._tabs[name].tall
        (self.widget.add_class if tall else self.widget.remove_class)("cl-tall")
        seen = (one.name for one in self.tabs if not one.quiet or one.name == name)
        bar = tab_bar("At hand", ((one, f"open {one}", one == name) for one in seen), "drawer")
        grow = press(
            "⤡" if self._grown else "⤢",
            "grow",
            css="cl-say cl-grow",
            aria_pressed=str(self._grown).lower(),
            aria_label="Large",
            title="Give this the height of the claim form (Alt+M)",
        )
        self._page.html = element("div", bar, grow, css="cl-drawer-bar")
