"""The care after an operation is billed apart, and the surgeon has billed the whole.

55 bills the care after an operation that another physician took over. The surgeon's line of that day carries
54 then. Without it the surgeon is paid for that care too, and the line with 55 is denied.

Ask the surgeon for a corrected claim with 54, and see that the agreement to transfer the care is in both
records. Lines with 55 carry the date of the operation. The two claims must be given together to be seen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import fires, line, passes, professional
from codinglab.validate.modified_lines import carrying, without

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Care after an operation that is billed whole",
    severity=Severity.WARN,
    disposition=Disposition.REVIEW,
    applies_to=(ClaimType.PROFESSIONAL,),
    judges="line",
    authority=(Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 12 section 40.2"),),
    reads=(),
    message="{code} on line {line} carries 55, but line {surgery} of claim {other_claim} bills the whole "
    "{code} of that day: the surgeon's line carries 54.",
    examples=(
        fires(
            professional(line("66984", "RT"), line("66984", "RT", "55")),
            because="the whole, and a part of it",
        ),
        fires(professional(line("27447"), line("27447", "55")), because="without sides too"),
        passes(professional(line("66984", "54"), line("66984", "55")), because="each bills its part"),
        passes(professional(line("66984", "RT"), line("66984", "LT", "55")), because="the other eye"),
        passes(professional(line("66984", "80"), line("66984", "55")), because="an assistant bills no whole"),
        passes(professional(line("66984", "55")), because="the surgeon's claim is not given"),
    ),
)

_PARTS = ("54", "55", "56", "80", "81", "82", "AS")


@EDIT.check(since="1992-01-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines with 55 beside a whole line of the code, day and patient, not of the other side."""
    whose, marks = claims.claims.select("claim_id", "patient"), claims.modifiers
    rows = carrying(claims, "55").join(whose, "claim_id")
    whole = without(claims.lines, claims, *_PARTS).join(whose, "claim_id")
    whole = whole.select("code", "since", "patient", other_claim="claim_id", surgery="line").view()
    met = rows.join(
        whole,
        [rows.code == whole.code, rows.since == whole.since, rows.patient == whole.patient],
    ).select("claim_id", "on", "line", "code", "other_claim", "surgery")
    here = marks.filter(marks.modifier.isin(["LT", "RT"])).select("claim_id", "line", side="modifier")
    there = here.view().select(other_claim="claim_id", surgery="line", other_side="side")
    sided = met.join(here, ["claim_id", "line"]).join(there, ["other_claim", "surgery"])
    apart = sided.filter(sided.side != sided.other_side).select("claim_id", "line", "other_claim", "surgery")
    return met.anti_join(apart, ["claim_id", "line", "other_claim", "surgery"])
