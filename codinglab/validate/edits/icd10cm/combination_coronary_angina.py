"""Coronary artery disease and angina are coded apart.

ICD-10-CM has one code for atherosclerosis of a native coronary artery with angina (I25.11-), and the
link is presumed when both are documented. I25.10 says "without angina", so beside an I20 code it says
the opposite of what is there.

Replace both by the combination code for the kind of angina.

The codes stand apart when the provider says that the angina is due to something else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.code_lists import paired
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, inpatient, not_evaluated, passes, professional

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Coronary disease and angina coded apart",
    severity=Severity.WARN,
    disposition=Disposition.REVIEW,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT, ClaimType.INPATIENT),
    judges="diagnosis",
    authority=(
        Authority("ICD-10-CM Official Guidelines", "FY2026", "I.C.9.b"),
        Authority("ICD-10-CM Official Guidelines", "FY2026", "I.B.9"),
    ),
    reads=("icd10cm_code_pair",),
    message=(
        "{code} and {other_code} are reported together as {becomes} (coronary atherosclerosis "
        "with {why}), unless the provider names another cause of the angina."
    ),
    examples=(
        fires(professional(dx("I25.10"), dx("I20.9")), because="one code says both: I25.119"),
        fires(inpatient(dx("I20.0", "Y"), dx("I25.10", "Y")), because="unstable angina: I25.110"),
        passes(professional(dx("I25.119")), because="the combination code"),
        passes(professional(dx("I25.10")), because="no angina"),
        not_evaluated(
            professional(dx("I25.10"), dx("I20.9"), on="2025-09-30"), because="the pairs are of FY2026"
        ),
    ),
)


@EDIT.check(since="2015-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """I25.10 with a code of I20."""
    return paired(claims, reference, "coronary angina")
