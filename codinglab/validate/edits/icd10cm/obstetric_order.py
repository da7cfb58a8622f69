"""A code of another chapter stands first although there is an obstetric code.

Codes of chapter 15 (O00 to O9A) have sequencing priority: they say that the condition concerns the
pregnancy, and a code of another chapter only adds detail. One of them is principal or first-listed.

Move the obstetric code first, each with its detail after it. When the provider states that the pregnancy
is incidental to the encounter, no O code is reported, but Z33.1.

O94, the sequela of a complication of pregnancy, follows the condition that it led to. Let pass are the
encounters whose Z code the guidelines hold for first-listed only (postpartum care, elective termination,
antineoplastic therapy): there two rules meet, and a person decides. O80, Z37 and Z3A have edits of their own;
Z33.1 and Z34 do not stand beside an obstetric code at all (`icd10cm/excludes1`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.code_lists import starting
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, inpatient, passes, professional

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

_THERAPY = ("Z510", "Z511")

EDIT = Edit(
    __name__,
    title="Obstetric code not first",
    severity=Severity.FAIL,
    disposition=Disposition.RETURN_TO_PROVIDER,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT, ClaimType.INPATIENT),
    judges="diagnosis",
    authority=(Authority("ICD-10-CM Official Guidelines", "FY2026", "I.C.15.a.1"),),
    reads=(),
    message=(
        "{other_code} stands first, and {code} (position {diagnosis}) is a code of chapter 15, which takes "
        "priority: put it first."
    ),
    examples=(
        fires(
            inpatient(dx("J45.901", "Y"), dx("O99.512", "Y"), dx("Z3A.24", "")),
            because="the asthma only adds detail",
        ),
        fires(professional(dx("E66.813"), dx("O99.213")), because="the obesity only adds detail"),
        passes(
            inpatient(dx("O99.512", "Y"), dx("J45.901", "Y"), dx("Z3A.24", "")), because="the lawful order"
        ),
        passes(professional(dx("J45.901"), dx("Z33.1")), because="an incidental pregnancy has no O code"),
        passes(
            professional(dx("O99.512"), dx("J45.901"), dx("O24.410"), dx("Z3A.24")),
            because="an obstetric code is first; each may be followed by its detail",
        ),
        passes(professional(dx("N97.1"), dx("O94")), because="O94 follows the condition it led to"),
        passes(professional(dx("Z39.2"), dx("O90.81")), because="postpartum care is first-listed only"),
        passes(inpatient(dx("Z37.0"), dx("O70.0", "Y")), because="the outcome first: another edit"),
    ),
)


@EDIT.check(since="2015-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """The earliest O code of a claim whose first code is of another chapter."""
    rows = claims.diagnoses
    own = starting(rows, "Z33", "Z34", "Z37", "Z39", "Z3A") | rows.code.substr(0, 4).isin(_THERAPY)
    first = rows.filter(rows.position == 1, ~rows.code.startswith("O"), ~own)
    named = first.select("claim_id", other_code="code", other_diagnosis="position")
    obstetric = rows.filter(rows.code.startswith("O"), ~rows.code.isin(["O80", "O94"]))
    late = obstetric.join(named, "claim_id")
    once = late.group_by("claim_id").agg(position=late.position.min())
    hits = late.semi_join(once, ["claim_id", "position"])
    return hits.select("claim_id", "on", "code", "other_code", "other_diagnosis", diagnosis=hits.position)
