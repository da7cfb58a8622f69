"""The lists and pairs of ICD-10-CM codes that guidelines name, met with the diagnoses of a claim."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables


def listed(claims: ClaimTables, reference: ReferenceTables, name: str) -> Any:
    """The diagnoses that a list of `icd10cm_code_list` holds, once each."""
    prefixes, rows = claims.prefixes, reference.icd10cm_code_list
    rows = rows.filter(rows.list == name).rename(left_out="except")
    met = prefixes.join(rows, prefixes.prefix == rows.prefix)
    held = met.filter((met.left_out == "") | ~met.code.startswith(met.left_out))
    return held.select("claim_id", "on", "position", "code", "poa").distinct()


def paired(claims: ClaimTables, reference: ReferenceTables, name: str) -> Any:
    """The pairs of `icd10cm_code_pair` that are both on a claim, with what the table says of them.

    Columns: claim_id, on, code, diagnosis (the first of the pair), other_code, other_diagnosis, becomes, why.
    """
    one, two, pairs = claims.prefixes, claims.prefixes.view(), reference.icd10cm_code_pair
    pairs = pairs.filter(pairs.list == name)
    met = one.join(pairs, one.prefix == pairs["first"])
    both = met.join(two, (met.claim_id == two.claim_id) & (met.second == two.prefix))
    return both.select(
        met.claim_id,
        met.on,
        met.code,
        met.becomes,
        met.why,
        diagnosis=met.position,
        other_code=two.code,
        other_diagnosis=two.position,
    )


def starting(rows: Any, *beginnings: str) -> Any:
    """Whether the code of a row has one of a few beginnings of three characters."""
    return rows.code.substr(0, 3).isin(beginnings)
