"""A screening service is billed again before Medicare covers it again.

Screening is covered once in so many months. The count begins with the month after the last one: colonoscopy
of a patient at high risk after 23 whole months, of another after 119 (47 after a flexible sigmoidoscopy),
stool tests, prostate and pelvic screening after 11. Who did the earlier one does not matter, so the
claims of all providers are asked.

Look the patient up in the eligibility system before the service, and give notice when it is too early. A
test for a sign or symptom is diagnostic and has another code. Colonoscopy after a positive stool test
(modifier KX, from 2023-01-01) waits for nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import (
    dated,
    dx,
    fires,
    line,
    not_evaluated,
    outpatient,
    passes,
    professional,
)
from codinglab.validate.intervals import latest, not_listed, repeated, without_history
from codinglab.validate.medical_necessity import notice

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Screening repeated too soon",
    severity=Severity.FAIL,
    disposition=Disposition.DENY_LINE,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT),
    judges="line",
    authority=(
        Authority("Medicare National Coverage Determinations Manual (100-03)", "", "210.1 to 210.3"),
        Authority("Medicare Benefit Policy Manual (100-02)", "", "ch. 15 section 280.2.2"),
    ),
    reads=("ncd_interval",),
    message="{code} on line {line}: {other_code} was done on {earlier}, {begun} months before; "
    "{source} covers it again after {months}. Check the history and the code; {abn}.",
    examples=(
        fires(
            outpatient(dated(line("G0105"), "2024-07-31"), dated(line("G0105"), "2026-06-01")),
            because="23 months by the calendar",
        ),
        passes(
            outpatient(dated(line("G0105"), "2024-07-31"), dated(line("G0105"), "2026-07-01")),
            because="24 months by the calendar, 23 whole ones between",
        ),
        fires(
            professional(dated(line("G0104"), "2023-01-05"), dated(line("G0121"), "2026-06-09")),
            because="41 months after a sigmoidoscopy; 48 are asked",
        ),
        fires(
            professional(dated(line("G0121"), "2022-01-05"), dated(line("G0121", "KX"), "2022-12-31")),
            because="KX lifts nothing before 2023",
        ),
        passes(
            professional(dated(line("G0121"), "2022-01-05"), dated(line("G0121", "KX"), "2023-01-01")),
            because="KX: after a positive stool test",
        ),
        not_evaluated(professional(dx("I10"), line("99214")), because="the slice does not know the code"),
        not_evaluated(
            professional(dx("Z12.11"), line("G0121")), because="no history of the patient is there"
        ),
    ),
)


@EDIT.check(since="2004-01-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines within the months of an earlier one."""
    rows = repeated(claims, reference, "limit")
    hits = notice(claims, latest(rows.filter(rows.begun < rows.months)))
    return hits.drop("whole", "ga", "gz", "claim_id_right", "line_right")


@EDIT.unknown
def unknown(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines of patients of whom no line of another day is here."""
    return without_history(claims, reference, "limit")


EDIT.unknown(not_listed)
