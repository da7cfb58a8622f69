"""One injury is coded as current and as the cause of a sequela.

The code of the acute injury is never used with the code of its late effect. An injury with A or D is
being treated or is healing; with S it is over.

Keep the code that says where care stands: A or D while the injury itself is treated, S with the
condition that it left.

Two injuries of the same kind at different times may have one code each with its own 7th character.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, passes, professional

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Current injury beside its own sequela",
    severity=Severity.WARN,
    disposition=Disposition.REVIEW,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT, ClaimType.INPATIENT),
    judges="diagnosis",
    authority=(Authority("ICD-10-CM Official Guidelines", "FY2026", "I.B.10"),),
    reads=(),
    message=(
        "{code} and {other_code} are one injury, over and current: keep the one that the record supports."
    ),
    examples=(
        fires(professional(dx("L90.5"), dx("T23.301S"), dx("T23.301D")), because="over and healing at once"),
        fires(professional(dx("M24.541"), dx("S52.501S"), dx("S52.501A")), because="over and new at once"),
        passes(professional(dx("L90.5"), dx("T23.301S")), because="over"),
        passes(
            professional(dx("M24.541"), dx("S52.501S"), dx("S52.502A")),
            because="a new injury of the other side",
        ),
    ),
)


@EDIT.check(since="2015-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Equal codes but for the 7th character, one of them S."""
    one, two = claims.diagnoses, claims.diagnoses.view()
    over = one.filter(
        one.code.length() == 7, one.code.right(1) == "S", one.code.substr(0, 1).isin(["S", "T", "M"])
    )
    met = over.join(
        two,
        (over.claim_id == two.claim_id)
        & (over.code.substr(0, 6) == two.code.substr(0, 6))
        & (over.code != two.code),
    )
    return met.select(
        over.claim_id,
        over.on,
        over.code,
        diagnosis=over.position,
        other_code=two.code,
        other_diagnosis=two.position,
    )
