"""A discontinued procedure carries the modifier of the other kind of claim.

A physician marks a procedure broken off for the patient's safety with 53. A hospital or surgical center
marks it with 73 before anesthesia was given and 74 after: the facility's costs differ there.

On a facility claim replace 53 by 73 or 74, by the time at which it was broken off; on a physician's claim
replace 73 or 74 by 53. A surgical center bills on a professional claim with place of service 24, and keeps
73 or 74. A procedure done in part by choice carries 52.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import fires, line, outpatient, passes, placed, professional
from codinglab.validate.modified_lines import carrying

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Modifier of a discontinued procedure on the wrong kind of claim",
    severity=Severity.FAIL,
    disposition=Disposition.RETURN_TO_PROVIDER,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT),
    judges="line",
    authority=(
        Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 4 section 20.6.4"),
        Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 14 section 40.4"),
    ),
    reads=(),
    message=(
        "{code} on line {line} carries {modifier}; on this kind of claim a discontinued procedure "
        "carries {right}."
    ),
    examples=(
        fires(outpatient(line("45378", "53")), because="a hospital uses 73 or 74"),
        fires(professional(line("45378", "74")), because="a physician uses 53"),
        passes(outpatient(line("45378", "73")), because="before anesthesia"),
        passes(professional(line("45378", "53")), because="a physician's 53"),
        passes(professional(placed(line("45378", "74"), "24")), because="a surgical center's line"),
    ),
)


@EDIT.check(since="1999-01-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines with 53 of a hospital, and with 73 or 74 of a physician."""
    rows = carrying(claims, "53", "73", "74")
    hospital = (rows.claim_type == "outpatient") & (rows.modifier == "53")
    physician = (rows.claim_type == "professional") & (rows.modifier != "53")
    hits = rows.filter(hospital | (physician & (rows.place_of_service != "24")))
    right = (hits.modifier == "53").ifelse("73 (before anesthesia) or 74 (after it)", "53")
    return hits.select("claim_id", "on", "line", "code", "modifier", right=right)
