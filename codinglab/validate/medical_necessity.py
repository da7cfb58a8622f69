"""Which policies govern a line, and which diagnoses count for it: what the coverage edits share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ibis

from codinglab.validate.relations import in_force

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

LINE = ["claim_id", "line"]
DOCUMENT = [*LINE, "article", "version"]
GROUP = [*DOCUMENT, "hcpcs_group"]


def counting(claims: ClaimTables) -> Any:
    """The diagnoses that count for each line: those it points to, or all of a facility claim.

    Columns: claim_id, line, position, diagnosis_code.
    """
    diagnoses = claims.diagnoses
    if claims.are_professional:
        rows = claims.pointers
        same = (rows.claim_id == diagnoses.claim_id) & (rows.diagnosis == diagnoses.position)
    else:
        rows = claims.lines
        same = rows.claim_id == diagnoses.claim_id
    return rows.join(diagnoses, same).select(
        claim_id=rows.claim_id, line=rows.line, position=diagnoses.position, diagnosis_code=diagnoses.code
    )


def whose(claims: ClaimTables) -> Any:
    """The words for a diagnosis that counts for a line."""
    return ibis.literal(
        "diagnosis the line points to" if claims.are_professional else "diagnosis of the claim"
    )


def governed(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines with the local articles of their contractor in force for the code, once a HCPCS group.

    A code whose diagnoses a national determination lists is not asked of local articles.
    """
    rows, articles = left_to_contractors(claims, reference), reference.coverage_article
    met = rows.join(
        articles,
        [
            rows.code == articles.code,
            rows.contractor == articles.contractor,
            rows.claim_type == articles.claim_type,
            *in_force(rows, articles),
        ],
    )
    return met.select(*LINE, "code", "on", "article", "version", "hcpcs_group")


def left_to_contractors(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines for whose code no national determination lists diagnoses."""
    rows, national = claims.lines, reference.ncd_service
    return rows.anti_join(national, [rows.code == national.code, *in_force(rows, national)])


def mapped(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Governed lines with what a person found to go with their HCPCS group."""
    rules = reference.coverage_group_map.drop("reviewed_by", "reviewed_on")
    return governed(claims, reference).join(rules, ["article", "version", "hcpcs_group"])


def listed(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Governed lines with each counting diagnosis that their articles list, in a group of either list."""
    rows = governed(claims, reference).join(counting(claims), LINE)
    table = reference.coverage_diagnosis
    met = rows.join(
        table,
        [
            rows.article == table.article,
            rows.version == table.version,
            rows.diagnosis_code == table.code,
            *in_force(rows, table),
        ],
    )
    return met.select(*DOCUMENT, "position", "diagnosis_code", "diagnosis_group", "covered")


def against(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Governed lines whose counting diagnoses all stand in a group that goes against the service."""
    rules = mapped(claims, reference).filter(lambda row: row.rule == "noncovered")
    bad = listed(claims, reference).filter(lambda row: ~row.covered)
    bad = bad.semi_join(rules, [*DOCUMENT, "diagnosis_group"]).select(*DOCUMENT, "position")
    lines = rules.select(*DOCUMENT, "code", "on").distinct()
    each = lines.join(counting(claims), LINE).select(*DOCUMENT, "position")
    other = each.anti_join(bad, [*DOCUMENT, "position"])
    return lines.semi_join(bad, DOCUMENT).anti_join(other, DOCUMENT)


def unreviewed(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Governed lines whose article lists diagnoses that no person has tied to the line's HCPCS group."""
    rows, table = governed(claims, reference), reference.coverage_diagnosis
    with_list = rows.semi_join(
        table, [rows.article == table.article, rows.version == table.version, *in_force(rows, table)]
    )
    return with_list.anti_join(reference.coverage_group_map, ["article", "version", "hcpcs_group"])


def notice(claims: ClaimTables, rows: Any) -> Any:
    """The rows of lines with `abn`: what the modifiers GA and GZ of the line say, or which to add."""
    modifiers = claims.modifiers
    told = modifiers.group_by("claim_id", "line").agg(
        ga=(modifiers.modifier == "GA").cast("int32").max(),
        gz=(modifiers.modifier == "GZ").cast("int32").max(),
    )
    met = rows.left_join(told, LINE)
    said = ibis.cases(
        (met.ga == 1, "GA says that the patient signed an ABN: expect a denial that the patient owes"),
        (met.gz == 1, "GZ says that no ABN was signed: expect a denial that the provider bears"),
        else_="if the line stays as it is, GA marks an ABN signed before the service, GZ that none was",
    )
    return met.mutate(abn=said)


def listed_elsewhere(claims: ClaimTables, reference: ReferenceTables, rows: Any) -> Any:
    """The rows of documents with `elsewhere`: the covered diagnosis of the claim that the line passes by."""
    if not claims.are_professional:
        return rows.mutate(elsewhere=ibis.literal(""))
    diagnoses = claims.diagnoses.select("claim_id", "position", diagnosis_code="code")
    met, table = governed(claims, reference).join(diagnoses, "claim_id"), reference.coverage_diagnosis
    here = met.join(
        table,
        [
            met.article == table.article,
            met.version == table.version,
            met.diagnosis_code == table.code,
            *in_force(met, table),
        ],
    )
    here = here.filter(here.covered).anti_join(counting(claims), [*LINE, "position"])
    first = here.group_by(*DOCUMENT).agg(place=here.position.min())
    told = rows.left_join(first, DOCUMENT)
    said = ibis.literal("; diagnosis ") + told.place.cast("string")
    said = said + " of the claim is listed, point to it when the service was done for it"
    return told.mutate(elsewhere=said.fill_null("")).select(*rows.columns, "elsewhere")
