"""An opened case: the workbench, for CDI cases the desk too, and the way back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import ipywidgets as widgets

from codinglab.lab.display import live, message
from codinglab.lab.later import Later
from codinglab.model import Case, CodinglabError, Role

if TYPE_CHECKING:
    from codinglab.lab.workbench import Workbench

_WORKBENCH, _DESK = "the workbench", "the CDI desk"


class OpenedCase:
    """The place of one case at a time; it says at once that it loads.

    Args:
        left: what to do when the learner has gone back to the list.
    """

    def __init__(self, left: Callable[[], None]) -> None:
        self.case: Case | None = None
        self.workbench: Workbench | None = None
        self._left = left
        self._where = ""
        self._later = Later(self._fill, delay=0.1)
        self._learner = ""
        self._back = _button("Back to the cases", "Your work is saved; go back to the list", self.close)
        self._bench = _button("Workbench", "Code this case", self._show_workbench)
        self._desk = _button("CDI desk", "Review this stay day by day", self._show_desk)
        bar = widgets.HBox([self._back, self._bench, self._desk])
        bar.add_class("cl-buttons")
        self._bar = bar
        self._said = widgets.HTML()
        self._place = widgets.VBox()
        self.widget = widgets.VBox([self._bar, self._said, self._place])
        self._bar.layout.display = "none"

    def open(self, case: Case, learner: str) -> None:
        """Open a case on the workbench; when that fails, the reason stands beside the way back."""
        self.case, self._learner = case, learner
        self._desk.layout.display = "" if case.role is Role.CDI else "none"
        self._bench.layout.display = self._desk.layout.display
        self._bar.layout.display = ""
        self._back.focus()
        self._show_workbench()

    def close(self) -> None:
        """Save what is typed, put the case away, and go back."""
        self._put_away()
        self._bar.layout.display = "none"
        self._said.value = ""
        self.case = None
        self._left()

    def _show_workbench(self) -> None:
        self._show(_WORKBENCH)

    def _show_desk(self) -> None:
        self._show(_DESK)

    def _show(self, where: str) -> None:
        """Say what comes, and do it a moment later: what is said has reached the browser by then."""
        if self.case is None:
            return
        self._put_away()
        self._where = where
        self._said.value = live(f"Opening “{self.case.title}” at {where}. The chart is read: some seconds.")
        self._later()

    def _fill(self) -> None:
        if self.case is None:
            return
        try:
            self._place.children = (self._made(self.case),)
        except CodinglabError as error:
            self._said.value = message(str(error), "warn")
            return
        self._said.value = live(f"“{self.case.title}” is open at {self._where}.", css="cl-source")

    def _made(self, case: Case) -> widgets.Widget:
        """The workbench or the desk, which only now are imported, with all that reads charts."""
        if self._where == _DESK:
            from codinglab.lab.cdi.desk import open_desk

            return open_desk(case.id).widget
        from codinglab.lab.workbench import open_case

        self.workbench = open_case(case.id, self._learner)
        return self.workbench.widget

    def _put_away(self) -> None:
        if self.workbench is not None:
            self.workbench.worksheet.settle()
            self.workbench = None
        shown, self._place.children = self._place.children, ()
        for widget in shown:
            _close(widget)


def _close(widget: widgets.Widget) -> None:
    """Take a widget with all in it out of the browser and the kernel."""
    for child in getattr(widget, "children", ()):
        _close(child)
    widget.close()


def _button(label: str, tooltip: str, action: Callable[[], object]) -> widgets.Button:
    made = widgets.Button(description=label, tooltip=tooltip, layout=widgets.Layout(width="auto"))
    made.on_click(lambda _button: action())
    return made
