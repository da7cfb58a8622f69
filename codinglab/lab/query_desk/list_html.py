"""The list of the queries of a case, and of the opportunities that its chart holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from codinglab.lab.display import element, heading, listed, press
from codinglab.lab.guidance.rules import rules_html
from codinglab.lab.query_desk.states import lint_words, state_html
from codinglab.model import Encounter, Evidence, Query
from codinglab.query.opportunity import Opportunity

LOOK = "Look for opportunities in the chart"

_MOST_PLACES = 4
_NONE_WRITTEN = "No query written yet. A query gives the facts and asks; it never leads."
_LOOKED = "What the program sees. Whether to ask, and what, is for you to judge; looking is not recorded."


def queries_html(queries: Sequence[Query]) -> str:
    """The queries, a press each."""
    head = heading("Queries", str(len(queries)) if queries else "")
    if not queries:
        return head + element("p", _NONE_WRITTEN, css="cl-empty")
    rows = listed(map(_query, queries), css="cl-query-list")
    return head + element("div", rows, data_list="queries")


def opportunities_html(
    found: Sequence[Opportunity], written: Mapping[str, Query], encounter: Encounter, *, may_fold: bool
) -> str:
    """The opportunities, each with why, its words in the chart and the rule, and a press that writes.

    Args:
        found: in the order of the kinds.
        written: the queries there are, by id.
        encounter: the chart.
        may_fold: whether the list was asked for and can be folded again.
    """
    head = heading("Opportunities in the chart", str(len(found)))
    fold = element("div", press("Fold them", "fold", data_focus=""), css="cl-bar") if may_fold else ""
    if not found:
        return head + element("p", "Nothing in the chart calls for a query so far.", css="cl-empty") + fold
    note = element("p", _LOOKED, css="cl-source") if may_fold else ""
    rows = listed((_opportunity(one, written, encounter) for one in found), css="cl-findings")
    return head + note + fold + element("div", rows, data_list="opportunities")


def look_html() -> str:
    """The press that looks for opportunities."""
    return element("div", press(LOOK, "look", data_focus=""), css="cl-bar")


def _query(query: Query) -> str:
    facts = len(query.indicators)
    about = (
        f"{facts} fact{'' if facts == 1 else 's'}",
        f"to {query.addressee}" if query.addressee else "to nobody yet",
        query.written_on.isoformat() if query.written_on else "",
        lint_words(query),
    )
    inner = (
        state_html(query)
        + element("span", escape(query.title or "No title"), css="cl-title")
        + element("span", escape(" · ".join(filter(None, about))), css="cl-source")
    )
    return element("button", inner, css="cl-choice cl-query-row", type="button", data_say=f"open {query.id}")


def _opportunity(one: Opportunity, written: Mapping[str, Query], encounter: Encounter) -> str:
    query = written.get(f"{encounter.id}-{one.id}")
    label = "Open the query" if query else "Write the query"
    about = one.subject or one.topic.replace("-", " ")
    places = (_place(one.id, number, place, encounter) for number, place in enumerate(one.evidence))
    return (
        element("span", escape(about[:1].upper() + about[1:]), css="cl-title")
        + element("span", escape(one.kind.value), css="cl-beside")
        + element("div", escape(one.why), css="cl-said")
        + listed([*places][:_MOST_PLACES], css="cl-plain")
        + rules_html(one.authority)
        + element(
            "div",
            press(label, f"draft {one.id}", aria_label=f"{label}: {about}"),
            state_html(query) if query else "",
            css="cl-bar",
        )
    )


def _place(name: str, number: int, place: Evidence, encounter: Encounter) -> str:
    title = next((one.title for one in encounter.documents if one.id == place.document), place.document)
    words = " ".join(place.quote.split())
    return words_press(words, f"go {name} {number}") + element("span", f" {escape(title)}", css="cl-source")


def words_press(words: str, say: str, **attributes: str) -> str:
    """Words of the chart that open the note where they stand."""
    return press(words, say, css="cl-link cl-quote-link", title="Show these words in the note", **attributes)
