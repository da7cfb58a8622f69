"""A service is repeated sooner than is usual, which the record must explain.

Glycated hemoglobin is not taken to be needed more often than every three months of a patient whose
diabetes is controlled. A screening pelvic examination is covered every 24 months, and every 12 of a
woman at high risk or of childbearing age with an abnormal test.

The exception is lawful: a changed treatment or uncontrolled diabetes may call for tests every month or
two, and pregnancy for one each month. See that the note and the diagnosis say so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dated, dx, fires, line, not_evaluated, passes, professional
from codinglab.validate.intervals import latest, not_listed, repeated, without_history

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Service repeated sooner than usual",
    severity=Severity.WARN,
    disposition=Disposition.REVIEW,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT),
    judges="line",
    authority=(
        Authority("Medicare National Coverage Determinations Manual (100-03)", "", "190.21 and 210.2"),
    ),
    reads=("ncd_interval",),
    message="{code} on line {line}: {other_code} was done on {earlier}, and {source} takes one in {months} "
    "months to be usual; the record must show why it was needed sooner.",
    examples=(
        fires(
            professional(dated(line("83036"), "2026-03-10"), dated(line("83036"), "2026-06-09")),
            because="a day less than three months",
        ),
        passes(
            professional(dated(line("83036"), "2026-03-09"), dated(line("83036"), "2026-06-09")),
            because="three months to the day",
        ),
        fires(
            professional(dated(line("G0101"), "2025-03-10"), dated(line("G0101"), "2026-06-09")),
            because="15 months: right only of high risk",
        ),
        passes(
            professional(dated(line("G0101"), "2024-06-09"), dated(line("G0101"), "2026-06-09")),
            because="24 months",
        ),
        not_evaluated(professional(dx("I10"), line("99214")), because="the slice does not know the code"),
        not_evaluated(professional(dx("E11.9"), line("83036")), because="no history of the patient is there"),
    ),
)


@EDIT.check(since="2004-01-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines before the usual months are over, to the day."""
    rows = repeated(claims, reference, "usual")
    return latest(rows.filter(~rows.whole)).drop("whole", "begun")


@EDIT.unknown
def unknown(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines of patients of whom no line of another day is here."""
    return without_history(claims, reference, "usual")


EDIT.unknown(not_listed)
