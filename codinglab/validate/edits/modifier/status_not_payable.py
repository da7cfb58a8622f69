"""A code is not payable under the physician fee schedule by its status.

The fee schedule's status says how a code is paid. B and P are bundled into other services, N is not covered,
I is not valid for Medicare, which asks for another code. The code itself is a valid one, and other payers
may pay it.

Bill Medicare the code that it asks for, or nothing; for a service that is not covered, GY says that the
denial is expected. Codes paid under other schedules (laboratory, drugs: X and E) are not judged here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import fires, line, passes, professional
from codinglab.validate.modified_lines import without
from codinglab.validate.relations import services

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Code not payable under the physician fee schedule",
    severity=Severity.WARN,
    disposition=Disposition.REVIEW,
    applies_to=(ClaimType.PROFESSIONAL,),
    judges="line",
    authority=(Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 23 addendum"),),
    reads=("mpfs_indicator",),
    message=(
        "{code} on line {line} has fee schedule status {status} ({gloss}): not payable under the "
        "fee schedule, not an invalid code."
    ),
    examples=(
        fires(professional(line("A9270")), because="N: not covered"),
        fires(professional(line("J1030")), because="I: Medicare asks for another code"),
        passes(professional(line("A9270", "GY")), because="GY: the denial is expected"),
        passes(professional(line("J3301")), because="E: drugs are paid otherwise"),
        passes(professional(line("80053")), because="X: the laboratory schedule"),
        passes(professional(line("99214")), because="A: active"),
    ),
)

_GLOSS = (
    ("B", "bundled into other services"),
    ("P", "bundled or excluded"),
    ("N", "not covered by Medicare"),
    ("I", "not valid for Medicare, which asks for another code"),
)


@EDIT.check(since="1992-01-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines of status B, I, N or P without GY or GZ."""
    rows = services(claims, reference)
    hits = without(rows.filter(rows.status.isin(["B", "I", "N", "P"])), claims, "GY", "GZ")
    gloss = hits.status.cases(*_GLOSS, else_="")
    return hits.select("claim_id", "on", "line", "code", "status", gloss=gloss)
