"""One modifier stands twice on a line.

A modifier says its piece once; the second takes one of the four places that a line has, and often stands
where another was meant (LT and RT, or 59 beside 76).

Remove the second, or correct it to what was meant.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import fires, line, outpatient, passes, professional

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Modifier twice on one line",
    severity=Severity.WARN,
    disposition=Disposition.REVIEW,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT),
    judges="line",
    authority=(Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 26 section 10.4"),),
    reads=(),
    message="{code} on line {line} carries {modifier} {times} times.",
    examples=(
        fires(professional(line("20610", "RT", "RT")), because="RT twice"),
        fires(outpatient(line("45380", "59", "59")), because="59 twice"),
        passes(professional(line("20610", "RT")), because="once"),
        passes(professional(line("20610", "RT"), line("20610", "RT")), because="on two lines"),
    ),
)


@EDIT.check(since="1992-01-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines with a modifier more than once."""
    marks = claims.modifiers
    twice = marks.group_by("claim_id", "line", "modifier").aggregate(times=marks.position.count())
    twice = twice.filter(twice.times > 1)
    met = claims.lines.join(twice, ["claim_id", "line"])
    return met.select("claim_id", "on", "line", "code", "modifier", "times")
