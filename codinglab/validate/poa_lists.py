"""Diagnoses whose present-on-admission indicator a claim itself puts in doubt, from `reference/lexicon`.

Source: ICD-10-CM Official Guidelines, Appendix I.
"""

from __future__ import annotations

import tomllib
from functools import cache
from typing import TYPE_CHECKING, Any

from codinglab.reference.paths import REFERENCE

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables


@cache
def facts(file: str) -> dict[str, list[dict[str, Any]]]:
    """The lists of a file, `poa.toml` or `chronic.toml`."""
    return tomllib.loads((REFERENCE / "lexicon" / file).read_text(encoding="utf-8"))


def undotted(codes: list[str]) -> list[str]:
    """Prefixes as claims keep them.

    >>> undotted(["E10.1"])
    ['E101']
    """
    return [code.replace(".", "") for code in codes]


def listed(kind: str, file: str = "poa.toml") -> list[str]:
    """All prefixes of one kind of list."""
    return [code for fact in facts(file)[kind] for code in undotted(fact["codes"])]


def under(claims: ClaimTables, prefixes: list[str]) -> Any:
    """The diagnoses that begin with one of some prefixes, once each."""
    rows = claims.prefixes
    return (
        rows.filter(rows.prefix.isin(prefixes)).select("claim_id", "on", "position", "code", "poa").distinct()
    )


def not_present(claims: ClaimTables, prefixes: list[str], but: list[str]) -> Any:
    """Hits: diagnoses of some prefixes, without those of others, that say N."""
    rows = under(claims, prefixes)
    if but:
        rows = rows.anti_join(under(claims, but), ["claim_id", "position"])
    rows = rows.filter(rows.poa == "N")
    return rows.select("claim_id", "on", "code", diagnosis=rows.position)
