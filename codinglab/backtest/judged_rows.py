"""The rows that an edit could judge, as a statement of DuckDB: its population less what stayed unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ibis

from codinglab.backtest.statements import POSITIONS, columns_of, facts_for, judged_rows, unbound
from codinglab.model import InvalidInputError
from codinglab.reference.rule_tables import rule_table
from codinglab.validate.compile import compile_unknown
from codinglab.validate.relations import ClaimTables

if TYPE_CHECKING:
    import pyarrow as pa

    from codinglab.validate.edit import Edit


def statement_of(one: Edit) -> tuple[str, dict[str, pa.Table]]:
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
    columns = columns_of(found)

    def source(name: str) -> Any:
        return unbound(name, columns)

    parts = []
    for kind in one.applies_to:
        facts = facts_for(found, kind)
        if all(facts.get(name) for name in one.reads):
            claims = ClaimTables(source, kind.value, stores_pairs=True)
            unknown = compile_unknown(one, claims, source, facts)
            rows = judged_rows(one, claims, source, facts, unknown)
            parts.append(_places(rows, kind.value, POSITIONS.get(one.judges)))
    if not parts:
        return "", {}
    every = ibis.union(*parts) if len(parts) > 1 else parts[0]
    return str(ibis.to_sql(every, dialect="duckdb")), {name: table.rows for name, table in found.items()}


def _places(rows: Any, claim_type: str, position: str | None) -> Any:
    place = rows[position].cast("int32") if position in rows.columns else ibis.null("int32")
    return rows.select("claim_id", claim_type=ibis.literal(claim_type), on=rows.on, place=place)
