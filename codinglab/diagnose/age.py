"""How old the patient is: by the chart's own birth date, else by what the notes tell."""

from __future__ import annotations

import re

from codinglab.diagnose.draft import Chart

ADULT_WEIGHT = 20
"""The age from which a body mass index is coded by its value (the note at Z68 in the tabular)."""
GROWN = 18
"""The age from which a routine examination is an adult's: a child's codes are for 0 to 17 years (MCE)."""
_OLDEST = 120
_YEARS = re.compile(r"\b(\d{1,3})[- ]?(?:(?:years?|yrs?)\.?[- ]old|y\.?/?o\b)", re.IGNORECASE)
_INFANT = re.compile(
    r"\b\d{1,2}[- ](?:months?|weeks?|days?|mo|wk)[- ]old\b|\b(?:newborn|infant|toddler)\b", re.I
)
_CHILD = re.compile(
    r"\b(?:well[- ](?:child|baby)|pediatrics?|(?:this|the) (?:child|boy|girl)|school[- ]age|adolescent)\b",
    re.I,
)


def age(chart: Chart) -> int | None:
    """Completed years on the governing date; None when neither the birth date nor a note tells.

    A note of nobody in particular carries a birth date that gives no possible age; then the first
    age that a note tells is taken, and a note of a child without an age is of one below 18.
    """
    known = chart.encounter.patient.age_on(chart.on)
    if known < _OLDEST:
        return known
    for document in chart.encounter.documents:
        if told := _YEARS.search(document.text):
            return int(told[1])
        if _INFANT.search(document.text):
            return 0
        if _CHILD.search(document.text):
            return GROWN - 1
    return None
