"""A procedure of both sides is billed on two lines, with RT and LT.

For an operation with bilateral indicator 1 Medicare asks physicians and hospitals for one line with modifier
50 and one unit; the payment is 150 percent of one side. Two lines with RT and LT may be paid the same, or
as duplicates.

Bill one line with 50. Diagnostic tests may stand on two lines, and so may everything of a surgical center
(place of service 24), which has no 50.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import fires, line, passes, placed, professional
from codinglab.validate.modified_lines import carrying, services_carrying

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Both sides on two lines",
    severity=Severity.INFO,
    disposition=Disposition.REVIEW,
    applies_to=(ClaimType.PROFESSIONAL,),
    judges="line",
    authority=(
        Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 12 section 40.7"),
        Authority("NCCI Policy Manual", "2026", "I.V"),
    ),
    reads=("mpfs_indicator",),
    message=(
        "{code} stands on line {line} with RT and on line {other_line} with LT; Medicare asks for "
        "one line with 50 and one unit."
    ),
    examples=(
        fires(professional(line("20610", "RT"), line("20610", "LT")), because="one line with 50"),
        fires(professional(line("27447", "LT"), line("27447", "RT")), because="either order"),
        passes(professional(line("20610", "50")), because="one line with 50"),
        passes(professional(line("73560", "RT"), line("73560", "LT")), because="indicator 3: a test"),
        passes(
            professional(placed(line("20610", "RT"), "24"), placed(line("20610", "LT"), "24")),
            because="a surgical center bills two lines",
        ),
    ),
)


@EDIT.check(since="1992-01-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines of an operation (CPT below 70000) of indicator 1 with RT beside a line with LT."""
    rows = services_carrying(claims, reference, "RT")
    rows = rows.filter((rows.bilateral == "1") & (rows.place_of_service != "24") & (rows.code < "7"))
    rows = rows.select("claim_id", "on", "line", "code", "since")
    left = carrying(claims, "LT")
    left = left.select("claim_id", "code", "since", other_line="line").view()
    met = rows.join(left, ["claim_id", "code", "since"])
    met = met.filter(met.line != met.other_line)
    return met.select("claim_id", "on", "line", "other_line", "code")
