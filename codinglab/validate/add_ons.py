"""Add-on codes: which stand without a primary code that the table lists.

A table of `ncci_add_on` says of a code its kind (1 all primary codes are listed, 2 the contractor lists
them, 3 some are listed) and each primary. Source: NCCI Policy Manual for Medicare 2026, chapter I,
sections R and W.
"""

from __future__ import annotations

from typing import Any

import ibis

from codinglab.validate.relations import ClaimTables, ReferenceTables, in_force

_LINE = ("claim_id", "line")
_DAY_BEFORE = "99291"


def add_on_lines(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines with an add-on code; `open_kinds` counts its rows of kind 2 or 3, `listed` is a primary or ""."""
    rows, table = claims.lines, reference.ncci_add_on
    held = table.filter(table.kind > 0)
    met = rows.join(held, [rows.code == held.code, *in_force(rows, held)]).select(
        *rows.columns, "kind", "primary"
    )
    names = (*_LINE, "code", "key", "on", "first_day")
    return met.group_by(*names).agg(open_kinds=(met.kind > 1).ifelse(1, 0).sum(), listed=met.primary.max())


def without_listed_primary(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Add-on lines beside which no listed primary is billed: same patient, provider and day.

    Critical care may have begun the day before (section W).
    """
    add_ons, table, rows = add_on_lines(claims, reference), reference.ncci_add_on, claims.lines
    named = table.filter((table.kind > 0) & (table.primary != ""))
    wanted = add_ons.join(named, [add_ons.code == named.code, *in_force(add_ons, named)]).select(
        *_LINE, "key", "first_day", "primary"
    )
    lag = (rows.code == _DAY_BEFORE).ifelse(1, 0)
    met = wanted.join(
        rows.mutate(until=rows.last_day + lag),
        [
            wanted.key == rows.key,
            wanted.primary == rows.code,
            rows.first_day <= wanted.first_day,
        ],
    )
    there = met.filter(met.first_day <= met.until).select(*_LINE).distinct()
    return add_ons.anti_join(there, _LINE)


def unknown_lines(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines with a code that an incomplete table says nothing of; none where the table is complete."""
    rows, table = claims.lines, reference.ncci_add_on
    if reference.complete("ncci_add_on"):
        return rows.filter(ibis.literal(False))
    known = ibis.union(table.select("code"), table.select(code="primary")).distinct()
    return rows.anti_join(known, "code")


def beside_unknown_code(add_ons: Any, claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Of add-on lines those beside a code that an incomplete table does not know: it may be a primary."""
    strange = unknown_lines(claims, reference).select("key", "first_day").distinct()
    return add_ons.semi_join(strange, ["key", "first_day"])
