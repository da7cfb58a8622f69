"""FROM, JOIN and WHERE: the rows of a SELECT before they are grouped and chosen from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlglot import exp

from codinglab.model import InvalidInputError
from codinglab.validate.sql.read import aliases, bare, conjuncts, part, refused
from codinglab.validate.sql.values import Values

Query = Callable[[exp.Expression], Any]
_HOW = {
    ("", ""): "inner", ("", "INNER"): "inner", ("", "CROSS"): "cross", ("LEFT", ""): "left",
    ("LEFT", "OUTER"): "left", ("", "SEMI"): "semi", ("", "ANTI"): "anti", ("LEFT", "SEMI"): "semi",
    ("LEFT", "ANTI"): "anti",
}  # fmt: skip


@dataclass(frozen=True)
class Rows:
    """The rows of FROM as one table, and what each column of its tables is named in it."""

    table: Any
    names: Mapping[tuple[str, str], str]

    def column(self, node: exp.Column) -> Any:
        """The column of this table that a column of the SQL is."""
        try:
            return self.table[self.names[node.table, node.name]]
        except KeyError:
            msg = (
                f"{node.sql()} is of a table outside: only EXISTS may look at the row outside, and only "
                "where it stands by itself between the ANDs of WHERE"
            )
            raise InvalidInputError(msg) from None

    def only(self, table: Any) -> Rows:
        """The same with some rows fewer."""
        return Rows(table, self.names)


def rows_of(select: exp.Select, source: Query, query: Query) -> Rows:
    """The rows that a SELECT chooses from.

    Args:
        select: its columns all say which table they are of.
        source: gives the Ibis table of what stands in FROM or JOIN.
        query: gives the Ibis table of a subquery in a condition.
    """
    return _where(_joined(select, source), select.args.get("where"), source, query)


def _joined(select: exp.Select, source: Query) -> Rows:
    first = part(select, "from")
    if first is None:
        msg = "the SQL needs a FROM"
        raise InvalidInputError(msg)
    met = source(first.this)
    tables: Mapping[str, Any] = {first.this.alias_or_name: met}
    joins = select.args.get("joins") or ()
    if not joins:
        alias = first.this.alias_or_name
        return Rows(met, {(alias, name): name for name in met.columns})
    for join in joins:
        met, tables = _join(met, tables, join, source(join.this).view())
    return _flat(met, tables, select)


def _join(met: Any, tables: Mapping[str, Any], join: exp.Join, other: Any) -> tuple[Any, Mapping[str, Any]]:
    """Joined tables with one more, and the tables whose columns may be named from now on."""
    how = _HOW.get((join.side.upper(), join.kind.upper()))
    alias, on = join.this.alias_or_name, join.args.get("on")
    if how is None:
        said = " ".join(word for word in (join.side, join.kind, "JOIN") if word)
        msg = f"the SQL of an edit has no {said}: write it as LEFT JOIN"
        raise InvalidInputError(msg)
    known = {**tables, alias: other}

    def column(node: exp.Column) -> Any:
        if node.table not in known:
            msg = f"{node.sql()} is of a table that is joined later, or stands outside"
            raise InvalidInputError(msg)
        return known[node.table][node.name]

    values = Values(met, column, _no_query)
    conditions = [values(one) for one in conjuncts(on)]
    if not conditions:
        if how not in ("inner", "cross"):
            msg = f"{join.sql()} needs ON or USING"
            raise InvalidInputError(msg)
        how = "cross"
    met = met.join(other, conditions, how=how, rname=f"{alias}_{{name}}")
    return met, tables if how in ("semi", "anti") else known


def _no_query(node: exp.Expression) -> Any:
    msg = f"{node.sql()[:60]} cannot stand in ON: put it in WHERE"
    raise InvalidInputError(msg)


def _flat(met: Any, tables: Mapping[str, Any], select: exp.Select) -> Rows:
    """The columns of joined tables that are used, each under a name of its own."""
    used = dict.fromkeys(
        (node.table, node.name) for node in select.find_all(exp.Column) if node.table in tables
    )
    if not used:
        alias, table = next(iter(tables.items()))
        used = {(alias, table.columns[0]): None}
    names: dict[tuple[str, str], str] = {}
    for alias, name in used:
        plain = name not in names.values()
        names[alias, name] = name if plain else f"{alias}_{name}"
    chosen = {flat: tables[alias][name] for (alias, name), flat in names.items()}
    return Rows(met.select(**chosen), names)


def _where(rows: Rows, where: exp.Expression | None, source: Query, query: Query) -> Rows:
    plain: list[exp.Expression] = []
    looking: list[exp.Expression] = []
    for one in conjuncts(where.this if where is not None else None):
        inner = bare(one.this) if isinstance(one, exp.Not) else one
        exists = isinstance(inner, exp.Exists)
        within = isinstance(one, exp.In) and one.args.get("query") is not None
        (looking if exists or within else plain).append(one)
    if plain:
        values = Values(rows.table, rows.column, query)
        rows = rows.only(rows.table.filter([values(one) for one in plain]))
    for one in looking:
        rows = _within(rows, one, query) if isinstance(one, exp.In) else _exists(rows, one, source, query)
    return rows


def _within(rows: Rows, one: exp.In, query: Query) -> Rows:
    """Rows whose value is among those of a subquery."""
    other = query(one.args["query"]).view()
    value = Values(rows.table, rows.column, query)(one.this)
    return rows.only(rows.table.semi_join(other, [value == other[other.columns[0]]]))


def _exists(rows: Rows, one: exp.Expression, source: Query, query: Query) -> Rows:
    """Rows with, or without, a row of another table that fits to them."""
    exists = bare(one.this) if isinstance(one, exp.Not) else one
    select = bare(exists.this)
    if not isinstance(select, exp.Select) or any(
        select.args.get(name) for name in ("group", "having", "qualify")
    ):
        raise refused(exists)
    own = set(aliases(select))
    inner = _joined(select, source)
    where = select.args.get("where")
    inside: list[exp.Expression] = []
    across: list[exp.Expression] = []
    for condition in conjuncts(where.this if where is not None else None):
        mine = {node.table for node in condition.find_all(exp.Column)} <= own
        nested = condition.find(exp.Query) is not None
        (inside if mine or nested else across).append(condition)
    if not across:
        raise refused(exists)
    inner = _where(inner, exp.Where(this=exp.and_(*inside)) if inside else None, source, query)
    other = inner.only(inner.table.view())
    values = Values(rows.table, lambda node: (other if node.table in own else rows).column(node), query)
    join = rows.table.anti_join if isinstance(one, exp.Not) else rows.table.semi_join
    return rows.only(join(other.table, [values(condition) for condition in across]))
