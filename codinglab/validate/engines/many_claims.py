"""Edits of many claims in DuckDB: the same expressions over whole tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import ibis

from codinglab.claims.tables import SCHEMAS, claim_tables
from codinglab.model import ClaimType
from codinglab.reference.rule_tables import RuleTable, rule_table
from codinglab.validate.compile import Facts, compile_edit, facts_of
from codinglab.validate.edit import Edit
from codinglab.validate.engines.one_claim import Row, Rows

if TYPE_CHECKING:
    import pyarrow as pa


class ManyClaimsEngine:
    """Edits over claims and reference tables in DuckDB, one statement an edit.

    Args:
        chosen: the edits.
        tables: the reference tables; by default those that are installed and ship.
    """

    def __init__(self, chosen: Sequence[Edit], tables: Mapping[str, RuleTable] | None = None) -> None:
        self.edits = tuple(chosen)
        if tables is None:
            names = {name for one in chosen for name in one.reads}
            tables = {name: found for name in names if (found := rule_table(name)) is not None}
        self._connection = ibis.duckdb.connect()
        self._connection.con.execute("SET enable_progress_bar = false")
        for name, schema in SCHEMAS.items():
            self._connection.create_table(name, schema.empty_table())
        for name, found in tables.items():
            self._connection.create_table(name, found.rows)
        self._editions = {name: found.editions for name, found in tables.items()}
        self._statements: dict[tuple[str, ClaimType], str] = {}

    def facts(self, claim_type: ClaimType) -> Facts:
        """The editions of each table for one claim type."""
        return facts_of(self._editions, claim_type)

    def rows(self, claims: Rows, types: Sequence[ClaimType]) -> Iterator[Row]:
        """Everything that the edits say of claims (`claims.tables.claim_rows`): id, kind, claim, detail."""
        return self.judge(claim_tables({name: list(rows) for name, rows in claims.items()}), types)

    def judge(self, relations: Mapping[str, pa.Table], types: Sequence[ClaimType]) -> Iterator[Row]:
        """As `rows`, of claim relations that are Arrow tables already (`claims.tables.SCHEMAS`).

        A relation that is not given is empty.
        """
        raw = self._connection.con
        for name in SCHEMAS:
            raw.execute(f"DELETE FROM {name}")  # noqa: S608 (our own table names)
            if name in relations and relations[name].num_rows:
                raw.register("incoming", relations[name])
                raw.execute(f"INSERT INTO {name} BY NAME SELECT * FROM incoming")  # noqa: S608
                raw.unregister("incoming")
        for claim_type in types:
            for one in self.edits:
                if claim_type in one.applies_to and one.checks:
                    yield from raw.execute(self._statement(one, claim_type)).fetchall()

    def _statement(self, one: Edit, claim_type: ClaimType) -> str:
        key = one.id, claim_type
        if key not in self._statements:
            table: Any = self._connection.table
            expression = compile_edit(one, claim_type.value, table, self.facts(claim_type))
            self._statements[key] = str(ibis.to_sql(expression, dialect="duckdb"))
        return self._statements[key]
