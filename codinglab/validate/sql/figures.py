"""Figures of SQL as Ibis values: counts and sums of groups, and what a window gives each row."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ibis
from sqlglot import exp

from codinglab.validate.sql.read import refused
from codinglab.validate.sql.texts import Make, number

_PLAIN: dict[type[Any], str] = {
    exp.Sum: "sum",
    exp.Min: "min",
    exp.Max: "max",
    exp.Avg: "mean",
    exp.LogicalOr: "any",
    exp.LogicalAnd: "all",
}
_RANKS: dict[type[Any], Callable[[], Any]] = {
    exp.RowNumber: ibis.row_number,
    exp.Rank: ibis.rank,
    exp.DenseRank: ibis.dense_rank,
}
_MOVED: dict[type[Any], str] = {exp.Lag: "lag", exp.Lead: "lead"}


def figure(make: Make, node: Any, table: Any) -> Any:
    """The Ibis value of a figure: COUNT, SUM and their like, with FILTER or OVER.

    Args:
        make: makes the values inside it.
        node: the figure.
        table: whose rows COUNT(*) counts.

    Raises:
        InvalidInputError: it is none that means the same on every engine.
    """
    if isinstance(node, exp.Window):
        return _window(make, node, table)
    if isinstance(node, exp.Filter):
        return _counted(make, node.this, table, make(node.expression.this))
    return _counted(make, node, table, None)


def is_figure(node: Any) -> bool:
    """Whether a node makes one value of many rows, or of a row's place among others."""
    return isinstance(node, exp.Window | exp.Filter | exp.Count) or type(node) in _PLAIN


def _counted(make: Make, node: Any, table: Any, where: Any) -> Any:
    if not isinstance(node, exp.Count):
        if type(node) not in _PLAIN:
            raise refused(node)
        return getattr(make(node.this), _PLAIN[type(node)])(where=where)
    if node.this is None or isinstance(node.this, exp.Star):
        return table.count(where=where)
    if isinstance(node.this, exp.Distinct):
        if len(node.this.expressions) != 1:
            raise refused(node)
        return make(node.this.expressions[0]).nunique(where=where)
    return make(node.this).count(where=where)


def _window(make: Make, node: Any, table: Any) -> Any:
    of, order = node.this, node.args.get("order")
    counted = isinstance(of, exp.Filter | exp.Count) or type(of) in _PLAIN
    if node.args.get("spec") or node.args.get("alias") or (counted and order is not None):
        raise refused(node)
    by = [make(one) for one in node.args.get("partition_by") or ()]
    keys = [_ordered(make, one) for one in order.expressions] if order is not None else None
    window = ibis.window(group_by=by or None, order_by=keys)
    if counted:
        return figure(make, of, table).over(window)
    if type(of) in _RANKS:
        return _RANKS[type(of)]().over(window) + 1
    if type(of) in _MOVED:
        step = of.args.get("offset")
        return getattr(make(of.this), _MOVED[type(of)])(number(step) if step is not None else 1).over(window)
    raise refused(node)


def _ordered(make: Make, node: Any) -> Any:
    value, first = make(node.this), bool(node.args.get("nulls_first"))
    return value.desc(nulls_first=first) if node.args.get("desc") else value.asc(nulls_first=first)
