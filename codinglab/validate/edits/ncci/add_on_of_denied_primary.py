"""An add-on code stands beside its primary, and the primary is denied itself.

An add-on is paid only with a primary service that is paid. Where the primary falls to a procedure pair or to
a unit limit, its add-on falls with it, and the denial of one line costs two.

Clear the primary first: its modifier, its units or its code. When the primary goes, take the add-on off too,
or bill it with the service it was truly done with.

Another primary of the same day that is not denied keeps the add-on, on this claim or on another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.denied_lines import add_ons_of_denied
from codinglab.validate.edit import Edit
from codinglab.validate.examples import fires, line, not_evaluated, outpatient, passes, professional

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Add-on code of a denied primary",
    severity=Severity.FAIL,
    disposition=Disposition.DENY_LINE,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT),
    judges="line",
    authority=(Authority("NCCI Policy Manual", "2026", "I.R"),),
    reads=("ncci_ptp", "ncci_mue", "ncci_add_on"),
    message=(
        "{code} on line {line} is an add-on of {other_code}, which {denied_by} denies on line {primary}: "
        "the add-on falls with it."
    ),
    examples=(
        fires(
            professional(line("11102"), line("17000"), line("17003")),
            because="17000 falls to the pair with 11102",
        ),
        fires(outpatient(line("11102"), line("17000"), line("17003", units=2)), because="in hospital too"),
        fires(professional(line("11102", units=2), line("11103")), because="11102 falls to its unit limit"),
        passes(
            professional(line("11102"), line("17000", "59"), line("17003")), because="17000 is told apart"
        ),
        passes(professional(line("11102"), line("11103", units=2)), because="the primary stands"),
        passes(professional(line("17003")), because="no primary at all: another edit"),
        not_evaluated(
            professional(line("11102"), line("11103"), on="2018-12-31"), because="no table holds that day"
        ),
    ),
)


@EDIT.check(since="2013-04-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Add-on lines whose primary lines are all denied."""
    return add_ons_of_denied(claims, reference)
