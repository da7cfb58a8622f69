"""No diagnosis on the line supports the service under the contractor's policy.

Local coverage articles list the diagnoses for which a contractor takes a service to be reasonable
and necessary. On a professional claim a diagnosis counts only when the line points to it; on a
facility claim any diagnosis of the claim counts. Diagnoses stand in numbered groups, procedure codes
too, and equal numbers are no link: only the paragraph of a group says what goes with what, so a person
reads it once for each version of an article (`coverage_group_map`). Some services need two diagnoses,
one of each of two groups.

Point to the diagnosis for which the service was done, when the note supports it. Never add one to
get paid. A listed diagnosis is needed, not enough: the policy's other conditions hold too. Where no
policy is installed for the code and contractor, or no person has reviewed its groups, nothing is said
of coverage. A code whose diagnoses a national determination lists is judged by that alone. Diagnoses that
the article lists as never supporting the service are told by another edit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ibis

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, line, not_evaluated, outpatient, passes, professional
from codinglab.validate.medical_necessity import (
    GROUP,
    LINE,
    against,
    governed,
    left_to_contractors,
    listed,
    listed_elsewhere,
    mapped,
    notice,
    unreviewed,
    whose,
)
from codinglab.validate.relations import in_force

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
    reads=(
        "coverage_article",
        "coverage_diagnosis",
        "coverage_group_map",
        "coverage_paragraph",
        "ncd_service",
    ),
    message="{code} on line {line}: no {whose} is among those of article {article} version {version}"
    "{needed}{elsewhere}; {abn}.",
    examples=(
        fires(professional(dx("I10"), line("93306", to=(1,))), because="I10 is not on the list of version 1"),
        fires(
            professional(dx("I10"), dx("I50.9"), line("93306", to=(1,))),
            because="I50.9 is on the claim, but the line does not point to it",
        ),
        passes(professional(dx("I10"), dx("I50.9"), line("93306", to=(1, 2))), because="pointed to"),
        passes(outpatient(dx("I10"), dx("I50.9"), line("93306")), because="facility: any diagnosis counts"),
        fires(outpatient(dx("I10"), line("93306", "GA")), because="an ABN does not make it necessary"),
        fires(
            professional(dx("I10"), line("93306", to=(1,)), on="2026-10-31"), because="version 1's last day"
        ),
        passes(
            professional(dx("I10"), line("93306", to=(1,)), on="2026-11-01"), because="version 2 lists I10"
        ),
        fires(
            professional(dx("E11.51"), dx("B35.1"), line("G0127", to=(1,))),
            because="the article asks for two diagnoses, the line points to one",
        ),
        passes(
            professional(dx("E11.51"), dx("B35.1"), line("G0127", to=(1, 2))),
            because="one diagnosis of each group",
        ),
        passes(
            professional(dx("I10"), line("T9998", to=(1,))),
            because="A99905 does not list I10, but a national determination goes before it",
        ),
        passes(
            professional(dx("L60.0"), line("G0127", to=(1,))),
            because="L60.0 is listed as never supporting it, which another edit tells",
        ),
        not_evaluated(
            professional(dx("M25.561"), line("G0283", to=(1,))),
            because="no person has said which groups of A99904 go together",
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
    """Lines none of whose counting diagnoses does what the reviewed rules of their article ask."""
    rules = mapped(claims, reference).filter(lambda row: row.rule.isin(["any", "pair"]))
    given = listed(claims, reference).filter(lambda row: row.covered)
    first = given.select("claim_id", "line", "article", "version", "diagnosis_group").distinct()
    second = first.rename(second_group="diagnosis_group")
    keys = ["claim_id", "line", "article", "version"]
    with_first = rules.semi_join(first, [*keys, "diagnosis_group"])
    by_one = with_first.filter(with_first.rule == "any").select(*keys)
    by_two = with_first.filter(with_first.rule == "pair").semi_join(second, [*keys, "second_group"])
    supported = ibis.union(by_one, by_two.select(*keys)).distinct()
    open_groups = unreviewed(claims, reference).select(*keys).distinct()
    asked = rules.mutate(two=(rules.rule == "pair").cast("int32"))
    asked = asked.group_by(*keys, "code", "on").agg(two=asked.two.min())
    hits = asked.anti_join(supported, keys).anti_join(open_groups, keys)
    hits = hits.anti_join(against(claims, reference).select(*keys), keys)
    pair = ibis.literal(" as a pair, one of each of two groups")
    hits = listed_elsewhere(claims, reference, hits)
    hits = notice(claims, hits.mutate(whose=whose(claims), needed=(hits.two == 1).ifelse(pair, "")))
    return hits.select(
        "claim_id", "on", "line", "code", "article", "version", "whose", "needed", "elsewhere", "abn"
    )


@EDIT.unknown
def no_policy(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines for which no policy of the contractor is installed."""
    rows = left_to_contractors(claims, reference).anti_join(governed(claims, reference).view(), LINE)
    reason = ibis.literal("no local policy of contractor {contractor} is installed for {code}")
    return rows.select("claim_id", "on", "line", "code", "contractor", reason=reason)


@EDIT.unknown
def grouping_not_reviewed(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines whose article's groups no person has tied together, with the beginnings of both paragraphs."""
    rows, said = unreviewed(claims, reference), reference.coverage_paragraph
    said = said.mutate(words=said.words.substr(0, 240))
    services, diagnoses = said.filter(said.part == "hcpcs"), said.filter(said.part == "covered").view()
    told = rows.left_join(
        services,
        [
            rows.article == services.article,
            rows.version == services.version,
            rows.hcpcs_group == services.group_number,
            *in_force(rows, services),
        ],
    ).select(*GROUP, "code", "on", services=services.words.fill_null(""))
    both = told.left_join(
        diagnoses,
        [told.article == diagnoses.article, told.version == diagnoses.version, *in_force(told, diagnoses)],
    )
    reason = ibis.literal(
        "article {article} version {version} has {code} in HCPCS group {hcpcs_group} (“{services}”), and no "
        "person has reviewed which diagnosis groups go with it (coverage_group_map); it says of group "
        "{number}: “{diagnoses}”"
    )
    return both.select(
        *GROUP,
        "code",
        "on",
        "services",
        number=both.group_number,
        diagnoses=both.words,
        reason=reason,
    )
