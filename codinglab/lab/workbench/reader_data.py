"""The chart as the browser's half of the note reader takes it, and as HTML for readers without a kernel."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

from codinglab.lab.display import element
from codinglab.lab.workbench.concept_states import STATE_SIGNS, Decision, Mention, Mentions, State
from codinglab.model import Document, Section


def document_data(
    document: Document, mentions: Iterable[Mention], sections: Iterable[Section]
) -> dict[str, Any]:
    """A document with its concepts and headers; all offsets are code points."""
    kind = document.type.value.replace("_", " ")
    day = document.written_on
    return {
        "id": document.id,
        "title": document.title,
        "day": f"{day:%b} {day.day}",
        "about": f"{document.author} · {day.isoformat()} · {kind}",
        "text": document.text,
        "concepts": [_concept_data(mention) for mention in mentions],
        "headers": [[section.start, section.body_start] for section in sections if section.header],
    }


def _concept_data(mention: Mention) -> dict[str, Any]:
    concept = mention.concept
    return {
        "start": concept.evidence.start,
        "end": concept.evidence.end,
        "kind": concept.kind.value,
        "assertion": concept.assertion.value,
        "sign": mention.sign,
        "about": mention.about,
        "condition": " ".join(mention.condition),
        "asks": mention.asks,
        "limited": mention.limited,
    }


def decision_data(mentions: Mentions, decisions: Mapping[int, Decision]) -> dict[str, list[str]]:
    """The decisions by the number of the mention, each as its state and its words."""
    return {
        str(one.number): [decisions[one.number].state.value, decisions[one.number].words]
        for one in mentions
        if one.number in decisions
    }


def state_of(mention: Mention, decisions: Mapping[int, Decision]) -> State:
    """The state of a mention."""
    if mention.number in decisions:
        return decisions[mention.number].state
    return State.OPEN if mention.asks else State.NONE


def document_html(document: Document, mentions: Iterable[Mention], decisions: Mapping[int, Decision]) -> str:
    """A document with the signs of what is said of its concepts and of what was decided on them."""
    pieces, at = [], 0
    for mention in mentions:
        start, end = mention.concept.evidence.start, mention.concept.evidence.end
        state = state_of(mention, decisions)
        classes = [f"cl-{mention.concept.assertion.value}"]
        if state is not State.NONE:
            classes.append(f"cl-is-{state.value}")
        sign = " ".join(filter(None, (mention.sign, STATE_SIGNS[state])))
        told = decisions[mention.number].words if mention.number in decisions else ""
        pieces += [
            escape(document.text[at:start]),
            element("mark", escape(document.text[start:end]), css=" ".join(classes)),
            element("sup", escape(f"{sign} {told}".strip())) if sign or told else "",
        ]
        at = end
    pieces.append(escape(document.text[at:]))
    about = f"{document.author}, {document.written_on.isoformat()}"
    return (
        element("h4", escape(document.title))
        + element("p", escape(about), css="cl-source")
        + element("pre", *pieces, css="cl-chart")
    )
