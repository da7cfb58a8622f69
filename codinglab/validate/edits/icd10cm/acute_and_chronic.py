"""Acute and chronic forms of one condition are coded in the wrong order, or apart.

When a condition is both acute and chronic, and the Alphabetic Index has an entry for each on the same
level, both codes are reported, the acute one first. Some conditions have one code for both, as heart
failure, respiratory failure and cholecystitis: then that code is reported alone.

Put the acute code before the chronic one, or take the code for both.

When the two are of different sites or parts, or the chronic form was the reason for the encounter, the
record says so and the codes may stand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ibis

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.code_lists import paired
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, inpatient, not_evaluated, passes, professional

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Acute and chronic forms of one condition",
    severity=Severity.WARN,
    disposition=Disposition.REVIEW,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT, ClaimType.INPATIENT),
    judges="diagnosis",
    authority=(
        Authority("ICD-10-CM Official Guidelines", "FY2026", "I.B.8"),
        Authority("ICD-10-CM Official Guidelines", "FY2026", "I.B.9"),
    ),
    reads=("icd10cm_code_pair",),
    message="{code} and {other_code} are the acute and the chronic form of {why}: {said}.",
    examples=(
        fires(inpatient(dx("I50.21", "Y"), dx("I50.22", "Y")), because="I50.23 is both"),
        fires(inpatient(dx("J96.11", "Y"), dx("J96.01", "Y")), because="J96.21 is both, in either order"),
        fires(inpatient(dx("K86.1", "Y"), dx("K85.90", "Y")), because="the acute form goes first"),
        fires(professional(dx("J42"), dx("J20.9")), because="the acute form goes first"),
        passes(inpatient(dx("K85.90", "Y"), dx("K86.1", "Y")), because="the acute form is first"),
        passes(inpatient(dx("I50.23", "Y")), because="one code for both"),
        passes(inpatient(dx("J96.01", "Y"), dx("J44.1", "Y")), because="two conditions"),
        not_evaluated(
            inpatient(dx("I50.21", "Y"), dx("I50.22", "Y"), on="2025-09-30"),
            because="the pairs are of FY2026",
        ),
    ),
)


@EDIT.check(since="2015-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Pairs with one code for both, and others whose chronic form stands first."""
    both = paired(claims, reference, "acute and chronic")
    whole = both.filter(both.becomes != "")
    turned = both.filter(both.becomes == "", both.diagnosis > both.other_diagnosis)
    columns = ["claim_id", "on", "code", "diagnosis", "other_code", "other_diagnosis", "why"]
    return ibis.union(
        whole.select(*columns, said=ibis.literal("one code says both, ") + whole.becomes),
        turned.select(*columns, said=ibis.literal("the acute one goes first")),
    )
