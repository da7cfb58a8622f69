"""Medically unlikely edits: which lines exceed the limit of their code, counted as its indicator asks.

Source: NCCI Policy Manual for Medicare 2026, chapter I, section V.
"""

from __future__ import annotations

from typing import Any

import ibis

from codinglab.validate.modified_lines import without
from codinglab.validate.relations import ClaimTables, ReferenceTables, in_force


def _limits_of(rows: Any, reference: ReferenceTables) -> list[Any]:
    """The conditions that a limit holds for a row of lines."""
    table = reference.ncci_mue
    return [rows.code == table.code, rows.claim_type == table.claim_type, *in_force(rows, table)]


def above_limit(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines above their limit, with `billed`, `mue` and `mai`.

    Indicator 1 counts the line; 2 and 3 count all lines of the code, patient, provider and day, on this
    claim and on others. A line that spans days counts each day with its units divided by the days and
    rounded; of its days the fullest is compared.
    """
    rows, table = _per_day(claims), reference.ncci_mue
    limited = rows.join(table, _limits_of(rows, reference)).select(*rows.columns, "mue", "mai")
    fullest = _fullest_day(limited.filter(limited.mai != 1))
    by_day = limited.join(fullest, ["claim_id", "line"]).select(*limited.columns, billed="day_units")
    by_line = limited.filter(limited.mai == 1)
    judged = ibis.union(by_line.mutate(billed=by_line.per_day), by_day)
    return judged.filter(judged.billed > judged.mue)


def denied_by_limit(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines that their limit denies: those above it, but where a limit of 0 is met by GY, which says so."""
    hits = above_limit(claims, reference)
    meant = without(hits.filter(hits.mue == 0), claims, "GY")
    return ibis.union(hits.filter(hits.mue > 0), meant)


def without_limit(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines whose code has no limit in the table that day, with the reason that they are not judged."""
    rows = claims.lines
    missing = rows.anti_join(reference.ncci_mue, _limits_of(rows, reference))
    held = ", ".join(edition.edition for edition in reference.editions["ncci_mue"])
    why = "some limits are confidential" if reference.complete("ncci_mue") else "it is not complete"
    reason = ibis.literal("no MUE of {code} is in " + f"{held}; {why}")
    return missing.select("claim_id", "on", "line", "code", reason=reason)


def _per_day(claims: ClaimTables) -> Any:
    """Lines with their units a day."""
    rows = claims.lines
    days = rows.last_day - rows.first_day + 1
    names = ("claim_id", "claim_type", "line", "code", "key", "on", "first_day", "last_day")
    return rows.select(*names, per_day=(rows.units / days).round())


def _fullest_day(rows: Any) -> Any:
    """The most units that any day of a line has, over all lines of its code and key.

    The sum over lines can only grow on a day on which one of them begins, so that only those are tried.
    """
    begun, beside = rows.view(), rows.view()
    starts = (
        rows.join(
            begun,
            [
                rows.key == begun.key,
                rows.code == begun.code,
                rows.first_day <= begun.first_day,
                begun.first_day <= rows.last_day,
            ],
        )
        .select(claim_id=rows.claim_id, line=rows.line, key=rows.key, code=rows.code, day=begun.first_day)
        .distinct()
    )
    held = starts.join(
        beside,
        [
            starts.key == beside.key,
            starts.code == beside.code,
            beside.first_day <= starts.day,
            starts.day <= beside.last_day,
        ],
    ).select(claim_id=starts.claim_id, line=starts.line, day=starts.day, per_day=beside.per_day)
    summed = held.group_by("claim_id", "line", "day").agg(units=held.per_day.sum())
    return summed.group_by("claim_id", "line").agg(day_units=summed.units.max())
