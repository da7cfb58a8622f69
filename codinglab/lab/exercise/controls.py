"""What an exercise is answered with: buttons, words of the excerpt, or a box."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from codinglab.lab.display import element
from codinglab.lab.exercise.excerpt import passage, pieces
from codinglab.lab.exercise.written import Exercise, Kind, Option

_PLACES = ("1st", "2nd", "3rd", "4th", "5th", "6th", "7th", "8th", "9th")
_WORDS = {Kind.ONE: ("not", "right"), Kind.SEVERAL: ("does not", "belongs"), Kind.MARK: ("leave", "mark")}
_SIGNS = {Kind.ONE: ("○", "◉"), Kind.SEVERAL: ("☐", "☑")}


def controls_html(exercise: Exercise, given: Sequence[str], typed: str, wrong: Sequence[str]) -> str:
    """The controls, with what is chosen so far and, of the last answer, what does not belong."""
    if exercise.code is not None:
        return _box(f"Your {exercise.code.system} code for services of {exercise.on}", typed)
    if exercise.kind is Kind.MARK:
        return ""
    label = {Kind.ORDER: "Put in order"}.get(exercise.kind, "Answers")
    buttons = [
        _choice(exercise, number, option, given, option.value in wrong)
        for number, option in enumerate(exercise.options, start=1)
    ]
    return element(
        "div", *buttons, css="cl-ex-choices", role="group", aria_label=label, data_list="answers"
    ) + _order(exercise, given)


def _choice(exercise: Exercise, number: int, option: Option, given: Sequence[str], wrong: bool) -> str:
    chosen = option.value in given
    if exercise.kind is Kind.ORDER:
        sign = _PLACES[given.index(option.value)] if chosen else "–"
    else:
        sign = _SIGNS[exercise.kind][chosen]
    inner = (
        element("span", str(number), css="cl-ex-key", aria_hidden="true"),
        element("span", sign, css="cl-ex-sign"),
        element("span", escape(option.text), css="cl-ex-text"),
        element("span", "✖ not this", css="cl-ex-no") if wrong else "",
    )
    return element(
        "button",
        *inner,
        css="cl-ex-choice",
        type="button",
        data_say=f"choose {option.value}",
        data_key=str(number),
        aria_pressed=str(chosen).lower(),
    )


def _order(exercise: Exercise, given: Sequence[str]) -> str:
    if exercise.kind is not Kind.ORDER:
        return ""
    said = " → ".join(given) if given else "press them one after the other, the first one first"
    return element("p", f"Your order: {escape(said)}", css="cl-source")


def _box(label: str, typed: str) -> str:
    box = (
        '<input class="cl-ask" data-ask="typed" data-enter="give" data-focus="true" size="12" maxlength="12" '
        f'spellcheck="false" autocomplete="off" aria-label="{escape(label)}" value="{escape(typed)}">'
    )
    return element("div", element("span", escape(label), css="cl-label"), box, css="cl-ex-box")


def excerpt_html(exercise: Exercise, given: Sequence[str], wrong: Sequence[str], *, live: bool) -> str:
    """The excerpt with its source; in an exercise of marking its words are buttons while it is open."""
    if exercise.excerpt is None:
        return ""
    words = passage(exercise.excerpt)
    inner = (
        element("p", *(_piece(*piece, given, wrong, live=live) for piece in pieces(exercise, paragraph)))
        if exercise.kind is Kind.MARK
        else element("p", escape(paragraph))
        for paragraph in words.paragraphs
    )
    group = {"role": "group", "aria_label": "Words to mark", "data_list": "words"}
    body = element(
        "blockquote", *inner, css="cl-ex-chart", **(group if exercise.kind is Kind.MARK and live else {})
    )
    return element("figure", element("figcaption", escape(words.title)), body, css="cl-ex-figure")


def _piece(
    text: str, option: Option | None, given: Sequence[str], wrong: Sequence[str], *, live: bool
) -> str:
    if option is None:
        return escape(text)
    if not live:
        return element("span", escape(text), css="cl-ex-words")
    return element(
        "button",
        escape(text),
        element("sup", "✖", css="cl-ex-no", title="does not belong") if option.value in wrong else "",
        css="cl-ex-words",
        type="button",
        data_say=f"choose {option.value}",
        aria_pressed=str(option.value in given).lower(),
    )


def answers_html(exercise: Exercise) -> str:
    """The right answer, with what there is to say of every option."""
    if exercise.code is not None:
        rows = [_said("✔", "right", exercise.code.right, exercise.right)]
        rows += [_said("✔", "accepted", one.answer, one.why) for one in exercise.code.acceptable]
        rows += [_said("✖", "not", one.answer, one.why) for one in exercise.code.foreseen]
    elif exercise.kind is Kind.ORDER:
        ordered = [exercise.option(value) for value in exercise.answer]
        rows = [_said(place, "", one.text, one.why) for place, one in zip(_PLACES, ordered, strict=False)]
    else:
        rows = [
            _said("✔" if one.right else "✖", _WORDS[exercise.kind][one.right], one.text, one.why)
            for one in exercise.options
        ]
    return element("ul", *rows, css="cl-ex-answers")


def _said(sign: str, word: str, text: str, why: str) -> str:
    mark = element("span", escape(f"{sign} {word}".strip()), css=f"cl-ex-{'no' if sign == '✖' else 'yes'}")
    words = (element("strong", escape(text)), element("div", escape(why), css="cl-reason"))
    return element("li", mark, element("div", *words))
