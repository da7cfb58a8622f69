"""A place of the workbench to go to: words of the chart, a row of the claim, a tab of the drawer."""

from __future__ import annotations

from dataclasses import dataclass

from codinglab.model import Evidence, Finding


@dataclass(frozen=True, slots=True)
class Place:
    """Where to go.

    Attributes:
        kind: "words" (the note opens there), "diagnosis", "procedure" or "line" (the row of the claim),
            "drawer" (the tab by its name), or "search".
        number: of the row, from 1.
        field: of a line, the name of its box, "modifiers"; of a diagnosis "poa".
        evidence: the words.
        name: of the tab.
        text: what the search begins with, or what the tab is to show.
    """

    kind: str
    number: int = 0
    field: str = ""
    evidence: Evidence | None = None
    name: str = ""
    text: str = ""


def place_of(found: Finding) -> Place | None:
    """Where a finding is mended: its line, diagnosis or procedure; None where it is about the whole claim."""
    for kind, number in (
        ("line", found.line),
        ("diagnosis", found.diagnosis),
        ("procedure", found.procedure),
    ):
        if number is not None:
            return Place(kind, number)
    return None
