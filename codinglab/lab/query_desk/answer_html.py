"""The provider's answer, and, apart from it, what it does to the codes: for the coder alone."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from codinglab.lab.display import element, heading, press
from codinglab.lab.query_desk.states import DRAFT, state
from codinglab.lab.what_if_html import alternatives_html, recoded_html
from codinglab.model import Query, QueryStatus, QueryType
from codinglab.query.wording import UNDETERMINED
from codinglab.what_if import Alternative, Recoded

APART = "For the coder, after the answer: no reason to ask"
EACH = "What each answer would do: for the coder to understand, no reason to ask"

_AGAIN = "The answer moves to the record; asking again is counted"
_OPTION = "cl-choice cl-query-option"
_TAKE = "Put these codes on the claim; undo takes them off"
_TAKEN = "The claim has these codes. Undo (Ctrl+Z) takes them off again."
_NO_PROVIDER = "A training desk has no provider to wait for: answer as the provider might."
_NOT_FIT = "This query is a draft: mend what the lint stops and read it before it is sent."


def answer_html(query: Query, words: str) -> str:
    """The answer, or the presses that record one.

    Args:
        query: as it stands.
        words: what is typed as the provider's own words.
    """
    if query.status is QueryStatus.OPEN:
        return heading("Answer", "as the provider might give it") + _asking(query, words)
    head = heading("Answer", query.status.value)
    told = ", ".join(
        filter(None, (query.answered_by, query.answered_on.isoformat() if query.answered_on else ""))
    )
    said = element("p", escape(query.answer or "Closed without an answer."), css="cl-own-words")
    close = press("Close the query", "close") if query.status is QueryStatus.ANSWERED else ""
    shut = {"data_focus": ""} if query.status is QueryStatus.CLOSED else {}
    again = press("Open it again", "reopen", title=_AGAIN, **shut)
    return (
        head + said + element("p", escape(told), css="cl-source") + element("div", close, again, css="cl-bar")
    )


def recoding_html(
    query: Query,
    recoded: Recoded | None,
    compared: tuple[Alternative, ...],
    working: str,
    *,
    taken: bool,
) -> str:
    """What the answer changes in the codes; "" before there is an answer.

    Args:
        query: as it stands.
        recoded: the chart coded again, None before that was asked for.
        compared: the claim with each option answered, where asked for.
        working: what is being done just now, "" when nothing is.
        taken: whether the claim has what the recoding gives.
    """
    if not query.answer:
        return ""
    presses = []
    if recoded is None:
        presses.append(press("Code the chart with this answer", "recode", data_focus=""))
    elif (recoded.added or recoded.gone) and not taken:
        presses.append(press("Take up in the codes", "take", data_focus="", title=_TAKE))
    if query.options and not compared:
        presses.append(press("Compare all answers", "compare"))
    told = working or (_TAKEN if taken and recoded and (recoded.added or recoded.gone) else "")
    inner = (
        heading("Codes", APART)
        + element("div", *presses, css="cl-bar")
        + element("p", escape(told), css="cl-source", role="status", tabindex="-1", data_focus="")
        + (recoded_html(recoded) if recoded else "")
        + (alternatives_html(compared, EACH) if compared else "")
    )
    return element("section", inner, css="cl-query-apart", aria_label=APART)


def _asking(query: Query, words: str) -> str:
    """Presses for the answers a provider might give."""
    offered: Iterable[str] = () if query.type is QueryType.OPEN else query.options
    presses = [
        press(option, f"option {number}", css=_OPTION, data_focus="") for number, option in enumerate(offered)
    ]
    if UNDETERMINED not in offered:
        presses.append(press(UNDETERMINED, "undetermined", css=_OPTION, data_focus=""))
    own = element(
        "label",
        element("span", "In the provider's own words", css="cl-label"),
        element(
            "input",
            type="text",
            data_ask="words",
            data_enter="answer",
            value=words,
            css="cl-ask cl-wide",
            spellcheck="true",
        ),
        css="cl-field",
    )
    warned = element("p", _NOT_FIT, css="cl-message cl-warn") if state(query) == DRAFT else ""
    shut = press("Close without an answer", "close", title="When the policy lets it end without one")
    return (
        warned
        + element("p", _NO_PROVIDER, css="cl-source")
        + element("div", *presses, css="cl-choices", data_list="answers", role="group", aria_label="Answers")
        + own
        + element("div", press("Record these words", "answer"), shut, css="cl-bar")
    )
