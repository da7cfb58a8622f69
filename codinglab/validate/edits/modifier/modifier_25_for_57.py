"""A visit on the day of a major procedure, or the day before, carries 25 and not 57.

25 sets a visit apart from a minor procedure. Beside a major procedure (90 days) the question is whether it
was decided on at this visit, and that is what 57 says.

Put 57 on the visit when the note records the decision; else it is part of the global package. Both stand
when a minor procedure of the day needs 25 too. 24 stands for an earlier procedure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dated, fires, line, not_evaluated, passes, professional
from codinglab.validate.global_periods import before_major, beside_unknown_procedure
from codinglab.validate.modified_lines import carrying, without
from codinglab.validate.relations import is_visit

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Modifier 25 where 57 belongs",
    severity=Severity.WARN,
    disposition=Disposition.REVIEW,
    applies_to=(ClaimType.PROFESSIONAL,),
    judges="line",
    authority=(
        Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 12 section 40.2"),
        Authority("NCCI Policy Manual", "2026", "I.D"),
    ),
    reads=("mpfs_indicator",),
    message=(
        "{code} on line {line} carries 25, but {other_code} of {other_day} is major (global "
        "period 090): 57 says that the visit decided on it."
    ),
    examples=(
        fires(professional(line("27447"), line("99214", "25")), because="25 on the day of a major procedure"),
        fires(
            professional(line("99214", "25"), dated(line("27447"), "2026-06-10")), because="on the day before"
        ),
        passes(
            professional(line("99214", "25"), dated(line("27447"), "2026-06-11")), because="two days before"
        ),
        passes(professional(line("27447"), line("99214", "57")), because="57 says it"),
        passes(professional(line("27447"), line("20610"), line("99214", "25", "57")), because="both"),
        passes(professional(line("20610"), line("99214", "25")), because="a minor procedure"),
        fires(
            professional(line("66984", "54"), line("99214", "25")),
            because="who hands over the care after the operation decided on it",
        ),
        passes(
            professional(line("27447", "80"), line("99214", "25")), because="the assistant decides nothing"
        ),
        not_evaluated(
            professional(line("64405"), line("99214", "25")),
            because="the global period of 64405 is not known",
        ),
    ),
)


@EDIT.check(since="1992-01-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Visits with 25 alone of the day of a 090 procedure, or the day before."""
    return before_major(_visits(claims), claims, reference)


@EDIT.unknown
def unknown(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Codes beside such a visit whose global period is not known."""
    return beside_unknown_procedure(_visits(claims), claims, reference)


def _visits(claims: ClaimTables) -> Any:
    rows = carrying(claims, "25").filter(lambda row: is_visit(row.code))
    return without(rows, claims, "24", "57")
