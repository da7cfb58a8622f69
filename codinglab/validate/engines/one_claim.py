"""Edits of one claim, or a few, in SQLite: each statement finds its rows by index, in microseconds."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from threading import Lock
from typing import Any

import ibis
import sqlglot
from ibis.backends.sqlite.udf import register_all
from sqlglot import exp

from codinglab.claims.tables import SCHEMAS
from codinglab.model import ClaimType
from codinglab.reference.rules_file import RulesFile
from codinglab.validate.compile import Facts, compile_edit, facts_of
from codinglab.validate.edit import Edit
from codinglab.validate.kept import kept_statements
from codinglab.validate.unbound import unbound

Row = tuple[str, str, str, str]
Rows = Mapping[str, Sequence[tuple[Any, ...]]]
_FACILITY = "§ facility claim §"
_TYPES = {"string": "TEXT", "date32[day]": "DATE", "double": "REAL"}


class OneClaimEngine:
    """Edits over an in-memory database of claims, with the rules file attached and read only.

    A notebook's kernel calls it from several threads, one after the other.

    Args:
        chosen: the edits.
        rules: the card of the rules file; of a table that is not there its edits cannot be evaluated.
        kept: a folder where compiled statements stay between processes; building them takes seconds.
    """

    def __init__(self, chosen: Sequence[Edit], rules: RulesFile, kept: Path | None = None) -> None:
        self.edits = tuple(chosen)
        self._rules = rules
        self._kept = kept
        self._raw = sqlite3.connect(
            ":memory:", check_same_thread=False, isolation_level=None, uri=True, cached_statements=1_024
        )
        self._alone = Lock()
        register_all(self._raw)
        place = f"{rules.path.resolve().as_uri()}?mode=ro&immutable=1"
        self._raw.execute("ATTACH DATABASE ? AS rules", (place,))
        for name, schema in SCHEMAS.items():
            typed = ((field.name, _TYPES.get(str(field.type), "INTEGER")) for field in schema)
            columns = ", ".join(f'"{column}" {kind}' for column, kind in typed)
            self._raw.execute(f"CREATE TABLE {name} ({columns})")
            if "line" in schema.names:
                self._raw.execute(f"CREATE INDEX {name}_line ON {name} (claim_id, line)")
        self._statements: dict[ClaimType, dict[str, str]] = {}
        self._patterns: dict[tuple[str, tuple[Any, ...]], str] = {}

    def facts(self, claim_type: ClaimType) -> Facts:
        """The editions of each table for one claim type."""
        return facts_of(self._rules.editions, claim_type)

    def rows(self, claims: Rows, types: Sequence[ClaimType]) -> Iterator[Row]:
        """Everything that the edits say of claims (`claims.tables.claim_rows`): id, kind, claim, detail."""
        with self._alone:
            return iter([*self._told(claims, types)])

    def _told(self, claims: Rows, types: Sequence[ClaimType]) -> Iterator[Row]:
        for name, rows in claims.items():
            self._raw.execute(f"DELETE FROM {name}")  # noqa: S608 (our own table names)
            if rows:
                marks = ", ".join("?" * len(rows[0]))
                plain = ([_plain(value) for value in row] for row in rows)
                self._raw.executemany(f"INSERT INTO {name} VALUES ({marks})", plain)  # noqa: S608
        for claim_type in types:
            for statement in self.statements(claim_type).values():
                yield from self._raw.execute(statement)

    def statements(self, claim_type: ClaimType) -> dict[str, str]:
        """The statement of each edit that judges claims of a type, compiled once."""
        if claim_type not in self._statements:
            chosen = [one for one in self.edits if claim_type in one.applies_to and one.checks]
            self._statements[claim_type] = self._remembered(claim_type, chosen)
        return self._statements[claim_type]

    def _remembered(self, claim_type: ClaimType, chosen: Sequence[Edit]) -> dict[str, str]:
        facts = self.facts(claim_type)

        def make() -> dict[str, str]:
            return {one.id: self._statement(one, claim_type, facts) for one in chosen}

        if self._kept is None:
            return make()
        said = (ibis.__version__, claim_type.value, self._rules.columns, facts)
        return kept_statements(self._kept, f"statements-{claim_type.value}", said, chosen, make)

    def _statement(self, one: Edit, claim_type: ClaimType, facts: Facts) -> str:
        """The statement for a claim type; of the two facility types one serves the other."""
        if claim_type is ClaimType.PROFESSIONAL:
            return in_sqlite(compile_edit(one, claim_type.value, self._table, facts))
        key = one.id, tuple(facts.get(name, ()) for name in one.reads)
        if key not in self._patterns:
            self._patterns[key] = in_sqlite(compile_edit(one, _FACILITY, self._table, facts))
        return self._patterns[key].replace(_FACILITY, claim_type.value)

    def _table(self, name: str) -> Any:
        return unbound(name, self._rules.columns)


def in_sqlite(expression: Any) -> str:
    """The statement of an Ibis expression as SQLite reads it: anti- and semi-joins are its EXISTS."""
    tree = sqlglot.parse_one(ibis.to_sql(expression, dialect="sqlite"), read="sqlite")
    for select in tree.find_all(exp.Select):
        for join in list(select.args.get("joins") or ()):
            if join.kind in {"SEMI", "ANTI"}:
                there = exp.Exists(this=exp.select("1").from_(join.this).where(join.args["on"]))
                join.pop()
                select.where(there if join.kind == "SEMI" else exp.not_(there), copy=False)
    return tree.sql(dialect="sqlite")


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
