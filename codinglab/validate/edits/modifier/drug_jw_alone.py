"""A discarded amount of a drug is billed without a line for what was given.

JW stands on a line of its own for what was left over in a single-dose container and thrown away, beside the
line of the same drug and day for what was given. Alone it bills only waste.

Add the line of the amount given, without JW. When all of it was discarded because the patient never had it,
the drug was not given and is not billed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import fires, line, outpatient, passes, professional
from codinglab.validate.modified_lines import carrying, without

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="JW without the line of the drug given",
    severity=Severity.FAIL,
    disposition=Disposition.RETURN_TO_PROVIDER,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT),
    judges="line",
    authority=(Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 17 section 40"),),
    reads=(),
    message="{code} on line {line} carries JW, but no line of {on} bills the {code} that was given.",
    examples=(
        fires(professional(line("J9035", "JW", units=3)), because="waste alone"),
        fires(
            outpatient(line("J9035", "JW", units=3), line("J9271", "JZ", units=200)),
            because="another drug is not what was given",
        ),
        passes(professional(line("J9035", units=37), line("J9035", "JW", units=3)), because="both lines"),
        passes(professional(line("J9271", "JZ", units=200)), because="no waste"),
    ),
)


@EDIT.check(since="2017-01-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines with JW without another of the code and day."""
    rows = carrying(claims, "JW")
    given = without(claims.lines, claims, "JW").select("key", "code", "since").distinct().view()
    alone = rows.anti_join(given, [rows.key == given.key, rows.code == given.code, rows.since == given.since])
    return alone.select("claim_id", "on", "line", "code")
