"""Modifier 54, 55 or 56 stands on a code whose care is not divided.

The payment of an operation with a global period of 10 or 90 days holds the care before and after it. When
physicians divide that care, 54 bills the operation alone, 55 the care after it and 56 the care before. A
code with no days after it has nothing to divide.

Take the modifier off. A visit after a procedure of 0 days is billed as a visit.
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
    title="Divided care of a code without days after it",
    severity=Severity.WARN,
    disposition=Disposition.REVIEW,
    applies_to=(ClaimType.PROFESSIONAL,),
    judges="line",
    authority=(
        Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 12 section 40.1"),
        Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 12 section 40.2"),
    ),
    reads=("mpfs_indicator",),
    message="{code} on line {line} carries {modifier}, but its global period {global_days} holds no care of "
    "days after it that could be divided.",
    examples=(
        fires(professional(line("20610", "54")), because="a procedure of 0 days"),
        fires(professional(line("99214", "55")), because="a visit has no global period"),
        fires(professional(line("11102"), line("11103", "55")), because="an add-on follows its primary"),
        passes(professional(line("66984", "54")), because="90 days, the care after is another's"),
        passes(professional(line("66984", "55")), because="the care after it"),
        passes(professional(line("17000", "54")), because="10 days"),
        passes(professional(line("20610")), because="nothing is divided"),
        not_evaluated(professional(line("64405", "54")), because="the global period is not known"),
    ),
)


@EDIT.check(since="1992-01-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines with one of the three of a global period of 0 days, or none."""
    rows = services_carrying(claims, reference, "54", "55", "56")
    hits = rows.filter(rows.global_days.isin(["000", "XXX", "ZZZ"]))
    return hits.select("claim_id", "on", "line", "code", "modifier", "global_days")


@EDIT.unknown
def unknown(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines with the modifier whose global period is not known."""
    return indicators_unknown(claims, reference, "54", "55", "56")
