"""An add-on code is billed beside no primary code that the table lists, and a contractor may list others.

For a type 3 add-on the table lists some primary codes, and each contractor may allow more; for type 2 it
lists none, and the contractor decides. Beside a code that nobody lists the add-on is denied.

Look the add-on up in the contractor's own list before the claim goes out. If the service is not there,
bill the primary that the record supports, or leave the add-on off.

Type 2 can never be judged here: it is reported as not evaluated.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ibis

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.add_ons import without_listed_primary
from codinglab.validate.edit import Edit
from codinglab.validate.examples import fires, line, not_evaluated, passes, professional

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Add-on code whose primary code is not listed",
    severity=Severity.WARN,
    disposition=Disposition.REVIEW,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT),
    judges="line",
    authority=(Authority("NCCI Policy Manual", "2026", "I.W"),),
    reads=("ncci_add_on",),
    message=(
        "{code} on line {line} is an add-on code (type 3), and no primary code of the table (such as "
        "{listed}) is billed by this provider on {on}: the contractor may list others."
    ),
    examples=(
        fires(professional(line("G0506"), line("99291")), because="type 3, and 99291 is not listed"),
        fires(professional(line("G0506")), because="nothing beside it"),
        passes(professional(line("G0506"), line("99205")), because="a listed primary"),
        passes(professional(line("11102"), line("11103")), because="type 1, with its primary"),
        not_evaluated(professional(line("G0501"), line("99213")), because="type 2: the contractor decides"),
        not_evaluated(professional(line("G0506"), on="2018-12-31"), because="no table holds that day"),
    ),
)


@EDIT.check(since="2013-04-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Add-on lines with listed primary codes, none of them billed, whose list is open."""
    alone = without_listed_primary(claims, reference)
    return alone.filter((alone.open_kinds > 0) & (alone.listed != "")).select(
        "claim_id", "on", "line", "code", "listed"
    )


@EDIT.unknown
def unknown(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Add-on lines whose primary codes only the contractor lists."""
    alone = without_listed_primary(claims, reference)
    missing = alone.filter(alone.listed == "")
    reason = ibis.literal("{code} is an add-on code of type 2: the contractor lists its primary codes")
    return missing.select("claim_id", "on", "line", "code", reason=reason)
