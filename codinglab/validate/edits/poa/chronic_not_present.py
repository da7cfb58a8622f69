"""A chronic condition is reported as not present on admission.

A chronic condition was there when the patient came, even if it was first diagnosed during the stay, so
its indicator is Y. The list is `reference/lexicon/chronic.toml`, without codes that also name an acute
event (`reference/lexicon/poa.toml`): such a code is N when that event came later.

Change the indicator to Y. If the provider documents that the condition began in hospital, keep N and have
the documentation at hand; if the code is a wrong choice, correct the code.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, inpatient, passes
from codinglab.validate.poa_lists import listed, not_present

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Chronic condition said not to be present on admission",
    severity=Severity.WARN,
    disposition=Disposition.REVIEW,
    applies_to=(ClaimType.INPATIENT,),
    judges="diagnosis",
    authority=(
        Authority("ICD-10-CM Official Guidelines", "FY2026", "Appendix I, Acute and Chronic Conditions"),
    ),
    reads=(),
    message=(
        "{code} is a chronic condition, which is present on admission even when it is found later, and it "
        "says N: report Y unless the provider documents that it began during the stay."
    ),
    examples=(
        fires(inpatient(dx("J18.9", "Y"), dx("I10", "N")), because="hypertension does not begin in hospital"),
        fires(inpatient(dx("J18.9", "Y"), dx("E11.22", "N"), dx("N18.31", "Y")), because="nor does diabetes"),
        passes(inpatient(dx("J18.9", "Y"), dx("I10", "Y")), because="present"),
        passes(
            inpatient(dx("S72.001A", "Y"), dx("J44.1", "N")), because="the exacerbation may have come later"
        ),
        passes(
            inpatient(dx("S72.001A", "Y"), dx("E11.649", "N")), because="the hypoglycemia may have come later"
        ),
        passes(inpatient(dx("S72.001A", "Y"), dx("N17.9", "N")), because="not a chronic condition"),
        passes(inpatient(dx("J18.9", "Y"), dx("I10", "W")), because="the provider cannot tell"),
    ),
)


@EDIT.check(since="2015-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Chronic conditions that say N, but those whose code also names what may come later."""
    chronic = [prefix for prefix in listed("chronic", "chronic.toml") if not prefix.startswith("Z")]
    return not_present(claims, chronic, but=listed("later"))
