"""NCCI pairs of codes: the modifiers that separate them, and the day's pairs that the table holds.

Source: NCCI Policy Manual for Medicare 2026, chapter I, section E.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import ibis

from codinglab.validate.relations import ClaimTables, ReferenceTables, in_force

ANATOMIC = (
    *("E1", "E2", "E3", "E4", "FA", *(f"F{n}" for n in range(1, 10)), "TA", *(f"T{n}" for n in range(1, 10))),
    *("LT", "RT", "LC", "LD", "RC", "LM", "RI"),
)
DISTINCT = ("59", "XE", "XS", "XP", "XU")
DISTINCT_ON_EITHER = ibis.literal(date(2019, 7, 1))
_OTHER = ("24", "25", "27", "57", "58", "78", "79", "91")
ASSOCIATED = (*ANATOMIC, *DISTINCT, *_OTHER)
PAIR = ("claim_id", "line", "other_claim", "other_line")


def pairs_in_force(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """The day's pairs whose line is column two of the other, by a row active that day.

    Rows with indicator 9 were void from their start.
    """
    pairs, table = claims.day_pairs, reference.ncci_ptp
    active = table.filter(table.indicator != 9)
    met = pairs.join(
        active,
        [
            pairs.claim_type == active.claim_type,
            pairs.other_code == active.column1,
            pairs.code == active.column2,
            *in_force(pairs, active),
        ],
    )
    return met.select(*pairs.columns, "indicator")


def without(pairs: Any, marked: Any, *, other: Any = None) -> Any:
    """The pairs that no modifier separates.

    Args:
        pairs: as `pairs_in_force` gives them.
        marked: modifiers that separate on the line (column two).
        other: those that do on the other line (column one), where they are not the same.
    """
    beside = (marked if other is None else other).select(other_claim="claim_id", other_line="line")
    bare = pairs.anti_join(marked.select("claim_id", "line"), ["claim_id", "line"])
    return bare.anti_join(beside, ["other_claim", "other_line"])


def denied_pairs(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """The day's pairs in force whose line, column two, is denied: no modifier may, or does, separate them.

    On column one 59, XE, XS, XP and XU separate since July 1, 2019 (CMS Change Request 11168).
    """
    associated = claims.modifiers.filter(lambda row: row.modifier.isin(ASSOCIATED))
    pairs = pairs_in_force(claims, reference)
    fixed = pairs.filter(pairs.indicator == 0)
    movable = pairs.filter(pairs.indicator == 1)
    bare = movable.anti_join(associated.select("claim_id", "line"), ["claim_id", "line"])
    beside = associated.select(other_claim="claim_id", other_line="line", other_mark="modifier").view()
    separate = [
        bare.other_claim == beside.other_claim,
        bare.other_line == beside.other_line,
        (bare.on >= DISTINCT_ON_EITHER) | beside.other_mark.notin(DISTINCT),
    ]
    return ibis.union(fixed, bare.anti_join(beside, separate)).distinct()


def placed(pairs: Any) -> Any:
    """Pairs with the words for where the other line stands; `other_line` is kept on one claim only."""
    here = pairs.claim_id == pairs.other_claim
    number = ibis.literal("line ") + pairs.other_line.cast("string")
    return pairs.mutate(
        where=here.ifelse(number, number + ibis.literal(" of claim ") + pairs.other_claim.cast("string")),
        other_line=here.ifelse(pairs.other_line, ibis.null("int32")),
    )
