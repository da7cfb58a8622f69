"""Modifier 76 or 77 stands on a procedure that is on no other line of the day.

76 says that the same physician did a procedure again on the same day; the first stands on a line of its
own, without it. Alone, the modifier has nothing to repeat.

Remove 76, or bill the first procedure. When the first is on another claim of the day, give both together.
77 says that another physician did it first. When that claim is among those given, it is seen; else nothing
is said of 77.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ibis

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import fires, line, not_evaluated, passes, professional
from codinglab.validate.modified_lines import carrying

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Modifier 76 or 77 without the first procedure",
    severity=Severity.WARN,
    disposition=Disposition.REVIEW,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT),
    judges="line",
    authority=(
        Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 12 section 40.2"),
        Authority("NCCI Policy Manual", "2026", "I.V"),
    ),
    reads=(),
    message="{code} on line {line} carries 76, but no other line of {on} holds the first {code}.",
    examples=(
        fires(professional(line("71046", "76")), because="no first film"),
        fires(professional(line("71046", "76"), line("93000")), because="another service is not the first"),
        passes(professional(line("71046"), line("71046", "76")), because="the second of two"),
        passes(professional(line("71046")), because="no 76"),
        not_evaluated(professional(line("71046", "77")), because="the first is another physician's"),
    ),
)


@EDIT.check(since="1992-01-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines with 76 without another line of their code that day."""
    rows = carrying(claims, "76")
    return _alone(rows, claims).select("claim_id", "on", "line", "code")


@EDIT.unknown
def unknown(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines with 77: the first procedure is on another physician's claim."""
    rows = _done_by_nobody(_alone(carrying(claims, "77"), claims), claims)
    reason = ibis.literal(
        "77 on line {line}: the first {code} is on a claim of another physician that is not given"
    )
    return rows.select("claim_id", "on", "line", "code", reason=reason)


def _alone(rows: Any, claims: ClaimTables) -> Any:
    pairs = claims.day_pairs
    again = pairs.filter(pairs.code == pairs.other_code).select("claim_id", "line").distinct().view()
    return rows.anti_join(again, [rows.claim_id == again.claim_id, rows.line == again.line])


def _done_by_nobody(rows: Any, claims: ClaimTables) -> Any:
    """The rows whose code is on no line of another provider for the patient that day."""
    whose = claims.claims.select("claim_id", "patient")
    others = claims.lines.join(whose, "claim_id").select("code", "since", "key", "patient").view()
    held = rows.join(whose, "claim_id")
    return held.anti_join(
        others,
        [
            held.patient == others.patient,
            held.code == others.code,
            held.since == others.since,
            held.key != others.key,
        ],
    )
