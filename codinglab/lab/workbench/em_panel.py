"""The E/M helper: what a visit's level rests on, and the level that it gives, live.

It names levels and no codes: which code a level is, the coder looks up. Nothing of it is saved or scored.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import escape

import ipywidgets as widgets

from codinglab.lab.display import element, heading, listed, live, press, unfolding
from codinglab.lab.page import Page
from codinglab.lab.workbench.em_words import DATA, DISCHARGE, KNOWN, PROBLEMS, RISKS, SETTINGS
from codinglab.lab.worksheet import Worksheet
from codinglab.validate.em_level import Data, Level, Visit, discharge_day, em_level, level_names

_MOST = 9
_ELEMENTS = ("problems", "data", "risk")
_CHOSEN_BY_PATIENT = ("office", "home")


@dataclass(slots=True)
class Given:
    """What has been filled in so far."""

    setting: str = ""
    new: bool = False
    problems: dict[str, int] = field(default_factory=dict)
    items: int = 0
    data: set[str] = field(default_factory=set)
    risk: str = "minimal"
    minutes: str = ""

    def visit(self) -> Visit:
        """The visit that the engine judges."""
        problems = tuple(kind for kind, count in self.problems.items() for _ in range(count))
        data = Data(self.items, *(name in self.data for name in DATA))
        return Visit(self.setting, problems, data, self.risk, self.total_minutes, self.new)

    @property
    def total_minutes(self) -> int:
        """The minutes, 0 when none can be read."""
        text = self.minutes.strip()
        return int(text) if text.isascii() and text.isdecimal() and len(text) <= 4 else 0


class EmPanel:
    """Choose setting, problems, data, risk and minutes; the level follows each choice."""

    def __init__(self, worksheet: Worksheet) -> None:
        self._worksheet = worksheet
        self._given = Given(KNOWN.get(worksheet.case.encounter.setting, ""))
        self._page = Page(self._said)
        self.widget = widgets.VBox([self._page])

    @property
    def answer(self) -> Level | None:
        """The level of what has been filled in; None before there is a setting, and on a discharge day."""
        if self._given.setting in {"", DISCHARGE}:
            return None
        return em_level(self._given.visit())

    def opened(self) -> None:
        """Draw: the tab is seen now."""
        self._page.html = self.static_html()

    def static_html(self) -> str:
        """The helper as it is filled in."""
        given = self._given
        parts = [heading("Visit level", "by decision making or by time"), self._result()]
        parts.append(_choices("Setting", "setting", SETTINGS, given.setting))
        if given.setting in _CHOSEN_BY_PATIENT:
            known = {"established": "Established patient", "new": "New: not seen by the group in three years"}
            parts.append(_choices("Patient", "patient", known, "new" if given.new else "established"))
        if given.setting and given.setting != DISCHARGE:
            parts += [self._problems(), self._data(), self._risk()]
        if given.setting and given.setting != "emergency":
            parts.append(self._minutes())
        return element("div", *parts, css="cl-em")

    def _said(self, words: str, text: str) -> None:
        verb, _, name = words.partition(" ")
        given = self._given
        if verb == "setting" and name in SETTINGS:
            given.setting = name
        elif verb == "patient":
            given.new = name == "new"
        elif verb in {"more", "less"} and name in PROBLEMS:
            given.problems[name] = _stepped(given.problems.get(name, 0), verb)
        elif verb in {"more", "less"} and name == "items":
            given.items = _stepped(given.items, verb)
        elif verb == "data" and name in DATA:
            given.data ^= {name}
        elif verb == "risk" and name in RISKS:
            given.risk = name
        elif verb == "minutes":
            given.minutes = text[:6]
        elif verb == "empty":
            self._given = Given(given.setting, given.new)
        self.opened()

    def _result(self) -> str:
        given = self._given
        if not given.setting:
            return live("Choose the setting: where the visit was, and which visit of a stay.")
        if given.setting == DISCHARGE:
            return live(f"Discharge day, {discharge_day(given.total_minutes)}.")
        level = em_level(given.visit())
        told = (
            f"Level: {level.reported}" if level.reported else "No level yet: add the problems or the minutes"
        )
        reached = element(
            "dl",
            *_ladder("Decision making", level.mdm),
            *(part for name, at in zip(_ELEMENTS, level.elements, strict=True) for part in _ladder(name, at)),
            *_ladder("Time", level.time),
            css="cl-em-reached",
        )
        back = element("p", escape(held_back(level)), css="cl-em-back")
        why = unfolding("Why", listed(escape(line) for line in level.explanation))
        return live(told) + reached + back + why

    def _problems(self) -> str:
        rows = (_stepper(words, kind, self._given.problems.get(kind, 0)) for kind, words in PROBLEMS.items())
        return _group("Problems evaluated or treated", rows, "problems")

    def _data(self) -> str:
        rows = [_stepper("Notes, results and orders, each once", "items", self._given.items)]
        rows += [_toggle(words, f"data {name}", name in self._given.data) for name, words in DATA.items()]
        return _group("Data", rows, "data")

    def _risk(self) -> str:
        rows = (
            press(f"{name.capitalize()}: {words}", f"risk {name}", css="cl-choice",
                  aria_pressed=str(name == self._given.risk).lower())
            for name, words in RISKS.items()
        )  # fmt: skip
        return _group("Risk of the management", rows, "risk")

    def _minutes(self) -> str:
        given = self._given
        box = element(
            "input", css="cl-ask cl-em-minutes", type="text", inputmode="numeric", value=given.minutes,
            data_ask="minutes", aria_label="Total minutes of the physician that day",
        ).replace("</input>", "")  # fmt: skip
        odd = given.minutes.strip() and not given.total_minutes
        note = element("span", "a whole number of minutes", css="cl-open-mark") if odd else ""
        row = element("div", box, element("span", "minutes in all that day"), note, css="cl-em-row")
        return _group("Time", (row, press("Empty the form", "empty")), "")


def held_back(level: Level) -> str:
    """What keeps decision making from the next level.

    >>> held_back(Level("moderate", "", "moderate", (), elements=("moderate", "straightforward", "moderate")))
    'For high, two of the three must reach it: none does.'
    >>> held_back(Level("low", "", "low", (), elements=("moderate", "low", "low")))
    'For moderate, two of the three must reach it: problems do; data and risk hold it back.'
    """
    names = level_names()
    if not level.mdm:
        return "Decision making needs at least one problem."
    if level.mdm == names[-1]:
        return "Decision making is at the highest level."
    wanted = names.index(level.mdm) + 1
    there = {
        name: at and names.index(at) >= wanted for name, at in zip(_ELEMENTS, level.elements, strict=True)
    }
    reach = [name for name, holds in there.items() if holds]
    said = f"For {names[wanted]}, two of the three must reach it: "
    if not reach:
        return said + "none does."
    short = " and ".join(name for name, holds in there.items() if not holds)
    return f"{said}{reach[0]} {'does' if reach[0] == 'risk' else 'do'}; {short} hold it back."


def _ladder(name: str, reached: str) -> Iterator[str]:
    """A method or element with the level that it reaches, as a row of steps."""
    names = level_names()
    place = names.index(reached) + 1 if reached else 0
    steps = "".join(
        element("span", css="cl-em-step cl-em-on" if at < place else "cl-em-step", aria_hidden="true")
        for at in range(len(names))
    )
    css = "" if name in _ELEMENTS else "cl-em-method"
    yield element("dt", escape(name.capitalize()), css=css)
    yield element("dd", steps, element("span", escape(reached or "none")), css=css)


def _choices(name: str, verb: str, words: dict[str, str], chosen: str) -> str:
    rows = (
        press(text, f"{verb} {key}", aria_pressed=str(key == chosen).lower()) for key, text in words.items()
    )
    return _group(name, rows, verb, css="cl-em-row")


def _group(name: str, rows: Iterable[str], listed_as: str, css: str = "cl-em-rows") -> str:
    moved = {"data_list": listed_as} if listed_as else {}
    title = element("h4", escape(name))
    return title + element("div", *rows, css=css, role="group", aria_label=name, **moved)


def _stepper(words: str, name: str, count: int) -> str:
    """A count with a button either side of it."""
    spare = {"aria_disabled": "true"} if count == 0 else {}
    less = press("−", f"less {name}", aria_label=f"One less: {words}, now {count}", **spare)
    more = press("+", f"more {name}", aria_label=f"One more: {words}, now {count}")
    css = "cl-em-count cl-em-some" if count else "cl-em-count"
    shown = element("span", str(count), css=css, aria_hidden="true")
    return element("div", less, shown, more, element("span", escape(words)), css="cl-em-row")


def _toggle(words: str, say: str, on: bool) -> str:
    sign = "✓" if on else ""
    label = element("span", sign, css="cl-em-check", aria_hidden="true") + escape(words)
    return element("button", label, css="cl-choice cl-em-toggle", type="button", data_say=say,
                   aria_pressed=str(on).lower())  # fmt: skip


def _stepped(count: int, verb: str) -> int:
    return max(0, min(_MOST, count + (1 if verb == "more" else -1)))
