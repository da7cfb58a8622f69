"""A laboratory test is repeated with 76 or 77, or another service with 91.

A clinical laboratory test that was needed again on a day carries 91; 76 and 77 are for repeated procedures
of the same or another physician. 91 says nothing on what is no laboratory test.

Use 91 on the test when new results were needed, not when a test was run again because it had failed. Use 76
or 77 on procedures.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import fires, line, passes, professional
from codinglab.validate.modified_lines import carrying

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Repeat modifier of the other kind of service",
    severity=Severity.WARN,
    disposition=Disposition.REVIEW,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT),
    judges="line",
    authority=(
        Authority("NCCI Policy Manual", "2026", "I.N"),
        Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 16 section 100.5.1"),
    ),
    reads=(),
    message="{code} on line {line} carries {modifier}; a repeated {kind}.",
    examples=(
        fires(professional(line("80053"), line("80053", "76")), because="a laboratory test repeated with 76"),
        fires(professional(line("20610"), line("20610", "91")), because="91 on a procedure"),
        passes(professional(line("80053"), line("80053", "91")), because="91 on a laboratory test"),
        passes(professional(line("71046"), line("71046", "76")), because="76 on a film"),
    ),
)


@EDIT.check(since="1992-01-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Laboratory tests with 76 or 77, and CPT codes of other sections with 91."""
    rows = carrying(claims, "76", "77", "91")
    test = rows.code.between("80047", "87999") & (rows.code.length() == 5)
    plain = rows.code.between("10000", "79999") | rows.code.between("90000", "99499")
    hits = rows.filter((test & (rows.modifier != "91")) | (plain & (rows.modifier == "91")))
    kind = (hits.modifier == "91").ifelse(
        "procedure carries 76 or 77, 91 is for laboratory tests", "laboratory test carries 91"
    )
    return hits.select("claim_id", "on", "line", "code", "modifier", kind=kind)
