"""The rows of rejected claims, each with its place, its text, and what is wrong with it or its claim."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from codinglab.claims.intake.batch import Rejection
from codinglab.claims.intake.columns.as_text import LIST_MARK
from codinglab.claims.intake.columns.mapping import Mapping, TableMapping
from codinglab.claims.intake.columns.stage import Staged, physical

if TYPE_CHECKING:
    import duckdb

_LONGEST = 500


def rejections(
    connection: duckdb.DuckDBPyConnection, mapping: Mapping, staged: Staged, there: set[str]
) -> tuple[Rejection, ...]:
    """One rejection for every row of every claim in `bad`."""
    own: dict[tuple[str, int], list[tuple[str, str, str]]] = {}
    first: dict[str, tuple[str, int, str, str]] = {}
    for rows, at, claim, field, value, reason in connection.execute(
        "SELECT * FROM fault ORDER BY id, spot, field"
    ).fetchall():
        faults = own.setdefault((rows, at), [])
        if not field or field not in {one[0] for one in faults}:
            faults.append((field, value, reason))
        first.setdefault(claim, (rows, at, field, reason))
    found = []
    for table in mapping.tables:
        kind = "head" if table.rows == "claim" else table.rows
        if kind in there:
            for at, claim, text in _rows(connection, mapping, table, kind):
                told = own.get((table.rows, at)) or [_because(staged, *first[claim])]
                found.append(_rejection(staged, at, claim, text, told))
    return tuple(found)


def _because(staged: Staged, rows: str, at: int, field: str, reason: str) -> tuple[str, str, str]:
    source, place = staged.place(at)
    del rows, source
    about = f"{field}: " if field else ""
    if reason.startswith("the claim is rejected whole"):
        return "", "", reason
    return "", "", f"the claim is rejected whole, for its {place}: {about}{reason}"


def _rejection(staged: Staged, at: int, claim: str, text: str, told: list[tuple[str, str, str]]) -> Rejection:
    source, place = staged.place(at)
    field, value, reason = told[0]
    if len(told) > 1:
        more = "; ".join(f"{one[0]}: {one[2]}" if one[0] else one[2] for one in told[1:])
        reason = f"{reason}; also {more}"
    return Rejection(source, place, claim, field, value[:_LONGEST], reason, text)


def _rows(connection: Any, mapping: Mapping, table: TableMapping, kind: str) -> Any:
    """The place, claim and text of the rows of rejected claims in one table."""
    names = [name for name in physical(table) if name != "claim_id"]
    columns = ", ".join(f'"{name}"' for name in names)
    columns = f", {columns}" if columns else ""
    if kind == "line" and table is mapping.main:
        per_line = {
            name for (name,) in connection.execute("SELECT column_name FROM (DESCRIBE line)").fetchall()
        }
        told = "".join(f', r."{name}"' if name in per_line else f', head."{name}"' for name in names)
        source = f"SELECT r.spot, r.id{told} FROM line AS r JOIN bad USING (id) "
        source += "JOIN w ON w.id = r.id AND w.h = r.h "
        heads = "SELECT id, h, min(spot) AS spot FROM head GROUP BY id, h"
        source += "JOIN head ON head.id = w.id AND head.spot = w.spot ORDER BY r.spot"
        query = f"WITH w AS ({heads}) {source}"
    else:
        query = f"SELECT r.spot, r.id{columns} FROM {kind} AS r JOIN bad USING (id) ORDER BY r.spot"
    called = physical(table)
    for at, claim, *values in connection.execute(query).fetchall():
        row = {called["claim_id"]: claim}
        row |= {
            called[name]: value.replace(LIST_MARK, "|")
            for name, value in zip(names, values, strict=True)
            if value is not None
        }
        yield at, claim, json.dumps(row, ensure_ascii=False)
