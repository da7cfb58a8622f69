"""Weeks of gestation stand where there are none to count.

Z3A adds the completed weeks to an obstetric code. It does not go with an abortive outcome (O00 to
O08), an elective termination (Z33.2) or a postpartum condition, and it stands behind the obstetric
code.

Remove Z3A, or put it behind the code of the pregnancy.

Beside a code of routine supervision or screening (Z33.1, Z34, Z36) it is let pass: the note at Z3A
names obstetric conditions, but payers take it there.
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
    title="Weeks of gestation misused",
    severity=Severity.FAIL,
    disposition=Disposition.RETURN_TO_PROVIDER,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT, ClaimType.INPATIENT),
    judges="diagnosis",
    authority=(Authority("ICD-10-CM Official Guidelines", "FY2026", "I.C.21.c.11"),),
    reads=("icd10cm_code",),
    message="{code} is reported only behind a code of a current pregnancy: {said}.",
    examples=(
        fires(professional(dx("O03.9"), dx("Z3A.10")), because="a miscarriage has no weeks"),
        fires(professional(dx("J45.901"), dx("Z3A.24")), because="no obstetric code"),
        fires(professional(dx("Z3A.24"), dx("O99.512")), because="it stands first"),
        fires(professional(dx("O90.81"), dx("Z3A.39")), because="the pregnancy is over"),
        passes(professional(dx("O99.512"), dx("J45.901"), dx("Z3A.24")), because="behind the obstetric code"),
        passes(professional(dx("O90.3"), dx("Z3A.37")), because="it may begin in the last month"),
        fires(professional(dx("O90.81"), dx("Z3A.20")), because="anemia of the puerperium has no weeks"),
        passes(
            inpatient(dx("O70.1", "N"), dx("O90.81", "N"), dx("Z37.0"), dx("Z3A.39")),
            because="the delivery of this stay has weeks",
        ),
        passes(professional(dx("Z34.82"), dx("Z3A.24")), because="routine supervision is let pass"),
    ),
)


@EDIT.check(since="2015-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Z3A with O00 to O08 or Z33.2, with puerperal codes only, without any code of pregnancy, or first."""
    rows = claims.diagnoses
    weeks = rows.filter(starting(rows, "Z3A"))
    abortive = rows.filter(
        (rows.code.startswith("O0") & ~rows.code.startswith("O09")) | (rows.code == "Z332")
    )
    pregnant = rows.filter(rows.code.startswith("O") | starting(rows, "Z33", "Z34", "Z36", "Z32", "Z03"))
    titles = reference.icd10cm_code
    after = titles.filter(titles.title.contains("puerperium"), ~titles.title.contains("pregnancy"))
    named = starting(pregnant, "O85", "O86", "O87", "O90") & (pregnant.code != "O903")
    other = pregnant.filter(~named).anti_join(after, "code")
    outcome = rows.filter(starting(rows, "Z37"))
    columns = ["claim_id", "on", "code", "position"]
    hits = ibis.union(
        weeks.semi_join(abortive, "claim_id")
        .select(*columns)
        .mutate(said=ibis.literal("an abortive outcome or a termination has no weeks")),
        weeks.anti_join(pregnant, "claim_id")
        .select(*columns)
        .mutate(said=ibis.literal("there is none on the claim")),
        weeks.semi_join(pregnant, "claim_id")
        .anti_join(other, "claim_id")
        .anti_join(outcome, "claim_id")
        .select(*columns)
        .mutate(said=ibis.literal("the puerperium has no weeks")),
        weeks.filter(weeks.position == 1)
        .semi_join(pregnant, "claim_id")
        .select(*columns)
        .mutate(said=ibis.literal("it stands first")),
    )
    return hits.rename(diagnosis="position")
