"""A place, activity or status of an external cause is reported twice.

Where it happened (Y92), what the patient was doing (Y93) and in what status (Y99: at work, military,
leisure) are each said once, at the encounter for initial treatment, behind the cause itself.

Keep the one that belongs to the injury most serious.

A second place may be reported when a new injury happens during the stay.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.code_lists import starting
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, outpatient, passes, professional

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Place, activity or status twice",
    severity=Severity.WARN,
    disposition=Disposition.REVIEW,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT, ClaimType.INPATIENT),
    judges="diagnosis",
    authority=(
        Authority("ICD-10-CM Official Guidelines", "FY2026", "I.C.20.b"),
        Authority("ICD-10-CM Official Guidelines", "FY2026", "I.C.20.c"),
        Authority("ICD-10-CM Official Guidelines", "FY2026", "I.C.20.d"),
        Authority("ICD-10-CM Official Guidelines", "FY2026", "I.C.20.k"),
    ),
    reads=(),
    message="{code} and {other_code} stand together: {said}.",
    examples=(
        fires(
            professional(dx("S52.501A"), dx("W18.30XA"), dx("Y93.01"), dx("Y93.02")), because="two activities"
        ),
        fires(outpatient(dx("S01.01XA"), dx("W22.8XXA"), dx("Y92.511"), dx("Y92.410")), because="two places"),
        passes(
            professional(dx("S52.501A"), dx("W18.30XA"), dx("Y92.511"), dx("Y93.01"), dx("Y99.8")),
            because="one of each",
        ),
        passes(professional(dx("S52.501A"), dx("W18.30XA"), dx("W22.8XXA")), because="two causes are lawful"),
    ),
)


@EDIT.check(since="2015-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Two codes of Y92, Y93 or Y99."""
    one, two = claims.diagnoses, claims.diagnoses.view()
    told = one.filter(starting(one, "Y92", "Y93", "Y99"))
    met = told.join(
        two,
        (told.claim_id == two.claim_id)
        & (told.code.substr(0, 3) == two.code.substr(0, 3))
        & (told.position < two.position),
    )
    place = told.code.startswith("Y92")
    return met.select(
        told.claim_id,
        told.on,
        told.code,
        diagnosis=told.position,
        other_code=two.code,
        other_diagnosis=two.position,
        said=place.ifelse(
            "one place is reported, a second only for a new injury during the stay",
            "of this category one code is reported",
        ),
    )
