"""Modifier 26 or TC stands on a code that has no such part.

26 bills the physician's reading of a diagnostic test, TC the rest of it. Only codes with PC/TC indicator 1
are made of the two; 26 also stands with 6 (laboratory tests that a physician interprets). Codes of
indicator 2 are the reading, of 3 the technical part, of 4 both, and 0 are services of the physician.

Remove the modifier, or use the code of the part that was done. Tests with a code for each part (the
electrocardiogram: 93000 whole, 93005 tracing, 93010 reading) take neither.
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
    title="Modifier 26 or TC on a code without components",
    severity=Severity.FAIL,
    disposition=Disposition.DENY_LINE,
    applies_to=(ClaimType.PROFESSIONAL,),
    judges="line",
    authority=(
        Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 13 section 20"),
        Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 23 addendum"),
    ),
    reads=("mpfs_indicator",),
    message=(
        "{code} on line {line} carries {modifier}, but its PC/TC indicator {pctc} says that it is {gloss}."
    ),
    examples=(
        fires(professional(line("93010", "26")), because="the reading already"),
        fires(professional(line("93005", "TC")), because="the tracing already"),
        fires(professional(line("20610", "26")), because="a procedure has no components"),
        fires(professional(line("93000", "26")), because="93010 is the reading"),
        passes(professional(line("71046", "26")), because="indicator 1"),
        passes(professional(line("71046", "TC")), because="indicator 1"),
        passes(professional(line("93010")), because="no modifier"),
        not_evaluated(professional(line("64405", "26")), because="the indicator is not known"),
    ),
)

_GLOSS = (
    ("0", "a service of the physician, without such parts"),
    ("2", "the professional part alone"),
    ("3", "the technical part alone"),
    ("4", "the whole test, with other codes for its parts"),
    ("5", "incident to a physician's service, without such parts"),
    ("7", "therapy, without such parts"),
    ("9", "outside the concept"),
)


@EDIT.check(since="1992-01-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines with 26 or TC by their PC/TC indicator."""
    rows = services_carrying(claims, reference, "26", "TC")
    hits = rows.filter((rows.pctc != "1") & ~(rows.pctc.isin(["6", "8"]) & (rows.modifier == "26")))
    gloss = hits.pctc.cases(*_GLOSS, else_="not made of the two")
    return hits.select("claim_id", "on", "line", "code", "modifier", "pctc", gloss=gloss)


@EDIT.unknown
def unknown(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines with the modifier whose indicator is not known."""
    return indicators_unknown(claims, reference, "26", "TC")
