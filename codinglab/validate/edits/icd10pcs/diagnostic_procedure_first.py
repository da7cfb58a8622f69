"""A diagnostic procedure stands first although a definitive treatment is on the claim.

The principal procedure is the one done for definitive treatment, rather than for diagnosis or
exploration, or the one needed to take care of a complication. If several fit, it is the one most related
to the principal diagnosis.

Put the treatment of the principal diagnosis first. The order is right as it stands when the treatment
was for a secondary diagnosis and only the diagnostic procedure concerned the principal one: the relation
to the principal diagnosis comes first. The claim does not show this, so the edit only informs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, inpatient, passes, px

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Diagnostic procedure first",
    severity=Severity.INFO,
    disposition=Disposition.REVIEW,
    applies_to=(ClaimType.INPATIENT,),
    judges="procedure",
    authority=(
        Authority("Uniform Hospital Discharge Data Set", "", "principal procedure"),
        Authority("ICD-10-PCS Official Guidelines", "", "Selection of Principal Procedure"),
    ),
    reads=(),
    message=(
        "{code} is diagnostic and stands first, and {treatment} is a treatment: sequence {treatment} first "
        "if it treated the principal diagnosis."
    ),
    examples=(
        fires(
            inpatient(dx("C18.7", "Y"), px("0DBN8ZX", "2026-06-12"), px("0DTN0ZZ", "2026-06-15")),
            because="the biopsy stands before the resection",
        ),
        fires(
            inpatient(dx("I21.4", "Y"), px("B2111ZZ", "2026-06-15"), px("027034Z", "2026-06-15")),
            because="the angiography stands before the dilation",
        ),
        passes(
            inpatient(dx("C18.7", "Y"), px("0DTN0ZZ", "2026-06-15"), px("0DBN8ZX", "2026-06-12")),
            because="the resection is first",
        ),
        passes(
            inpatient(dx("C18.7", "Y"), px("0DBN8ZX", "2026-06-12"), px("30233N1", "2026-06-13")),
            because="a transfusion is no definitive treatment by itself",
        ),
        passes(inpatient(dx("C18.7", "Y"), px("0DBN8ZX", "2026-06-12")), because="nothing else was done"),
    ),
)

_TREATMENTS = list("15678BCDFGLMNQRSTUVXY")
"""Root operations of section 0 whose object is treatment, when the qualifier does not say diagnostic.

Left out are those that may as well only prepare or watch: change, drainage, insertion, inspection, map,
removal and revision; and creation, alteration, division and control, which seldom stand beside a biopsy.
"""


@EDIT.check(since="2015-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Claims whose first procedure is diagnostic, with their first definitive treatment."""
    rows = claims.procedures
    surgical, root, qualifier = rows.code.startswith("0"), rows.code.substr(2, 1), rows.code.substr(6, 1)
    biopsy = surgical & (((qualifier == "X") & root.isin(["9", "B", "D"])) | root.isin(["J", "K"]))
    seen = rows.code.startswith("B") | rows.code.startswith("4A")
    first = rows.filter((rows.position == 1) & (biopsy | seen))
    treated = rows.filter((rows.position > 1) & surgical & root.isin(_TREATMENTS) & ~biopsy)
    earliest = treated.group_by("claim_id").agg(place=treated.position.min())
    other = treated.view()
    chosen = other.join(earliest, [other.claim_id == earliest.claim_id, other.position == earliest.place])
    met = first.join(chosen.select("claim_id", treatment="code"), "claim_id")
    return met.select("claim_id", "on", "code", "treatment", procedure=met.position)
