"""The statement of a stay begins more than three days before admission.

The from date of an inpatient claim is the day of admission, or earlier when outpatient services of the days
before are bundled into the stay: three days for hospitals under the inpatient payment system, one day for
others. An earlier from date means that one of the two dates is wrong.

Check both dates against the order to admit. Services before the window go on an outpatient claim. On
an interim claim the from date is later than the admission, which is right.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, Claim, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, inpatient, passes, stay

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables


def _from(day: str) -> Claim:
    """A stay of one day whose statement begins on another day."""
    return replace(inpatient(dx("J18.9", "Y")), from_date=date.fromisoformat(day))


EDIT = Edit(
    __name__,
    title="Statement begins long before admission",
    severity=Severity.WARN,
    disposition=Disposition.REVIEW,
    applies_to=(ClaimType.INPATIENT,),
    judges="claim",
    authority=(
        Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 3 section 40.3"),
        Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 25 section 75"),
    ),
    reads=(),
    message=(
        "The statement begins on {begins}, {days} days before the admission on {admitted}: at "
        "most three may be bundled into the stay."
    ),
    examples=(
        fires(_from("2026-06-14"), because="four days before"),
        fires(_from("2026-01-18"), because="the wrong month"),
        passes(_from("2026-06-15"), because="three days: the payment window"),
        passes(_from("2026-06-18"), because="the day of admission"),
        passes(stay(inpatient(dx("J18.9", "Y")), "2026-06-10"), because="admitted on the first day"),
    ),
)


@EDIT.check(since="1991-01-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Claims whose first day is more than three days before admission."""
    rows = claims.claims
    dated = rows.mutate(days=rows.admission_day - rows.first_day)
    early = dated.filter(dated.days > 3)
    return early.select("claim_id", "on", "days", begins=early.from_date, admitted=early.admission_date)
