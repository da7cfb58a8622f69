"""The rows that an edit could judge, as a statement of DuckDB: its population less what stayed unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ibis

from codinglab.claims.extract.layout import EXTRACT_SCHEMAS, PREFIX
from codinglab.model import InvalidInputError
from codinglab.reference.rule_tables import rule_table
from codinglab.validate.compile import compile_unknown, covered_days, facts_of
from codinglab.validate.relations import ClaimTables, ReferenceTables

if TYPE_CHECKING:
    import pyarrow as pa

    from codinglab.validate.edit import Edit

POSITIONS = {"line": "line", "diagnosis": "position", "procedure": "position"}
PREFIXES = (
    'SELECT claim_id, claim_type, position, code, poa, "on", code[1:length] AS prefix '
    "FROM (SELECT *, unnest(generate_series(1, length(code))) AS length FROM diagnosis)"
)
"""The relation that is not stored, made of `diagnosis`."""


def judged_rows(one: Edit) -> tuple[str, dict[str, pa.Table]]:
    """The rows that an edit judges and could judge: claim_id, claim_type, on, place.

    Args:
        one: the edit.

    Returns:
        The statement over the relations of an extract, "" where the edit could judge nothing; and the
        reference tables that it reads, by name. `place` is the position judged, null for the whole claim.

    Raises:
        InvalidInputError: it looks at claims in Python: what it could not judge is then not to be told from
            what it passed.
    """
    if one.looks:
        msg = (
            f"{one.id} looks at whole claims in Python: rows that it passed cannot be told from rows that it "
            "could not judge. Sample its hits alone."
        )
        raise InvalidInputError(msg)
    found = {name: table for name in one.reads if (table := rule_table(name)) is not None}
    if len(found) < len(one.reads):
        return "", {}
    tables = {name: table.rows for name, table in found.items()}

    def source(name: str) -> Any:
        schema = PREFIX if name == "prefix" else EXTRACT_SCHEMAS.get(name) or tables[name].schema
        return ibis.table(ibis.Schema.from_pyarrow(schema), name=name)

    parts = []
    for kind in one.applies_to:
        facts = facts_of({name: table.editions for name, table in found.items()}, kind.value)
        if all(facts.get(name) for name in one.reads):
            claims = ClaimTables(source, kind.value, stores_pairs=True)
            rows = one.eligible(claims, ReferenceTables(source, facts))
            rows = rows.filter(covered_days(one, facts, rows.on))
            if one.unknowns and (unknown := compile_unknown(one, claims, source, facts)) is not None:
                rows = _without(rows, unknown, POSITIONS.get(one.judges))
            parts.append(_places(rows, kind.value, POSITIONS.get(one.judges)))
    if not parts:
        return "", {}
    every = ibis.union(*parts) if len(parts) > 1 else parts[0]
    return str(ibis.to_sql(every, dialect="duckdb")), tables


def _without(rows: Any, unknown: Any, position: str | None) -> Any:
    """The rows of which neither the claim nor their own place is unknown."""
    if position is None or position not in rows.columns:
        return rows.anti_join(unknown.select("claim_id"), "claim_id")
    rows = rows.anti_join(unknown.filter(unknown.place.isnull()).select("claim_id"), "claim_id")
    places = unknown.filter(unknown.place.notnull()).select("claim_id", "place").distinct().view()
    same = [rows.claim_id == places.claim_id, rows[position].cast("int32") == places.place]
    return rows.anti_join(places, same)


def _places(rows: Any, claim_type: str, position: str | None) -> Any:
    place = rows[position].cast("int32") if position in rows.columns else ibis.null("int32")
    return rows.select("claim_id", claim_type=ibis.literal(claim_type), on=rows.on, place=place)
