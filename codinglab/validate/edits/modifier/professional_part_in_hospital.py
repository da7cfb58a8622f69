"""A physician bills a whole diagnostic test that was made in a hospital.

In a hospital, an emergency department or a surgery center the hospital is paid for the technical part.
The physician who reads the test bills the professional part: the code with 26.

Add 26 when the physician only read it. When the test was made in the physician's own office, the place
of service is wrong. Places looked at: 19, 21, 22, 23 and 24.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, Claim, ClaimType, Disposition, ServiceLine, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import fires, line, passes, professional
from codinglab.validate.marked import without
from codinglab.validate.relations import services

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables


def _at(place: str, one: ServiceLine) -> Claim:
    claim = professional(one)
    return replace(claim, lines=(replace(claim.lines[0], place_of_service=place),))


EDIT = Edit(
    __name__,
    title="Whole test billed from a hospital",
    severity=Severity.FAIL,
    disposition=Disposition.DENY_LINE,
    applies_to=(ClaimType.PROFESSIONAL,),
    judges="line",
    authority=(Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 13 section 20.2"),),
    reads=("mpfs_indicator",),
    message="{code} on line {line} has a technical part, and place of service {place_of_service} is a facility: add 26.",
    examples=(
        fires(_at("21", line("93306")), because="an echocardiogram read in the hospital"),
        fires(_at("23", line("71046")), because="a film read in the emergency department"),
        passes(_at("21", line("93306", "26")), because="the reading alone"),
        passes(_at("11", line("93306")), because="made and read in the office"),
        passes(_at("21", line("27447")), because="an operation has no technical part"),
    ),
)


@EDIT.check(since="1992-01-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines of PC/TC indicator 1 without 26 or TC at a facility."""
    rows = services(claims, reference)
    there = rows.filter((rows.pctc == "1") & rows.place_of_service.isin(["19", "21", "22", "23", "24"]))
    bare = without(there, claims, ["26", "TC"])
    return bare.select("claim_id", "on", "line", "code", "place_of_service")
