"""A claim on other days."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from codinglab.model import Claim


def days_moved(claim: Claim, by: timedelta) -> Claim:
    """The claim with all its days moved; the patient's birthday stays."""
    return replace(
        claim,
        from_date=claim.from_date + by,
        through_date=claim.through_date + by,
        admission_date=claim.admission_date + by if claim.admission_date else None,
        procedures=tuple(replace(one, date=one.date + by) for one in claim.procedures),
        lines=tuple(
            replace(one, date=one.date + by, through=one.through + by if one.through else None)
            for one in claim.lines
        ),
    )
