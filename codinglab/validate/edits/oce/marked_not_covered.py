"""A line says of itself that Medicare does not cover it.

Modifier GY says that statute excludes the service or that it falls under no benefit: the patient owes it.
GZ says that a denial as not necessary is expected and that no notice (ABN) was signed: the provider bears
it. Both lines are denied unseen.

Keep the modifier when it is true. GA tells of a signed ABN, and GX of one given freely, which may stand
beside GY.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ibis

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import fires, line, outpatient, passes
from codinglab.validate.modified_lines import carrying

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Line marked as not covered (I/OCE 50)",
    severity=Severity.WARN,
    disposition=Disposition.DENY_LINE,
    applies_to=(ClaimType.OUTPATIENT,),
    judges="line",
    authority=(
        Authority("Integrated Outpatient Code Editor", "", "edit 50"),
        Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 1 section 60"),
    ),
    reads=(),
    message="{code} on line {line} carries {modifier}: {said}. See that this is meant.",
    examples=(
        fires(outpatient(line("A9270", "GY")), because="GY: excluded"),
        fires(outpatient(line("83036", "GZ")), because="GZ: no ABN was signed"),
        passes(outpatient(line("83036", "GA")), because="GA: Medicare decides"),
        passes(outpatient(line("83036")), because="no such modifier"),
    ),
)


@EDIT.check(since="2002-01-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines with GY or GZ."""
    hits = carrying(claims, "GY", "GZ")
    patient = ibis.literal("it is denied as excluded, and the patient owes it")
    said = (hits.modifier == "GY").ifelse(patient, "it is denied as not necessary, and the provider bears it")
    return hits.select("claim_id", "on", "line", "code", "modifier", said=said)
