"""One small chart of a value over the days of a stay, as SVG that takes its colours from the page."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from codinglab.lab.display import element
from codinglab.lab.svg import tag, text

WIDTH, HEIGHT = 720, 118
_LEFT, _RIGHT, _TOP, _BOTTOM = 46, 150, 10, 20


@dataclass(frozen=True, slots=True)
class Point:
    """A number at a place in time (days since the first, with a fraction), with the words of its tooltip."""

    when: float
    number: float
    words: str
    beyond: bool = False


@dataclass(frozen=True, slots=True)
class Days:
    """The days on the x axis."""

    first: datetime.date
    count: int

    def x(self, when: float) -> float:
        """The place of a time on the x axis."""
        return round(_LEFT + (WIDTH - _LEFT - _RIGHT) * when / max(self.count, 1), 1)

    def ticks(self, bottom: float) -> str:
        """The day marks with their dates, at most eight named."""
        step = -(-self.count // 8)
        marks = []
        for day in range(self.count + 1):
            x = self.x(day)
            marks.append(tag("line", css="cl-axis", x1=x, x2=x, y1=_TOP, y2=bottom))
            if day < self.count and day % step == 0:
                named = (self.first + datetime.timedelta(days=day)).strftime("%m/%d")
                x = self.x(day + 0.5)
                marks.append(text(named, x=x, y=bottom + 14, text_anchor="middle"))
        return "".join(marks)


def chart(
    title: str, unit: str, points: Sequence[Point], lines: Sequence[tuple[float, str]], days: Days
) -> str:
    """A chart of one value: its points joined in time, and its limits as labelled dashed lines.

    A point beyond a limit is a filled diamond, the others are open circles; each has its words as a tooltip.
    """
    numbers = [point.number for point in points] + [number for number, _ in lines]
    low, high = min(numbers), max(numbers)
    margin = (high - low or abs(high) or 1.0) * 0.12
    low, high = low - margin, high + margin
    bottom = HEIGHT - _BOTTOM

    def y(number: float) -> float:
        return round(bottom - (bottom - _TOP) * (number - low) / (high - low), 1)

    marks = [days.ticks(bottom)]
    shown = sorted({min(point.number for point in points), max(point.number for point in points)})
    marks += [text(f"{number:g}", x=_LEFT - 6, y=y(number) + 4, text_anchor="end") for number in shown]
    marks += [
        _limit(number, label, y(number), place)
        for (number, label), place in zip(lines, _apart(lines, y), strict=True)
    ]
    path = " ".join(f"{days.x(point.when):g},{y(point.number):g}" for point in points)
    marks.append(tag("polyline", css="cl-trace", points=path))
    for point in points:
        x, height = days.x(point.when), y(point.number)
        tip = element("title", escape(point.words))
        if point.beyond:
            corners = f"{x:g},{height - 6:g} {x + 6:g},{height:g} {x:g},{height + 6:g} {x - 6:g},{height:g}"
            marks.append(tag("polygon", tip, css="cl-point cl-beyond", points=corners))
        else:
            marks.append(tag("circle", tip, css="cl-point", cx=x, cy=height, r=4))
    said = f"{title}{f', {unit}' if unit else ''}: {len(points)} readings, {shown[0]:g} to {shown[-1]:g}"
    if lines:
        said += "; limits: " + ", ".join(label for _, label in lines)
    drawn = element(
        "svg", *marks, css="cl-graph", viewBox=f"0 0 {WIDTH} {HEIGHT}", role="img", aria_label=said
    )
    name = element(
        "figcaption", element("b", escape(title)), escape(f" {unit}".rstrip()), css="cl-graph-name"
    )
    return element("figure", name, drawn, css="cl-figure")


def _limit(number: float, label: str, height: float, place: float) -> str:
    end = WIDTH - _RIGHT
    return tag("line", css="cl-limit", x1=_LEFT, x2=end, y1=height, y2=height) + text(
        label, "cl-limit-name", x=end + 6, y=place + 4
    )


def _apart(lines: Sequence[tuple[float, str]], y: object) -> list[float]:
    """Heights of the labels, moved so that none lies on another: the lines come from the lowest number up."""
    places: list[float] = []
    for number, _ in lines:
        wanted: float = y(number)  # type: ignore[operator]
        places.append(min(wanted, places[-1] - 13) if places else wanted)
    return places


def strip(rows: Sequence[tuple[str, Sequence[Point]]], days: Days) -> str:
    """Treatments as marks: a row each, with a triangle where the chart speaks of it."""
    height = _TOP + 18 * len(rows)
    marks = [days.ticks(height)]
    for index, (name, points) in enumerate(rows):
        middle = _TOP + 18 * index + 9
        marks.append(text(name, "cl-limit-name", x=WIDTH - _RIGHT + 6, y=middle + 4))
        for point in points:
            x = days.x(point.when)
            corners = f"{x - 5:g},{middle - 5:g} {x + 5:g},{middle - 5:g} {x:g},{middle + 5:g}"
            marks.append(
                tag("polygon", element("title", escape(point.words)), css="cl-given", points=corners)
            )
    said = "Treatments: " + ", ".join(f"{name} ({len(points)})" for name, points in rows)
    box = f"0 0 {WIDTH} {height + _BOTTOM}"
    drawn = element("svg", *marks, css="cl-graph", viewBox=box, role="img", aria_label=said)
    return element(
        "figure",
        element("figcaption", element("b", "Treatments"), css="cl-graph-name"),
        drawn,
        css="cl-figure",
    )
