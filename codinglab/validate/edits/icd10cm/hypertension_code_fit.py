"""The hypertension code and the heart failure or kidney disease beside it do not fit.

I11, I12 and I13 say in their last characters whether there is heart failure and how far the kidney disease
has gone: I12.9, I13.0 and I13.10 are for stages 1 to 4 or an unspecified stage, I12.0, I13.11 and I13.2 for
stage 5 and end-stage disease; I11.9, I13.10 and I13.11 are without heart failure. Beside an I50 or N18 code
that says otherwise, one of the two is wrong.

Read the stage and the failure in the record, and take the hypertension code that fits.

Both may stand when the provider says that the heart failure has nothing to do with the hypertension.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ibis

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, inpatient, passes, professional

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Hypertension code does not fit failure or stage",
    severity=Severity.WARN,
    disposition=Disposition.REVIEW,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT, ClaimType.INPATIENT),
    judges="diagnosis",
    authority=(
        Authority("ICD-10-CM Official Guidelines", "FY2026", "I.C.9.a.1"),
        Authority("ICD-10-CM Official Guidelines", "FY2026", "I.C.9.a.2"),
        Authority("ICD-10-CM Official Guidelines", "FY2026", "I.C.9.a.3"),
    ),
    reads=(),
    message="{code} is {said}, but {other_code} is on the claim: see which of the two is right.",
    examples=(
        fires(professional(dx("I12.9"), dx("N18.6")), because="end-stage disease: I12.0"),
        fires(professional(dx("I12.0"), dx("N18.31")), because="stage 3: I12.9"),
        fires(inpatient(dx("I11.9", "Y"), dx("I50.22", "Y")), because="heart failure: I11.0"),
        fires(professional(dx("I13.10"), dx("N18.4"), dx("I50.32")), because="heart failure: I13.0"),
        passes(professional(dx("I12.0"), dx("N18.6")), because="end-stage disease"),
        passes(professional(dx("I13.0"), dx("I50.32"), dx("N18.4")), because="failure and stage 4"),
        passes(professional(dx("I11.9"), dx("I51.7")), because="no heart failure"),
    ),
)

_WITHOUT_FAILURE = ("I119", "I1310", "I1311")
_EARLY = ("I129", "I130", "I1310")
_LATE = ("I120", "I1311", "I132")


@EDIT.check(since="2015-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """A code without failure beside I50, of early stages beside N18.5 or N18.6, or the reverse."""
    rows = claims.diagnoses
    late = rows.code.isin(["N185", "N186"])
    facts = rows.group_by("claim_id").agg(
        failing=rows.code.min(where=rows.code.startswith("I50")),
        late=rows.code.min(where=late),
        early=rows.code.min(where=rows.code.startswith("N18") & ~late),
    )
    met = rows.join(facts, "claim_id")
    failure = met.filter(met.code.isin(_WITHOUT_FAILURE), met.failing.notnull())
    advanced = met.filter(met.code.isin(_EARLY), met.late.notnull())
    mild = met.filter(met.code.isin(_LATE), met.early.notnull(), met.late.isnull())
    return ibis.union(
        _told(failure, failure.failing, "for hypertension without heart failure"),
        _told(advanced, advanced.late, "for kidney disease of stages 1 to 4 or of no named stage"),
        _told(mild, mild.early, "for kidney disease of stage 5 or end-stage"),
    )


def _told(hits: Any, other: Any, said: str) -> Any:
    return hits.select(
        "claim_id", "on", "code", diagnosis=hits.position, other_code=other, said=ibis.literal(said)
    )
