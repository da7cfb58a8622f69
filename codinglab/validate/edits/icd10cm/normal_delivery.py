"""O80, the normal delivery, stands with what it excludes.

O80 says that nothing went wrong: a full-term delivery of a single healthy child, without complication
before, during or after it. It is always principal, the only outcome with it is Z37.0, and no other
code of chapter 15 stands beside it; O09 belongs to the visits before the delivery. Nor does it go with
fewer than 37 completed weeks, or with a cesarean, forceps, vacuum or the turning of the child.

When there is a complication, report its code and remove O80. When it was over before the admission,
remove the complication and keep O80.

Codes of other chapters may stand after O80 when they do not concern the pregnancy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ibis

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.code_lists import starting
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, inpatient, passes, px

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Normal delivery with what it excludes",
    severity=Severity.FAIL,
    disposition=Disposition.RETURN_TO_PROVIDER,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT, ClaimType.INPATIENT),
    judges="diagnosis",
    authority=(
        Authority("ICD-10-CM Official Guidelines", "FY2026", "I.C.15.n.1"),
        Authority("ICD-10-CM Official Guidelines", "FY2026", "I.C.15.n.3"),
        Authority("ICD-10-CM tabular", "FY2026", "note at O80"),
    ),
    reads=(),
    message="O80 is the normal delivery, {said}: see which of the two the record supports.",
    examples=(
        fires(
            inpatient(dx("O80", "Y"), dx("O70.0", "Y"), dx("Z37.0", "")),
            because="a perineal laceration is a complication",
        ),
        fires(inpatient(dx("O80", "Y"), dx("Z37.2", "")), because="twins: only Z37.0 goes with O80"),
        fires(
            inpatient(dx("E66.813", "Y"), dx("O80", "Y"), dx("Z37.0", "")), because="O80 is always principal"
        ),
        fires(
            inpatient(dx("O80", ""), dx("Z37.0", ""), px("10D00Z1", on="2026-06-17")),
            because="a cesarean is no normal delivery",
        ),
        fires(inpatient(dx("O80", ""), dx("Z37.0", ""), dx("Z3A.36", "")), because="it was not full term"),
        passes(inpatient(dx("O80", "Y"), dx("Z37.0", ""), dx("Z3A.39", "")), because="nothing went wrong"),
        passes(
            inpatient(dx("O80", ""), dx("Z37.0", ""), dx("Z3A.37", ""), px("10E0XZZ", on="2026-06-17")),
            because="full term begins with 37 weeks",
        ),
        passes(inpatient(dx("O70.0", "Y"), dx("Z37.0", "")), because="the complication alone"),
        passes(inpatient(dx("Z37.0", ""), dx("O80")), because="the outcome before it: another edit"),
    ),
)


@EDIT.check(since="2015-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """O80 with another O code or outcome, early weeks, an operation, or a code of another chapter first."""
    rows, done = claims.diagnoses, claims.procedures
    normal = rows.filter(rows.code == "O80").select("claim_id", "position")
    other = rows.filter(rows.code.startswith("O") & (rows.code != "O80"))
    outcome = rows.filter(starting(rows, "Z37") & (rows.code != "Z370"))
    first = rows.filter(rows.position == 1, ~rows.code.startswith("O"), ~starting(rows, "Z37"))
    late = rows.filter(rows.code == "O80").semi_join(first, "claim_id")
    early = rows.filter(rows.code.between("Z3A08", "Z3A36"))
    helped = done.filter(done.code.startswith("10D0") | done.code.startswith("10S0"))
    helped = helped.group_by("claim_id").agg(operation=helped.code.min())
    operated = rows.filter(rows.code == "O80").join(helped, "claim_id")
    columns = ["claim_id", "on", "code", "position"]
    hits = ibis.union(
        other.semi_join(normal, "claim_id").select(
            *columns,
            said="and no other code of its chapter stands beside it, as " + _written(other) + " does",
        ),
        outcome.semi_join(normal, "claim_id").select(
            *columns, said="and Z37.0 is the only outcome with it, not " + _written(outcome)
        ),
        early.semi_join(normal, "claim_id").select(
            *columns, said="and " + _written(early) + " says that the pregnancy was not at full term"
        ),
        operated.select(
            *columns, said="and procedure " + operated.operation + " says that it was not left to itself"
        ),
        late.select(*columns).mutate(
            said=ibis.literal("which is always principal, but a code of another chapter stands first")
        ),
    )
    return hits.rename(diagnosis="position")


def _written(rows: Any) -> Any:
    return rows.code.substr(0, 3) + "." + rows.code.substr(3, 4)
