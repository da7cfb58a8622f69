"""Every diagnosis of the line is on the article's list of those that do not support the service.

Beside the diagnoses that support a service some articles list others that never do. A line is denied
when no diagnosis counts for it but such: on a professional claim those it points to, on a facility
claim all of the claim. What goes with which procedure codes a person has read in the paragraphs
(`coverage_group_map`).

Read the note for the reason the service was done, and point to it when it is another. When there is
none, the service is not covered: the patient must have been told beforehand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ibis

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, line, not_evaluated, outpatient, passes, professional
from codinglab.validate.medical_necessity import against, notice, unreviewed, whose

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Diagnosis listed as not covered",
    severity=Severity.FAIL,
    disposition=Disposition.DENY_LINE,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT),
    judges="line",
    authority=(
        Authority("Social Security Act", "", "1862(a)(1)(A)"),
        Authority("Medicare Program Integrity Manual (100-08)", "", "ch. 13"),
    ),
    reads=("coverage_article", "coverage_diagnosis", "coverage_group_map", "ncd_service"),
    message="{code} on line {line}: article {article} version {version} lists each {whose} among those "
    "that do not support it; {abn}.",
    examples=(
        fires(professional(dx("L60.0"), line("G0127", to=(1,))), because="L60.0 is on the other list"),
        fires(outpatient(dx("L60.0"), line("G0127")), because="the claim has no other diagnosis"),
        fires(
            professional(dx("L60.0"), dx("E11.51"), line("G0127", to=(1,))),
            because="the line does not point to E11.51",
        ),
        passes(
            professional(dx("L60.0"), dx("E11.51"), line("G0127", to=(1, 2))),
            because="another diagnosis counts too; whether it supports the service is another edit",
        ),
        passes(professional(dx("I10"), line("93306", to=(1,))), because="I10 is on no list of version 1"),
        not_evaluated(
            professional(dx("M25.561"), line("G0283", to=(1,))), because="the groups are not reviewed"
        ),
        not_evaluated(
            professional(dx("L60.0"), line("G0127", to=(1,)), on="2025-12-31"), because="before the article"
        ),
    ),
)


@EDIT.check(since="1996-01-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines whose counting diagnoses all stand in a group that goes against the service."""
    hits = notice(claims, against(claims, reference).mutate(whose=whose(claims)))
    return hits.select("claim_id", "on", "line", "code", "article", "version", "whose", "abn")


@EDIT.unknown
def unknown(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines under an article whose groups no person has tied together."""
    rows = unreviewed(claims, reference)
    reason = ibis.literal(
        "no person has reviewed which diagnosis groups of article {article} version {version} go with {code}"
    )
    return rows.select("claim_id", "on", "line", "code", "article", "version", reason=reason)
