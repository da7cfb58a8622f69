"""What is open in the place of the list: a case on the workbench, the progress, the drills."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import ipywidgets as widgets

from codinglab.lab.buttons import close_all, plain_button
from codinglab.lab.display import live, message
from codinglab.lab.later import Later
from codinglab.model import Case, ClaimType, CodinglabError, Role

if TYPE_CHECKING:
    from codinglab.lab.workbench.bench import Workbench


class Opened:
    """One thing at a time, and the way back; it says at once that it loads.

    Args:
        left: what to do when the learner has gone back to the list.
    """

    def __init__(self, left: Callable[[], None]) -> None:
        self.case: Case | None = None
        self.workbench: Workbench | None = None
        self._left = left
        self._learner = self._title = ""
        self._desk_shown = Role.PROFESSIONAL
        self._make: Callable[[], widgets.Widget] | None = None
        self._later = Later(self._fill, delay=0.1)
        self._back = plain_button("Back to the cases", "Your work is saved; go back to the list", self.close)
        self._bench = plain_button(
            "Coder's desk", "Code this stay", lambda: self._to(Role.FACILITY_INPATIENT)
        )
        self._desk = plain_button("CDI desk", "Review this stay day by day", lambda: self._to(Role.CDI))
        self._bar = widgets.HBox([self._back, self._bench, self._desk])
        self._bar.add_class("cl-buttons")
        self._bar.layout.display = "none"
        self._said = widgets.HTML()
        self._place = widgets.VBox()
        self.widget = widgets.VBox([self._bar, self._said, self._place])

    def open(self, case: Case, learner: str) -> None:
        """Open a case on the workbench; when that fails, the reason stands beside the way back."""
        self._begin(case, learner)
        self._to(case.role)

    def open_progress(self, learner: str) -> None:
        """Open the learner's progress."""
        self._begin(None, learner)
        self._show("The progress", self._made_progress)

    def open_drills(self, learner: str) -> None:
        """Open the learner's drills."""
        self._begin(None, learner)
        self._show("The drill desk", self._made_drills)

    def close(self) -> None:
        """Save what is typed, put away what is open, and go back."""
        self._put_away()
        self._bar.layout.display = "none"
        self._said.value = ""
        self.case = self._make = None
        self._left()

    def _begin(self, case: Case | None, learner: str) -> None:
        """Show the way back first, with the focus on it; a stay has two desks to choose from."""
        self.case, self._learner = case, learner
        stay = case is not None and case.encounter.claim_type is ClaimType.INPATIENT
        choice = "" if stay else "none"
        self._bench.layout.display = self._desk.layout.display = choice
        self._bar.layout.display = ""
        self._back.focus()

    def _to(self, desk: Role) -> None:
        if self.case is None:
            return
        self._desk_shown = desk
        place = "CDI desk" if desk is Role.CDI else "workbench"
        self._show(f"“{self.case.title}” at the {place}", self._made_workbench)

    def _show(self, title: str, make: Callable[[], widgets.Widget]) -> None:
        """Say what comes, and do it a moment later: what is said has reached the browser by then."""
        self._put_away()
        self._title, self._make = title, make
        self._said.value = live(f"Opening: {title}. This takes some seconds.")
        self._later()

    def _fill(self) -> None:
        if self._make is None:
            return
        try:
            self._place.children = (self._make(),)
        except CodinglabError as error:
            self._said.value = message(str(error), "warn")
            return
        self._said.value = live(f"{self._title} is open.", css="cl-source")

    def _made_workbench(self) -> widgets.Widget:
        """The workbench, which is imported only now, with all that reads charts."""
        from codinglab.lab.workbench import open_case

        self.workbench = open_case(self._case_id, self._learner, self._desk_shown.value)
        return self.workbench.widget

    def _made_progress(self) -> widgets.Widget:
        from codinglab.lab.progress.panel import ProgressPage

        return ProgressPage(self._learner, choose=False).widget

    def _made_drills(self) -> widgets.Widget:
        from codinglab.lab.drill_desk import open_drills

        return open_drills(self._learner).widget

    @property
    def _case_id(self) -> str:
        return self.case.id if self.case is not None else ""

    def _put_away(self) -> None:
        if self.workbench is not None:
            self.workbench.worksheet.settle()
            self.workbench = None
        shown, self._place.children = self._place.children, ()
        for widget in shown:
            close_all(widget)
