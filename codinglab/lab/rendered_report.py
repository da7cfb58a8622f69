"""`codinglab.check`: a claim judged by every edit and shown whole, with tables for pandas and JSON."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from codinglab.claims.json import claim_at
from codinglab.lab.display import element, style
from codinglab.lab.report_html import report_html, summary
from codinglab.model import Claim, Report
from codinglab.parse import dump_json
from codinglab.validate import validate

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class RenderedReport:
    """A report: shown whole in a notebook, worst findings first, each with its page to unfold.

    Attributes:
        report: findings, what ran, what was not evaluated, as the model has them.
    """

    report: Report

    @property
    def findings(self) -> pd.DataFrame:
        """One row a finding: weight, edit, code, place, what, disposition, authority, table."""
        from codinglab.lab.frames import finding_frame

        return finding_frame(self.report)

    @property
    def not_evaluated(self) -> pd.DataFrame:
        """One row for what could not be judged: edit, title, why."""
        from codinglab.lab.frames import not_evaluated_frame

        return not_evaluated_frame(self.report)

    def json(self) -> str:
        """The report as JSON, in the fields of `model.Report`."""
        return dump_json(self.report)

    def __repr__(self) -> str:
        return f"{self.report.claim_id}: {summary(self.report)} {len(self.report.ran)} edits ran."

    def _repr_html_(self) -> str:
        return style() + element("div", report_html(self.report), css="cl-page cl-panel")


def check(claim: Claim | str | Path) -> RenderedReport:
    """Judge a claim, or the claim in a JSON file, by every edit.

    Raises:
        InvalidInputError: it is no claim, or the file cannot be read as one; the place is named.
        StoreError: there is no reference store.
    """
    return RenderedReport(validate(claim_at(claim)))
