"""A service line holds something that has not the form of a HCPCS code.

A line is billed by a CPT code (five digits, or four and a letter) or a HCPCS Level II code (a
letter from A to V and four digits). A diagnosis, an ICD-10-PCS procedure, a code with a digit
missing or the letter O for a zero is none, and the payer's system cannot read the line.

Look up the code of the service. A facility line may have no code when its revenue code says enough; the
revenue codes 0022, 0023 and 0024 take a rate code (HIPPS) in its place and are not judged.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import ibis

from codinglab.model import Authority, Claim, ClaimType, Disposition, Severity
from codinglab.validate.claim_form import all_digits
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, line, outpatient, passes, professional

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables


def _rated(claim: Claim) -> Claim:
    """The claim with lines of home health under a rate."""
    return replace(claim, lines=tuple(replace(line, revenue_code="0023") for line in claim.lines))


EDIT = Edit(
    __name__,
    title="Not the form of a HCPCS code",
    severity=Severity.FAIL,
    disposition=Disposition.RETURN_TO_PROVIDER,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT, ClaimType.INPATIENT),
    judges="line",
    authority=(
        Authority("45 CFR", "", "162.1002(c)"),
        Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 23 section 20"),
    ),
    reads=(),
    message=(
        "Line {line} is billed by “{code}”, which has not the form of a CPT or HCPCS code{hint}: "
        "look up the code of the service."
    ),
    examples=(
        fires(professional(dx("I10"), line("9921")), because="a digit is missing"),
        fires(outpatient(dx("K80.20"), line("0FT44ZZ")), because="an ICD-10-PCS code"),
        fires(professional(dx("I10"), line("GO438")), because="the letter O for a zero"),
        fires(professional(dx("I10"), line("")), because="a professional line needs a code"),
        passes(professional(dx("I10"), line("99214")), because="CPT"),
        passes(professional(dx("I10"), line("G0438", "25")), because="HCPCS Level II"),
        passes(outpatient(dx("I10"), line("")), because="the revenue code may say enough"),
        passes(_rated(outpatient(dx("I10"), line("1AFKS"))), because="a rate code of home health"),
    ),
)


@EDIT.check(since="1983-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines whose code is neither four digits and an ending nor a letter from A to V and four digits."""
    rows = claims.lines
    code = rows.code
    numbered = all_digits(code.substr(0, 4), 4) & code.substr(4, 1).isin(list("0123456789FTUM"))
    lettered = code.substr(0, 1).between("A", "V") & all_digits(code.substr(1, 4), 4)
    formed = (code.length() == 5) & (numbered | lettered)
    without = (code == "") & (rows.claim_type != ClaimType.PROFESSIONAL.value)
    rated = rows.revenue_code.isin(["0022", "0023", "0024"])
    wrong = rows.filter(~formed & ~without & ~rated)
    long = ibis.literal(" (seven characters: ICD-10-PCS codes are for inpatient procedures)")
    hint = (wrong.code.length() == 7).ifelse(long, ibis.literal(""))
    return wrong.select("claim_id", "on", "line", "code", hint=hint)
