"""A facility line has no revenue code, or one that is not four digits.

On a UB-04 the revenue code tells in which department, and of what kind, the service was; every line needs
one, with or without a HCPCS code. It has four digits with the leading zero: 0450, not 450.

Take the revenue code from the chargemaster entry of the service, and have the entry corrected where it is
wrong, or the next claim will fail too. Professional claims have none.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import ibis

from codinglab.model import Authority, Claim, ClaimType, Disposition, Severity
from codinglab.validate.claim_form import all_digits
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, line, outpatient, passes

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables


def _under(revenue_code: str, claim: Claim) -> Claim:
    """The claim with every line under that revenue code."""
    return replace(claim, lines=tuple(replace(line, revenue_code=revenue_code) for line in claim.lines))


EDIT = Edit(
    __name__,
    title="Revenue code missing or malformed",
    severity=Severity.FAIL,
    disposition=Disposition.RETURN_TO_PROVIDER,
    applies_to=(ClaimType.OUTPATIENT, ClaimType.INPATIENT),
    judges="line",
    authority=(Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 25 section 75"),),
    reads=(),
    message="Line {line} ({code}) {said}: take it from the chargemaster, four digits with the leading zero.",
    examples=(
        fires(_under("", outpatient(dx("I10"), line("G0463"))), because="a HCPCS code alone"),
        fires(_under("450", outpatient(dx("I10"), line("99284"))), because="the leading zero is missing"),
        passes(_under("0450", outpatient(dx("I10"), line("99284"))), because="four digits"),
        passes(_under("0762", outpatient(dx("I10"), line("G0378"))), because="observation"),
    ),
)


@EDIT.check(since="1983-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines whose revenue code is not four digits."""
    rows = claims.lines
    wrong = rows.filter(~all_digits(rows.revenue_code, 4))
    malformed = ibis.literal("has revenue code “") + wrong.revenue_code + ibis.literal("”")
    said = (wrong.revenue_code == "").ifelse(ibis.literal("has no revenue code"), malformed)
    return wrong.select("claim_id", "on", "line", "code", said=said)
