"""The trimester of an obstetric code does not agree with the weeks of gestation.

The first trimester lasts until 13 completed weeks, the second until 27, the third from 28 on. The
trimester of a code and the weeks of Z3A both come from the current encounter or admission, so that they
say the same.

See which of the two the record supports and correct the other.

A stay may span two trimesters: Z3A is of the admission, and what developed later takes the trimester in
which it did. On an inpatient claim a later trimester is therefore let pass.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, inpatient, not_evaluated, passes, professional

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Trimester against weeks of gestation",
    severity=Severity.WARN,
    disposition=Disposition.REVIEW,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT, ClaimType.INPATIENT),
    judges="diagnosis",
    authority=(
        Authority("ICD-10-CM Official Guidelines", "FY2026", "I.C.15.a.3"),
        Authority("ICD-10-CM Official Guidelines", "FY2026", "I.C.15.a.4"),
        Authority("ICD-10-CM Official Guidelines", "FY2026", "I.C.21.c.11"),
    ),
    reads=("icd10cm_trimester",),
    message="{code} is for trimester {trimester}, and {other_code} counts weeks of trimester {counted}.",
    examples=(
        fires(professional(dx("O10.012"), dx("Z3A.08")), because="eight weeks are in the first trimester"),
        fires(
            inpatient(dx("O99.512", "Y"), dx("J45.901", "Y"), dx("Z3A.28")),
            because="28 weeks on admission begin the third",
        ),
        passes(professional(dx("O99.512"), dx("J45.901"), dx("Z3A.27")), because="27 weeks: the second"),
        passes(professional(dx("O10.011"), dx("Z3A.13")), because="13 weeks are in the first"),
        passes(inpatient(dx("O14.03", "N"), dx("Z3A.27")), because="it may have developed later in the stay"),
        passes(professional(dx("O26.899"), dx("Z3A.20")), because="no trimester is said"),
        not_evaluated(
            professional(dx("O10.012"), dx("Z3A.08"), on="2025-09-30"),
            because="the trimesters are of FY2026",
        ),
    ),
)


@EDIT.check(since="2015-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Codes of a trimester before that of every Z3A, or, outside stays, after it."""
    rows, table = claims.diagnoses, reference.icd10cm_trimester
    weeks = rows.filter(rows.code.between("Z3A01", "Z3A49"), rows.code.length() == 5)
    first, second = weeks.code < "Z3A14", weeks.code < "Z3A28"
    weeks = weeks.mutate(counted=first.ifelse(1, second.ifelse(2, 3)))
    known = weeks.group_by("claim_id").agg(
        low=weeks.counted.min(),
        high=weeks.counted.max(),
        other_code=weeks.code.min(),
        other_diagnosis=weeks.position.min(),
    )
    met = rows.join(table, "code").join(known, "claim_id")
    later = (met.trimester > met.high) & (met.claim_type != ClaimType.INPATIENT.value)
    hits = met.filter((met.trimester < met.low) | later)
    return hits.select(
        "claim_id",
        "on",
        "code",
        "trimester",
        "other_code",
        "other_diagnosis",
        diagnosis=hits.position,
        counted=hits.low,
    )
