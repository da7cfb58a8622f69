"""Whether an edit runs everywhere: on each engine, and on claim extracts, where ids are numbers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import ibis
import ibis.expr.operations as ops
from ibis.config import Config, options

from codinglab.claims.extract.layout import EXTRACT_SCHEMAS, PREFIX
from codinglab.model import InvalidInputError
from codinglab.reference.rules_file import RulesFile, read_card
from codinglab.reference.store import open_store
from codinglab.validate.compile import compile_edit, compile_hits, facts_of
from codinglab.validate.edit import Edit
from codinglab.validate.relations import ClaimTables, ReferenceTables
from codinglab.validate.unbound import in_extract, unbound

_NAMES = {"sqlite": "SQLite, which checks one claim", "duckdb": "DuckDB", "pyspark": "Spark"}
_AS_NUMBERS = "on a claim extract, where claim_id and key are numbers"
_EXTRACT = {**EXTRACT_SCHEMAS, "prefix": PREFIX}


class _SparkOptions(Config):  # type: ignore[misc]
    """What Ibis asks of its Spark back end where pyspark is not installed."""

    treat_nan_as_null: bool = False


def statement(expression: Any, dialect: str) -> str:
    """The SQL of an expression; that of Spark without pyspark too."""
    with _spark_options():
        return str(ibis.to_sql(expression, dialect=dialect))


def cannot_run(one: Edit) -> Iterator[str]:
    """Say which engine cannot run which edit of claims, and why."""
    card = read_card(open_store().folder)
    for kind in one.applies_to:
        facts = facts_of(card.editions, kind)
        if not all(facts.get(name) for name in one.reads):
            continue
        alone = compile_edit(one, kind.value, lambda name: unbound(name, card.columns), facts)
        if _filters_on_window(alone):
            yield (
                f"{one.id} cannot be run on Spark and SQLite: it filters on a figure of a window. Put the "
                "figure in a column with mutate(...) first, and filter on that."
            )
            return
        for dialect in ("sqlite", "duckdb"):
            yield from _refusal(one, alone, dialect, "")
        try:
            many = _in_extract(one, kind.value, card)
        except Exception as error:
            yield f"{one.id} cannot be run {_AS_NUMBERS}: {_short(error)}."
            return
        for number, expression in enumerate(many):
            what = "" if number == 0 else "'s population"
            for dialect in ("duckdb", "pyspark"):
                yield from _refusal(one, expression, dialect, what)
            yield from _dry_run(one, expression, card, what)


def _in_extract(one: Edit, kind: str, card: RulesFile) -> list[Any]:
    def source(name: str) -> Any:
        return in_extract(name, card.columns)

    claims, facts = ClaimTables(source, kind, stores_pairs=True), facts_of(card.editions, kind)
    made = [compile_hits(one, claims, source, facts)]
    if one.population is not None:
        made.append(one.population(claims, ReferenceTables(source, facts)))
    return made


def _filters_on_window(expression: Any) -> bool:
    return any(
        predicate.find(ops.WindowFunction, filter=ops.Value)
        for kept in expression.op().find(ops.Filter)
        for predicate in kept.predicates
    )


def _refusal(one: Edit, expression: Any, dialect: str, what: str) -> Iterator[str]:
    try:
        statement(expression, dialect)
    except Exception as error:
        yield f"{one.id}{what} cannot be run on {_NAMES[dialect]}: {_short(error)}."


def _dry_run(one: Edit, expression: Any, card: RulesFile, what: str) -> Iterator[str]:
    """Ask DuckDB over empty relations of an extract: types that do not fit show there."""
    import duckdb

    with duckdb.connect() as connection:
        for name in {*_EXTRACT, *one.reads}:
            schema = in_extract(name, card.columns).schema()
            connection.register(name, schema.to_pyarrow().empty_table())
        try:
            connection.execute(statement(expression, "duckdb")).fetchall()
        except duckdb.Error as error:
            yield f"{one.id}{what} cannot be run {_AS_NUMBERS}: {_short(error)}."


@contextmanager
def _spark_options() -> Iterator[None]:
    before = options.pyspark
    if before is None:
        options.pyspark = _SparkOptions()
    try:
        yield
    finally:
        options.pyspark = before


def _short(error: Exception) -> str:
    """What went wrong, in one line: an engine's own words without the statement that it quotes."""
    told = [line.strip() for line in str(error).splitlines() if line.strip()]
    said = told[0] if told else ""
    kind = "" if isinstance(error, InvalidInputError) else f"{type(error).__name__}: "
    return f"{kind}{said[:300]}".rstrip(". ")
