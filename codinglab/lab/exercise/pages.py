"""An exercise as a page: what is asked, the controls, and what is said of the answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from codinglab.lab.display import element, live, unfolding
from codinglab.lab.exercise.computed import Engine
from codinglab.lab.exercise.controls import answers_html, controls_html, excerpt_html
from codinglab.lab.exercise.said import Outcome, Said
from codinglab.lab.exercise.written import Exercise, Kind
from codinglab.lab.guidance.rules import rules_html

TRIES = 2
_HOW = {
    Kind.ONE: "choose one",
    Kind.SEVERAL: "choose all that belong",
    Kind.CODE: "type a code",
    Kind.ORDER: "put in order",
    Kind.MARK: "mark words",
}
_KEYS = {Kind.CODE: "Enter checks", Kind.MARK: "arrow keys move, Space marks"}
_SIGNS = {Outcome.RIGHT: "✔ Right. ", Outcome.NOT_RIGHT: "✖ Not yet. ", Outcome.NO_ANSWER: "◌ "}
_CSS = {Outcome.RIGHT: "cl-is-clean", Outcome.NOT_RIGHT: "cl-is-fail", Outcome.NO_ANSWER: "cl-is-warn"}


@dataclass(frozen=True, slots=True)
class State:
    """How an exercise stands.

    Attributes:
        given: what is chosen, in order.
        typed: what is in the box.
        said: of the last answer.
        tries: answers that were not right.
        hinted, shown: whether the hint, or the answer, was asked for.
    """

    given: tuple[str, ...] = ()
    typed: str = ""
    said: Said | None = None
    tries: int = 0
    hinted: bool = False
    shown: bool = False

    @property
    def done(self) -> bool:
        """Whether the answer is on the table."""
        return self.shown or (self.said is not None and self.said.right)


def page_html(exercise: Exercise, state: State, engine: Engine | None = None) -> str:
    """The page, live; `engine` is what is said of the right answer when it is shown."""
    wrong = state.said.wrong if state.said else ()
    asked = _asked(exercise, state.given, wrong, live=not state.done)
    if state.done:
        found = engine if state.shown else state.said.engine if state.said else None
        rest = (answers_html(exercise), _engine(found), _rule(exercise), _bar(exercise, state))
        return _section(exercise, asked, _status(state), *rest)
    controls = controls_html(exercise, state.given, state.typed, wrong)
    return _section(exercise, asked, controls, _bar(exercise, state), _said(exercise, state))


def static_page(exercise: Exercise) -> str:
    """The page for a reader without a kernel: the answer unfolds."""
    options = "" if exercise.code or exercise.kind is Kind.MARK else element(
        "ul", *(element("li", escape(one.text)) for one in exercise.options)
    )  # fmt: skip
    answer = answers_html(exercise) + _rule(exercise)
    said = "Run the notebook (Run, Run All Cells) to answer here."
    return _section(
        exercise,
        _asked(exercise, (), (), live=False),
        options,
        element("p", said, css="cl-source"),
        unfolding("The answer", answer),
    )


def _section(exercise: Exercise, *parts: str) -> str:
    number = exercise.id.rpartition("-")[2]
    head = element(
        "div",
        element("span", f"Exercise {number}", css="cl-ex-number"),
        " ",
        element("strong", escape(exercise.title), css="cl-ex-title"),
        " ",
        element("span", _HOW[exercise.kind], css="cl-beside"),
        css="cl-ex-head",
        role="heading",
        aria_level="3",
    )
    return element(
        "section", head, *parts, css="cl-exercise", aria_label=f"Exercise {number}: {exercise.title}"
    )


def _asked(exercise: Exercise, given: Sequence[str], wrong: Sequence[str], *, live: bool) -> str:
    prompt = element("div", escape(exercise.prompt), css="cl-prompt")
    return prompt + excerpt_html(exercise, given, wrong, live=live)


def _bar(exercise: Exercise, state: State) -> str:
    again = _button("Start again", "again", "r", data_focus="true")
    if state.done:
        return element("div", again, css="cl-bar")
    ready = state.tries >= TRIES
    return element(
        "div",
        "" if exercise.kind is Kind.ONE else _button("Check", "give", "c", css="cl-say cl-ex-check"),
        _button("Hint", "hint", "h", aria_pressed=str(state.hinted).lower()),
        _button(
            "Show me" if ready else f"Show me, after {TRIES} tries",
            "show",
            "m",
            aria_disabled=str(not ready).lower(),
        ),
        again if state.said or state.given else "",
        element("span", _KEYS.get(exercise.kind, ""), css="cl-source"),
        css="cl-bar",
    )


def _button(label: str, say: str, key: str, *, css: str = "cl-say", **attributes: str) -> str:
    """A button with the key that presses it."""
    shown = element("kbd", key, css="cl-ex-key", aria_hidden="true")
    named = {"data_say": say, "data_key": key, "aria_keyshortcuts": key, **attributes}
    return element("button", escape(label), shown, css=css, type="button", **named)


def _status(state: State) -> str:
    """What is announced of the answer; an empty place that a screen reader watches before there is any."""
    if state.shown:
        return live("The answer, with what there is to say of each.", css="cl-status cl-is-info")
    if state.said is None:
        return live("", css="cl-ex-quiet")
    return live(_SIGNS[state.said.outcome] + state.said.headline, css=f"cl-status {_CSS[state.said.outcome]}")


def _said(exercise: Exercise, state: State) -> str:
    """What is said while the answer is not on the table."""
    said = state.said
    hint = element("p", escape(f"Hint: {exercise.hint}"), css="cl-message", role="status")
    parts = [hint if state.hinted else "", _status(state)]
    if said is not None:
        parts += [element("p", escape(one), css="cl-said") for one in said.reasons]
        parts.append(_engine(said.engine))
        parts.append(rules_html(exercise.authority) if said.outcome is Outcome.NOT_RIGHT else "")
    return element("div", *parts, css="cl-ex-said")


def _rule(exercise: Exercise) -> str:
    return element("p", escape(exercise.rule), css="cl-ex-rule") + rules_html(exercise.authority)


def _engine(engine: Engine | None) -> str:
    """What edits, linter or scorer say, each line with its sign and word."""
    if engine is None:
        return ""
    rows = (
        element("li", element("strong", escape(sign)), f" {escape(words)}") for sign, words in engine.lines
    )
    name = element("div", f"{escape(engine.name)} on this answer", css="cl-label")
    return element("div", name, element("ul", *rows, css="cl-plain"), css="cl-ex-engine")
