"""Add-on lines whose primary lines are all denied themselves, by a procedure pair or by a unit limit."""

from __future__ import annotations

from typing import Any

import ibis

from codinglab.validate.code_pairs import denied_pairs
from codinglab.validate.relations import ClaimTables, ReferenceTables, in_force
from codinglab.validate.unit_limits import denied_by_limit

BY_PAIR, BY_LIMIT = "ncci/column-two-code", "ncci/units-above-mue"


def add_ons_of_denied(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Each add-on line whose primary lines of the day are all denied, with the first one of its claim.

    Primary lines on other claims of the day count too: one that is paid keeps the add-on. At least one stands
    on the add-on's own claim.
    """
    beside, denied = _primaries(claims, reference), _denied(claims, reference)
    met = beside.left_join(
        denied, [beside.other_claim == denied.denied_claim, beside.primary == denied.denied_line]
    )
    elsewhere = (met.other_claim == met.claim_id).ifelse(0, 1)
    line = ibis.window(group_by=["claim_id", "line"])
    turn = ibis.window(group_by=["claim_id", "line"], order_by=[elsewhere, met.primary])
    judged = met.mutate(
        elsewhere=elsewhere,
        paid=met.denied_by.isnull().ifelse(1, 0).max().over(line),
        turn=ibis.row_number().over(turn),
    )
    fallen = judged.filter(judged.paid == 0, judged.turn == 0, judged.elsewhere == 0)
    return fallen.select("claim_id", "on", "line", "code", "other_code", "primary", "denied_by")


def _primaries(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Each add-on line with each line of its day that the table names as its primary."""
    pairs, table = claims.day_pairs, reference.ncci_add_on
    named = table.filter(table.kind > 0, table.primary != "").select(
        "code", "since", "through", listed="primary"
    )
    met = pairs.join(
        named, [pairs.code == named.code, pairs.other_code == named.listed, *in_force(pairs, named)]
    )
    return met.select(
        "claim_id", "on", "line", "code", "other_claim", "other_code", primary="other_line"
    ).distinct()


def _denied(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """The lines that are denied, once each, with the edit that does: the limit where both do."""
    by_pair = denied_pairs(claims, reference).select("claim_id", "line")
    by_limit = denied_by_limit(claims, reference).select("claim_id", "line")
    both = ibis.union(
        by_pair.mutate(denied_by=ibis.literal(BY_PAIR)), by_limit.mutate(denied_by=ibis.literal(BY_LIMIT))
    )
    return both.group_by(denied_claim=both.claim_id, denied_line=both.line).agg(
        denied_by=both.denied_by.max()
    )
