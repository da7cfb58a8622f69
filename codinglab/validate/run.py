"""Run edits over claims: one compiled statement for all of them, whatever the number of claims."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

import ibis

from codinglab.claims.tables import SCHEMAS, claim_tables
from codinglab.model import Claim, ClaimType, Finding, Icd10cm, NotEvaluated, Report
from codinglab.validate.catalogue import edits
from codinglab.validate.compile import compile_edit
from codinglab.validate.edit import Edit
from codinglab.validate.relations import TableFacts
from codinglab.validate.tables import installed

_WRITTEN = {"code", "other_code", "node", "example"}


class Engine:
    """A set of edits, compiled for DuckDB over the installed reference tables.

    The first claim of a type compiles its statement, about a second; later ones take milliseconds.
    """

    def __init__(
        self, chosen: Sequence[Edit], tables: dict[str, tuple[Any, TableFacts]] | None = None
    ) -> None:
        self.edits = {one.id: one for one in chosen}
        if tables is None:
            tables = installed({name for one in chosen for name in one.reads})
        self._connection = ibis.duckdb.connect()
        for name, schema in SCHEMAS.items():
            self._connection.create_table(name, schema.empty_table())
        for name, (table, _) in tables.items():
            self._connection.create_table(name, table)
        self.facts = {name: facts for name, (_, facts) in tables.items()}
        self._raw = self._connection.con
        self._prepared: set[ClaimType] = set()

    def _prepare(self, claim_type: ClaimType) -> str:
        """Compile every edit for one claim type, once; give the name of the statement."""
        name = f"edits_of_{claim_type.value}"
        if claim_type not in self._prepared:
            source = self._connection.table
            parts = [
                compile_edit(one, claim_type, source, self.facts)
                for one in self.edits.values()
                if claim_type in one.applies_to
            ]
            nothing = "SELECT NULL, NULL, NULL, NULL WHERE FALSE"
            every = (
                ibis.to_sql(ibis.union(*parts) if len(parts) > 1 else parts[0], dialect="duckdb")
                if parts
                else nothing
            )
            self._raw.execute(f"PREPARE {name} AS {every}")
            self._prepared.add(claim_type)
        return name

    def run(self, claims: Iterable[Claim]) -> dict[str, Report]:
        """Judge claims together, each seeing the lines of the others (history).

        Returns:
            A report for each claim id, in the order of the claims.
        """
        relations = claim_tables(claims)
        for name, table in relations.items():
            self._raw.execute(f"DELETE FROM {name}")  # noqa: S608 (our own table names)
            if table.num_rows:
                self._raw.register("incoming", table)
                self._raw.execute(f"INSERT INTO {name} SELECT * FROM incoming")  # noqa: S608
                self._raw.unregister("incoming")
        types = sorted(set(relations["claim"].column("claim_type").to_pylist()))
        rows = [
            row
            for kind in types
            for row in self._raw.execute(f"EXECUTE {self._prepare(ClaimType(kind))}").fetchall()
        ]
        findings: dict[str, list[Finding]] = defaultdict(list)
        unjudged: dict[str, dict[NotEvaluated, None]] = defaultdict(dict)
        for edit_id, kind, claim_id, detail in sorted(rows):
            said = {name: value for name, value in json.loads(detail).items() if value is not None}
            one = self.edits[edit_id]
            if one.judges == "diagnosis":
                said = _as_written(said)
            if kind == "hit":
                findings[claim_id].append(self._finding(one, claim_id, said))
            else:
                unjudged[claim_id][NotEvaluated(claim_id, edit_id, one.title, _reason(said))] = None
        place = {edit_id: number for number, edit_id in enumerate(self.edits)}
        ran = {
            kind: tuple(one.id for one in self.edits.values() if ClaimType(kind) in one.applies_to)
            for kind in types
        }
        return {
            claim_id: Report(
                claim_id,
                tuple(sorted(findings[claim_id], key=lambda found: (place[found.edit], found.message))),
                tuple(sorted(unjudged[claim_id], key=lambda missed: (place[missed.edit], missed.reason))),
                ran[kind],
            )
            for claim_id, kind in zip(
                relations["claim"].column("claim_id").to_pylist(),
                relations["claim"].column("claim_type").to_pylist(),
                strict=True,
            )
        }

    def _finding(self, one: Edit, claim_id: str, said: dict[str, str]) -> Finding:
        numbers = {
            name: int(said[name]) if name in said else None
            for name in ("line", "other_line", "diagnosis", "other_diagnosis", "procedure")
        }
        return Finding(
            claim_id=claim_id,
            edit=one.id,
            title=one.title,
            severity=one.severity,
            disposition=one.disposition,
            message=one.message.format_map(defaultdict(str, said)),
            authority=one.authority,
            code=said.get("code", ""),
            other_code=said.get("other_code", ""),
            table="; ".join(f"{name} ({self.facts[name].edition})" for name in one.reads),
            **numbers,
        )


def _as_written(said: dict[str, str]) -> dict[str, str]:
    return {
        name: Icd10cm(value).written if name in _WRITTEN and ":" not in value else value
        for name, value in said.items()
    }


def _reason(said: dict[str, str]) -> str:
    return said["reason"].format_map(defaultdict(str, said))


@cache
def engine() -> Engine:
    """The engine of all built-in edits. Raises StoreError when there is no reference store."""
    return Engine(edits())


def validate(claim: Claim) -> Report:
    """Run every edit that applies to a claim.

    Raises:
        StoreError: the reference store is missing or damaged.
    """
    return engine().run([claim])[claim.claim_id]


def validate_many(claims: Iterable[Claim]) -> dict[str, Report]:
    """Run every edit over claims that see one another; a report for each claim id."""
    return engine().run(claims)
