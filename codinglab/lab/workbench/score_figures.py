"""The figures at the head of the score: what an audit counts, and the training points apart."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from codinglab.lab.display import element
from codinglab.lab.workbench.scored_work import Earlier, ScoredWork
from codinglab.score.rubric import parts, rubric


def figures_html(work: ScoredWork) -> str:
    """Tiles side by side: what an audit counts, the training points, the DRG."""
    tiles = (
        element(
            "div",
            element("dt", escape(name)),
            element("dd", escape(value), element("small", escape(beside))),
            css="cl-sc-tile",
        )
        for name, value, beside in _tiles(work)
    )
    return element("dl", *tiles, css="cl-sc-tiles")


def points_html(work: ScoredWork) -> str:
    """Where the training points come from, by the rubric of the role; and what only this claim raises."""
    named = rubric().parts
    heads = "".join(element("th", head, scope="col") for head in ("Part", "Right", "Points"))
    rows = "".join(
        element(
            "tr",
            element("th", escape(named[part.name]), scope="row"),
            element("td", f"{part.credit:g} of {part.possible}"),
            element("td", _bar(part.points / part.weight), f"{part.points:.1f} of {part.weight:.1f}"),
        )
        for part in parts(work.case.role, work.card.lines)
    )
    caption = element("caption", f"Training points by the rubric, edition {escape(rubric().edition)}")
    table = element("table", caption, element("thead", element("tr", heads)), element("tbody", rows))
    hints = f"Hints took {work.card.hint_points:g} points off." if work.card.hint_points else ""
    return table + "".join(element("p", told) for told in (hints, raised_words(work)) if told)


def raised_words(work: ScoredWork) -> str:
    """The edits that only this claim raises, escaped; "" when there are none."""
    edits = escape(", ".join(work.card.raised))
    return f"Edits that your claim raises and the key's does not: {edits}." if edits else ""


def attempts_html(attempts: tuple[Earlier, ...], now: int = 0) -> str:
    """The attempts before this one with their code-over-code; `now` is the number of this one, 0 for none."""
    if not attempts:
        return ""
    said = "; ".join(
        f"attempt {one.number}: {one.correct} of {one.items} = {percent(one.correct, one.items)}"
        for one in attempts
    )
    this = f"Attempt {now}. " if now else ""
    return element("p", f"{this}Before: {said}.", css="cl-sc-before")


def percent(part: float, whole: float) -> str:
    """A share in per cent, "0 %" of nothing."""
    return f"{100 * part / whole:.1f} %" if whole else "0 %"


def _tiles(work: ScoredWork) -> Iterator[tuple[str, str, str]]:
    card = work.card
    low, high = (100 * bound for bound in card.interval)
    share = percent(card.correct, card.items)
    yield "Code-over-code", share, f"{card.correct} of {card.items} (95 %: {low:.0f} to {high:.0f} %)"
    yield "Record as a whole", "right" if card.whole else "not right", "everything reported"
    hints = f", {card.hint_points:g} off for hints" if card.hint_points else ""
    yield "Training points", f"{card.points:.1f}", f"of 100{hints}"
    if card.drg_keyed:
        same = card.drg_answered == card.drg_keyed
        key = "as the key" if same else f"key {card.drg_keyed}{_weight(work, card.drg_keyed)}"
        weight = _weight(work, card.drg_answered).lstrip(": ")
        yield "DRG", card.drg_answered or "none", f"weight {weight}; {key}" if weight else key


def _weight(work: ScoredWork, drg: str) -> str:
    weight = work.weights.get(drg)
    return f": {weight:.2f}" if weight is not None else ""


def _bar(share: float) -> str:
    """A bar that says what the figures beside it say."""
    inner = element("span", css="cl-sc-fill", style=f"width:{100 * share:.0f}%")
    return element("span", inner, css="cl-sc-bar", aria_hidden="true")
