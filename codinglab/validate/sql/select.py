"""A whole query as an Ibis table: tables by name, WITH, UNION, GROUP BY, and what SELECT chooses."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import ibis
from ibis.common.exceptions import IbisError
from sqlglot import exp

from codinglab.model import InvalidInputError
from codinglab.validate.sql.read import DIALECT, bare, part, read, refused
from codinglab.validate.sql.rows import Rows, rows_of
from codinglab.validate.sql.values import Values

_SETS: dict[type[Any], Callable[..., Any]] = {
    exp.Union: ibis.union,
    exp.Intersect: ibis.intersect,
    exp.Except: ibis.difference,
}
Tables = Mapping[str, Any]


def select(sql: str, tables: Tables) -> Any:
    """Turn one SELECT into an Ibis table.

    Args:
        sql: in DuckDB's dialect.
        tables: the Ibis tables that it may name; none other is there for it.

    Raises:
        InvalidInputError: it is not one SELECT, names another table or a column that is not there, or holds
            what does not mean the same on every engine; the message says what, and what to write.
    """
    columns = {name: tuple(table.columns) for name, table in tables.items()}
    try:
        return _query(read(sql, columns), {name.lower(): table for name, table in tables.items()})
    except (IbisError, AttributeError, TypeError) as error:
        msg = f"the SQL cannot be run: {error}"
        raise InvalidInputError(msg) from None


def _query(node: exp.Expression, known: Tables) -> Any:
    node = bare(node)
    for cte in (part(node, "with") or exp.With(expressions=[])).expressions:
        known = {**known, cte.alias_or_name.lower(): _named(_query(cte.this, known), cte.args.get("alias"))}
    if type(node) in _SETS:
        return _set(node, known)
    if not isinstance(node, exp.Select):
        raise refused(node)
    return _select(node, known)


def _set(node: exp.Expression, known: Tables) -> Any:
    one, two = _query(node.this, known), _query(node.expression, known)
    if len(one.columns) != len(two.columns):
        sides = f"{len(one.columns)} and {len(two.columns)}"
        msg = f"the sides of {type(node).__name__.upper()} have {sides} columns"
        raise InvalidInputError(msg)
    same = {
        name: two[other].cast(one[name].type()) for name, other in zip(one.columns, two.columns, strict=True)
    }
    if any(node.args.get(name) for name in ("limit", "order", "offset")):
        raise refused(node.args.get("limit") or node.args.get("order") or node)
    return _SETS[type(node)](one, two.select(**same), distinct=bool(node.args.get("distinct")))


def _named(table: Any, alias: exp.Expression | None) -> Any:
    """A table with the column names that its alias gives it."""
    given = [one.name for one in (alias.args.get("columns") or ())] if alias is not None else []
    if not given:
        return table
    return table.select(**{new: table[old] for new, old in zip(given, table.columns, strict=True)})


def _select(node: exp.Select, known: Tables) -> Any:
    def source(of: exp.Expression) -> Any:
        if isinstance(of, exp.Table):
            return known[of.name.lower()]
        return _named(_query(of, known), of.args.get("alias"))

    def query(of: exp.Expression) -> Any:
        return _query(of, known)

    rows = rows_of(node, source, query)
    values, table = _grouped(node, rows, query)
    if (having := node.args.get("having")) is not None:
        table = table.filter(values(table)(having.this))
    if (qualify := node.args.get("qualify")) is not None:
        table = _qualified(table, qualify.this, values)
    chosen = {one.alias_or_name: one.unalias() for one in node.expressions}
    if len(chosen) < len(node.expressions):
        twice = [one.alias_or_name for one in node.expressions]
        named = sorted({name for name in twice if twice.count(name) > 1})
        msg = f"SELECT gives two columns one name: {', '.join(named)}"
        raise InvalidInputError(msg)
    made = values(table)
    table = table.select(**{name: made(value) for name, value in chosen.items()})
    return table.distinct() if node.args.get("distinct") else table


def _qualified(table: Any, condition: exp.Expression, values: Callable[[Any], Values]) -> Any:
    """The rows that hold a condition on windows, whose figures become columns: not all have QUALIFY."""
    made = values(table)
    windows = {one.sql(DIALECT): one for one in condition.find_all(exp.Window)}
    names = {
        sql: f"{one.this.sql(DIALECT).split('(')[0].lower()}_{number}"
        for number, (sql, one) in enumerate(windows.items(), start=1)
    }
    wide = table.mutate(**{names[sql]: made(one) for sql, one in windows.items()})
    known = values(wide).knowing({sql: wide[name] for sql, name in names.items()})
    return wide.filter(known(condition)).drop(*names.values())


def _grouped(
    node: exp.Select, rows: Rows, query: Callable[[exp.Expression], Any]
) -> tuple[Callable[[Any], Values], Any]:
    """What gives the values of a table, and the table: rows as they are, or one for each group."""
    group = node.args.get("group")
    figures = {one.sql(DIALECT): one for one in _figures(node)}
    if group is None and not figures:
        return lambda table: Values(table, rows.only(table).column, query), rows.table
    keys = _keys(node, group)
    plain = Values(rows.table, rows.column, query)
    named = {one.unalias().sql(DIALECT): one.alias_or_name for one in node.expressions}
    names: dict[str, str] = {}
    for number, (sql, one) in enumerate((keys | figures).items(), start=1):
        wanted = named.get(sql) or (one.name if isinstance(one, exp.Column) else f"value_{number}")
        names[sql] = wanted if wanted not in names.values() else f"{wanted}_{number}"
    by = {names[sql]: plain(one) for sql, one in keys.items()}
    table = rows.table.aggregate({names[sql]: plain(one) for sql, one in figures.items()}, by=by)

    def column(of: exp.Column) -> Any:
        msg = f"{of.name} must stand in GROUP BY, or in a figure such as MIN({of.name})"
        raise InvalidInputError(msg)

    def values(table: Any) -> Values:
        return Values(table, column, query, {sql: table[name] for sql, name in names.items()})

    return values, table


def _keys(node: exp.Select, group: exp.Expression | None) -> dict[str, exp.Expression]:
    if group is None:
        return {}
    chosen = [one.unalias() for one in node.expressions]
    listed = [one for one in chosen if not [*_inside(one)]] if group.args.get("all") else group.expressions
    return {one.sql(DIALECT): one for one in listed}


def _figures(node: exp.Select) -> list[exp.Expression]:
    """The figures of groups that a SELECT names: sums, counts and their like, but for those of windows."""
    parts = [*node.expressions, node.args.get("having"), node.args.get("qualify")]
    return [figure for one in parts if one is not None for figure in _inside(one)]


def _inside(node: exp.Expression) -> list[exp.Expression]:
    if isinstance(node, exp.Query | exp.Subquery):
        return []
    if isinstance(node, exp.Window):
        inner = [one for key, one in node.args.items() if key != "this" and isinstance(one, exp.Expression)]
        inner += node.args.get("partition_by") or []
        return [figure for one in inner for figure in _inside(one)]
    if isinstance(node, exp.AggFunc | exp.Filter):
        return [node]
    return [figure for one in node.iter_expressions() for figure in _inside(one)]
