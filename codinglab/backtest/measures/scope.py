"""What is measured: whole months of a back-test, without claims that were replaced or voided.

The frequency of a bill type, its last character, says that a claim replaces (7) or voids (8) an earlier one
of the same patient, biller and days. Of such a group only the last replacement stands, none after a void;
"last" is by claim number, the order in which the extract took them. A hit on a claim that no longer stands
is no hit, nor is one that rests on a line of such a claim.
Source: Medicare Claims Processing Manual (100-04) ch. 25 section 75.1; SPEC 8.3.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from codinglab.model import InvalidInputError
from codinglab.model.period import Period


@dataclass(frozen=True, slots=True)
class Scope:
    """The months measured, both ends included; None is open.

    Attributes:
        since: the first day of a month.
        through: the last day of a month.
        replaced: measure replaced and voided claims too.

    Raises:
        InvalidInputError: a day is none of those; rows are counted by month.
    """

    since: date | None = None
    through: date | None = None
    replaced: bool = False

    def __post_init__(self) -> None:
        if self.since and self.since.day != 1:
            msg = f"{self.since} is not the first day of a month: eligible rows are counted by month."
            raise InvalidInputError(msg)
        if self.through and self.through.day != monthrange(self.through.year, self.through.month)[1]:
            msg = f"{self.through} is not the last day of a month: eligible rows are counted by month."
            raise InvalidInputError(msg)
        if self.since and self.through and self.through < self.since:
            msg = f"The period cannot end ({self.through}) before it starts ({self.since})."
            raise InvalidInputError(msg)

    def holds(self, day: str, asked: Period | None = None) -> str:
        """The condition that a day (SQL) lies in the period, and in the days that the run was asked about."""
        starts = [self.since, asked.since if asked else None]
        ends = [self.through, asked.through if asked else None]
        parts = [f"{day} >= DATE '{one}'" for one in starts if one]
        parts += [f"{day} <= DATE '{one}'" for one in ends if one]
        return " AND ".join(parts) or "true"


def removed_sql(scope: Scope) -> str:
    """The statement of the table `removed`: claim_id, reason."""
    if scope.replaced:
        return "SELECT 0::BIGINT AS claim_id, '' AS reason WHERE false"
    return """
    WITH marked AS (
        SELECT claim_id, name, claim_type, patient, from_date, through_date,
            CASE WHEN claim_type = 'professional' THEN provider ELSE facility END AS biller,
            CASE WHEN length(bill_type) > 1 THEN right(bill_type, 1) ELSE '' END AS frequency
        FROM claim),
    settled AS (
        SELECT claim_type, patient, biller, from_date, through_date,
            max(claim_id) AS last_one, arg_max(frequency, claim_id) AS last_frequency
        FROM marked WHERE frequency IN ('7', '8') GROUP BY ALL)
    SELECT claim_id, CASE WHEN last_frequency = '7' THEN 'replaced' ELSE 'voided' END AS reason
    FROM marked JOIN settled USING (claim_type, patient, biller, from_date, through_date)
    WHERE NOT (claim_id = last_one AND last_frequency = '7')"""
