"""CDI results as pandas tables, for notebooks: one row a thing, in words."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from codinglab.model import Case
from codinglab.query.opportunity import Opportunity
from codinglab.what_if import Alternative, days, working


def opportunity_frame(found: Iterable[Opportunity]) -> pd.DataFrame:
    """Query opportunities: why the documentation calls for a query, about what, with how many facts."""
    rows = [(one.id, one.kind.value, one.subject or one.topic, len(one.indicators), one.why) for one in found]
    return pd.DataFrame(rows, columns=["id", "kind", "about", "facts", "why"])


def alternative_frame(alternatives: Iterable[Alternative]) -> pd.DataFrame:
    """Alternatives of a claim with DRG, weight, and the findings that come and go."""
    rows = [
        (
            one.change,
            one.grouping.drg or one.grouping.not_evaluated,
            one.grouping.title,
            one.grouping.weight,
            "; ".join(found.title for found in one.new),
            "; ".join(found.title for found in one.gone),
        )
        for one in alternatives
    ]
    return pd.DataFrame(rows, columns=["change", "DRG", "title", "weight", "new findings", "gone"])


def stay_frame(case: Case) -> pd.DataFrame:
    """The working codes and DRG of a stay at the end of each day."""
    rows = []
    for number, day in enumerate(days(case), start=1):
        at = working(case, day)
        grouping = at.explanation.grouping
        codes = [item.code.written for item in at.claim.diagnoses]
        rows.append(
            (
                number,
                day,
                codes[0] if codes else "",
                ", ".join(codes[1:]),
                grouping.drg or grouping.not_evaluated,
                grouping.weight,
                at.explanation.driver,
            )
        )
    names = ["day", "date", "principal", "secondary", "working DRG", "weight", "what holds it"]
    return pd.DataFrame(rows, columns=names)
