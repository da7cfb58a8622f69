"""A professional line has no place of service, though other lines of the claim have one.

Every line of a professional claim says where the patient was (two digits, such as 11 for the office). It
decides the rate and some coverage rules, and a line without it is sent back.

Enter the place of each line. A claim none of whose lines has a place is not judged: claims of exercises
often leave the field out.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, Claim, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, line, passes, professional

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables


def _places(claim: Claim, *places: str) -> Claim:
    """The claim with a place of service for each line."""
    lines = zip(claim.lines, places, strict=True)
    return replace(claim, lines=tuple(replace(line, place_of_service=place) for line, place in lines))


EDIT = Edit(
    __name__,
    title="Place of service missing on a line",
    severity=Severity.WARN,
    disposition=Disposition.RETURN_TO_PROVIDER,
    applies_to=(ClaimType.PROFESSIONAL,),
    judges="line",
    authority=(Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 26 section 10.5"),),
    reads=(),
    message="Line {line} ({code}) has no place of service, and other lines of the claim have one: enter it.",
    examples=(
        fires(
            _places(professional(dx("I10"), line("99214"), line("93000")), "11", ""),
            because="the second line has none",
        ),
        fires(
            _places(professional(dx("I10"), line("99214"), line("93000")), "", "22"),
            because="the first line has none",
        ),
        passes(
            _places(professional(dx("I10"), line("99214"), line("93000")), "11", "11"),
            because="both have one",
        ),
        passes(professional(dx("I10"), line("99214"), line("93000")), because="the claim uses no places"),
    ),
)


@EDIT.check(since="1992-01-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines without a place on claims that have one elsewhere."""
    rows = claims.lines
    placed = rows.filter(rows.place_of_service != "").view()
    missing = rows.filter(rows.place_of_service == "").semi_join(placed, "claim_id")
    return missing.select("claim_id", "on", "line", "code")
