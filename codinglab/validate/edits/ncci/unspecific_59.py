"""59 separates an NCCI pair where a more specific modifier may say why.

59 says only that two services were distinct, and is often used wrongly, so that payers read such claims
first. CMS asks for it only when no other modifier describes the circumstances: XE for another encounter,
XS for another structure, XP for another practitioner, XU for a service that does not overlap, or the
side, finger, toe, eyelid or vessel.

Find in the record why the two were separate, and use the modifier that says it. When both codes already
name different sides, 59 adds nothing. When the other line is another physician's, XP fits.

Medicare still takes 59, and some other payers take nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ibis

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.code_pairs import ANATOMIC, pairs_in_force, placed
from codinglab.validate.edit import Edit
from codinglab.validate.examples import fires, line, not_evaluated, outpatient, passes, professional

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="59 where a more specific modifier may fit",
    severity=Severity.INFO,
    disposition=Disposition.REVIEW,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT),
    judges="line",
    authority=(
        Authority("NCCI Policy Manual", "2026", "I.E.d"),
        Authority("CMS MLN1783722", "", "proper use of modifiers 59, XE, XP, XS and XU"),
    ),
    reads=("ncci_ptp",),
    message="{code} on line {line} has 59 beside {other_code} ({where}): {said}.",
    examples=(
        fires(professional(line("45385"), line("45380", "59")), because="59 does not say why"),
        fires(professional(line("45385", "59"), line("45380")), because="nor does it on column one"),
        fires(outpatient(line("27447", "RT"), line("20610", "LT", "59")), because="the sides say it"),
        passes(professional(line("45385"), line("45380", "XS")), because="XS: another structure"),
        passes(professional(line("45385"), line("45380")), because="no 59"),
        passes(professional(line("80053"), line("80048", "59")), because="indicator 0: 59 does nothing"),
        not_evaluated(
            professional(line("45385"), line("45380", "59"), on="2018-12-31"),
            because="no table holds that day",
        ),
    ),
)


@EDIT.check(since="2015-01-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Either code with 59 of a pair with indicator 1, since XE, XS, XP and XU are there."""
    pairs = pairs_in_force(claims, reference)
    pairs = pairs.filter(pairs.indicator == 1).drop("indicator", "claim_type")
    turned = pairs.select(
        claim_id="other_claim",
        line="other_line",
        code="other_code",
        on="on",
        other_claim="claim_id",
        other_line="line",
        other_code="code",
    )
    both = ibis.union(pairs.select(*turned.columns), turned)
    marks = claims.modifiers
    marked = both.semi_join(marks.filter(marks.modifier == "59"), ["claim_id", "line"])
    sites = marks.filter(marks.modifier.isin(ANATOMIC)).select("claim_id", "line").distinct()
    beside = sites.view().select(other_claim="claim_id", other_line="line", other_site=ibis.literal(1))
    told = marked.left_join(sites.mutate(site=ibis.literal(1)), ["claim_id", "line"])
    told = told.drop("claim_id_right", "line_right").left_join(beside, ["other_claim", "other_line"])
    told = placed(told.drop("other_claim_right", "other_line_right"))
    said = ibis.cases(
        (
            told.site.notnull() & told.other_site.notnull(),
            "both codes name their place already; where the places differ, 59 adds nothing",
        ),
        (
            told.claim_id != told.other_claim,
            "XP says it when the other was another practitioner's, XE when it was another encounter",
        ),
        else_="XE, XS, XP, XU or the side, digit or vessel says why, where one of them fits the record",
    )
    return told.select("claim_id", "on", "line", "other_line", "code", "other_code", "where", said=said)
