"""Lines of outpatient hospital claims with their OPPS status: what the outpatient code edits share.

Status indicators say how Medicare pays a code there: V and J2 visits (J2 where observation may make one
payment of all), S and T procedures, J1 comprehensive ones, N packaged, C inpatient only, B another code is
meant, E1 not covered, M for another contractor, Y for the equipment contractor.
Source: Medicare Claims Processing Manual (100-04) ch. 4 section 10.1; the yearly Addendum D1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ibis

from codinglab.validate.relations import in_force, not_in_extract

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

LINE = ["claim_id", "line"]
_OPPS = ("12", "13", "14")
_NOT_A_VISIT = "G0379"


def opps_lines(claims: ClaimTables) -> Any:
    """Lines of claims that OPPS pays: type of bill 012x, 013x or 014x, or none said."""
    bills = claims.claims
    plain = bills.bill_type.startswith("0").ifelse(bills.bill_type.substr(1, 2), bills.bill_type.substr(0, 2))
    paid = bills.filter(plain.isin(_OPPS) | (bills.bill_type == ""))
    return claims.lines.semi_join(paid, "claim_id")


def with_status(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Those lines with the `status` of their code on the day."""
    rows, table = opps_lines(claims), reference.opps_status
    met = rows.join(table, [rows.code == table.code, *in_force(rows, table)])
    return met.select("claim_id", "line", "code", "units", "since", "revenue_code", "key", "on", "status")


def of_status(claims: ClaimTables, reference: ReferenceTables, *statuses: str) -> Any:
    """Those lines whose code has one of some statuses: claim_id, on, line, code, status."""
    rows = with_status(claims, reference)
    return rows.filter(rows.status.isin(statuses)).select("claim_id", "on", "line", "code", "status")


def without_status(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Those lines whose code an incomplete table does not have on the day, with the reason."""
    reason = "the OPPS status of {code} on that day is not in the shipped extract"
    return not_in_extract(claims, reference, "opps_status", reason, rows=opps_lines(claims))


def is_hospital_visit(rows: Any) -> Any:
    """Whether rows with a status are visits: clinic, emergency department and others of the kind."""
    return (rows.status == "V") | ((rows.status == "J2") & (rows.code != _NOT_A_VISIT))


def once(rows: Any) -> Any:
    """Hits of a line with other lines, kept to the first other line."""
    order = ibis.window(group_by=LINE, order_by="other_line")
    ranked = rows.mutate(turn=ibis.row_number().over(order))
    return ranked.filter(ranked.turn == 0).drop("turn")


def marked(claims: ClaimTables, *modifiers: str) -> Any:
    """The lines that carry one of some modifiers: claim_id and line."""
    rows = claims.modifiers
    return rows.filter(rows.modifier.isin(modifiers)).select("claim_id", "line")
