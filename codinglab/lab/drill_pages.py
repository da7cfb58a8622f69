"""Drills as HTML: the exercise with its options, the verdict with its reasons, and the progress."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

from codinglab.drills import (
    Exercise,
    History,
    Mastery,
    Next,
    Verdict,
    difficulty_of,
    kinds,
    mastery_by_kind,
    mastery_by_section,
)
from codinglab.drills.exercise import HARD
from codinglab.lab.display import element, heading, live, press, unfolding
from codinglab.lab.guidance.rules import rules_html

RIGHT, WRONG = ("✔", "Right"), ("✖", "Not right")
KEYS = "1 to 9 choose an answer, the arrow keys go from one to the next, Enter takes it and goes on."


def kind_bar(chosen: Iterable[str], askable: Iterable[str]) -> str:
    """The kinds to choose from, those asked pressed."""
    asked = set(chosen)
    buttons = (
        press(kinds()[name].title, f"kind {name}", aria_pressed=str(name in asked).lower())
        for name in askable
    )
    return element("div", *buttons, css="cl-bar", role="group", aria_label="Kinds asked", data_list="kinds")


def exercise_html(asked: Next, *, open_: bool, typed: str = "", given: str = "") -> str:
    """The exercise; its options are buttons while it is open, and a list with the marks afterwards."""
    one = asked.exercise
    level = f"difficulty {one.difficulty} of {HARD}, exercise {one.id}"
    head = heading(kinds()[one.kind].title, level)
    prompt = element("div", escape(one.prompt), css="cl-prompt")
    why = element("p", escape(asked.why), css="cl-source")
    if not open_:
        return head + why + prompt + _answers(one, given)
    return (
        head
        + why
        + prompt
        + (_options(one) if one.options else _box(typed))
        + element("p", KEYS, css="cl-source")
    )


def _options(one: Exercise) -> str:
    buttons = [
        press(
            f"{number}  {option.text}",
            f"choose {number}",
            css="cl-choice",
            data_key=str(number),
            **({"data_focus": "true"} if number == 1 else {}),
        )
        for number, option in enumerate(one.options, start=1)
    ]
    return element("div", *buttons, css="cl-choices", role="group", aria_label="Answers", data_list="answers")


def _box(typed: str) -> str:
    box = element(
        "input",
        type="text",
        data_ask="typed",
        data_enter="give",
        data_focus="true",
        value=typed,
        css="cl-ask",
        spellcheck="false",
        autocomplete="off",
    )
    label = element("label", element("span", "Your answer", css="cl-label"), box, css="cl-field")
    return element("div", label, press("Answer", "give"), css="cl-bar")


def _answers(one: Exercise, given: str) -> str:
    """The options after the answer: the right one, the one given, and why."""
    if not one.options:
        return element("p", escape(f"Your answer: {given}"), css="cl-said")
    rows = []
    for number, option in enumerate(one.options, start=1):
        right = option.value in one.accepted
        mark = RIGHT if right else WRONG if option.value == given else ("", "")
        said = element("span", " ".join(mark).strip(), css="cl-good-mark" if right else "cl-open-mark")
        beside = element("div", escape(option.why), css="cl-reason") if option.why else ""
        rows.append(element("li", escape(f"{number}  {option.text} "), said, beside))
    return element("ul", *rows, css="cl-plain")


def verdict_html(one: Exercise, verdict: Verdict) -> str:
    """The verdict with sign and word, the rule, the row of the table and the citation."""
    sign, word = RIGHT if verdict.right else WRONG
    css = f"cl-status {'cl-is-clean' if verdict.right else 'cl-is-fail'}"
    return (
        live(f"{sign} {word}. {verdict.message}", css=css)
        + element("p", escape(one.explanation))
        + element("p", escape(f"Table: {one.table}."), css="cl-reason")
        + rules_html((one.authority,))
        + element("div", press("Next exercise", "next", data_focus="true", data_key="n"), css="cl-bar")
    )


def progress_html(history: History, asked: Iterable[str], waiting: int) -> str:
    """The progress by kind and by section, and how many exercises come back today."""
    told = {one.name: one for one in mastery_by_kind(history)}
    rows = [_row(kinds()[name].title, told.get(name), str(difficulty_of(history, name))) for name in asked]
    again = f"{waiting} missed {'exercise comes' if waiting == 1 else 'exercises come'} back today."
    sections = [_row(one.name, one) for one in mastery_by_section(history)]
    by_section = _table("By section", ("section", "answered", "right", "share, 95 %"), sections)
    return (
        element("p", again, css="cl-said")
        + _table("By kind", ("kind", "difficulty", "answered", "right", "share, 95 %"), rows)
        + (unfolding("Progress by section of the rules", by_section) if sections else "")
    )


def _row(name: str, one: Mastery | None, *more: str) -> tuple[str, ...]:
    if one is None:
        return (name, *more, "0", "0", "")
    return (name, *more, str(one.asked), str(one.right), f"{one.low:.0%} to {one.high:.0%}")


def _table(caption: str, names: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    head = element("tr", *(element("th", escape(name), scope="col") for name in names))
    body = (element("tr", *(element("td", escape(cell)) for cell in row)) for row in rows)
    return element(
        "table",
        element("caption", escape(caption)),
        element("thead", head),
        element("tbody", *body),
        css="cl-table",
    )


def not_asked_html(not_asked: Mapping[str, str]) -> str:
    """The kinds that the installed tables cannot ask, with what to install."""
    if not not_asked:
        return ""
    rows = (element("li", escape(f"{kinds()[name].title}: {why}")) for name, why in not_asked.items())
    return unfolding("Not asked, for want of tables", element("ul", *rows, css="cl-plain"))
