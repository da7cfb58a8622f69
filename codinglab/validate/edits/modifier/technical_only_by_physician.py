"""A physician bills in a hospital what there is the hospital's to bill.

The technical part of a test (PC/TC indicator 3), a test billed whole (4) and a service incident to the
physician's (5: an injection that the nurse gives) are paid to the physician in the office. In a hospital
they are the hospital's own service, and the physician's line is denied.

Leave the line to the hospital; for a test, bill the code of its reading (93010 and not 93000).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import fires, line, passes, placed, professional
from codinglab.validate.relations import services

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Technical or incident-to service billed by a physician in a hospital",
    severity=Severity.FAIL,
    disposition=Disposition.DENY_LINE,
    applies_to=(ClaimType.PROFESSIONAL,),
    judges="line",
    authority=(
        Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 13 section 20.2"),
        Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 23 addendum"),
    ),
    reads=("mpfs_indicator",),
    message=(
        "{code} on line {line} (PC/TC indicator {pctc}) is the hospital's to bill in place of "
        "service {place_of_service}; a physician bills the reading of a test by its own code."
    ),
    examples=(
        fires(professional(placed(line("93005"), "22")), because="the tracing is the hospital's"),
        fires(professional(placed(line("93000"), "23")), because="the whole test; 93010 is the reading"),
        fires(professional(placed(line("96372"), "22")), because="the injection is the hospital's"),
        passes(professional(placed(line("93000"), "11")), because="in the office"),
        passes(professional(placed(line("93010"), "23")), because="the reading"),
        passes(professional(line("96372")), because="no place of service is given"),
    ),
)


@EDIT.check(since="1992-01-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines of indicator 3, 4 or 5 in a hospital."""
    rows = services(claims, reference)
    hospital = rows.place_of_service.isin(["19", "21", "22", "23"])
    hits = rows.filter(hospital & rows.pctc.isin(["3", "4", "5"]))
    return hits.select("claim_id", "on", "line", "code", "pctc", "place_of_service")
