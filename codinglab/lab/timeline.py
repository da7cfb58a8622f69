"""Values and treatments over the days of a stay, and the criteria of definitions: the panel of indicators.

The charts are SVG of our own that take their colours from the page's style, so they follow JupyterLab's
theme without being drawn again, need no kernel, and can be read as a table below.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from html import escape

from codinglab.indicators import Definition, Facts, Patient, Reading, limits, readings
from codinglab.lab.display import element, heading, style, unfolding
from codinglab.lab.small_chart import Days, Point, chart, strip
from codinglab.model import (
    Assessment,
    CriterionOutcome,
    CriterionResult,
    Encounter,
    Observation,
    ObservationKind,
)

VITAL_SIGNS = (
    "temperature", "heart rate", "respiratory rate", "systolic pressure", "mean arterial pressure",
    "oxygen saturation", "Glasgow coma scale",
)  # fmt: skip
_DERIVED = {"blood pressure"}
_SIGNS = {
    CriterionOutcome.MET: ("✔", "met"),
    CriterionOutcome.NOT_MET: ("✖", "not met"),
    CriterionOutcome.MISSING: ("○", "missing"),
}
NO_DIAGNOSIS = (
    "Indicators for a question to the provider. They are no diagnosis, and no code follows from them."
)


def timeline_html(
    encounter: Encounter,
    observed: Sequence[Observation],
    definition: Definition | None = None,
    *,
    weight: float | None = None,
) -> str:
    """The values of a stay as small charts, one below the other on the same days, with a table beneath.

    Args:
        encounter: whose days are on the x axis.
        observed: from `codinglab.indicators.observations`.
        definition: whose values are shown, with its limits as lines; without it, every value that was
            read at least twice, without lines.
        weight: in kg, for urine per kg.
    """
    patient = Patient(encounter.patient.age_on(encounter.from_date), encounter.patient.sex, weight)
    facts = Facts(observed, patient, encounter.from_date)
    lines = limits(definition, facts) if definition else {}
    days = Days(encounter.from_date, (encounter.through_date - encounter.from_date).days + 1)
    drawn = []
    left_out = []
    for term in _terms(observed, lines, definition):
        found = [one for one in readings(observed, term, patient).readings if _inside(one.on, encounter)]
        if found and (definition or len(found) > 1):
            drawn.append(
                chart(
                    term,
                    found[0].unit,
                    _points(found, lines.get(term, ()), encounter),
                    lines.get(term, ()),
                    days,
                )
            )
        elif definition:
            left_out.append(term)
    given = _given(observed, encounter)
    name = f"limits of {definition.name}" if definition else ""
    parts = [heading("Timeline", name)]
    parts += drawn or [element("p", "No value of these days was read.", css="cl-empty")]
    parts += [strip(given, days)] if given else []
    if left_out:
        parts.append(element("p", escape(f"Not read on these days: {', '.join(left_out)}."), css="cl-source"))
    parts.append(
        element("p", "A reading without a time of day stands in its day by its order.", css="cl-source")
    )
    parts.append(unfolding("All facts as a table", _table(observed)))
    return style() + element(
        "section", *parts, css="cl-page cl-timeline", aria_label=f"Timeline {name}".rstrip()
    )


def _terms(
    observed: Sequence[Observation],
    lines: dict[str, tuple[tuple[float, str], ...]],
    definition: Definition | None,
) -> list[str]:
    if definition:
        return sorted(lines, key=lambda term: (term not in VITAL_SIGNS, list(lines).index(term)))
    read = dict.fromkeys(one.term for one in observed if one.kind is ObservationKind.VALUE)
    rest = [term for term in read if term not in VITAL_SIGNS and term not in _DERIVED]
    return [*VITAL_SIGNS, *rest]


def _inside(on: datetime.date | None, encounter: Encounter) -> bool:
    return on is not None and encounter.from_date <= on <= encounter.through_date


def _points(
    found: Sequence[Reading], lines: Iterable[tuple[float, str]], encounter: Encounter
) -> list[Point]:
    untimed = [one.on for one in found if one.at is None]
    met: dict[datetime.date | None, int] = {}
    points = []
    for one in found:
        if one.at is None:
            met[one.on] = met.get(one.on, 0) + 1
            share = met[one.on] / (untimed.count(one.on) + 1)
        else:
            share = (one.at.hour * 60 + one.at.minute) / 1440
        day = (one.on - encounter.from_date).days if one.on else 0
        beyond = any(_beyond(one.number, number, label) for number, label in lines)
        words = f"{one.term} {one.said()}"
        points.append(Point(day + share, one.number, f"{words}, beyond a limit" if beyond else words, beyond))
    return sorted(points, key=lambda point: point.when)


def _beyond(number: float, limit: float, label: str) -> bool:
    if label.startswith("above"):
        return number > limit
    if label.startswith("below"):
        return number < limit
    return number <= limit if label.startswith("at most") else number >= limit


def _given(observed: Sequence[Observation], encounter: Encounter) -> list[tuple[str, list[Point]]]:
    rows: dict[str, dict[float, Point]] = {}
    for one in observed:
        if (
            one.kind is not ObservationKind.TREATMENT
            or one.absent
            or one.on is None
            or not _inside(one.on, encounter)
        ):
            continue
        share = (one.at.hour * 60 + one.at.minute) / 1440 if one.at else 0.5
        when = (one.on - encounter.from_date).days + share
        words = f"{one.term}: {one.words}, {one.on.isoformat()}, {one.source}"
        rows.setdefault(one.term, {}).setdefault(when, Point(when, 0.0, words))
    return [(term, list(points.values())) for term, points in rows.items()]


def _table(observed: Sequence[Observation]) -> str:
    head = "".join(
        element("th", name, scope="col") for name in ("Day", "Time", "What", "In the chart", "Kind", "Source")
    )
    rows = []
    for one in sorted(
        observed, key=lambda seen: (seen.on or datetime.date.min, seen.at or datetime.time.min)
    ):
        kind = (
            one.kind.value
            + (", said to be absent" if one.absent else "")
            + (", before this stay" if one.prior else "")
        )
        cells = (
            one.on.isoformat() if one.on else "not written",
            f"{one.at:%H:%M}" if one.at else "",
            one.term,
            one.words,
            kind,
            one.source,
        )
        rows.append(element("tr", *(element("td", escape(cell)) for cell in cells)))
    caption = element("caption", "Values, findings and treatments, oldest first")
    return element(
        "table", caption, element("thead", element("tr", head)), element("tbody", *rows), css="cl-table"
    )


def indicators_html(assessments: Iterable[Assessment]) -> str:
    """The criteria of each definition: met, not met and missing, each with its reckoning. No diagnosis."""
    parts = [heading("Clinical indicators"), element("p", escape(NO_DIAGNOSIS), css="cl-source")]
    for one in assessments:
        title = element("h4", escape(f"{one.condition}: {one.definition}"))
        status = element(
            "p", escape(summary(one)), css="cl-status" + (" cl-is-info" if one.satisfied else "")
        )
        criteria = element(
            "ul", *(element("li", _criterion(found)) for found in one.criteria), css="cl-plain cl-criteria"
        )
        caution = element("p", element("b", "Caution: "), escape(one.caution)) if one.caution else ""
        parts.append(
            element(
                "section",
                title,
                status,
                criteria,
                caution,
                element("p", escape(str(one.authority)), css="cl-source"),
            )
        )
    return style() + element("section", *parts, css="cl-page cl-indicators", aria_label="Clinical indicators")


def summary(one: Assessment) -> str:
    """How many criteria are met, and whether they are as many as the definition asks for."""
    counted = [sum(found.outcome is outcome for found in one.criteria) for outcome in CriterionOutcome]
    enough = (
        "as many as the definition asks for" if one.satisfied else "not as many as the definition asks for"
    )
    grade = f"; by the values: {one.grade}" if one.grade else ""
    return f"{counted[0]} criteria met, {counted[1]} not met, {counted[2]} missing: {enough}{grade}."


def _criterion(found: CriterionResult) -> str:
    sign, word = _SIGNS[found.outcome]
    mark = element(
        "span",
        element("span", sign, aria_hidden="true"),
        f" {word}",
        css=f"cl-outcome cl-{word.replace(' ', '-')}",
    )
    return f"{mark} {escape(found.says)}" + element("span", escape(found.because), css="cl-path")
