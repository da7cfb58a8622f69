"""A condition from before or during birth is reported as not present on a newborn's admission.

A newborn is admitted after birth. What developed in the womb, what was there at birth and what happened
during delivery, such as an injury or meconium aspiration, was therefore present: its indicator is Y.

Change the indicator to Y. Conditions that a newborn acquires later in the nursery are N and are not on the
list of this edit (`reference/lexicon/poa.toml`).
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
    title="Condition of birth said not to be present on admission",
    severity=Severity.WARN,
    disposition=Disposition.REVIEW,
    applies_to=(ClaimType.INPATIENT,),
    judges="diagnosis",
    authority=(Authority("ICD-10-CM Official Guidelines", "FY2026", "Appendix I, Perinatal conditions"),),
    reads=(),
    message=(
        "{code} is of the time before or during birth, and a newborn is admitted after birth: report Y "
        "instead of N."
    ),
    examples=(
        fires(aged(0, inpatient(dx("Z38.00"), dx("P12.0", "N"))), because="an injury of the delivery"),
        fires(aged(0, inpatient(dx("Z38.00"), dx("P24.01", "N"))), because="meconium aspiration"),
        passes(aged(0, inpatient(dx("Z38.00"), dx("P12.0", "Y"))), because="present"),
        passes(aged(0, inpatient(dx("Z38.00"), dx("P36.9", "N"))), because="sepsis may begin in the nursery"),
    ),
)


@EDIT.check(since="2015-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Conditions of birth that say N."""
    return not_present(claims, listed("birth"), but=[])
