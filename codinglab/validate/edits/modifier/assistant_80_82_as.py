"""An assistant at surgery is billed for a procedure that does not pay one.

Modifiers 80, 81 and 82 bill a physician's assistance at an operation, AS that of a physician assistant,
nurse practitioner or clinical nurse specialist. With assistant indicator 1 Medicare pays none by statute;
with 9 the code is no operation.

Do not bill the assistant's line. With indicator 2 it is paid as it is, with 0 when documentation shows the
need.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import fires, line, not_evaluated, passes, professional
from codinglab.validate.modified_lines import indicators_unknown, services_carrying

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Assistant at surgery not payable",
    severity=Severity.FAIL,
    disposition=Disposition.DENY_LINE,
    applies_to=(ClaimType.PROFESSIONAL,),
    judges="line",
    authority=(
        Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 12 section 20.4.3"),
        Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 12 section 110.2"),
    ),
    reads=("mpfs_indicator",),
    message=(
        "{code} on line {line} carries {modifier}, but its assistant indicator {indicator} pays no assistant."
    ),
    examples=(
        fires(professional(line("11102", "80")), because="indicator 1"),
        fires(professional(line("66984", "AS")), because="indicator 1, for AS too"),
        fires(professional(line("J3301", "82")), because="indicator 9: no operation"),
        passes(professional(line("27447", "AS")), because="indicator 2"),
        passes(professional(line("29881", "80")), because="indicator 0: with documentation"),
        passes(professional(line("11102")), because="no assistant"),
        not_evaluated(professional(line("64405", "80")), because="the indicator is not known"),
    ),
)


@EDIT.check(since="1992-01-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines of an assistant by the assistant indicator."""
    rows = services_carrying(claims, reference, "80", "81", "82", "AS")
    hits = rows.filter(rows.assistant.isin(["1", "9"]))
    return hits.select("claim_id", "on", "line", "code", "modifier", indicator=hits.assistant)


@EDIT.unknown
def unknown(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines with the modifier whose indicators are not known."""
    return indicators_unknown(claims, reference, "80", "81", "82", "AS")
