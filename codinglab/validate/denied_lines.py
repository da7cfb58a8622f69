"""Add-on lines whose primary lines are all denied themselves, by a procedure pair or by a unit limit."""

from __future__ import annotations

from typing import Any

import ibis

from codinglab.validate.code_pairs import denied_pairs
from codinglab.validate.relations import ClaimTables, ReferenceTables, in_force
from codinglab.validate.unit_limits import denied_by_limit

BY_PAIR, BY_LIMIT = "ncci/column-two-code", "ncci/units-above-mue"
_LINE = ("claim_id", "line")


def add_ons_of_denied(claims: ClaimTables, reference: ReferenceTables, *, on_either: bool) -> Any:
    """Each add-on line whose primary lines of the day are all denied, with the first one of its claim.

    Primary lines on other claims of the day count too: one that is paid keeps the add-on. At least one stands
    on the add-on's own claim.

    Args:
        claims: the claims.
        reference: the tables.
        on_either: as for `denied_pairs`.
    """
    beside, denied = _primaries(claims, reference), _denied(claims, reference, on_either=on_either)
    of_primary = [beside.other_claim == denied.denied_claim, beside.primary == denied.denied_line]
    paid = beside.anti_join(denied, of_primary).select(*_LINE).distinct()
    fallen = beside.join(denied, of_primary).select(*beside.columns, "denied_by")
    fallen = fallen.filter(fallen.other_claim == fallen.claim_id).anti_join(paid.view(), _LINE)
    turn = ibis.window(group_by=[*_LINE], order_by=[fallen.primary])
    numbered = fallen.mutate(turn=ibis.row_number().over(turn))
    first = numbered.filter(numbered.turn == 0)
    return first.select("claim_id", "on", "line", "code", "other_code", "primary", "denied_by")


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


def _denied(claims: ClaimTables, reference: ReferenceTables, *, on_either: bool) -> Any:
    """The lines that are denied, once each, with the edit that does: the limit where both do."""
    by_pair = denied_pairs(claims, reference, on_either=on_either).select(*_LINE)
    by_limit = denied_by_limit(claims, reference).select(*_LINE)
    both = ibis.union(
        by_pair.mutate(denied_by=ibis.literal(BY_PAIR)), by_limit.mutate(denied_by=ibis.literal(BY_LIMIT))
    )
    return both.group_by(denied_claim=both.claim_id, denied_line=both.line).agg(
        denied_by=both.denied_by.max()
    )
