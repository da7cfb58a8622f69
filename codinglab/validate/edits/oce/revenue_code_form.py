"""The revenue code of a line is not four digits that may be one.

Every line of a hospital claim stands under a four-digit revenue code that tells the department. Most begin
with 0; the rest begin with 1 to 3.

Take the code from the charge master. The list itself belongs to the American Hospital Association, so only
its form is judged here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import fires, in_revenue, line, outpatient, passes

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Revenue code of a wrong form (I/OCE 41)",
    severity=Severity.FAIL,
    disposition=Disposition.RETURN_TO_PROVIDER,
    applies_to=(ClaimType.OUTPATIENT,),
    judges="line",
    authority=(
        Authority("Integrated Outpatient Code Editor", "", "edit 41"),
        Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 25 section 75.4"),
    ),
    reads=(),
    message="{code} on line {line} has the revenue code {revenue_code}: four digits are asked, the first "
    "of them 0 to 3.",
    examples=(
        fires(outpatient(in_revenue(line("71046"), "32A")), because="a letter"),
        fires(outpatient(in_revenue(line("71046"), "9320")), because="no revenue code begins with 9"),
        passes(outpatient(in_revenue(line("71046"), "0320")), because="radiology"),
        passes(outpatient(in_revenue(line("71046"), "320")), because="the leading zero is often left out"),
        passes(outpatient(line("71046")), because="none at all is another matter"),
    ),
)


@EDIT.check(since="2000-08-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines with a revenue code that is no number from 001 to 3999."""
    rows = claims.lines
    code = rows.revenue_code
    plain = code
    for digit in "0123456789":
        plain = plain.replace(digit, "")
    sound = (plain == "") & ((code.length() == 3) | ((code.length() == 4) & (code < "4")))
    hits = rows.filter((code != "") & ~sound)
    return hits.select("claim_id", "on", "line", "code", "revenue_code")
