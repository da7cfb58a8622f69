"""The clinical indicators of a query, each with its day and source."""

from __future__ import annotations

from html import escape

from codinglab.lab.display import element, listed, press
from codinglab.lab.query_desk.list_html import words_press
from codinglab.lab.words import shortened
from codinglab.model import Indicator, Query

_LONGEST = 40
_HOW = "Mark words in the note (mouse, or n and Enter) to add them."


def facts_html(query: Query, taken: str, *, editable: bool, refill: bool) -> str:
    """The facts with what can be done with each.

    Args:
        query: whose facts they are.
        taken: the words taken in the note, "" when none are.
        editable: whether the query may still be changed.
        refill: whether its topic may offer options after the facts.
    """
    year = query.written_on.year if query.written_on else 0
    rows = [_fact(number, fact, year, editable=editable) for number, fact in enumerate(query.indicators)]
    none = element("p", "None yet.", css="cl-empty")
    shown = element("div", listed(rows, css="cl-facts"), data_list="facts") if rows else none
    label = element("div", "Clinical indicators", css="cl-label")
    if not editable:
        return label + shown
    add = press(
        f"Add “{shortened(taken, _LONGEST)}”" if taken else "Add the words taken",
        "fact add",
        aria_disabled=str(not taken).lower(),
        data_focus="",
    )
    more = (
        press("Options after the facts", "options", title="Offer what the facts speak for") if refill else ""
    )
    how = "" if taken else element("span", _HOW, css="cl-source")
    return label + shown + element("div", add, more, how, css="cl-bar")


def _fact(number: int, fact: Indicator, year: int, *, editable: bool) -> str:
    """A fact; a day of the query's own year is told without it."""
    day = fact.observed_on
    when = "no date" if day is None else f"{day:%m/%d}" if day.year == year else day.isoformat()
    marks = [name for name, so in (("contrary", fact.contrary), ("earlier encounter", fact.prior)) if so]
    where = ", ".join(filter(None, (when, fact.source or "no source", *([] if editable else marks))))
    said = words_press(fact.fact, f"fact go {number}", data_step="1") + element(
        "span", f" {escape(where)}", css="cl-source"
    )
    if not editable:
        return said
    short = shortened(fact.fact, _LONGEST)
    against = "It speaks against what the other facts point to"
    presses = (
        _mini("contrary", f"contrary {number}", f"Contrary: {short}", against, pressed=fact.contrary),
        _mini(
            "earlier",
            f"prior {number}",
            f"Earlier encounter: {short}",
            "It is of an earlier encounter",
            pressed=fact.prior,
        ),
        _mini("✕", f"drop {number}", f"Drop: {short}", "Drop this fact (Del)", data_key="Delete"),
    )
    return element("div", said) + element("div", *presses, css="cl-fact-presses")


def _mini(label: str, does: str, says: str, title: str, *, pressed: bool | None = None, **more: str) -> str:
    """A small button of a fact; one that stays pressed says whether it is."""
    state = {} if pressed is None else {"aria_pressed": str(pressed).lower()}
    return press(label, f"fact {does}", css="cl-say cl-mini", aria_label=says, title=title, **state, **more)
