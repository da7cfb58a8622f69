"""Parts for the examples of the lint rules: a query that breaks none, to be changed in one place."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from codinglab.model import Indicator, Query, QueryType

FACTS = (
    Indicator("Creatinine 0.9 mg/dL (baseline)", date(2026, 10, 2), "Clinic laboratory"),
    Indicator("Creatinine 1.9 mg/dL", date(2026, 11, 3), "Laboratory"),
    Indicator("Creatinine 2.1 mg/dL, urine 300 mL in 12 h", date(2026, 11, 4), "Progress note"),
    Indicator("IV fluid bolus 2 L", date(2026, 11, 3), "Medication record"),
)
COMPLIANT = Query(
    id="example",
    encounter_id="example",
    type=QueryType.MULTIPLE_CHOICE,
    title="Clarification: renal status",
    question="Please clarify the diagnosis, if any, being evaluated and treated.",
    indicators=FACTS,
    options=(
        "Acute kidney injury",
        "Prerenal azotemia without acute kidney injury",
        "Other (please specify)",
        "Unable to determine",
    ),
    addressee="A. Roe, MD",
    author="C. Writer, RN, CCDS",
    contact="ext. 4021",
    patient_id="MRN 20417",
    written_on=date(2026, 11, 5),
)


def query(**changes: Any) -> Query:
    """The compliant query with some fields changed."""
    return replace(COMPLIANT, **changes)


def open_query(question: str, **changes: Any) -> Query:
    """The compliant query asked as an open question."""
    return query(type=QueryType.OPEN, options=(), question=question, **changes)


def yes_no(question: str, subject: str, *documented: str, **changes: Any) -> Query:
    """The compliant query asked as a yes/no question about `subject`."""
    changes = {"title": "Clarification of documentation", **changes}
    options = ("Yes", "No", "Other (please specify)", "Unable to determine")
    return query(
        type=QueryType.YES_NO,
        options=options,
        question=question,
        subject=subject,
        documented=documented,
        **changes,
    )


def on(
    month: int, day: int, *facts: str, source: str = "Progress note", **more: Any
) -> tuple[Indicator, ...]:
    """Facts of one day and one document."""
    return tuple(Indicator(fact, date(2026, month, day), source, **more) for fact in facts)


def choices(*clinical: str) -> tuple[str, ...]:
    """Options as offered, with the two that every multiple choice has."""
    return (*clinical, "Other (please specify)", "Unable to determine")
