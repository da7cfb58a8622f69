"""A diagnosis carries a present-on-admission indicator that is none.

The indicators are Y (present), N (not present), U (the documentation does not say) and W (the provider
cannot tell). The field of an exempt code stays blank. 1, once used for exempt codes, was retired in 2011.

Report the letter that the documentation supports, or leave the field of an exempt code blank. No payer
gives other characters a meaning.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, inpatient, passes

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Invalid POA indicator",
    severity=Severity.FAIL,
    disposition=Disposition.RETURN_TO_PROVIDER,
    applies_to=(ClaimType.INPATIENT,),
    judges="diagnosis",
    authority=(Authority("ICD-10-CM Official Guidelines", "FY2026", "Appendix I, Reporting Options"),),
    reads=(),
    message=(
        "{code} says {poa}, which is no POA indicator: report Y, N, U or W, or leave the field of an exempt "
        "code blank."
    ),
    examples=(
        fires(inpatient(dx("J18.9", "1")), because="1 was retired"),
        fires(inpatient(dx("J18.9", "Y"), dx("N17.9", "X")), because="X is no indicator"),
        passes(inpatient(dx("J18.9", "Y"), dx("N17.9", "N")), because="Y and N"),
        passes(inpatient(dx("J18.9", "U"), dx("N17.9", "W")), because="U and W"),
        passes(inpatient(dx("J18.9", "Y"), dx("Z79.4")), because="blank on an exempt code"),
    ),
)


@EDIT.check(since="2015-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Indicators that are neither blank nor one of the four."""
    rows = claims.diagnoses.filter(claims.diagnoses.poa.notin(["", "Y", "N", "U", "W"]))
    return rows.select("claim_id", "on", "code", "poa", diagnosis=rows.position)
