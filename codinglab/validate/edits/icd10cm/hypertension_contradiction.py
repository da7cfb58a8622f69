"""A code of hypertensive disease says otherwise than the heart or kidney code beside it.

I11.9 and I13.1- say that there is no heart failure, I12.9, I13.0 and I13.10 that the kidney disease is of
stage 1 to 4 or unspecified, I12.0, I13.11 and I13.2 that it is of stage 5 or end-stage. The code of the
heart failure (I50.-) or of the stage (N18.-) must say the same. I10 does not stand beside I11 to I13,
which already hold the hypertension.

Take the code that agrees with the heart failure and the stage in the record.

When the provider says that the heart failure is not due to hypertension, the codes may stand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ibis

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.code_lists import starting
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, inpatient, passes, professional

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Hypertensive disease against heart failure or stage",
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
    message="{code} does not agree with {partner} beside it: {said} {becomes}.",
    examples=(
        fires(professional(dx("I12.9"), dx("N18.6")), because="end-stage renal disease: I12.0"),
        fires(professional(dx("I12.0"), dx("N18.4")), because="stage 4: I12.9"),
        fires(inpatient(dx("I11.9", "Y"), dx("I50.9", "Y")), because="heart failure: I11.0"),
        fires(inpatient(dx("I13.10", "Y"), dx("I50.22", "Y"), dx("N18.4", "Y")), because="failure: I13.0"),
        fires(inpatient(dx("I13.0", "Y"), dx("I50.22", "Y"), dx("N18.6", "Y")), because="stage: I13.2"),
        fires(professional(dx("I11.9"), dx("I10")), because="I11.9 already says the hypertension"),
        passes(professional(dx("I12.0"), dx("N18.5")), because="stage 5"),
        passes(professional(dx("I13.2"), dx("I50.9"), dx("N18.6")), because="failure and end-stage"),
        passes(professional(dx("I13.10"), dx("N18.30")), because="no failure, stage 3"),
        passes(professional(dx("I10"), dx("E11.9")), because="hypertension alone"),
    ),
)


@EDIT.check(since="2015-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """I11 to I13 against I50 and N18, and I10 beside I11 to I13."""
    rows = claims.diagnoses
    late = rows.code.isin(["N185", "N186"])
    facts = rows.group_by("claim_id").agg(
        failing=rows.code.min(where=starting(rows, "I50")),
        late=rows.code.min(where=late),
        early=rows.code.min(where=starting(rows, "N18") & ~late),
        disease=rows.code.min(where=starting(rows, "I11", "I12", "I13")),
    )
    met = rows.filter(starting(rows, "I10", "I11", "I12", "I13")).join(facts, "claim_id")
    with_failure = met.code.isin(["I110", "I130", "I132"])
    said_late = met.code.isin(["I120", "I1311", "I132"])
    fails = met.failing.notnull()
    is_late = met.late.notnull() | (met.early.isnull() & said_late)
    failing = with_failure | fails
    new_failure = met.code.isin(["I119", "I1310", "I1311"]) & fails
    new_stage = starting(met, "I12", "I13") & (
        (~said_late & met.late.notnull()) | (said_late & met.late.isnull() & met.early.notnull())
    )
    cardiorenal = is_late.ifelse(failing.ifelse("I13.2", "I13.11"), failing.ifelse("I13.0", "I13.10"))
    becomes = ibis.cases(
        (starting(met, "I11"), "I11.0"),
        (starting(met, "I12"), is_late.ifelse("I12.0", "I12.9")),
        else_=cardiorenal,
    )
    stage = met.late.fill_null(met.early)
    partner = new_failure.ifelse(_named(met.failing), _named(stage))
    columns = ["claim_id", "on", "code", "position", "partner", "said", "becomes"]
    wrong = met.mutate(
        partner=partner, said=ibis.literal("for what they say together the code is"), becomes=becomes
    )
    plain = met.mutate(
        partner=_named(met.disease),
        said=ibis.literal("the hypertension is already in"),
        becomes=_named(met.disease),
    )
    hits = ibis.union(
        wrong.filter(new_failure | new_stage).select(*columns),
        plain.filter(met.code == "I10", met.disease.notnull()).select(*columns),
    )
    return hits.rename(diagnosis="position")


def _named(code: Any) -> Any:
    """A code as it is written, with its dot."""
    return code.substr(0, 3) + "." + code.substr(3, 4)
