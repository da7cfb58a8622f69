"""Pieces of the back-test's report: numbers as people read them, tables with captions, bars in cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from codinglab.lab.display import element
from codinglab.lab.svg import tag

NONE = "not evaluated"
_BAR = 120


def count(number: float | None) -> str:
    """A count; a dash where there is none."""
    return "–" if number is None else f"{number:,.0f}"


def money(amount: float | None) -> str:
    """Dollars; "not evaluated" where there is no amount."""
    return NONE if amount is None else f"${amount:,.0f}" if abs(amount) >= 1_000 else f"${amount:,.2f}"


def share(number: float | None, digits: int = 2) -> str:
    """A share of 1 in percent."""
    return "–" if number is None else f"{100 * number:.{digits}f} %"


def span(low: float | None, high: float | None) -> str:
    """A 95 % interval in percent."""
    return "–" if low is None or high is None else f"{100 * low:.2f} to {100 * high:.2f} %"


def named(value: str) -> str:
    """A value of the claims, or words for there being none; escaped."""
    return escape(value) if value else element("i", "not given")


def table(caption: str, heads: Sequence[str], rows: Iterable[Sequence[str]], css: str = "") -> str:
    """A table with its caption; the first cell of a row names it. Heads and cells are HTML already.

    Args:
        caption: plain text.
        heads: the names of the columns.
        rows: the cells.
        css: classes of the table.
    """
    head = "".join(f'<th scope="col">{one}</th>' for one in heads)
    body = "".join(
        f'<tr><th scope="row">{row[0]}</th>{"".join(f"<td>{cell}</td>" for cell in row[1:])}</tr>'
        for row in rows
    )
    label = escape(caption.split(".")[0], quote=True)
    inner = element(
        "table",
        element("caption", escape(caption)),
        f"<thead><tr>{head}</tr></thead>",
        f"<tbody>{body}</tbody>",
        css=css,
    )
    return f'<div class="scroll" tabindex="0" role="group" aria-label="{label}">{inner}</div>'


def bar(part: float, most: float) -> str:
    """A bar in a cell, beside its number in another: hidden from readers aloud."""
    width = round(_BAR * part / most, 1) if most else 0.0
    drawn = tag("rect", css="rp-bar", x=0, y=2, width=max(width, 1.0), height=10)
    return tag("svg", drawn, viewBox=f"0 0 {_BAR} 14", width=_BAR, height=14, aria_hidden="true")


def figures(boxes: Iterable[tuple[str, str, str]]) -> str:
    """Figures in boxes: each a name, the figure, and a note."""
    items = "".join(
        f"<li>{escape(name)}<strong>{escape(figure)}</strong><span>{escape(note)}</span></li>"
        for name, figure, note in boxes
    )
    return f'<ul class="figures">{items}</ul>'


def paragraph(words: str, css: str = "") -> str:
    """A paragraph of plain text."""
    return element("p", escape(words), css=css)


def section(title: str, anchor: str, *parts: str, level: int = 2) -> str:
    """A section with its heading."""
    head = f'<h{level} id="{escape(anchor, quote=True)}">{escape(title)}</h{level}>'
    return f"<section>{head}{''.join(parts)}</section>"
