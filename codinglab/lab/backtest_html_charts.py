"""The charts of a back-test's report, as SVG that takes its colours from the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import median
from typing import Any

from codinglab.lab.backtest_html_parts import count, money, share, span
from codinglab.lab.display import element
from codinglab.lab.svg import tag, text

WIDTH, HEIGHT = 720, 230
_LEFT, _RIGHT, _TOP, _BOTTOM = 60, 16, 12, 34
_SQUARE, _EDGE = 260, 40
_MONTHS_NAMED = 8
_FEW = 20
Row = Mapping[str, Any]


def month_chart(rows: Sequence[Row]) -> str:
    """The hit rate by month with its interval; each month is a point with its numbers as a tooltip.

    A month with less than a twentieth of the usual rows says little and would rule the scale: it stands in
    the table alone.
    """
    held = [row for row in rows if row["rate"] is not None]
    if not held:
        return ""
    usual = median(row["rows"] for row in held if row["rows"])
    held = [row for row in held if row["rows"] >= usual / _FEW]
    top = max([row["high"] if row["high"] is not None else row["rate"] for row in held]) or 1.0
    step = (WIDTH - _LEFT - _RIGHT) / max(len(held), 1)

    def x(place: int) -> float:
        return round(_LEFT + step * (place + 0.5), 1)

    def y(rate: float) -> float:
        return round(HEIGHT - _BOTTOM - (HEIGHT - _TOP - _BOTTOM) * rate / top, 1)

    marks = []
    for part in range(5):
        level = top * part / 4
        marks.append(tag("line", css="rp-axis", x1=_LEFT, x2=WIDTH - _RIGHT, y1=y(level), y2=y(level)))
        marks.append(text(share(level, 2), x=_LEFT - 6, y=y(level) + 4, text_anchor="end"))
    named = -(-len(held) // _MONTHS_NAMED)
    points = []
    for place, row in enumerate(held):
        if place % named == 0:
            marks.append(text(row["value"], x=x(place), y=HEIGHT - 14, text_anchor="middle"))
        if row["low"] is not None:
            marks.append(
                tag("line", css="rp-line", x1=x(place), x2=x(place), y1=y(row["low"]), y2=y(row["high"]))
            )
        told = (
            f"{row['value']}: {count(row['hits'])} hits of {count(row['rows'])} rows, {share(row['rate'])} "
            f"({span(row['low'], row['high'])})"
        )
        points.append(
            tag("circle", element("title", told), css="rp-point", cx=x(place), cy=y(row["rate"]), r=4)
        )
    line = " ".join(f"{x(place):g},{y(row['rate']):g}" for place, row in enumerate(held))
    marks.append(tag("polyline", css="rp-line", points=line))
    words = f"Hit rate by month, {held[0]['value']} to {held[-1]['value']}, with 95 % intervals"
    return tag(
        "svg", *marks, *points, role="img", aria_label=words, viewBox=f"0 0 {WIDTH} {HEIGHT}", width=WIDTH
    )


def lorenz_chart(rows: Sequence[Row]) -> str:
    """The curve of concentration over the line of equal shares."""
    if not rows:
        return ""

    def place(row: Row) -> str:
        return f"{_EDGE + (_SQUARE - 2 * _EDGE) * row['providers_share']:g},{_height(row['hits_share']):g}"

    marks = []
    for part in (0.0, 0.5, 1.0):
        marks.append(text(f"{part:.0%}", x=_EDGE - 6, y=_height(part) + 4, text_anchor="end"))
        middle = _EDGE + (_SQUARE - 2 * _EDGE) * part
        marks.append(text(f"{part:.0%}", x=middle, y=_SQUARE - _EDGE + 16, text_anchor="middle"))
    far = _SQUARE - _EDGE
    marks.append(tag("rect", css="rp-frame", x=_EDGE, y=_EDGE, width=far - _EDGE, height=far - _EDGE))
    marks.append(tag("line", css="rp-line rp-line-1", x1=_EDGE, y1=far, x2=far, y2=_EDGE))
    marks.append(tag("polyline", css="rp-line", points=" ".join(place(row) for row in rows)))
    marks.append(text("providers, fewest hits first", x=_SQUARE / 2, y=_SQUARE - 6, text_anchor="middle"))
    marks.append(text("share of the hits", x=_EDGE, y=_EDGE - 10))
    words = "Concentration: share of the hits by share of the providers; the dashed line is equal shares"
    return tag("svg", *marks, role="img", aria_label=words, viewBox=f"0 0 {_SQUARE} {_SQUARE}", width=_SQUARE)


def _height(part: float) -> float:
    return round(_SQUARE - _EDGE - (_SQUARE - 2 * _EDGE) * part, 1)


def waterfall(row: Row) -> str:
    """From gross to what the edit adds: the steps that take from it, with their numbers."""
    gross = row["gross"]
    if not gross or gross < 0:
        return ""
    left = gross
    steps: list[tuple[str, float, float, str]] = [("gross", 0.0, gross, "rp-bar")]
    for name, key in (("denied already", "denied"), ("earlier edits", "earlier")):
        taken = row[key] or 0.0
        steps.append((f"less {name}", left - taken, left, "rp-taken"))
        left -= taken
    steps.append(("incremental", 0.0, left, "rp-bar"))
    height, start, room = 30 * len(steps) + 8, 130, WIDTH - 130 - 110
    marks = []
    for place, (name, low, high, css) in enumerate(steps):
        y = 30 * place + 6
        x, width = start + room * max(low, 0) / gross, room * max(high - low, 0) / gross
        sign = "−" if css == "rp-taken" else ""
        marks.append(text(name, x=start - 8, y=y + 15, text_anchor="end"))
        marks.append(tag("rect", css=css, x=round(x, 1), y=y, width=max(round(width, 1), 1.0), height=20))
        marks.append(text(sign + money(high - low), x=round(x + width + 6, 1), y=y + 15))
    words = "From gross to incremental: " + ", ".join(
        f"{name} {money(high - low)}" for name, low, high, _ in steps
    )
    return tag("svg", *marks, role="img", aria_label=words, viewBox=f"0 0 {WIDTH} {height}", width=WIDTH)
