"""A visit with 25 is billed on the day of a major procedure, or the day before, without 57.

25 separates a visit from a minor procedure. The visit at which a procedure with a global period of 90
days was decided on carries 57 instead; with 25 it may be denied as part of the global package, and the
record is read for something that 25 does not ask.

Put 57 on the visit when the note records the decision for surgery. When the visit was for something
unrelated in the global period of an earlier procedure, it carries 24.

25 stays beside 57 when a minor procedure was also done that day, apart from which the visit stands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import fires, line, not_evaluated, passes, professional
from codinglab.validate.relations import is_visit, services, without_indicators

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="25 where a major procedure asks for 57",
    severity=Severity.WARN,
    disposition=Disposition.REVIEW,
    applies_to=(ClaimType.PROFESSIONAL,),
    judges="line",
    authority=(
        Authority("NCCI Policy Manual", "2026", "I.D"),
        Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 12 section 40.2"),
    ),
    reads=("mpfs_indicator",),
    message=(
        "{code} on line {line} has 25, and {other_code} ({other_day}) has a global period of 90 days: the "
        "visit at which it was decided on carries 57."
    ),
    examples=(
        fires(professional(line("27447"), line("99214", "25")), because="a major procedure asks for 57"),
        fires(professional(line("66984"), line("99213", "25")), because="any major procedure"),
        passes(professional(line("27447"), line("99214", "57")), because="57: the decision for surgery"),
        passes(professional(line("27447"), line("99214", "25", "57")), because="both are there"),
        passes(professional(line("20610"), line("99214", "25")), because="a minor procedure asks for 25"),
        not_evaluated(
            professional(line("64405"), line("99214", "25")), because="global period not in the slice"
        ),
        not_evaluated(
            professional(line("27447"), line("99214", "25"), on="2023-12-31"),
            because="no table holds that day",
        ),
    ),
)


@EDIT.check(since="1992-01-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Visits with 25, and neither 57 nor 24, on the day of a 090 procedure or the day before."""
    visits = _visits_with_25(claims)
    surgeries = services(claims, reference).filter(lambda row: row.global_days == "090").view()
    met = visits.join(
        surgeries,
        [
            visits.key == surgeries.key,
            visits.first_day <= surgeries.first_day,
            visits.first_day >= surgeries.first_day - 1,
        ],
    )
    return met.select(
        claim_id=visits.claim_id,
        on=visits.on,
        line=visits.line,
        code=visits.code,
        other_code=surgeries.code,
        other_day=surgeries.since,
    ).distinct()


@EDIT.unknown
def unknown(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Codes beside a visit with 25 whose global period is not known."""
    visits = _visits_with_25(claims).select(visit="key", day="first_day")
    rows = without_indicators(claims, reference, "the global period of {code} is not known")
    found = rows.join(claims.lines.select("claim_id", "line", "key", "first_day"), ["claim_id", "line"])
    met = found.join(
        visits,
        [found.key == visits.visit, found.first_day >= visits.day, found.first_day - 1 <= visits.day],
    )
    return met.select("claim_id", "on", "line", "code", "reason").distinct()


def _visits_with_25(claims: ClaimTables) -> Any:
    marks = claims.modifiers
    visits = claims.lines.filter(lambda row: is_visit(row.code))
    marked = visits.semi_join(marks.filter(marks.modifier == "25"), ["claim_id", "line"])
    return marked.anti_join(marks.filter(marks.modifier.isin(["57", "24"])), ["claim_id", "line"])
