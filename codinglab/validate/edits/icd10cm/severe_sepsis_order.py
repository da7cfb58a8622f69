"""Severe sepsis stands before the infection that it comes from, or first.

Severe sepsis takes at least two codes: first the underlying systemic infection, then R65.20 or
R65.21, then the organ dysfunctions. R65.2- is never principal or first-listed.

Move the code of the systemic infection (A40, A41, or what the tabular names at R65.2) before R65.2-.
When the record names none, A41.9 is the code for sepsis without a named organism.

Which of sepsis and a localized infection goes first is judged by `icd10cm/sepsis-after-localized-
infection`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ibis

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.code_lists import listed
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, inpatient, not_evaluated, passes

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Severe sepsis before its infection",
    severity=Severity.FAIL,
    disposition=Disposition.RETURN_TO_PROVIDER,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT, ClaimType.INPATIENT),
    judges="diagnosis",
    authority=(
        Authority("ICD-10-CM Official Guidelines", "FY2026", "I.C.1.d.1.b"),
        Authority("ICD-10-CM Official Guidelines", "FY2026", "I.C.1.d.3"),
    ),
    reads=("icd10cm_code_list",),
    message="{code} stands {said}: the code of the underlying systemic infection goes before it.",
    examples=(
        fires(
            inpatient(dx("R65.20", "Y"), dx("A41.9", "Y"), dx("N17.9", "Y")), because="severe sepsis is first"
        ),
        fires(
            inpatient(dx("J18.9", "Y"), dx("R65.20", "N"), dx("A41.9", "N"), dx("N17.9", "N")),
            because="the sepsis goes before it, wherever both stand",
        ),
        passes(inpatient(dx("A41.9", "Y"), dx("R65.20", "Y"), dx("N17.9", "Y")), because="the lawful order"),
        passes(
            inpatient(dx("J18.9", "Y"), dx("A41.9", "N"), dx("R65.20", "N"), dx("N17.9", "N")),
            because="sepsis that developed later",
        ),
        passes(
            inpatient(dx("J18.9", "Y"), dx("R65.20", "Y"), dx("N17.9", "Y")),
            because="no systemic infection: another edit",
        ),
        not_evaluated(inpatient(dx("R65.20", "Y"), on="2025-09-30"), because="the lists are of FY2026"),
    ),
)


@EDIT.check(since="2015-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """R65.2- first, or before every systemic infection on the claim."""
    rows = claims.diagnoses
    severe = rows.filter(rows.code.startswith("R652"))
    causes = listed(claims, reference, "systemic infection")
    earliest = causes.group_by("claim_id").agg(cause=causes.position.min())
    late = severe.join(earliest, "claim_id")
    late = late.filter(late.cause > late.position, late.position > 1)
    first = severe.filter(severe.position == 1)
    columns = ["claim_id", "on", "code", "position"]
    hits = ibis.union(
        late.select(*columns).mutate(said=ibis.literal("before the infection that it comes from")),
        first.select(*columns).mutate(said=ibis.literal("first")),
    )
    return hits.rename(diagnosis="position")
