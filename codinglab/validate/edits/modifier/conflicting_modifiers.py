"""Two modifiers of one line contradict each other.

Each says something that the other denies: a reading and the technical part alone (26, TC), the operation and
the care after it alone (54, 55), an expected denial with and without a signed notice (GA, GZ), drug thrown
away and none (JW, JZ). The line cannot be both, and it is returned or denied.

Keep the one that the record supports. A whole test takes neither 26 nor TC. Distinct services take one of
59, XE, XS, XP and XU. The pairs are rows of the table `modifier_conflict`, each with its reason.
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
    title="Modifiers that contradict each other",
    severity=Severity.FAIL,
    disposition=Disposition.RETURN_TO_PROVIDER,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT),
    judges="line",
    authority=(
        Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 12 section 40"),
        Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 30 section 50"),
        Authority("NCCI Policy Manual", "2026", "I.E"),
    ),
    reads=("modifier_conflict",),
    message="{code} on line {line} carries {one} and {other}: {why}.",
    examples=(
        fires(professional(line("71046", "26", "TC")), because="a reading and the technical part alone"),
        fires(professional(line("G0127", "GA", "GZ")), because="a signed notice and none"),
        fires(professional(line("27447", "AS", "80")), because="one assistant is not both"),
        fires(outpatient(line("J9271", "JW", "JZ"), on="2023-01-01"), because="drug thrown away and none"),
        passes(outpatient(line("J9271", "JW", "JZ"), on="2022-12-31"), because="JZ was not yet there"),
        fires(professional(line("45380", "59", "XS")), because="one of the five says it"),
        fires(
            professional(line("27447", "54", "55")),
            because="together they are the whole, which takes neither",
        ),
        fires(professional(line("45378", "52", "53")), because="less by choice, or broken off"),
        passes(professional(line("27447", "54"), line("27447", "55")), because="each on a line of its own"),
        passes(professional(line("G0127", "GY", "GX")), because="a voluntary notice for an excluded service"),
        passes(professional(line("71046", "26", "RT")), because="they say different things"),
        passes(professional(line("20610", "RT"), line("20610", "LT")), because="on two lines"),
    ),
)


@EDIT.check(since="1992-01-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines with both modifiers of a pair of the table."""
    first = claims.modifiers.select("claim_id", "line", one="modifier").distinct()
    second = claims.modifiers.select("claim_id", "line", other="modifier").distinct().view()
    both = first.join(second, ["claim_id", "line"])
    table = reference.modifier_conflict
    met = both.join(table, [both.one == table.one, both.other == table.other])
    met = met.select("claim_id", "line", "one", "other", "why", "since", "through")
    rows = claims.lines.select("claim_id", "line", "code", "on")
    told = met.join(rows, ["claim_id", "line"])
    days = (told.since <= told.on) & (told.through.isnull() | (told.on <= told.through))
    return told.filter(days).select("claim_id", "on", "line", "code", "one", "other", "why")
