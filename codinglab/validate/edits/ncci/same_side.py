"""The modifiers that separate an NCCI pair name the same side, digit, eyelid or vessel.

RT, LT and the like pass a pair because the two services may have been done on two sides. When both codes
carry the same one they were done in the same place, and the pair should not be passed: the claim is paid
now and asked back later.

Look in the record for where each was done. If the side of one is wrong, correct it. If both were on the
same side, bill column one alone.

They may still be separate on the same side: another session (XE), another lesion or organ that is not
contiguous (XS), or a specific rule for that pair. Then that modifier says so. Where a knee or a shoulder
is treated twice on one side, CMS holds it to be one site.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ibis

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.code_pairs import ANATOMIC, ASSOCIATED, PAIR, pairs_in_force, placed, without
from codinglab.validate.edit import Edit
from codinglab.validate.examples import fires, line, not_evaluated, outpatient, passes, professional

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Both codes of a pair on the same side",
    severity=Severity.WARN,
    disposition=Disposition.REVIEW,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT),
    judges="line",
    authority=(
        Authority("NCCI Policy Manual", "2026", "I.E"),
        Authority("NCCI Policy Manual", "2026", "I.E.d"),
    ),
    reads=("ncci_ptp",),
    message=(
        "{code} on line {line} and its column one code {other_code} ({where}) both have {modifier}: the "
        "same place does not separate them."
    ),
    examples=(
        fires(
            professional(line("27447", "RT"), line("20610", "RT"), on="2025-03-01"), because="the same knee"
        ),
        fires(outpatient(line("27447", "LT"), line("20610", "LT")), because="in hospital too"),
        passes(
            professional(line("27447", "RT"), line("20610", "LT"), on="2025-03-01"), because="the other knee"
        ),
        passes(
            professional(line("27447", "RT"), line("20610", "RT", "XE"), on="2025-03-01"),
            because="XE: another session",
        ),
        passes(
            professional(line("27447", "RT"), line("20610"), on="2025-03-01"), because="one side is not said"
        ),
        not_evaluated(
            professional(line("27447", "RT"), line("20610", "RT"), on="2018-12-31"),
            because="no table holds that day",
        ),
        not_evaluated(
            professional(line("27447", "RT"), line("64405", "RT")), because="the slice does not know the pair"
        ),
    ),
)


@EDIT.check(since="1996-01-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Pairs with indicator 1 that nothing separates but the same anatomic modifiers on both codes."""
    pairs = pairs_in_force(claims, reference)
    marks = claims.modifiers
    others = marks.filter(marks.modifier.isin([one for one in ASSOCIATED if one not in ANATOMIC]))
    bare = without(pairs.filter(pairs.indicator == 1), others, other=others.view())
    return _sharing(bare, claims)


@EDIT.unknown
def unknown(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Codes with the same anatomic modifier whose pair an incomplete table does not hold."""
    pairs = claims.day_pairs.filter(lambda row: row.code != row.other_code)
    if reference.complete("ncci_ptp"):
        pairs = pairs.filter(ibis.literal(False))
    known = pairs_in_force(claims, reference).select(*PAIR)
    turned = known.select(
        claim_id="other_claim", line="other_line", other_claim="claim_id", other_line="line"
    )
    left = pairs.anti_join(known, PAIR).anti_join(turned, PAIR)
    once = left.filter((left.claim_id != left.other_claim) | (left.line < left.other_line))
    return _sharing(once, claims).mutate(
        reason=ibis.literal("the pair {code} and {other_code} ({where}) is not in the table: not complete")
    )


def _sharing(pairs: Any, claims: ClaimTables) -> Any:
    """The pairs whose two lines have an anatomic modifier in common, and no other one."""
    marks = claims.modifiers.filter(lambda row: row.modifier.isin(ANATOMIC))
    one, two = marks.select("claim_id", "line", "modifier"), marks.view()
    beside = two.select(other_claim="claim_id", other_line="line", modifier="modifier")
    shared = pairs.join(one, ["claim_id", "line"]).join(beside, ["other_claim", "other_line", "modifier"])
    on_one = marks.view().select("claim_id", "line", unlike="modifier")
    on_two = marks.view().select(other_claim="claim_id", other_line="line", unlike="modifier")
    alike = shared.anti_join(
        on_one,
        [shared.claim_id == on_one.claim_id, shared.line == on_one.line, shared.modifier != on_one.unlike],
    )
    alike = alike.anti_join(
        on_two,
        [
            alike.other_claim == on_two.other_claim,
            alike.other_line == on_two.other_line,
            alike.modifier != on_two.unlike,
        ],
    )
    names = ("line", "other_line", "code", "other_code", "modifier", "where")
    return placed(alike).select("claim_id", "on", *names)
