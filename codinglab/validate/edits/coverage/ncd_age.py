"""A screening test is billed for a patient younger than the age at which Medicare begins to cover it.

Coverage of some screening begins at an age: prostate cancer screening the day after the 50th birthday,
flexible sigmoidoscopy and stool tests for colorectal cancer at 45 (at 50 before 2023-01-01). Screening
colonoscopy has no least age.

Check the birth date and the code. A test for a sign or symptom is not screening and has another code.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import born, dx, fires, line, not_evaluated, outpatient, passes, professional
from codinglab.validate.relations import in_force, not_in_extract

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Patient too young for covered screening",
    severity=Severity.FAIL,
    disposition=Disposition.DENY_LINE,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT),
    judges="line",
    authority=(
        Authority("Medicare Benefit Policy Manual (100-02)", "", "ch. 15 section 280.2.2"),
        Authority("Medicare National Coverage Determinations Manual (100-03)", "", "210.1 and 210.3"),
        Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 18 section 50"),
    ),
    reads=("ncd_age",),
    message="{code} on line {line}: Medicare covers it from {begins} {least_age} ({source}), the patient was "
    "{age}; check the birth date, and whether the test was screening at all.",
    examples=(
        fires(
            born(professional(dx("Z12.11"), line("G0328"), on="2022-12-31"), "1975-06-01"),
            because="47, and until 2022-12-31 the age was 50",
        ),
        passes(
            born(professional(dx("Z12.11"), line("G0328"), on="2023-01-01"), "1975-06-01"),
            because="47, and from 2023-01-01 the age is 45",
        ),
        fires(
            born(outpatient(dx("Z12.5"), line("G0103"), on="2026-06-01"), "1976-06-01"),
            because="prostate screening on the 50th birthday itself",
        ),
        passes(
            born(outpatient(dx("Z12.5"), line("G0103"), on="2026-06-02"), "1976-06-01"),
            because="the day after it",
        ),
        passes(
            born(outpatient(dx("Z12.11"), line("G0121")), "1990-01-01"),
            because="colonoscopy has no least age",
        ),
        not_evaluated(professional(dx("I10"), line("99214")), because="the slice does not know the code"),
        not_evaluated(professional(dx("Z12.11"), line("G0328"), on="2003-12-31"), because="before the table"),
    ),
)


@EDIT.check(since="1998-01-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines of patients below the age in force that day."""
    ages = claims.claims.select("claim_id", "age", "birth_date", "from_date")
    rows, table = claims.lines.join(ages, "claim_id"), reference.ncd_age
    met = rows.join(table, [rows.code == table.code, *in_force(rows, table)])
    birthday = (met.birth_date.month() == met.from_date.month()) & (
        met.birth_date.day() == met.from_date.day()
    )
    too_early = met.after_birthday & (met.age == met.least_age) & birthday
    hits = met.filter((met.age < met.least_age) | too_early)
    begins = hits.after_birthday.ifelse("the day after the birthday of age", "age")
    return hits.select("claim_id", "on", "line", "code", "age", "least_age", "source", begins=begins)


@EDIT.unknown
def unknown(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines whose code an incomplete table does not have."""
    reason = "whether {code} has a least age is not known: it is not in the shipped extract"
    return not_in_extract(claims, reference, "ncd_age", reason)
