"""A line is for one side, and the diagnosis that it points to is of the other.

RT and LT say on which side a service was done; the ICD-10-CM code that it was done for often names the side
too. When the first diagnosis of the line names the other side and no diagnosis that it points to names this
one, one of the two is wrong.

Read the side in the note and correct the modifier, the diagnosis or the pointer. Diagnoses without a side and
for both sides agree with either. Codes of the heart and of stroke are not judged: their sides are those of
a chamber or of the brain.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ibis

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, line, passes, professional
from codinglab.validate.modified_lines import carrying, without
from codinglab.validate.relations import in_force

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Side of the line against its diagnosis",
    severity=Severity.WARN,
    disposition=Disposition.REVIEW,
    applies_to=(ClaimType.PROFESSIONAL,),
    judges="line",
    authority=(
        Authority("NCCI Policy Manual", "2026", "I.E"),
        Authority("ICD-10-CM Official Guidelines", "FY2026", "I.B.13"),
    ),
    reads=("icd10cm_code",),
    message=(
        "{code} on line {line} carries {modifier}, but its first diagnosis, {pointed}, is of the "
        "{side} side, and no other that it points to is of the side of the line."
    ),
    examples=(
        fires(professional(dx("M17.12"), line("20610", "RT", to=(1,))), because="left knee, right injection"),
        fires(
            professional(dx("M17.11"), dx("E11.9"), line("20610", "LT", to=(1, 2))),
            because="the diagnosis without a side does not help",
        ),
        passes(professional(dx("M17.11"), line("20610", "RT", to=(1,))), because="the same side"),
        passes(professional(dx("M17.0"), line("20610", "RT", to=(1,))), because="bilateral"),
        passes(professional(dx("E11.9"), line("20610", "RT", to=(1,))), because="no side"),
        passes(
            professional(dx("M17.12"), dx("M17.11"), line("20610", "RT", to=(1, 2))),
            because="another pointer is of its side",
        ),
    ),
)

_NOT_SIDES = ("I2", "I3", "I4", "I5", "I6", "Q2")


@EDIT.check(since="2015-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines with one side whose first diagnosis is of the other, and none of it or of both."""
    rows = without(carrying(claims, "RT"), claims, "LT", "50")
    rows = rows.union(without(carrying(claims, "LT"), claims, "RT", "50"))
    sided = _sides(claims, reference)
    met = rows.join(
        sided.filter(sided.position == 1),
        ["claim_id", "line"],
    )
    against = met.filter((met.modifier == "RT").ifelse(met.left & ~met.right, met.right & ~met.left))
    same = sided.view()
    hits = against.anti_join(
        same,
        [
            against.claim_id == same.claim_id,
            against.line == same.line,
            (against.modifier == "RT").ifelse(same.right, same.left) | same.both,
        ],
    )
    return hits.select(
        "claim_id",
        "on",
        "line",
        "code",
        "modifier",
        pointed=hits.diagnosis_code.substr(0, 3) + ibis.literal(".") + hits.diagnosis_code.substr(3),
        side=(hits.modifier == "RT").ifelse("left", "right"),
    )


def _sides(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """The diagnoses that lines point to, with the sides that their titles name."""
    pointers = claims.pointers.select("claim_id", "line", "position", "diagnosis")
    listed = claims.diagnoses.select("claim_id", "on", diagnosis="position", diagnosis_code="code")
    met = pointers.join(listed, ["claim_id", "diagnosis"])
    table = reference.icd10cm_code.select("title", "since", "through", found="code")
    met = met.join(table, [met.diagnosis_code == table.found, *in_force(met, table)])
    title = ibis.literal(" ") + met.title.lower().replace(",", " ") + ibis.literal(" ")
    met = met.filter(~met.diagnosis_code.substr(0, 2).isin(_NOT_SIDES))
    return met.select(
        "claim_id",
        "line",
        "position",
        "diagnosis_code",
        left=title.contains(" left "),
        right=title.contains(" right "),
        both=title.contains(" bilateral "),
    )
