"""A diagnosis that is exempt from POA reporting carries an indicator.

The exempt list holds codes for circumstances, status, history and later phases of care, which are
neither present nor absent at admission. Their POA field is left blank; an indicator is returned.

Remove the indicator.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, inpatient, not_evaluated, passes
from codinglab.validate.relations import exempt_from_poa

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="POA reported on an exempt code",
    severity=Severity.FAIL,
    disposition=Disposition.RETURN_TO_PROVIDER,
    applies_to=(ClaimType.INPATIENT,),
    judges="diagnosis",
    authority=(Authority("ICD-10-CM Official Guidelines", "FY2026", "Appendix I"),),
    reads=("poa_exempt",),
    message="{code} is exempt from POA reporting, but says {poa}: leave the indicator blank.",
    examples=(
        fires(inpatient(dx("J18.9", "Y"), dx("Z79.4", "Y")), because="Z79.4 is exempt"),
        fires(inpatient(dx("S72.001D", "Y")), because="7th character D is exempt"),
        fires(
            inpatient(dx("Q99.811", "Y"), on="2025-10-01"), because="Q99.811 is on the list from 2025-10-01"
        ),
        passes(inpatient(dx("J18.9", "Y"), dx("Z79.4")), because="blank, as it should be"),
        passes(inpatient(dx("S72.001A", "Y")), because="the initial encounter is not exempt"),
        not_evaluated(inpatient(dx("Z79.4", "Y"), on="2026-10-01"), because="no FY2027 list is installed"),
    ),
)


@EDIT.check(since="2015-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Exempt diagnoses with any indicator."""
    exempt = exempt_from_poa(claims, reference)
    hits = exempt.filter(exempt.poa != "")
    return hits.select("claim_id", "on", "code", "poa", diagnosis=hits.position)
