"""No diagnosis on the line supports the service under the contractor's policy.

Local coverage articles list the diagnoses for which a contractor takes a service to be reasonable
and necessary. On a professional claim a diagnosis counts only when the line points to it; on a
facility claim any diagnosis of the claim counts. A listed diagnosis is needed, not enough: the
policy's other conditions hold too.

Point to the diagnosis for which the service was done, when the note supports it. Never add one to
get paid. Where no policy is installed for the code and contractor nothing is said of coverage.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ibis

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, line, not_evaluated, outpatient, passes, professional

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Diagnosis does not support medical necessity",
    severity=Severity.FAIL,
    disposition=Disposition.DENY_LINE,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT),
    judges="line",
    authority=(
        Authority("Social Security Act", "", "1862(a)(1)(A)"),
        Authority("Medicare Program Integrity Manual (100-08)", "", "ch. 13"),
    ),
    reads=("coverage_article", "coverage_diagnosis"),
    message="{code} on line {line}: {whose} is among those of article {article} version {version}.",
    examples=(
        fires(professional(dx("I10"), line("93306", to=(1,))), because="I10 is not on the list of version 1"),
        fires(
            professional(dx("I10"), dx("I50.9"), line("93306", to=(1,))),
            because="I50.9 is on the claim, but the line does not point to it",
        ),
        passes(professional(dx("I10"), dx("I50.9"), line("93306", to=(1, 2))), because="pointed to"),
        passes(outpatient(dx("I10"), dx("I50.9"), line("93306")), because="facility: any diagnosis counts"),
        fires(outpatient(dx("I10"), line("93306")), because="none of the claim's diagnoses is listed"),
        fires(
            professional(dx("I10"), line("93306", to=(1,)), on="2026-10-31"), because="version 1's last day"
        ),
        passes(
            professional(dx("I10"), line("93306", to=(1,)), on="2026-11-01"), because="version 2 lists I10"
        ),
        not_evaluated(
            professional(dx("I10"), line("93306", to=(1,)), contractor="99999"), because="no local policy"
        ),
        not_evaluated(
            professional(dx("I10"), line("93306", to=(1,)), on="2025-12-31"), because="before the article"
        ),
    ),
)


@EDIT.check(since="1996-01-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines under an article none of whose diagnoses counts for the line."""
    governed = _governed(claims, reference)
    counting = _counting(claims)
    listed = reference.coverage_diagnosis.select("article", "version", diagnosis_code="code")
    met = governed.join(counting, ["claim_id", "line"]).semi_join(
        listed, ["article", "version", "diagnosis_code"]
    )
    hits = governed.anti_join(met.select("claim_id", "line").distinct(), ["claim_id", "line"])
    pointed = ibis.literal("no diagnosis the line points to")
    whose = (hits.claim_type == ClaimType.PROFESSIONAL.value).ifelse(pointed, "no diagnosis of the claim")
    return hits.select("claim_id", "on", "line", "code", "article", "version", whose=whose)


@EDIT.unknown
def unknown(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines for which no policy of the contractor is installed."""
    rows = claims.lines.anti_join(_governed(claims, reference), ["claim_id", "line"])
    reason = ibis.literal("no local policy of contractor {contractor} is installed for {code}")
    return rows.select("claim_id", "on", "line", "code", "contractor", reason=reason)


def _governed(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines with the article in force for their code, contractor and day."""
    rows, articles = claims.lines, reference.coverage_article
    return rows.join(
        articles,
        [
            rows.code == articles.code,
            rows.contractor == articles.contractor,
            articles.since <= rows.on,
            articles.through.isnull() | (rows.on <= articles.through),
        ],
    ).select("claim_id", "claim_type", "line", "code", "on", "article", "version")


def _counting(claims: ClaimTables) -> Any:
    """The diagnoses that count for each line: pointed ones, or all of a facility claim."""
    rows, diagnoses = claims.lines, claims.diagnoses
    met = rows.join(diagnoses, rows.claim_id == diagnoses.claim_id).select(
        claim_id=rows.claim_id,
        claim_type=rows.claim_type,
        line=rows.line,
        position=diagnoses.position,
        diagnosis_code=diagnoses.code,
    )
    pointers = claims.pointers
    pointed = met.semi_join(
        pointers,
        [
            met.claim_id == pointers.claim_id,
            met.line == pointers.line,
            met.position == pointers.diagnosis,
        ],
    )
    facility = met.filter(met.claim_type != ClaimType.PROFESSIONAL.value)
    return ibis.union(pointed, facility).select("claim_id", "line", "diagnosis_code")
