"""The items of a score as HTML: the list to walk through, and one item whole with its evidence and rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from codinglab.lab.code_title import title_of
from codinglab.lab.display import element, press
from codinglab.lab.guidance.rules import rule_html
from codinglab.lab.workbench.scored_work import ScoredWork, by_area
from codinglab.model import Authority, Evidence, ScoreLine
from codinglab.score.audit import direction
from codinglab.score.feedback import SIGNS, evidence_html, faults, item_name

_UNSEEN = '<span class="cl-unseen">{} </span>'
_TITLED = {"diagnosis": False, "procedure": True}


def items_html(work: ScoredWork, chosen: str, *, everything: bool) -> str:
    """The list: what to look at first, in that order, or everything by area.

    Args:
        work: what was scored.
        chosen: the item (`ScoreLine.item`) that is shown beside the list.
        everything: whether right items are listed too.
    """
    names = numbered(work)
    if everything:
        groups = by_area(work.card.lines).items()
    else:
        wrong = faults(work.card)
        groups = {"What to look at first": wrong[:1], "Then": wrong[1:]}.items()
    inner = "".join(
        element("h3", escape(name), css="cl-sc-group")
        + element("ul", *(_row(work, line, names[line.item], line.item == chosen) for line in lines))
        for name, lines in groups
        if lines
    )
    heads = "".join(element("span", head) for head in ("Outcome", "Item", "Key", "Yours"))
    return element(
        "section",
        element("div", heads, css="cl-sc-heads", aria_hidden="true"),
        inner,
        css="cl-sc-list",
        data_list="items",
        data_follow="1",
        data_scroll="items",
        aria_label="Items",
    )


def numbered(work: ScoredWork) -> dict[str, str]:
    """A short name for each line, by its item."""
    return {line.item: f"i{number}" for number, line in enumerate(work.card.lines, start=1)}


def order(work: ScoredWork, *, everything: bool) -> list[ScoreLine]:
    """The lines in the order of the list."""
    if not everything:
        return faults(work.card)
    return [line for lines in by_area(work.card.lines).values() for line in lines]


def item_html(work: ScoredWork, line: ScoreLine) -> str:
    """One item whole: key and yours, evidence, why, the rule unfolded, and what it does to the DRG."""
    return element(
        "article",
        element("div", *_doing(work, line), css="cl-sc-doing") if not line.right else "",
        element(
            "h4",
            _mark(line),
            element("span", escape(item_name(line))),
            *_tags(work, line),
            *_more_tags(line),
            css="cl-sc-name",
        ),
        element(
            "dl",
            element("dt", "Key"),
            element("dd", _value(work, line, line.keyed)),
            element("dt", "Yours"),
            element("dd", _value(work, line, line.answered)),
            css="cl-sc-pair",
        ),
        element("p", escape(line.rationale), css="cl-sc-why") if line.rationale else "",
        _effect(work, line),
        *_evidence(work, line),
        *(_rule(authority) for authority in line.authority),
        css="cl-sc-item",
        aria_label=item_name(line),
    )


def _doing(work: ScoredWork, line: ScoreLine) -> Iterator[str]:
    yield press("Object …", "object", title="Say why your answer is right")
    if work.place(line) is not None:
        yield press("Mend it", "mend", data_key="g", title="Go to the place that mends it (g)")


def _row(work: ScoredWork, line: ScoreLine, name: str, chosen: bool) -> str:
    detail = " cl-sc-detail" if line.about else ""
    right = " cl-sc-right" if line.right else ""
    button = element(
        "button",
        _mark(line),
        element("span", escape(item_name(line)), css="cl-sc-about"),
        element("span", _UNSEEN.format("key"), escape(line.keyed) or "–", css="cl-sc-key"),
        element("span", _UNSEEN.format("yours"), escape(line.answered) or "–", css="cl-sc-yours"),
        element("span", *_tags(work, line), css="cl-sc-tags"),
        css=f"cl-sc-row{detail}{right}",
        type="button",
        data_say=f"show {name}",
        data_step="1",
        aria_current=str(chosen).lower(),
        **({"data_focus": "1"} if chosen else {}),
    )
    return element("li", button)


def _mark(line: ScoreLine) -> str:
    sign, word = SIGNS[line.outcome]
    if line.accepted:
        sign, word = "✓", "accepted"
    css = "right" if line.right else line.outcome.value.replace(" ", "-")
    return element(
        "span",
        element("span", sign, css="cl-sc-sign", aria_hidden="true"),
        f" {word}",
        css=f"cl-sc-mark cl-sc-{css}",
    )


def _tags(work: ScoredWork, line: ScoreLine) -> Iterator[str]:
    if line.severity:
        yield element("span", escape(line.severity), css="cl-sc-tag")
    if work.twice(line):
        yield element("span", "counts twice", css="cl-sc-tag cl-sc-twice")


def _more_tags(line: ScoreLine) -> Iterator[str]:
    if way := direction(line):
        yield element("span", escape(way), css="cl-sc-tag")
    if not line.counts and not line.about:
        yield element("span", "not in code-over-code", css="cl-sc-tag")


def _value(work: ScoredWork, line: ScoreLine, value: str) -> str:
    if not value:
        return element("span", "none", css="cl-sc-none")
    code = element("span", escape(value), css="cl-code")
    if line.area not in _TITLED or " " in value:
        return code
    title = title_of(value.replace(".", ""), work.case.shell.governing_date(), procedure=_TITLED[line.area])
    return f"{code} {escape(title)}"


def _effect(work: ScoredWork, line: ScoreLine) -> str:
    said = next((effect.says for effect in work.told if effect.item == line.item), "")
    return element("p", escape(said), css="cl-sc-effect") if said else ""


def _evidence(work: ScoredWork, line: ScoreLine) -> Iterator[str]:
    if line.evidence:
        yield element("h5", "Evidence")
    for number, place in enumerate(line.evidence, start=1):
        yield element("div", evidence_html(place, work.case), _show(number, place), css="cl-sc-evidence")


def _show(number: int, place: Evidence) -> str:
    if place.end == 0:
        return ""
    return press(
        "Show",
        f"words {number}",
        aria_label=f"Show words {number} in the note",
        title="Open the note at these words",
    )


def _rule(authority: Authority) -> str:
    return element(
        "details",
        element("summary", escape(f"Rule: {authority}")),
        rule_html(authority),
        css="cl-details",
        open="open",
    )


def choices(label: str, options: Iterable[tuple[str, str, bool]]) -> str:
    """Buttons of which one is pressed: text, what it says, whether it is the one."""
    made = (
        press(text, say, css="cl-vl-chip", aria_pressed=str(pressed).lower())
        for text, say, pressed in options
    )
    return element("div", *made, css="cl-vl-chips", role="toolbar", aria_label=label, data_list="choices")
