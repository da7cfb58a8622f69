"""How soon a service is repeated: each line with the earlier ones that a table of intervals names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ibis

from codinglab.validate.relations import in_force, not_in_extract

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables


def repeated(claims: ClaimTables, reference: ReferenceTables, kind: str) -> Any:
    """Lines with an earlier line of the patient, by any provider, that the intervals of a kind name.

    Columns: claim_id, on, line, code, other_code, earlier (its day), begun (months begun since), months,
    whole (whether the months are over to the day), source.
    """
    rows, before = _held(claims, reference, kind), _of_patients(claims).view()
    met = rows.join(
        before,
        [rows.patient == before.patient, rows.earlier_code == before.code, before.since < rows.since],
    )
    begun = (met.since.year() - met.since_right.year()) * 12 + met.since.month() - met.since_right.month()
    met = met.mutate(begun=begun, earlier=met.since_right)
    over = (met.begun > met.months) | ((met.begun == met.months) & (met.since.day() >= met.earlier.day()))
    return met.select(
        "claim_id",
        "on",
        "line",
        "code",
        "earlier",
        "begun",
        "months",
        "source",
        other_code=met.earlier_code,
        whole=over,
    )


def latest(rows: Any) -> Any:
    """Those rows kept to the latest earlier line of each line."""
    order = ibis.window(
        group_by=["claim_id", "line"], order_by=[ibis.desc("earlier"), "other_code", "source"]
    )
    ranked = rows.mutate(turn=ibis.row_number().over(order))
    return ranked.filter(ranked.turn == 0).drop("turn")


def without_history(claims: ClaimTables, reference: ReferenceTables, kind: str) -> Any:
    """For an edit's `unknown`: lines with an interval of a kind whose patient has no other day here."""
    rows, before = _held(claims, reference, kind), _of_patients(claims).view()
    alone = rows.anti_join(before, [rows.patient == before.patient, before.since != rows.since])
    reason = ibis.literal("no other day of the patient is here: when {code} was last done is not known")
    return alone.select("claim_id", "on", "line", "code").distinct().mutate(reason=reason)


def not_listed(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """For an edit's `unknown`: lines whose code an incomplete table of intervals does not have."""
    reason = "how soon {code} may be repeated is not known: it is not in the shipped extract"
    return not_in_extract(claims, reference, "ncd_interval", reason)


def _held(claims: ClaimTables, reference: ReferenceTables, kind: str) -> Any:
    """Lines with each interval in force for their code, but those that a modifier lifts."""
    rows, table = _of_patients(claims), reference.ncd_interval
    table = table.filter(table.kind == kind)
    met = rows.join(table, [rows.code == table.code, *in_force(rows, table)])
    met = met.select(
        "claim_id",
        "line",
        "code",
        "on",
        "patient",
        "earlier_code",
        "months",
        "lifted_by",
        "source",
        since=rows.since,
    )
    modifiers = claims.modifiers
    return met.anti_join(
        modifiers,
        [
            met.claim_id == modifiers.claim_id,
            met.line == modifiers.line,
            met.lifted_by == modifiers.modifier,
        ],
    )


def _of_patients(claims: ClaimTables) -> Any:
    whose = claims.claims.select("claim_id", "patient")
    return claims.lines.join(whose, "claim_id").select("claim_id", "line", "code", "on", "since", "patient")
