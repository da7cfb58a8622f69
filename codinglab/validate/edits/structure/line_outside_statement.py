"""A service line lies outside the days that the claim covers.

The claim says from which day to which day it reaches, and every service on it falls within. A line that
begins earlier or ends later is mostly a typing error in one of the dates, or a service of another visit.

Check the line's date against the record. Correct it, move the line to the claim of its day, or widen the
claim's days when the service does belong to it. On an inpatient claim services before admission that
are bundled into the stay fall within the claim's days, because the claim then begins with them.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, Claim, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, line, outpatient, passes, professional

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables


def _until(claim: Claim, day: str) -> Claim:
    """The claim with lines that last until a day."""
    last = date.fromisoformat(day)
    return replace(claim, lines=tuple(replace(line, through=last) for line in claim.lines))


def _early(claim: Claim) -> Claim:
    """The claim made an inpatient one that begins a day after its lines."""
    day = date(2026, 6, 10)
    return replace(claim, claim_type=ClaimType.INPATIENT, from_date=day, through_date=day, admission_date=day)


EDIT = Edit(
    __name__,
    title="Service line outside the claim's days",
    severity=Severity.FAIL,
    disposition=Disposition.RETURN_TO_PROVIDER,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT, ClaimType.INPATIENT),
    judges="line",
    authority=(
        Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 25 section 75"),
        Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 26 section 10"),
    ),
    reads=(),
    message=(
        "{code} on line {line} is dated {first} to {final}, and the claim covers {begins} to "
        "{ends}: correct the date, or move the line."
    ),
    examples=(
        fires(
            _until(professional(dx("I10"), line("97110")), "2026-06-10"),
            because="the line ends a day after the claim",
        ),
        fires(
            _until(outpatient(dx("I10"), line("G0378")), "2026-07-01"), because="a hospital line that runs on"
        ),
        fires(
            _until(_early(professional(dx("I10"), line("97110"))), "2026-06-09"),
            because="an inpatient line before the claim's first day",
        ),
        passes(
            _until(professional(dx("I10"), line("97110")), "2026-06-09"), because="one day, the claim's own"
        ),
        passes(professional(dx("I10"), line("99214")), because="a line without a last day is of one day"),
        passes(
            replace(
                _until(professional(dx("I10"), line("97110")), "2026-06-12"), through_date=date(2026, 6, 12)
            ),
            because="the claim reaches as far as the line",
        ),
    ),
)


@EDIT.check(since="1983-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines that begin before the claim or end after it."""
    days = claims.claims.select(
        "claim_id", begins="from_date", ends="through_date", opens="first_day", closes="last_day"
    )
    rows = claims.lines.join(days, "claim_id")
    outside = rows.filter((rows.first_day < rows.opens) | (rows.last_day > rows.closes))
    return outside.select(
        "claim_id", "on", "line", "code", "begins", "ends", first=outside.since, final=outside.through
    )
