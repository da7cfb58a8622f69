"""Two diagnoses exclude one another by an Excludes1 note.

An Excludes1 note says that the two are not coded together, since one is part of the other or the
two cannot be present at once (a congenital and an acquired form). It is written on one side and
holds on both; a note on a category, block or chapter holds for every code below, and the note
nearest to the code counts.

Keep the code that the documentation and the note call for. Both may stand when the two conditions
are clearly unrelated (the guideline's own example is F45.8 with G47.63): record why. Where the
documentation leaves it open, query.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ibis

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, passes, professional
from codinglab.validate.tabular import levels

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Excludes1 pair",
    severity=Severity.WARN,
    disposition=Disposition.REVIEW,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT, ClaimType.INPATIENT),
    judges="diagnosis",
    authority=(Authority("ICD-10-CM Official Guidelines", "FY2026", "I.A.12.a"),),
    reads=("icd10cm_excludes", "icd10cm_category"),
    message="{code} and {other_code} exclude one another: Excludes1 at {node}, “{note}”.",
    examples=(
        fires(professional(dx("E10.9"), dx("E11.9")), because="type 1 and type 2 cannot both be"),
        fires(professional(dx("J96.01"), dx("R09.02")), because="the note stands on R09, it holds both ways"),
        fires(professional(dx("Z33.1"), dx("O99.512")), because="O00-O9A is a range"),
        fires(professional(dx("O24.410"), dx("Z34.00")), because="the note stands on the chapter"),
        passes(professional(dx("J44.0"), dx("J18.9")), because="J44.0 asks for the infection too"),
        passes(professional(dx("I11.0"), dx("I50.9")), because="I11.0 asks for the heart failure too"),
        passes(professional(dx("I21.4"), dx("I25.2")), because="Excludes2: both may be coded"),
        passes(professional(dx("N17.9"), dx("N18.4")), because="acute on chronic: both are reported"),
    ),
)


@EDIT.check(since="2015-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Pairs whose nearest Excludes note, looked at from either side, is an Excludes1."""
    excludes, under = reference.icd10cm_excludes, levels(claims, reference)
    other = claims.prefixes.join(excludes, claims.prefixes.prefix == excludes.target)
    other = other.select("claim_id", "position", "code", "target", "node", "depth", "kind", "note")
    met = other.join(
        under,
        (other.claim_id == under.claim_id)
        & (other.node == under.node)
        & (other.position != under.position)
        & ~under.code.startswith(other.target),
    ).select(
        claim_id=under.claim_id,
        on=under.on,
        one=under.position,
        two=other.position,
        one_code=under.code,
        two_code=other.code,
        depth=other.depth,
        kind=other.kind,
        node=other.node,
        note=other.note,
    )
    side = ibis.window(
        group_by=["claim_id", "one", "two"], order_by=[ibis.desc("depth"), "kind", "node", "note"]
    )
    met = met.mutate(place=ibis.row_number().over(side))
    nearest = met.filter((met.place == 0) & (met.kind == 1))
    pair = nearest.mutate(
        diagnosis=ibis.least(nearest.one, nearest.two),
        other_diagnosis=ibis.greatest(nearest.one, nearest.two),
        code=(nearest.one < nearest.two).ifelse(nearest.one_code, nearest.two_code),
        other_code=(nearest.one < nearest.two).ifelse(nearest.two_code, nearest.one_code),
    )
    told_once = ibis.window(
        group_by=["claim_id", "diagnosis", "other_diagnosis"], order_by=[ibis.desc("depth"), "node", "note"]
    )
    first = pair.mutate(turn=ibis.row_number().over(told_once))
    return first.filter(first.turn == 0).select(
        "claim_id", "on", "diagnosis", "other_diagnosis", "code", "other_code", "node", "note"
    )


@EDIT.unknown
def unknown(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Codes under an Excludes1 note that names no code."""
    told = levels(claims, reference).join(reference.icd10cm_excludes, "node")
    told = told.filter((told.target == "") & (told.kind == 1))
    reason = ibis.literal("{code}: the Excludes1 note at {node} names no code, read it: “{note}”")
    return told.select("claim_id", "on", "code", "node", "note", diagnosis=told.position, reason=reason)
