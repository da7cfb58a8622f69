"""The panel of one exercise: it answers at once, and keeps nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import ipywidgets as widgets

from codinglab.lab.bench_keys import BenchKeys
from codinglab.lab.display import style
from codinglab.lab.exercise.judge import engine_of, judge
from codinglab.lab.exercise.pages import TRIES, State, page_html, static_page
from codinglab.lab.exercise.read import exercises
from codinglab.lab.exercise.said import Outcome, Said
from codinglab.lab.exercise.written import Exercise, Kind
from codinglab.lab.mimebundle import bundle
from codinglab.lab.page import Page
from codinglab.model import InvalidInputError

_SHOWN_LONGEST = 12


class ExercisePanel:
    """An exercise to answer, as often as one likes.

    Attributes:
        exercise: what is asked.
        state: how it stands.
    """

    def __init__(self, exercise: Exercise) -> None:
        self.exercise = exercise
        self.state = State()
        self._page = Page(self._heard)
        self._show()
        self.widget = widgets.VBox([widgets.HTML(style()), BenchKeys(), self._page])
        self.widget.add_class("cl-workbench")

    def __repr__(self) -> str:
        return f"Exercise {self.exercise.id}: {self.exercise.title}"

    def _repr_mimebundle_(self, **options: Any) -> Any:
        return {**bundle(self.widget, repr(self), **options), "text/html": self.static_html()}

    @property
    def answer(self) -> tuple[str, ...]:
        """What is answered so far: values in their order, or what was typed."""
        return (self.state.typed,) if self.exercise.kind is Kind.CODE else self.state.given

    def static_html(self) -> str:
        """The exercise for a reader without a kernel; its answer unfolds."""
        return f'<div class="cl-page">{static_page(self.exercise)}</div>'

    def give(self, given: Sequence[str]) -> Said:
        """Answer, and see what is said of it."""
        said = judge(self.exercise, given)
        tried = self.state.tries + (said.outcome is Outcome.NOT_RIGHT)
        typed = given[0] if self.exercise.kind is Kind.CODE and given else ""
        self.state = replace(self.state, given=tuple(given), typed=typed, said=said, tries=tried)
        self._show()
        return said

    def choose(self, value: str) -> None:
        """Choose an option, or take the choice back; where one is to be chosen this answers."""
        if self.state.done or value not in {option.value for option in self.exercise.options}:
            return
        if self.exercise.kind is Kind.ONE:
            self.give((value,))
            return
        given = self.state.given
        given = tuple(one for one in given if one != value) if value in given else (*given, value)
        self.state = replace(self.state, given=given)
        self._show()

    def hint(self) -> None:
        """Show the hint, or put it away."""
        self.state = replace(self.state, hinted=not self.state.hinted)
        self._show()

    def show_me(self) -> None:
        """Show the answer, after two tries."""
        if self.state.tries >= TRIES:
            self.state = replace(self.state, shown=True)
            self._show()

    def again(self) -> None:
        """Begin again; tries made count on, so that the answer stays at hand."""
        self.state = State(tries=self.state.tries)
        self._show()

    def _show(self) -> None:
        engine = engine_of(self.exercise, self.exercise.answer, whole=True) if self.state.shown else None
        self._page.html = page_html(self.exercise, self.state, engine)

    def _heard(self, words: str, text: str) -> None:
        verb, _, rest = words.partition(" ")
        if verb == "typed":
            self.state = replace(self.state, typed=text[:_SHOWN_LONGEST])
        elif verb == "choose":
            self.choose(rest)
        elif verb == "give" and not self.state.done:
            code = self.exercise.kind is Kind.CODE
            self.give((text or self.state.typed,) if code else self.state.given)
        elif verb in {"hint", "show", "again"}:
            {"hint": self.hint, "show": self.show_me, "again": self.again}[verb]()


def exercise(exercise_id: str) -> ExercisePanel:
    """Open an exercise of a notebook.

    Args:
        exercise_id: step and number, "01-review-2".

    Raises:
        InvalidInputError: there is no such exercise, or the exercises cannot be read.
    """
    known = exercises()
    if exercise_id not in known:
        msg = f"There is no exercise '{exercise_id}'. There are {', '.join(known)}."
        raise InvalidInputError(msg)
    return ExercisePanel(known[exercise_id])
