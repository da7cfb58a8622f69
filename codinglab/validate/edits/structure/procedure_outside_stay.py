"""A procedure is dated outside the stay.

An inpatient claim carries the procedures of the stay, and those of the three days before it that the
payment window bundles into it. One dated earlier, or after discharge, belongs to another claim or has a
wrong date.

Check the date in the operative or procedure report. The procedure stays on this claim only when it was
done in the stay, or in the window by the hospital or an entity that it wholly owns. Hospitals outside the
inpatient payment system have a window of one day.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import ibis

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, inpatient, not_evaluated, passes, px, stay

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables


EDIT = Edit(
    __name__,
    title="Procedure outside the stay",
    severity=Severity.FAIL,
    disposition=Disposition.RETURN_TO_PROVIDER,
    applies_to=(ClaimType.INPATIENT,),
    judges="procedure",
    authority=(
        Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 3 section 40.3"),
        Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 25 section 75"),
    ),
    reads=(),
    message=(
        "{code} is dated {done}, and the stay is from {admitted} to {ends}: correct the date, or "
        "take the procedure off this claim."
    ),
    examples=(
        fires(
            stay(inpatient(dx("K57.20", "Y"), px("0DTN0ZZ", "2026-06-19")), "2026-06-14"),
            because="the day after discharge",
        ),
        fires(
            stay(inpatient(dx("K57.20", "Y"), px("0DTN0ZZ", "2026-06-10")), "2026-06-14"),
            because="four days before admission",
        ),
        passes(
            stay(inpatient(dx("K57.20", "Y"), px("0DTN0ZZ", "2026-06-11")), "2026-06-14"),
            because="three days before: the payment window",
        ),
        passes(
            stay(inpatient(dx("K57.20", "Y"), px("0DTN0ZZ", "2026-06-18")), "2026-06-14"),
            because="the day of discharge",
        ),
        not_evaluated(
            replace(inpatient(dx("K57.20", "Y"), px("0DTN0ZZ", "2026-06-10")), admission_date=None),
            because="the day of admission is not known",
        ),
    ),
)


@EDIT.check(since="1991-01-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Procedures after discharge, or more than three days before admission."""
    rows = _dated(claims)
    early = rows.day < rows.admission_day - 3
    outside = rows.filter((rows.day > rows.last_day) | early.fill_null(False))
    return outside.select(
        "claim_id", "on", "code", "admitted", "ends", procedure=outside.position, done=outside.date
    )


@EDIT.unknown
def unknown(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Procedures up to discharge on a claim without admission date."""
    rows = _dated(claims)
    left = rows.filter(rows.admission_day.isnull(), rows.day <= rows.last_day)
    reason = ibis.literal("{code} of {done}: the claim has no admission date")
    return left.select("claim_id", "on", "code", procedure=left.position, done=left.date, reason=reason)


def _dated(claims: ClaimTables) -> Any:
    """Procedures with the days of their stay."""
    stays = claims.claims.select(
        "claim_id", "last_day", "admission_day", admitted="admission_date", ends="through_date"
    )
    return claims.procedures.join(stays, "claim_id")
