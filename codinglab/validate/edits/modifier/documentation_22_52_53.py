"""A service is billed as more, as less or as broken off, which the record must show.

22 says that an operation took substantially more work than usual, 52 that a service was done in part by
choice, 53 that a procedure was broken off for the patient's safety. The payment is raised or lowered after
the contractor has read the record, so that such a line waits for it.

Have the operative note ready and a short statement with it: for 22, what was unusual and how much more work
it was; for 52, what was left out; for 53, how far the procedure went and why it ended. 22 is not for a
difficult patient alone, nor for what another code says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import fires, line, passes, professional
from codinglab.validate.modified_lines import carrying
from codinglab.validate.relations import is_visit

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Modifier 22, 52 or 53 needs documentation",
    severity=Severity.INFO,
    disposition=Disposition.SUSPEND,
    applies_to=(ClaimType.PROFESSIONAL,),
    judges="line",
    authority=(
        Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 12 section 40.2"),
        Authority("NCCI Policy Manual", "2026", "I.E.a"),
    ),
    reads=(),
    message="{code} on line {line} with {modifier} is priced from the record, which must say {what}.",
    examples=(
        fires(professional(line("27447", "22")), because="more work than usual"),
        fires(professional(line("45378", "52")), because="done in part"),
        fires(professional(line("45378", "53")), because="broken off"),
        passes(professional(line("27447")), because="as usual"),
        passes(professional(line("27447", "RT")), because="a side says nothing of the work"),
        passes(professional(line("99214", "22")), because="a visit is judged by another edit"),
    ),
)

_WHAT = (
    ("22", "what made it substantially more work than usual"),
    ("52", "what was left out"),
    ("53", "how far it went and why it was broken off"),
)


@EDIT.check(since="1992-01-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines with one of the three that are no visits."""
    rows = carrying(claims, "22", "52", "53")
    rows = rows.filter(~is_visit(rows.code))
    what = rows.modifier.cases(*_WHAT, else_="")
    return rows.select("claim_id", "on", "line", "code", "modifier", what=what)
