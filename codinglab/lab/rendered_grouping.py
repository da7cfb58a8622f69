"""`codinglab.why`: a claim grouped and explained, shown whole in a notebook."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from codinglab.claims.json import claim_at
from codinglab.group import why as explain
from codinglab.lab.display import element, style
from codinglab.lab.why_html import why_html
from codinglab.model import Claim, Explanation
from codinglab.parse import dump_json


@dataclass(frozen=True, slots=True)
class RenderedGrouping:
    """A grouping with its explanation.

    Attributes:
        explanation: the path, the ladder and each code's part, as the model has them.
    """

    explanation: Explanation

    def json(self) -> str:
        """The explanation as JSON, in the fields of `model.Explanation`."""
        return dump_json(self.explanation)

    def __repr__(self) -> str:
        grouping = self.explanation.grouping
        if grouping.drg is None:
            return f"{grouping.claim_id}: not grouped. {grouping.not_evaluated}"
        return (
            f"{grouping.claim_id}: MS-DRG {grouping.drg} {grouping.title}. {self.explanation.driver}".rstrip()
        )

    def _repr_html_(self) -> str:
        return style() + element("div", why_html(self.explanation), css="cl-page cl-panel")


def why(claim: Claim | str | Path) -> RenderedGrouping:
    """Group a claim, or the claim in a JSON file, and explain its MS-DRG.

    Raises:
        InvalidInputError: it is no claim, or the file cannot be read as one; the place is named.
    """
    return RenderedGrouping(explain(claim_at(claim)))
