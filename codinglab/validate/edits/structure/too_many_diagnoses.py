"""More diagnoses are on the claim than the form holds.

A professional claim (CMS-1500, 837P) takes 12 diagnoses. A facility claim (UB-04, 837I) takes a principal
or first-listed diagnosis and 24 others; admitting diagnosis and reasons for visit have fields of their
own. What does not fit is cut off on the way, and the payer never sees it.

Keep the diagnoses that bear on this claim, in order of weight: those that lines point to, those that
show severity or risk. Leave out what was neither evaluated nor treated and had no effect on care. A second
claim only to carry more diagnoses is not the way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.claim_form import over_limit
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, inpatient, line, outpatient, passes, professional

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

DOZEN = tuple(
    dx(code) for code in "Z80.0 Z80.1 Z80.2 Z80.3 Z80.6 Z80.7 Z80.8 Z80.9 Z81.0 Z81.1 Z81.2 Z81.3".split()
)
"""Twelve family histories, which nobody has to bill together."""


EDIT = Edit(
    __name__,
    title="Too many diagnoses",
    severity=Severity.FAIL,
    disposition=Disposition.RETURN_TO_PROVIDER,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT, ClaimType.INPATIENT),
    judges="claim",
    authority=(
        Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 26 section 10"),
        Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 25 section 75"),
    ),
    reads=(),
    message="The claim has {number} diagnoses and can hold {most}: keep those that bear on it most.",
    examples=(
        fires(professional(*DOZEN, dx("Z82.0"), line("99214")), because="13 on a professional claim"),
        passes(professional(*DOZEN, line("99214")), because="12 fit"),
        passes(outpatient(*DOZEN, dx("Z82.0"), line("G0463")), because="a facility claim holds 25"),
        fires(inpatient(dx("J18.9", "Y"), *DOZEN, *DOZEN, dx("Z82.0")), because="26 on a facility claim"),
    ),
)


@EDIT.check(since="1983-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Claims with more diagnoses than their form holds."""
    hits = over_limit(claims.claims, claims.diagnoses, ["claim_id"], "diagnoses")
    return hits.select("claim_id", "on", "number", "most")
