"""CDI results shown whole in a notebook, in the lab's own look; `frames` has the same for pandas."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from codinglab.lab.cdi.frames import stay_frame
from codinglab.lab.display import element, style
from codinglab.lab.what_if_html import verdicts_html
from codinglab.lab.why_html import table
from codinglab.model import Case, Claim
from codinglab.what_if import may_be_principal


@dataclass(frozen=True, slots=True)
class Shown:
    """Something with a look: plain text for readers without a browser, HTML for the others."""

    text: str
    html: str

    def __repr__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        return style() + element("div", self.html, css="cl-page cl-panel")


def show_stay(case: Case) -> Shown:
    """The working codes and the working DRG of a stay at the end of each day."""
    frame = stay_frame(case)
    rows = (tuple(escape(str(cell)) for cell in row) for row in frame.itertuples(index=False))
    return Shown(frame.to_string(index=False), table(case.title, map(str, frame.columns), rows))


def show_principals(claim: Claim) -> Shown:
    """Each diagnosis of a claim as its principal one, and what speaks against it."""
    found = may_be_principal(claim)
    text = "\n".join(f"{one.code.written}: {one.may}, {one.alternative.grouping.drg}" for one in found)
    return Shown(text, verdicts_html(found))
