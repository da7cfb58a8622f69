"""The principal diagnosis of a stay is a manifestation code.

A manifestation code names what an underlying disease does in another part of the body, mostly with "in
diseases classified elsewhere" in its title. The disease is sequenced before it, always.

Make the underlying disease the principal diagnosis and keep the manifestation after it. When the record
does not name the disease, query the provider. There is no exception on an inpatient claim.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from codinglab.model import Authority, Claim, ClaimType, Disposition, Severity
from codinglab.validate.code_editor import found
from codinglab.validate.code_editor_batch import fired
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, inpatient, not_evaluated, passes

if TYPE_CHECKING:
    from codinglab.validate.code_editor import Found

EDIT = Edit(
    __name__,
    title="Manifestation as principal diagnosis",
    severity=Severity.FAIL,
    disposition=Disposition.RETURN_TO_PROVIDER,
    applies_to=(ClaimType.INPATIENT,),
    judges="diagnosis",
    authority=(
        Authority("Definitions of Medicare Code Edits", "v44", "edit 6"),
        Authority("ICD-10-CM Official Guidelines", "FY2026", "I.A.13"),
    ),
    reads=(),
    message=(
        "{code} is a manifestation and cannot be the principal diagnosis: "
        "sequence the underlying disease first."
    ),
    examples=(
        fires(inpatient(dx("D63.0", "Y"), dx("C34.11", "Y")), because="the anemia follows the cancer"),
        fires(inpatient(dx("G63", "Y")), because="the disease behind the polyneuropathy is missing"),
        passes(inpatient(dx("C34.11", "Y"), dx("D63.0", "Y")), because="the cancer is principal"),
        passes(inpatient(dx("D64.9", "Y")), because="an anemia of no named cause is no manifestation"),
        not_evaluated(
            inpatient(dx("D63.0", "Y"), on="2027-04-01"), because="the editor's tables end on 2027-03-31"
        ),
    ),
)


@EDIT.look(since="2015-10-01", screen=fired("MANIFESTATION_AS_PDX"))
def look(claim: Claim) -> Found:
    """Whether the principal diagnosis is on the editor's list of manifestations."""
    yield from found(claim, "MANIFESTATION_AS_PDX")
