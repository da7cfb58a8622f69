"""A diagnosis code is not valid on the governing date.

Payers take only codes of the set in force: on the discharge date of an inpatient claim, on the
date of service of any other. A code that ended, or starts later, is as wrong as one that never was.

Look the code up on that date: take what replaced an ended one. Mind the change of every October and
April.

A code with longer codes below it is left to `icd10cm/header-code`, one that only lacks its 7th
character to `icd10cm/seventh-character`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ibis

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, inpatient, passes, professional
from codinglab.validate.relations import in_force

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Diagnosis code not valid on the date",
    severity=Severity.FAIL,
    disposition=Disposition.RETURN_TO_PROVIDER,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT, ClaimType.INPATIENT),
    judges="diagnosis",
    authority=(
        Authority("ICD-10-CM Official Guidelines", "FY2026", "I.B.2"),
        Authority("Definitions of Medicare Code Edits", "v44", "edit 1"),
    ),
    reads=("icd10cm_code", "icd10cm_header"),
    message="{code} is not a valid ICD-10-CM code on {on}{detail}.",
    examples=(
        fires(professional(dx("S30.1XXA"), on="2025-10-01"), because="S30.1XXA ended on 2025-09-30"),
        passes(professional(dx("S30.1XXA"), on="2025-09-30"), because="it was valid to 2025-09-30"),
        fires(professional(dx("G35.A"), on="2025-09-30"), because="G35.A starts on 2025-10-01"),
        passes(professional(dx("G35.A"), on="2025-10-01"), because="G35.A is in force"),
        fires(
            inpatient(dx("I42.00", "Y"), on="2026-09-30"), because="the discharge date chooses the code set"
        ),
        passes(professional(dx("M54.5")), because="codes stand below it: another edit says so"),
        passes(professional(dx("QA0.0101")), because="the second character may be a letter"),
        passes(
            professional(dx("S52.501")), because="only its 7th character is missing: another edit says so"
        ),
    ),
)


@EDIT.check(since="2015-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Diagnoses without a span of validity on the day, without valid codes below or of the same stem."""
    codes = reference.icd10cm_code
    rows = claims.diagnoses
    unknown = rows.anti_join(codes, [rows.code == codes.code, *in_force(rows, codes)])
    stems = codes.view()
    stem = unknown.code.substr(0, 6).rpad(6, "X")
    unfinished = (unknown.code.length() >= 3) & (unknown.code.length() <= 8)
    no_stem = unknown.anti_join(
        stems,
        [stem == stems.stem, stems.since <= unknown.on, unknown.on <= stems.through, unfinished],
    )
    headers = reference.icd10cm_header
    no_stem = no_stem.anti_join(headers, [no_stem.code == headers.code, *in_force(no_stem, headers)])
    spans = codes.select(spanned=codes.code, starts=codes.since, ends=codes.through)
    met = no_stem.left_join(spans, no_stem.code == spans.spanned)
    named = met.group_by("claim_id", "on", "code", "position").agg(
        first=met.starts.min(), last=met.ends.max()
    )
    dates = (
        ibis.literal(" (valid ")
        + named["first"].cast("string")
        + ibis.literal(" to ")
        + named["last"].cast("string")
        + ibis.literal(")")
    )
    return named.select(
        named.claim_id,
        named.on,
        named.code,
        diagnosis=named.position,
        detail=dates.fill_null(""),
    )
