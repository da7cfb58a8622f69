"""A statement as a person would write it: from what Ibis makes, the same question in fewer, named steps.

Ibis nests queries and calls them t0 to t30. Here every column is named (no `*`, so that further columns of a
table change nothing), columns that nobody reads are left out, nested queries become one or a named step.
What is changed is only how the statement is written; that it says the same is what the examples prove.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

import ibis
import sqlglot
from ibis.config import Config
from sqlglot import exp
from sqlglot.optimizer.eliminate_ctes import eliminate_ctes
from sqlglot.optimizer.eliminate_subqueries import eliminate_subqueries
from sqlglot.optimizer.merge_subqueries import merge_subqueries
from sqlglot.optimizer.pushdown_projections import pushdown_projections
from sqlglot.optimizer.qualify import qualify
from sqlglot.schema import MappingSchema

from codinglab.backtest.hand_over.dialects import Dialect
from codinglab.backtest.hand_over.named_steps import (
    name_steps,
    plain_columns,
    sources,
    tables_read,
)
from codinglab.backtest.hand_over.plain_sqlite import without_ibis

WIDTH = 110
_MADE_DAYS = {"make_date", "from_iso8601_date"}
_ITEM = re.compile(r"^(\s+)((?:'[^']*'|-?\d+),?)$")

Schema = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Statement:
    """A SELECT: its text, and the tables that it reads, each with the columns that it reads of it."""

    text: str
    reads: Mapping[str, tuple[str, ...]]


def write_statement(
    table: Any, dialect: Dialect, schema: Schema, *, through: Dialect | None = None
) -> Statement:
    """Write an Ibis table as one SELECT.

    Args:
        table: the Ibis table, bound to no engine.
        dialect: the SQL it is written in.
        schema: the columns of every table it may read, with their SQL types.
        through: a dialect that Ibis writes and sqlglot then turns into `dialect`, where Ibis cannot.
    """
    made = through or dialect
    tree = sqlglot.parse_one(_compiled(table, made), read=made.name)
    _as_exists(tree)
    known: Any = MappingSchema(cast("dict[str, object]", schema), dialect=made.name)
    tree = qualify(tree, schema=known, dialect=made.name)
    _apart(tree, "_a")
    tree = pushdown_projections(tree, schema=known, dialect=made.name)
    tree = _merged(tree)
    tree = eliminate_subqueries(tree)
    _apart(tree, "_b")
    tree = eliminate_ctes(_merged(tree))  # type: ignore[no-untyped-call]
    tree = _bare(_plain_days(without_ibis(tree)))
    _once(tree)
    name_steps(tree)
    reads = tables_read(tree, schema)
    plain_columns(tree)
    text = tree.sql(dialect=dialect.name, pretty=True, max_text_width=WIDTH)
    return Statement(_lists_in_rows(text), reads)


class _SparkOptions(Config):  # type: ignore[misc]
    treat_nan_as_null: bool = False


def _compiled(table: Any, dialect: Dialect) -> str:
    """What Ibis makes of a table. Its Spark compiler asks for an option that only its Spark engine sets."""
    missing = dialect.ibis == "pyspark" and ibis.options.pyspark is None
    if missing:
        ibis.options.pyspark = _SparkOptions()
    try:
        return str(ibis.to_sql(table, dialect=dialect.ibis))
    finally:
        if missing:
            ibis.options.pyspark = None


def _apart(tree: exp.Expression, start: str) -> None:
    """Give each table of each query an alias of its own, so that queries can become one.

    The aliases begin with `start`, as none does yet.
    """
    number = 0
    for select in list(tree.find_all(exp.Select)):
        for source in sources(select):
            number += 1
            old, alias = source.alias_or_name, f"{start}{number}"
            for column in select.find_all(exp.Column):
                if column.table == old and not _is_shadowed(column, select):
                    column.set("table", exp.to_identifier(alias, quoted=True))
            source.set("alias", exp.TableAlias(this=exp.to_identifier(alias, quoted=True)))


def _is_shadowed(column: exp.Column, outer: exp.Select) -> bool:
    """Whether a query between a column and an outer one has a table of the column's alias itself."""
    select = column.find_ancestor(exp.Select)
    while select is not None and select is not outer:
        if any(source.alias_or_name == column.table for source in sources(select)):
            return True
        select = select.find_ancestor(exp.Select)
    return False


def _as_exists(tree: exp.Expression) -> None:
    """Write semi- and anti-joins as EXISTS, which every engine reads, and sqlglot's own steps follow."""
    for select in reversed(list(tree.find_all(exp.Select))):
        for join in list(select.args.get("joins") or ()):
            if join.kind in {"SEMI", "ANTI"}:
                join.pop()
                inside = exp.select("1").from_(join.this, copy=False).where(join.args["on"], copy=False)
                there = exp.Exists(this=inside)
                select.where(there if join.kind == "SEMI" else exp.not_(there), copy=False)


def _merged(tree: exp.Expression) -> exp.Expression:
    """Make one query of nested ones; not where an outer join leaves out what the inner one computes.

    A computed column is null where the join finds nothing; within the outer query it would be computed there.
    """
    kept = []
    for join in tree.find_all(exp.Join):
        inner = _computed(tree, join.this) if join.side else None
        if inner is not None:
            inner.set("options", [exp.var("KEEP")])
            kept.append(inner)
    tree = merge_subqueries(tree)
    for inner in kept:
        inner.set("options", None)
    return tree


def _computed(tree: exp.Expression, source: exp.Expression) -> exp.Select | None:
    """The query behind a joined one (nested, or a step) where it computes a column."""
    query = source.this if isinstance(source, exp.Subquery) else None
    if isinstance(source, exp.Table):
        query = next((step.this for step in tree.find_all(exp.CTE) if step.alias == source.name), None)
    if isinstance(query, exp.Select) and any(
        not isinstance(one.unalias(), exp.Column) for one in query.expressions
    ):
        return query
    return None


def _plain_days(tree: exp.Expression) -> exp.Expression:
    """Write a day as one literal, not as a function of its three numbers or its text."""

    def plain(node: exp.Expression) -> exp.Expression:
        if isinstance(node, exp.DateFromParts):
            parts = [node.args.get(name) for name in ("year", "month", "day")]
        elif isinstance(node, exp.Anonymous) and node.name.lower() in _MADE_DAYS:
            parts = list(node.expressions)
        else:
            return node
        if not all(isinstance(part, exp.Literal) for part in parts):
            return node
        numbers = [part.name for part in parts if part is not None]
        text = numbers[0] if len(numbers) == 1 else f"{numbers[0]:0>4}-{numbers[1]:0>2}-{numbers[2]:0>2}"
        return exp.cast(exp.Literal.string(text), "date")

    return tree.transform(plain)


def _once(tree: exp.Expression) -> None:
    """Keep one of the steps that are written alike."""
    written: dict[str, str] = {}
    same: dict[str, str] = {}
    for step in list(tree.find_all(exp.CTE)):
        for table in step.find_all(exp.Table):
            if table.name in same:
                table.set("this", exp.to_identifier(same[table.name], quoted=True))
        body = step.this.copy()
        _in_order(body)
        text = body.sql()
        if text in written:
            same[step.alias] = written[text]
            step.pop()
        else:
            written[text] = step.alias
    for table in tree.find_all(exp.Table):
        if table.name in same:
            table.set("this", exp.to_identifier(same[table.name], quoted=True))


def _in_order(query: exp.Expression) -> None:
    """Number the aliases of a query's tables in order, so that two that differ in nothing else are alike."""
    aliases: dict[str, str] = {}
    for table in query.find_all(exp.Table):
        aliases.setdefault(table.alias, f"_c{len(aliases)}")
        table.set("alias", exp.TableAlias(this=exp.to_identifier(aliases[table.alias])))
    for column in query.find_all(exp.Column):
        if column.table in aliases:
            column.set("table", exp.to_identifier(aliases[column.table]))


def _bare(tree: exp.Expression) -> exp.Expression:
    """Take away brackets that change nothing."""

    def bare(node: exp.Expression) -> exp.Expression:
        if not isinstance(node, exp.Paren):
            return node
        inner, outer = node.this, node.parent
        if isinstance(inner, exp.Paren) or outer is None or isinstance(outer, exp.Join | exp.Where):
            return bare(inner)
        logical = isinstance(outer, exp.And | exp.Or)
        simple = isinstance(inner, exp.Predicate) and not isinstance(inner, exp.Connector)
        if logical and (simple or type(inner) is type(outer)):
            return bare(inner)
        return node

    for _ in range(3):
        tree = tree.transform(bare)
    return tree


def _lists_in_rows(text: str) -> str:
    """Long lists of values in rows as wide as the page, not one value a row."""
    rows: list[str] = []
    for line in text.split("\n"):
        item = _ITEM.match(line)
        before = _LIST.match(rows[-1]) if rows and item else None
        if item and before and before[1] == item[1] and len(rows[-1]) + len(item[2]) < WIDTH:
            rows[-1] += " " + item[2]
        else:
            rows.append(line)
    return "\n".join(rows)


_LIST = re.compile(r"^(\s+)(?:(?:'[^']*'|-?\d+),\s?)+$")
