"""A condition as old as the pregnancy is reported as not present on admission.

For an obstetrical code the question is whether the condition was there at admission, not whether the
patient delivered. Hypertension or diabetes from before the pregnancy, a multiple gestation and the scar of
an earlier cesarean were there, so the indicator is Y.

Change the indicator to Y. A code with several conditions is N when one of them came later, such as O11
(pre-eclampsia upon old hypertension); such codes are not on the list of this edit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import aged, dx, fires, inpatient, passes
from codinglab.validate.poa_lists import listed, not_present

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Condition of the pregnancy said not to be present on admission",
    severity=Severity.WARN,
    disposition=Disposition.REVIEW,
    applies_to=(ClaimType.INPATIENT,),
    judges="diagnosis",
    authority=(Authority("ICD-10-CM Official Guidelines", "FY2026", "Appendix I, Obstetrical conditions"),),
    reads=(),
    message=(
        "{code} names a condition at least as old as the pregnancy: report Y instead of N, whether or not "
        "the patient delivered."
    ),
    examples=(
        fires(
            aged(30, inpatient(dx("O34.211", "N"), dx("Z37.0"))), because="the scar is of an earlier birth"
        ),
        fires(aged(30, inpatient(dx("O10.02", "N"), dx("Z37.0"))), because="hypertension from before"),
        passes(aged(30, inpatient(dx("O34.211", "Y"), dx("Z37.0"))), because="present"),
        passes(
            aged(30, inpatient(dx("O34.211", "Y"), dx("O72.1", "N"), dx("Z37.0"))),
            because="the hemorrhage followed the delivery",
        ),
        passes(
            aged(30, inpatient(dx("O34.211", "Y"), dx("O11.4", "N"), dx("Z37.0"))),
            because="the pre-eclampsia may have come later",
        ),
    ),
)


@EDIT.check(since="2015-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Conditions of that age that say N."""
    return not_present(claims, listed("pregnancy"), but=[])
