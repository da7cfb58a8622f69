"""The progress page: a learner's name, and what is known of the learner; it says at once that it reckons."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets

from codinglab.lab.bench_keys import BenchKeys
from codinglab.lab.buttons import plain_button
from codinglab.lab.display import element, heading, live, message, style
from codinglab.lab.later import Later
from codinglab.lab.learner_box import learner_box
from codinglab.lab.learner_work import remember, remembered
from codinglab.lab.mimebundle import bundle
from codinglab.lab.progress.gather import Progress, gather
from codinglab.lab.progress.pages import progress_html
from codinglab.model import CodinglabError
from codinglab.safe_file import check_name


class ProgressPage:
    """The progress of one learner.

    Args:
        learner: whose.
        choose: whether another name can be typed.

    Raises:
        InvalidInputError: the name cannot name a folder.
    """

    def __init__(self, learner: str, *, choose: bool = True) -> None:
        check_name("learner", learner)
        self.learner = learner
        self.answer: Progress | None = None
        self._name = learner_box(learner, self.change_learner)
        again = plain_button("Look again", "Read your work again, after you have worked on", self.look)
        self._said, self._shown = widgets.HTML(), widgets.HTML()
        self._later = Later(self._reckon, delay=0.1)
        bar = widgets.HBox([self._name, again] if choose else [again])
        bar.add_class("cl-buttons")
        parts = [widgets.HTML(style("progress.css")), BenchKeys(), widgets.HTML(heading("Progress")), bar]
        self.widget = widgets.VBox([*parts, self._said, self._shown])
        self.widget.add_class("cl-workbench")
        self.look()

    def __repr__(self) -> str:
        return f"ProgressPage({self.learner!r})"

    def _repr_mimebundle_(self, **options: Any) -> Any:
        return bundle(self.widget, repr(self), **options)

    def static_html(self) -> str:
        """The page as it stands, for readers without a kernel."""
        self._later.now()
        shown: str = self._shown.value
        return element(
            "div", style("progress.css"), heading("Progress", self.learner), shown, css="cl-workbench"
        )

    def change_learner(self, name: str) -> None:
        """Show another learner's progress, and remember the name; a name that cannot stand is refused."""
        name = name.strip()
        if name == self.learner:
            return
        try:
            remember(name)
        except CodinglabError as error:
            self._said.value = element("div", message(str(error), "warn"), role="alert")
            return
        self.learner = name
        self.look()

    def look(self) -> None:
        """Read and grade the work again, a moment after it was said that this comes."""
        self._said.value = live("Reading and scoring your work: some seconds.")
        self._later()

    def _reckon(self) -> None:
        try:
            self.answer = gather(self.learner)
        except CodinglabError as error:
            self._said.value = element("div", message(str(error), "warn"), role="alert")
            return
        self._shown.value = progress_html(self.answer)
        self._said.value = live(f"The progress of {self.learner}, as of now.", css="cl-source")


def open_progress(learner: str | None = None) -> ProgressPage:
    """Open the progress page.

    Args:
        learner: whose; the name used last on this machine where none is given, at first "me".

    Raises:
        InvalidInputError: the name cannot name a folder.
    """
    return ProgressPage(learner or remembered())
