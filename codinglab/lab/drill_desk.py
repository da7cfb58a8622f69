"""The drill desk: one exercise after another, chosen by what was missed, saved at every answer."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import ipywidgets as widgets

from codinglab.drills import Next, Verdict, answered, askable, due, next_exercise, seed_of
from codinglab.lab.bench_keys import BenchKeys
from codinglab.lab.display import element, heading, live, message, style
from codinglab.lab.drill_file import DrillFile
from codinglab.lab.drill_pages import exercise_html, kind_bar, not_asked_html, progress_html, verdict_html
from codinglab.lab.mimebundle import bundle
from codinglab.lab.page import Page
from codinglab.model import CodinglabError, TableMissingError


@dataclass(frozen=True, slots=True)
class Clock:
    """What tells the day and the time; a test or a class may bring its own."""

    day: Callable[[], date] = date.today
    seconds: Callable[[], float] = time.monotonic


class DrillDesk:
    """The exercises of one learner.

    Args:
        learner: whose history is gone on with.
        names: the kinds to ask, all that the installed tables can ask where there are none.
        seed: what new exercises are drawn from; by default the learner's name.
        clock: tells the day and the time.

    Raises:
        InvalidInputError: the name cannot name a folder, or there is no such kind.
    """

    def __init__(
        self, learner: str, names: Iterable[str] = (), seed: int | None = None, clock: Clock | None = None
    ) -> None:
        self.learner = learner
        self._clock = clock or Clock()
        self._seed = seed_of(learner) if seed is None else seed
        self._file = DrillFile.of(learner)
        self._able = askable(names, on=self._clock.day())
        self.history, self._said_of_file = self._file.read(learner)
        self.names = list(self._able.days)
        self.asked: Next | None = None
        self.verdict: Verdict | None = None
        self._typed = self._trouble = ""
        self._page = Page(self._heard)
        self.next()
        self.widget = widgets.VBox([widgets.HTML(style()), BenchKeys(), self._page])
        self.widget.add_class("cl-workbench")

    def __repr__(self) -> str:
        return f"DrillDesk({self.learner!r})"

    def _repr_mimebundle_(self, **options: Any) -> Any:
        return bundle(self.widget, repr(self), **options)

    def next(self) -> None:
        """Ask the next exercise."""
        self.verdict, self._typed, self._trouble, self.asked = None, "", "", None
        try:
            if not self.names:
                raise TableMissingError("\n".join(dict.fromkeys(self._able.not_asked.values())))
            self.asked = next_exercise(self.history, self.names, on=self._clock.day(), seed=self._seed)
        except CodinglabError as fault:
            self._trouble = str(fault)
        self._began = self._clock.seconds()
        self._show()

    def answer(self, text: str) -> None:
        """Take an answer, save it, and show what is said of it; what is no answer is told and not counted."""
        if self.asked is None or self.verdict is not None:
            return
        took = self._clock.seconds() - self._began
        try:
            self.verdict, self.history = answered(
                self.history, self.asked.exercise, text, on=self._clock.day(), seconds=took
            )
        except CodinglabError as fault:
            self._trouble = str(fault)
        else:
            self._trouble = ""
            self._said_of_file = self._file.save(self.history)
        self._show()

    def static_html(self) -> str:
        """The desk as it stands, for readers without a kernel too."""
        number = len(self.history.attempts)
        waiting = len(due(self.history, on=self._clock.day()))
        return (
            heading("Drills", f"{self.learner}, {number} answered")
            + (message(self._said_of_file, "warn") if self._said_of_file else "")
            + kind_bar(self.names, self._able.days)
            + element("div", self._exercise(), css="cl-desk")
            + live(self._trouble, css="cl-message cl-warn" if self._trouble else "")
            + heading("Progress")
            + element("div", progress_html(self.history, self.names, waiting), css="cl-progress")
            + not_asked_html(self._able.not_asked)
        )

    def _exercise(self) -> str:
        if self.asked is None:
            return ""
        if self.verdict is None:
            return exercise_html(self.asked, open_=True, typed=self._typed)
        return exercise_html(self.asked, open_=False, given=self.verdict.given) + verdict_html(
            self.asked.exercise, self.verdict
        )

    def _show(self) -> None:
        self._page.html = self.static_html()

    def _heard(self, words: str, text: str) -> None:
        verb, _, rest = words.partition(" ")
        if verb == "typed":
            self._typed = text
        elif verb == "give":
            self.answer(text or self._typed)
        elif verb == "choose" and rest.isdigit():
            self.answer(rest)
        elif verb == "next" and (self.verdict is not None or self.asked is None):
            self.next()
        elif verb == "kind" and rest in self._able.days:
            self._turn(rest)

    def _turn(self, name: str) -> None:
        """Ask a kind, or ask it no more; the last one stays."""
        left = [one for one in self._able.days if (one in self.names) != (one == name)]
        if not left:
            self._trouble = "One kind at least is asked."
            self._show()
            return
        self.names = left
        if self.verdict is None:
            self.next()
        else:
            self._show()


def open_drills(
    learner: str = "me", kinds: Iterable[str] | None = None, seed: int | None = None
) -> DrillDesk:
    """Open the drill desk, with whatever the learner has answered before.

    Args:
        learner: whose history it is; it is kept in `work/<learner>/drills.json`.
        kinds: the kinds to ask ("poa", "excludes"), all by default.
        seed: what new exercises are drawn from; a class with one seed is asked the same.

    Raises:
        InvalidInputError: the name cannot name a folder, or there is no such kind.
    """
    return DrillDesk(learner, kinds or (), seed)
