"""Everything that the folder of an edit is made of, worked out before anything is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlglot

from codinglab.backtest.hand_over.columns import relations, sql_types
from codinglab.backtest.hand_over.derived import derive
from codinglab.backtest.hand_over.dialects import Dialect
from codinglab.backtest.hand_over.kinds import Coverage, coverage
from codinglab.backtest.hand_over.readable import Statement, write_statement
from codinglab.backtest.hand_over.reference_cards import TableCard, card_of
from codinglab.backtest.hand_over.reference_rows import Trial, rows_needed
from codinglab.backtest.hand_over.rows import Answer, answers
from codinglab.backtest.hand_over.vectors import Expected, Judge, Vector, examples_of
from codinglab.claims.tables import claim_rows, claim_tables
from codinglab.model import InvalidInputError
from codinglab.reference.rule_tables import RuleTable, rule_table
from codinglab.validate.compile import Facts, facts_of
from codinglab.validate.edit import Edit

if TYPE_CHECKING:
    import pyarrow as pa

Written = dict[str, Statement]


@dataclass(frozen=True)
class Built:
    """An edit, worked out.

    Attributes:
        edit: the edit.
        answers: what its statements give, by name; empty for an edit that is no SQL.
        statements: by dialect and name; a dialect that cannot say it is not there.
        failed: why a dialect cannot say it.
        reads: the columns of each table that the statements read.
        cards: the reference tables.
        rows: the rows of the reference tables that the vectors need, in the columns that are read.
        vectors: its examples, and what was derived of them.
        expected: what the edit says of each vector.
        coverage: which kinds of vector there are.
        relations: the claims of all vectors as tables.
    """

    edit: Edit
    answers: Mapping[str, Answer]
    statements: Mapping[Dialect, Written]
    failed: Mapping[Dialect, str]
    reads: Mapping[str, tuple[str, ...]]
    cards: Mapping[str, TableCard]
    rows: Mapping[str, pa.Table]
    vectors: Sequence[Vector]
    expected: Mapping[str, Expected]
    coverage: Sequence[Coverage]
    relations: Mapping[str, pa.Table]

    @property
    def is_sql(self) -> bool:
        """Whether there are statements, or only Python that looks at a claim."""
        return bool(self.answers)


def build(one: Edit, dialects: Sequence[Dialect]) -> Built:
    """Work out the folder of an edit.

    Args:
        one: the edit.
        dialects: what SQL is written in; the first must be DuckDB.

    Raises:
        InvalidInputError: a table that it reads is not installed.
        StoreError: the reference store is missing or damaged.
    """
    tables = _tables(one)
    columns = {
        name: {field.name: str(field.type) for field in table.rows.schema} for name, table in tables.items()
    }
    editions = {name: table.editions for name, table in tables.items()}
    found = {
        answer.name: answer
        for kind in (one.applies_to if one.checks else ())
        for answer in answers(one, kind, columns, facts_of(editions, kind.value))
    }
    schema = relations() | {name: sql_types(kinds) for name, kinds in columns.items()}
    statements, failed = _statements(found, dialects, schema)
    every: Facts = {
        name: tuple(e for held in by_type.values() for e in held) for name, by_type in editions.items()
    }
    own = examples_of(one)
    judge = Judge(one)
    vectors = (*own, *derive(judge, own, every))
    expected = judge.ask(vectors)
    claims = [claim for vector in vectors for claim in vector.claims]
    as_tables = claim_tables(claim_rows(claims))
    reads = _reads(statements[dialects[0]]) if found else {}
    trial = Trial(as_tables, [one.text for one in statements[dialects[0]].values()] if found else [])
    whole = {name: table.rows.select(list(reads[name])) for name, table in tables.items() if name in reads}
    return Built(
        edit=one,
        answers=found,
        statements=statements,
        failed=failed,
        reads=reads,
        cards={name: card_of(name, tables[name]) for name in one.reads},
        rows=rows_needed(trial, whole, as_tables),
        vectors=vectors,
        expected=expected,
        coverage=coverage(vectors, expected),
        relations=as_tables,
    )


def _tables(one: Edit) -> dict[str, RuleTable]:
    found = {name: rule_table(name) for name in one.reads}
    missing = [name for name, table in found.items() if table is None]
    if missing:
        msg = (
            f"{one.id} reads {', '.join(missing)}, which is not here: install it "
            "(codinglab reference list has the sources), and export again."
        )
        raise InvalidInputError(msg)
    return {name: table for name, table in found.items() if table is not None}


def _statements(
    found: Mapping[str, Answer], dialects: Sequence[Dialect], schema: Mapping[str, Mapping[str, str]]
) -> tuple[dict[Dialect, Written], dict[Dialect, str]]:
    """The statements of each dialect, and why others have none; the first dialect must do.

    What Ibis cannot write, sqlglot turns from the first dialect.
    """
    written: dict[Dialect, Written] = {}
    failed: dict[Dialect, str] = {}
    first = dialects[0]
    for dialect in dialects if found else ():
        for through in (None, first):
            try:
                written[dialect] = {
                    name: _read_again(
                        write_statement(answer.table, dialect, schema, through=through), dialect
                    )
                    for name, answer in found.items()
                }
                break
            except Exception as error:
                if dialect is first:
                    raise
                failed[dialect] = f"{type(error).__name__}: {str(error).partition(chr(10))[0][:200]}"
    return written, {dialect: why for dialect, why in failed.items() if dialect not in written}


def _read_again(statement: Statement, dialect: Dialect) -> Statement:
    """The statement, where the dialect's own grammar reads it."""
    sqlglot.parse_one(statement.text, read=dialect.name)
    return statement


def _reads(written: Written) -> dict[str, tuple[str, ...]]:
    """The columns of each table that any of the statements reads."""
    found: dict[str, set[str]] = {}
    for statement in written.values():
        for name, columns in statement.reads.items():
            found.setdefault(name, set()).update(columns)
    return {name: tuple(sorted(columns)) for name, columns in sorted(found.items())}


def expected_rows(built: Built, vector: Vector) -> dict[str, list[dict[str, Any]]]:
    """The rows that the statements must give of a vector, by kind, as `verify.py` compares them."""
    said = built.expected[vector.name]
    types = {claim.claim_id: claim.claim_type for claim in vector.claims}
    return {
        kind: [_as_answered(row, kind, types[row["claim_id"]].value, built) for row in rows]
        for kind, rows in (("hits", said.hits), ("not_evaluated", said.unknown))
    }


def _as_answered(row: Mapping[str, Any], kind: str, claim_type: str, built: Built) -> dict[str, Any]:
    """A row of the engine in the columns of the statement."""
    row = {**row, "edit": built.edit.id, "claim_type": claim_type}
    answer = built.answers.get(f"{kind}_{claim_type}")
    if answer is None:
        return {name: value for name, value in row.items() if value is not None}
    columns = answer.types
    if "reason" in row:
        words = {name: row[name] for name in ("table", "edition") if name in row and name not in columns}
        reason = str(row["reason"])
        for name, value in words.items():
            reason = reason.replace("{" + name + "}", str(value))
        row["reason"] = reason if "day" in columns else reason.replace("{day}", "{on}")
    return {name: _typed(row[name], columns[name]) for name in columns if row.get(name) is not None}


def _typed(value: Any, kind: str) -> Any:
    """A value that the engine gave as text, in its column's type, as JSON has it."""
    text = str(value)
    if kind == "boolean":
        return text.lower() in {"1", "true"}
    if kind.startswith(("int", "uint")):
        return int(text)
    if kind.startswith("float"):
        return float(text)
    return text[:10] if kind == "date" else text
