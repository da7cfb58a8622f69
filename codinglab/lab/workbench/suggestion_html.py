"""A suggestion as HTML: one line to decide by, and unfolded everything that speaks for and against it."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from codinglab.lab.display import element, listed, press, quoted
from codinglab.lab.guidance.rules import rules_html
from codinglab.model import Encounter, Evidence, Suggestion

SHOWN_EVIDENCE = 3

LISTED_ONLY = "Only listed or mentioned here: report it where it was treated or affected care (III, IV.J)."


def row_html(suggestion: Suggestion, encounter: Encounter, *, assigned: bool, unfolded: bool) -> str:
    """A row of the list: a button to assign, code, title and first words; unfolded, the whole."""
    code = suggestion.code
    line = element(
        "button",
        element("span", escape(code.written + _dash(suggestion)), css="cl-code"),
        element("span", escape(suggestion.title), css="cl-title"),
        _tags(suggestion),
        element("span", escape(suggestion.reason), css="cl-sg-reason"),
        css="cl-sg-line",
        type="button",
        data_say=f"unfold {code}",
        data_step="1",
        aria_expanded=str(unfolded).lower(),
        title="Why this code",
    )
    words = (_words(suggestion, at, place) for at, place in enumerate(suggestion.evidence[:SHOWN_EVIDENCE]))
    rest = len(suggestion.evidence) - SHOWN_EVIDENCE
    more = element("span", f"and {rest} more", css="cl-source") if rest > 0 else ""
    whole = element("div", *_parts(suggestion, encounter), css="cl-sg-whole") if unfolded else ""
    css = "cl-sg-item" + (" cl-sg-assigned" if assigned else "")
    places = element("div", *words, more, css="cl-sg-words")
    return element("li", _button(suggestion, assigned=assigned), line, places, whole, css=css)


def whole_html(suggestion: Suggestion, encounter: Encounter) -> str:
    """A suggestion whole, for readers without a kernel."""
    return (
        element("span", escape(suggestion.code.written + _dash(suggestion)), css="cl-code")
        + element("span", f" {escape(suggestion.title)}", css="cl-title")
        + element("div", escape(suggestion.reason), css="cl-reason")
        + "".join(_parts(suggestion, encounter))
    )


def _button(suggestion: Suggestion, *, assigned: bool) -> str:
    written = suggestion.code.written
    if assigned:
        label, says = "✓ Assigned", f"{written} is assigned"
    elif suggestion.billable:
        label, says = "Assign", f"Assign {written} {suggestion.title}"
    else:
        label, says = "Too short", f"{written} needs more characters: search for it"
    able = suggestion.billable and not assigned
    return press(
        label,
        f"assign {suggestion.code}",
        css="cl-say cl-sg-assign",
        data_key="a",
        aria_label=says,
        title=f"{says} (a)" if able else says,
        aria_disabled=str(not able).lower(),
    )


def _words(suggestion: Suggestion, at: int, place: Evidence) -> str:
    """Words that raised the code, to press: the note opens there."""
    words = " ".join(place.quote.split())
    return press(
        f"“{words}”",
        f"words {suggestion.code} {at}",
        css="cl-link cl-sg-quote",
        title="Show these words in the note",
    )


def _tags(suggestion: Suggestion) -> str:
    told = [f"POA {suggestion.poa}"] if suggestion.poa else []
    told += ["not all documented"] if suggestion.missing else []
    told += [] if suggestion.addressed else ["listed only"]
    tags = (element("span", escape(one), css="cl-sg-tag") for one in told)
    return element("span", *tags, css="cl-sg-tags")


def _parts(suggestion: Suggestion, encounter: Encounter) -> Iterator[str]:
    yield element("p", escape(suggestion.reason), css="cl-said")
    yield _noted("Not documented: ", "; ".join(suggestion.missing))
    yield _noted("", "" if suggestion.addressed else LISTED_ONLY)
    places = " · ".join(quoted(place, encounter) for place in suggestion.evidence)
    yield element("div", places, css="cl-places")
    yield _noted("Borne out by: ", "; ".join(dict.fromkeys(one.quote for one in suggestion.supporting)))
    yield _noted(f"POA {suggestion.poa}: " if suggestion.poa else "POA: ", suggestion.poa_reason)
    yield _noted("Found by ", suggestion.matched)
    beside = (f"not {one.code.written} {one.title}: {one.why}" for one in suggestion.passed_over)
    passed = [escape(line) for line in beside]
    yield listed(passed) if passed else ""
    yield rules_html((suggestion.authority,))


def _noted(label: str, text: str) -> str:
    return element("div", escape(label + text), css="cl-reason") if text else ""


def _dash(suggestion: Suggestion) -> str:
    return "" if suggestion.billable else " –"
