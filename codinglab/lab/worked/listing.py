"""The teaching cases as a list to read, by who codes them."""

from __future__ import annotations

from html import escape

from codinglab.lab.cdi.shown import Shown
from codinglab.lab.display import element
from codinglab.lab.why_html import table
from codinglab.model import Case, Role
from codinglab.reference.cases import list_cases
from codinglab.reference.paths import REFERENCE

_ROLES = {
    Role.PROFESSIONAL: "For the physician's claim",
    Role.FACILITY_OUTPATIENT: "For the hospital's outpatient claim",
    Role.FACILITY_INPATIENT: "For the hospital's inpatient claim",
    Role.CDI: "For clinical documentation integrity (CDI)",
}


def teaching_cases() -> Shown:
    """The cases that ship, by role and title; those of one's own are in the case library."""
    shipped = {path.name for path in (REFERENCE / "cases").iterdir()}
    held = [case for case in list_cases() if case.id in shipped]
    tables, text = [], []
    for role, name in _ROLES.items():
        chosen = sorted((case for case in held if case.role is role), key=lambda case: case.title)
        rows = (
            (escape(one.title), escape(one.difficulty.value), f"{one.minutes} min", escape(one.summary))
            for one in chosen
        )
        tables.append(table(f"{name}: {len(chosen)} cases", ("case", "level", "time", "what happens"), rows))
        text += [f"{name}: {len(chosen)} cases", *map(_line, chosen)]
    return Shown("\n".join(text), element("div", *tables, css="cl-worked cl-case-list"))


def _line(case: Case) -> str:
    return f"  {case.title} ({case.difficulty.value}, {case.minutes} min)"
