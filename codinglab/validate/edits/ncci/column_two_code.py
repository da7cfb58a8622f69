"""A column two code is billed on the same day as its column one code.

NCCI pairs hold that the column two service is part of the column one service when one physician (or
physicians of one specialty in one group) gives both to a patient on a day, or one hospital does.
Medicare pays column one and denies column two; which code stands in column one has nothing to do with
its price. Lines of other claims of that day count too, and units do not matter.

Read the record for another site, another session or another specimen. With indicator 1 an associated
modifier says so: 25 or 57 on a visit; RT, LT, a finger, toe, eyelid or coronary artery; 58, 78 or 79 in
a global period; 91 for a repeated laboratory test; XE, XS, XP or XU, and 59 only when none of these
fits. Without such a fact in the record bill column one alone. A different diagnosis is not enough.

The modifier may stand on either code (59, XE, XS, XP and XU on column one since July 1, 2019). With
indicator 0 no modifier helps, and a row with indicator 9 was never active. Modifiers 22, 76 and 77
separate nothing, nor do 50, 51, 52, 26 or TC.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ibis

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.code_pairs import PAIR, denied_pairs, pairs_in_force, placed
from codinglab.validate.edit import Edit
from codinglab.validate.examples import fires, line, not_evaluated, outpatient, passes, professional
from codinglab.validate.relations import is_visit

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Column two code of an NCCI pair",
    severity=Severity.FAIL,
    disposition=Disposition.DENY_LINE,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT),
    judges="line",
    authority=(
        Authority("NCCI Policy Manual", "2026", "I.E"),
        Authority("CMS Change Request 11168", "", "modifiers 59 and X on either code from 2019-07-01"),
    ),
    reads=("ncci_ptp",),
    message=(
        "{code} on line {line} is column two of {other_code} ({where}) on {on}, indicator {indicator}"
        "{among}: {said}."
    ),
    examples=(
        fires(professional(line("45385"), line("45380")), because="nothing says that the two are separate"),
        passes(professional(line("45385"), line("45380", "XS")), because="XS: a separate structure"),
        passes(
            professional(line("45385", "XS"), line("45380"), on="2019-07-01"),
            because="since this day the modifier may stand on either code",
        ),
        fires(
            professional(line("45385", "XS"), line("45380"), on="2019-06-30"),
            because="before, XS had to stand on column two",
        ),
        passes(
            professional(line("45385"), line("45380", "59"), on="2019-06-30"),
            because="on column two 59 always did",
        ),
        fires(professional(line("45385"), line("45380", "22")), because="22 is not an associated modifier"),
        fires(professional(line("80053"), line("80048", "91")), because="indicator 0: no modifier helps"),
        fires(professional(line("20610", "50"), line("99214")), because="the visit carries no 25"),
        passes(professional(line("20610"), line("99214", "25")), because="25: a separate visit"),
        fires(outpatient(line("11102"), line("99213")), because="hospitals have a table of their own"),
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
        not_evaluated(
            professional(line("45385"), line("45380"), on="2018-12-31"), because="no table holds that day"
        ),
        passes(professional(line("45385")), because="one line makes no pair"),
    ),
)


@EDIT.check(since="1996-01-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """The denied pairs, with the words for it."""
    denied = placed(denied_pairs(claims, reference))
    number = denied.count().over(ibis.window(group_by=["claim_id", "line"]))
    visit = denied.code + ibis.literal(
        " is denied unless the record shows a significant and separate visit, which 25 on the visit says"
    )
    service = denied.code + ibis.literal(
        " is denied unless the record shows another site, session or specimen, which a modifier then says"
    )
    said = ibis.cases(
        (denied.indicator == 0, denied.code + ibis.literal(" is denied, and no modifier separates them")),
        (is_visit(denied.code), visit),
        else_=service,
    )
    several = ibis.literal(", one of ") + number.cast("string") + ibis.literal(" column one lines that day")
    among = (number > 1).ifelse(several, "")
    names = ("line", "other_claim", "other_line", "code", "other_code", "indicator", "where")
    return denied.select("claim_id", "on", *names, among=among, said=said)


@EDIT.unknown
def unknown(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Pairs that an incomplete table does not hold, either way round."""
    pairs = claims.day_pairs
    if reference.complete("ncci_ptp"):
        pairs = pairs.filter(ibis.literal(False))
    known = pairs_in_force(claims, reference).select(*PAIR)
    turned = known.select(
        claim_id=known.other_claim, line=known.other_line, other_claim=known.claim_id, other_line=known.line
    )
    left = pairs.anti_join(ibis.union(known, turned), PAIR)
    once = left.filter(
        (left.claim_id != left.other_claim) | (left.line < left.other_line), left.code != left.other_code
    )
    told = placed(once)
    held = ", ".join(edition.edition for edition in reference.editions["ncci_ptp"])
    reason = ibis.literal(
        "the pair {code} and {other_code} ({where}) is not in " + held + ", which is not complete"
    )
    return told.select("claim_id", "on", "line", "other_line", "code", "other_code", "where", reason=reason)
