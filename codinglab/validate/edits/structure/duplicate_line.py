"""The same service is billed twice for one day.

Two lines with the same code, modifiers, place, provider and days look to a payer like one service that
was billed twice, and the second is denied as a duplicate. Lines of the patient's other claims count too.

If it was given once, remove the line. If it was given again, put the units on one line, or mark the second:
76 (same physician) or 77 (another), 91 for a laboratory test repeated for its value, 59 or an X modifier for
another site or session. LT and RT tell two sides apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ibis

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.claim_form import form
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, line, outpatient, passes, professional

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

_PAIR = ["claim_id", "line", "other_claim", "other_line"]

EDIT = Edit(
    __name__,
    title="Duplicate service line",
    severity=Severity.WARN,
    disposition=Disposition.REVIEW,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT),
    judges="line",
    authority=(Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 1 section 120"),),
    reads=(),
    message=(
        "{code} on line {line} repeats line {other_line}{where}: remove one, add the units up, or"
        " mark the repeated service."
    ),
    examples=(
        fires(professional(dx("I10"), line("93000"), line("93000")), because="nothing tells the two apart"),
        fires(
            professional(dx("M17.0"), line("20610", "LT", "KX"), line("20610", "KX", "LT")),
            because="the order of modifiers does not matter",
        ),
        fires(
            outpatient(dx("I10"), line("71046"), line("80053"), line("71046")),
            because="the third line repeats the first",
        ),
        passes(
            professional(dx("I10"), line("93000"), line("93000", "76")),
            because="76: done again by the same physician",
        ),
        passes(professional(dx("M17.0"), line("20610", "LT"), line("20610", "RT")), because="two sides"),
        passes(
            professional(dx("I10"), line("93000"), line("93000", "76"), line("93000", "76")),
            because="each repetition is marked",
        ),
        passes(professional(dx("I10"), line("93000"), line("80053")), because="two services"),
    ),
)


@EDIT.check(since="1983-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines like an earlier one of the claim, or one of another claim, once each."""
    pairs = _alike(claims)
    told = _unlike_modifiers(pairs, claims)
    turned = told.select(
        claim_id=told.other_claim, line=told.other_line, other_claim=told.claim_id, other_line=told.line
    )
    same = pairs.anti_join(ibis.union(told, turned), _PAIR)
    repeated = claims.modifiers.filter(
        claims.modifiers.modifier.isin(form()["repeated_service"]["modifiers"])
    )
    left = same.anti_join(repeated, ["claim_id", "line"])
    own = left.claim_id == left.other_claim
    once = left.filter(~own | (left.line > left.other_line))
    here = (once.claim_id == once.other_claim).ifelse(0, 1)
    turn = ibis.window(group_by=["claim_id", "line"], order_by=["away", "other_claim", "other_line"])
    told_once = once.mutate(away=here)
    first = told_once.mutate(turn=ibis.row_number().over(turn))
    named = first.filter(first.turn == 0)
    elsewhere = ibis.literal(" of claim ") + named.other_claim.cast("string")
    where = (named.away == 0).ifelse(ibis.literal(""), elsewhere)
    return named.select("claim_id", "on", "line", "other_claim", "other_line", "code", where=where)


def _alike(claims: ClaimTables) -> Any:
    """Every two lines of one provider with the same code, days, place and revenue code, both ways round."""
    one, two = claims.lines, claims.lines.view()
    same_line = (one.claim_id == two.claim_id) & (one.line == two.line)
    columns = ("key", "code", "first_day", "last_day", "place_of_service", "revenue_code")
    met = one.join(two, [*(one[name] == two[name] for name in columns), ~same_line])
    return met.select(
        claim_id=one.claim_id,
        on=one.on,
        line=one.line,
        code=one.code,
        other_claim=two.claim_id,
        other_line=two.line,
    )


def _unlike_modifiers(pairs: Any, claims: ClaimTables) -> Any:
    """The pairs whose line has a modifier that the other has not."""
    mine, theirs = claims.modifiers, claims.modifiers.view()
    marked = pairs.join(mine, ["claim_id", "line"]).select(*_PAIR, "modifier")
    alone = marked.anti_join(
        theirs,
        [
            marked.other_claim == theirs.claim_id,
            marked.other_line == theirs.line,
            marked.modifier == theirs.modifier,
        ],
    )
    return alone.select(*_PAIR).distinct()
