"""The rules behind the exercises of a step, each to unfold where it stands."""

from __future__ import annotations

from html import escape

from codinglab.lab.cdi.shown import Shown
from codinglab.lab.display import element
from codinglab.lab.exercise.read import exercises
from codinglab.lab.guidance.rules import rules_html
from codinglab.model import InvalidInputError


def rules_behind(step: str) -> Shown:
    """The rule of each exercise of a step in our own words, and the sections that it stands in.

    Args:
        step: "01-review".

    Raises:
        InvalidInputError: there is no such step, or the exercises cannot be read.
    """
    chosen = [one for one in exercises().values() if one.id.rpartition("-")[0] == step]
    if not chosen:
        known = ", ".join(dict.fromkeys(name.rpartition("-")[0] for name in exercises()))
        msg = f"There is no step '{step}' with exercises. There are {known}."
        raise InvalidInputError(msg)
    rows = (
        element("li", element("p", escape(one.rule)), rules_html(one.authority), css="cl-ex-behind")
        for one in chosen
    )
    text = "\n".join(f"{one.rule} ({'; '.join(map(str, one.authority))})" for one in chosen)
    return Shown(text, element("ul", *rows, css="cl-plain cl-worked"))
