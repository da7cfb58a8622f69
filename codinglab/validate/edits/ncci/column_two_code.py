"""A column two code is billed on the same day as its column one code.

NCCI pairs hold that the column two service is part of the column one service when one physician (or
physicians of one specialty in one group) gives both to a patient on a day; Medicare pays column one
and denies column two. Which code stands in column one has nothing to do with its price. Lines of
other claims of that day count too.

With indicator 1 an NCCI-associated modifier on either code says that the services were separate;
the documentation must show it (another site, another session), and a different diagnosis alone
does not. With indicator 0 no modifier helps. Modifiers 22, 50, 51, 76 and 77 are not associated.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ibis

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import fires, line, not_evaluated, passes, professional

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

ANATOMIC = (
    *("E1", "E2", "E3", "E4", "FA", *(f"F{n}" for n in range(1, 10)), "TA", *(f"T{n}" for n in range(1, 10))),
    *("LT", "RT", "LC", "LD", "RC", "LM", "RI"),
)
ASSOCIATED = (*ANATOMIC, "24", "25", "57", "58", "78", "79", "27", "59", "91", "XE", "XS", "XP", "XU")

EDIT = Edit(
    __name__,
    title="Column two code of an NCCI pair",
    severity=Severity.FAIL,
    disposition=Disposition.DENY_LINE,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT),
    judges="line",
    authority=(Authority("NCCI Policy Manual", "2026", "I.E"),),
    reads=("ncci_ptp",),
    message="{code} on line {line} is column two of {other_code} on {on}, indicator {indicator}: {said}.",
    examples=(
        fires(professional(line("45385"), line("45380")), because="nothing says that the two are separate"),
        passes(professional(line("45385"), line("45380", "XS")), because="XS: a separate structure"),
        passes(
            professional(line("45385", "XS"), line("45380")), because="the modifier may stand on either code"
        ),
        fires(professional(line("45385"), line("45380", "22")), because="22 is not an associated modifier"),
        fires(professional(line("80053"), line("80048", "91")), because="indicator 0: no modifier helps"),
        fires(professional(line("20610", "50"), line("99214")), because="the visit carries no 25"),
        passes(professional(line("20610"), line("99214", "25")), because="25: a separate visit"),
        fires(
            professional(line("27447"), line("20610"), on="2025-03-31"), because="the pair's last active day"
        ),
        not_evaluated(
            professional(line("27447"), line("20610"), on="2025-04-01"), because="the pair has ended"
        ),
        not_evaluated(
            professional(line("G0101"), line("Q0091"), on="2024-04-01"),
            because="indicator 9 was never active",
        ),
        not_evaluated(professional(line("45385"), line("71046")), because="the slice does not know the pair"),
        passes(professional(line("45385")), because="one line makes no pair"),
    ),
)


@EDIT.check(since="1996-01-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Look the pairs of a day up in the table in force that day."""
    pairs = _in_table(claims, reference)
    associated = claims.modifiers.filter(claims.modifiers.modifier.isin(ASSOCIATED))
    marked = associated.select("claim_id", "line").distinct()
    other_marked = marked.view()
    separated = ibis.union(
        pairs.semi_join(marked, ["claim_id", "line"]).select("claim_id", "line", "other_claim", "other_line"),
        pairs.semi_join(
            other_marked, [pairs.other_claim == other_marked.claim_id, pairs.other_line == other_marked.line]
        ).select("claim_id", "line", "other_claim", "other_line"),
    )
    keys = ["claim_id", "line", "other_claim", "other_line"]
    fixed = pairs.filter(pairs.indicator == 0)
    bare = pairs.filter(pairs.indicator == 1).anti_join(separated, keys)
    hits = ibis.union(
        fixed.mutate(said=ibis.literal("no modifier separates them")),
        bare.mutate(said=ibis.literal("an associated modifier may separate them when the record shows it")),
    )
    return hits.select("claim_id", "on", "line", "other_line", "code", "other_code", "indicator", "said")


@EDIT.unknown
def unknown(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Pairs that an incomplete table does not hold, either way round."""
    pairs = claims.day_pairs
    if reference.complete("ncci_ptp"):
        pairs = pairs.filter(ibis.literal(False))
    known = _in_table(claims, reference).select("claim_id", "line", "other_claim", "other_line")
    turned = known.select(
        claim_id=known.other_claim, line=known.other_line, other_claim=known.claim_id, other_line=known.line
    )
    keys = ["claim_id", "line", "other_claim", "other_line"]
    left = pairs.anti_join(ibis.union(known, turned), keys)
    once = left.filter(
        (left.claim_id != left.other_claim) | (left.line < left.other_line), left.code != left.other_code
    )
    reason = ibis.literal(
        "the pair {code} and {other_code} is not in the shipped extract, which is not complete"
    )
    return once.select("claim_id", "on", "line", "other_line", "code", "other_code", reason=reason)


def _in_table(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """The day's pairs whose line is column two of the other, by a row active that day."""
    pairs, table = claims.day_pairs, reference.ncci_ptp
    active = table.filter(table.indicator != 9)
    return pairs.join(
        active,
        [
            pairs.claim_type == active.claim_type,
            pairs.other_code == active.column1,
            pairs.code == active.column2,
            active.since <= pairs.on,
            active.through.isnull() | (pairs.on <= active.through),
        ],
    )
