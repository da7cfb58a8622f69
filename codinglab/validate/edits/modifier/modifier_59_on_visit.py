"""Modifier 59, or one of XE, XP, XS and XU, stands on a visit.

59 sets procedures apart from one another (another site, another encounter) and is not for evaluation and
management services; the X modifiers are its parts. A visit that is separate from a procedure of the day
carries 25.

Replace it by 25 when the note shows a significant, separate visit; else bill no visit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import fires, line, passes, professional
from codinglab.validate.modified_lines import carrying
from codinglab.validate.relations import is_visit

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Modifier 59 on a visit",
    severity=Severity.WARN,
    disposition=Disposition.REVIEW,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT),
    judges="line",
    authority=(Authority("NCCI Policy Manual", "2026", "I.E"),),
    reads=(),
    message=("{code} on line {line} is a visit and carries {modifier}; a visit that is separate carries 25."),
    examples=(
        fires(professional(line("20610"), line("99213", "59")), because="59 on a visit"),
        fires(professional(line("20610"), line("99213", "XU")), because="a part of 59"),
        passes(professional(line("20610"), line("99213", "25")), because="25 says it"),
        passes(professional(line("45385"), line("45380", "59")), because="59 on a procedure"),
    ),
)


@EDIT.check(since="1996-01-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Visits with 59 or one of its parts."""
    rows = carrying(claims, "59", "XE", "XP", "XS", "XU").filter(lambda row: is_visit(row.code))
    return rows.select("claim_id", "on", "line", "code", "modifier")
