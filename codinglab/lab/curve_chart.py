"""A learning curve as SVG: a line with its interval for each cohort, told apart by dashes and by name."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from codinglab.classroom.curve import CurvePoint
from codinglab.lab.display import element
from codinglab.lab.svg import tag, text

WIDTH, HEIGHT = 760, 260
_LEFT, _RIGHT, _TOP, _BOTTOM = 52, 150, 14, 40


def curve_html(points: Sequence[CurvePoint]) -> str:
    """The chart, or a sentence when nobody has handed in two cases."""
    last = max((point.place for point in points), default=0)
    if last < 2:
        return element("p", "A curve needs learners who have handed in two cases or more.", css="soft")
    marks = [_grid(last)]
    for number, (cohort, own) in enumerate(groupby(points, key=lambda point: point.cohort)):
        marks.append(_series(cohort, list(own), number, last))
    words = "Share of codes right at the first attempt, from the first case handed in to the last"
    return tag("svg", *marks, role="img", aria_label=words, viewBox=f"0 0 {WIDTH} {HEIGHT}", width=WIDTH)


def _grid(last: int) -> str:
    marks = []
    for percent in (0, 25, 50, 75, 100):
        y = _y(percent / 100)
        marks.append(tag("line", css="rp-axis", x1=_LEFT, x2=WIDTH - _RIGHT, y1=y, y2=y))
        marks.append(text(f"{percent} %", x=_LEFT - 8, y=y + 4, text_anchor="end"))
    step = -(-last // 12)
    for place in range(1, last + 1, step):
        marks.append(text(str(place), x=_x(place, last), y=HEIGHT - _BOTTOM + 18, text_anchor="middle"))
    middle = (_LEFT + WIDTH - _RIGHT) / 2
    marks.append(text("cases handed in", x=middle, y=HEIGHT - 4, text_anchor="middle"))
    return "".join(marks)


def _series(cohort: str, points: list[CurvePoint], number: int, last: int) -> str:
    upper = [f"{_x(one.place, last):g},{_y(one.accuracy.interval[1]):g}" for one in points]
    lower = [f"{_x(one.place, last):g},{_y(one.accuracy.interval[0]):g}" for one in reversed(points)]
    line = " ".join(f"{_x(one.place, last):g},{_y(one.accuracy.share):g}" for one in points)
    marks = [
        tag("polygon", css="rp-band", points=" ".join(upper + lower)),
        tag("polyline", css=f"rp-line rp-line-{number % 3}", points=line),
    ]
    for one in points:
        low, high = one.accuracy.interval
        learners = f"{one.accuracy.charts} learner{'' if one.accuracy.charts == 1 else 's'}"
        span = f"{low:.0%} to {high:.0%}, {learners}"
        told = f"Case {one.place}: {one.accuracy.share:.0%} ({span})"
        title = element("title", told)
        marks.append(
            tag("circle", title, css="rp-point", cx=_x(one.place, last), cy=_y(one.accuracy.share), r=4)
        )
    end = points[-1]
    name = cohort or "all learners"
    marks.append(text(name, x=_x(end.place, last) + 10, y=_y(end.accuracy.share) + 4))
    return "".join(marks)


def _x(place: int, last: int) -> float:
    return round(_LEFT + (WIDTH - _LEFT - _RIGHT) * (place - 1) / (last - 1), 1)


def _y(share: float) -> float:
    return round(_TOP + (HEIGHT - _TOP - _BOTTOM) * (1 - share), 1)
