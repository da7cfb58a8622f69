"""One question asked of the guidance of several days."""

from __future__ import annotations

from html import escape

from codinglab.lab.cdi.shown import Shown
from codinglab.lab.display import element
from codinglab.lab.guidance.answered import ask
from codinglab.lab.why_html import table


def asked_on(question: str, *days: str) -> Shown:
    """Which passage answers a question on each of some days.

    Args:
        question: in one's own words.
        days: "2025-03-01" and so on.

    Raises:
        InvalidInputError: a day is not one.
        StoreError: the index of guidance cannot be made or read.
    """
    rows = []
    for day in days:
        found = ask(question, on=day).answer.found
        passage = found[0].passage if found else None
        rows.append((day, passage.citation if passage else "not found", passage.text if passage else ""))
    text = "\n".join(f"{day}: {citation}" for day, citation, _ in rows)
    cells = (tuple(escape(cell) for cell in row) for row in rows)
    shown = table(f"“{question}”", ("on", "answered by", "which says"), cells)
    return Shown(text, element("div", shown, css="cl-worked"))
