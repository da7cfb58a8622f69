"""The steps of an edit as a list: what each does, the rows that are left, and where the last one was lost."""

from __future__ import annotations

from html import escape
from typing import Any

from codinglab.lab.display import element, unfolding
from codinglab.lab.why_html import table
from codinglab.validate.steps import Step, StepThrough

_COLUMNS, _CELL = 12, 60
_FIRST = ("claim_id", "line", "code", "modifier", "position", "units", "on")


def steps_html(told: StepThrough) -> str:
    """Every step, after a sentence that says how it ends."""
    first = told.first_lost
    if told.hits:
        said = f"It fires: {told.hits:,} hit{'' if told.hits == 1 else 's'}."
    elif first is not None:
        said = f"It does not fire. Step {first.number}, {first.words}. {first.lost}"
    else:
        said = "It does not fire."
    gaps = [
        f"Not evaluated, {count} time{'' if count == 1 else 's'}: {reason}" for reason, count in told.reasons
    ]
    head = element("p", escape(f"{told.edit} on {told.claims}, {told.claim_type.value}"), css="cl-source")
    status = element("div", "<br>".join(map(escape, (said, *gaps))), css="cl-status", role="status")
    return head + status + element("ol", *map(_step, told.steps), css="cl-edit-steps")


def _step(step: Step) -> str:
    count = element("span", f"{step.rows:,} row{'' if step.rows == 1 else 's'}", css="cl-step-rows")
    told = element("span", f" {escape(step.told)}", css="cl-source") if step.told else ""
    lost = element("div", f"✖ {escape(step.lost)}", css="cl-lost") if step.lost else ""
    last = element("span", " the hits", css="cl-mark") if step.kind == "hits" else ""
    parts = element("ul", *map(_part, step.parts), css="cl-plain") if step.parts else ""
    shown = unfolding(f"First rows of step {step.number}", _rows(step)) if step.shown else ""
    does = element("span", escape(step.words[:1].upper() + step.words[1:]), css="cl-title")
    css = "cl-lost-step" if step.lost else ""
    return element("li", does, last, " ", count, told, lost, parts, shown, css=css, value=str(step.number))


def _part(part: Any) -> str:
    return element("li", escape(f"{part.words}: "), element("strong", f"{part.rows:,}"))


def _rows(step: Step) -> str:
    order = sorted(range(len(step.columns)), key=lambda at: (step.columns[at] not in _FIRST, at))
    chosen = sorted(order[:_COLUMNS])
    left = len(step.columns) - len(chosen)
    caption = f"{len(step.shown)} of {step.rows:,}" + (f"; {left} more columns" if left else "")
    rows = ([escape(_cell(row[at])) for at in chosen] for row in step.shown)
    return element("div", table(caption, [step.columns[at] for at in chosen], rows), css="cl-wide-table")


def _cell(value: Any) -> str:
    text = "—" if value is None else str(value)
    return text if len(text) <= _CELL else f"{text[: _CELL - 1]}…"
