"""Modifier 22 or 53 stands on a visit.

22 says that a procedure took substantially more work than usual, 53 that one was broken off. A visit has
levels instead: more work is a higher level, or prolonged service when time decides; less is a lower one.

Take the modifier off and choose the level that the note supports.
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
    title="Modifier 22 or 53 on a visit",
    severity=Severity.WARN,
    disposition=Disposition.REVIEW,
    applies_to=(ClaimType.PROFESSIONAL,),
    judges="line",
    authority=(Authority("CPT", "2026", "appendix A, modifiers 22 and 53"),),
    reads=(),
    message="{code} on line {line} is a visit and carries {modifier}, which is for procedures; the level of "
    "the visit says how much was done.",
    examples=(
        fires(professional(line("99214", "22")), because="more work is a higher level"),
        fires(professional(line("99203", "53")), because="a visit is not broken off"),
        passes(professional(line("27447", "22")), because="an operation"),
        passes(professional(line("99214", "25"), line("20610")), because="25 is for visits"),
    ),
)


@EDIT.check(since="1992-01-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Visits with 22 or 53."""
    rows = carrying(claims, "22", "53").filter(lambda row: is_visit(row.code))
    return rows.select("claim_id", "on", "line", "code", "modifier")
