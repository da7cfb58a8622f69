"""A physician bills a whole diagnostic test that was done in a hospital, without modifier 26.

A test with two components (PC/TC indicator 1) done in a hospital, its emergency or outpatient department or
a surgical center is paid to the facility for its technical part. The physician is paid for the reading,
which 26 says; without it the line asks for both.

Add 26 to the physician's line. A test done in the physician's own office is billed whole, with place of
service 11. TC in a surgical center (24) is the center's own line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ibis

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import fires, line, passes, placed, professional
from codinglab.validate.modified_lines import without
from codinglab.validate.relations import services

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Diagnostic test in a facility without modifier 26",
    severity=Severity.FAIL,
    disposition=Disposition.DENY_LINE,
    applies_to=(ClaimType.PROFESSIONAL,),
    judges="line",
    authority=(
        Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 13 section 20.1"),
        Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 26 section 10.5"),
    ),
    reads=("mpfs_indicator",),
    message=(
        "{code} on line {line} (place of service {place_of_service}) has two components, and the "
        "technical one is the facility's: the physician's line carries 26."
    ),
    examples=(
        fires(professional(placed(line("71046"), "22")), because="a hospital's outpatient department"),
        fires(professional(placed(line("93306"), "21")), because="a hospital stay"),
        fires(
            professional(placed(line("93306", "TC"), "23")), because="the technical part is the hospital's"
        ),
        fires(professional(placed(line("71046"), "24")), because="a surgical center is a facility too"),
        passes(
            professional(placed(line("71046", "TC"), "24")), because="the center bills its part on this form"
        ),
        passes(professional(placed(line("71046", "26"), "22")), because="26: the reading"),
        passes(professional(placed(line("71046"), "11")), because="the physician's own office"),
        passes(professional(placed(line("93010"), "21")), because="a code of the reading alone"),
        passes(professional(line("71046")), because="no place of service is given"),
    ),
)


@EDIT.check(since="1992-01-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines of a code with components in a facility without 26."""
    rows = services(claims, reference)
    facility = rows.place_of_service.isin(["19", "21", "22", "23", "24"])
    whole = without(rows.filter(facility & (rows.pctc == "1")), claims, "26")
    tests = claims.modifiers.filter(claims.modifiers.modifier == "TC").select("claim_id", "line").distinct()
    marked = whole.left_join(tests.mutate(technical=ibis.literal(1)), ["claim_id", "line"])
    hits = marked.filter(marked.technical.isnull() | (marked.place_of_service != "24"))
    return hits.select("claim_id", "on", "line", "code", "place_of_service")
