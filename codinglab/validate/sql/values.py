"""The values and conditions of SQL as Ibis values: those that mean the same on every engine."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from operator import add, and_, eq, ge, gt, le, lt, mod, mul, ne, or_, sub, truediv
from typing import Any

import ibis
from sqlglot import exp

from codinglab.model import InvalidInputError
from codinglab.validate.sql.figures import figure, is_figure
from codinglab.validate.sql.read import DIALECT, refused
from codinglab.validate.sql.texts import MADE, number

_COMPARED: dict[type[Any], Callable[[Any, Any], Any]] = {
    exp.EQ: eq, exp.NEQ: ne, exp.GT: gt, exp.GTE: ge, exp.LT: lt, exp.LTE: le,
    exp.NullSafeEQ: lambda one, two: one.identical_to(two),
    exp.NullSafeNEQ: lambda one, two: ~one.identical_to(two),
    exp.Nullif: lambda one, two: one.nullif(two),
}  # fmt: skip
_JOINED: dict[type[Any], Callable[[Any, Any], Any]] = {exp.And: and_, exp.Or: or_}
_COUNTED: dict[type[Any], Callable[[Any, Any], Any]] = {
    exp.Add: add, exp.Sub: sub, exp.Mul: mul, exp.Div: truediv, exp.Mod: mod,
}  # fmt: skip
_TYPES = {
    "VARCHAR": "string", "TEXT": "string", "INT": "int64", "BIGINT": "int64", "SMALLINT": "int64",
    "DOUBLE": "float64", "FLOAT": "float64", "DATE": "date", "BOOLEAN": "boolean",
}  # fmt: skip
_AS_TEXT = (
    "Codes are text in quotes; claim_id and key are numbers in a claim extract: "
    "compare them only with one another"
)


class Values:
    """Makes the Ibis values of one SELECT.

    Args:
        table: the rows that the values are of, for COUNT(*).
        column: gives the Ibis column of a column.
        query: gives the Ibis table of a subquery.
        done: values that are there already, by their SQL: keys and figures of groups.
    """

    def __init__(
        self,
        table: Any,
        column: Callable[[Any], Any],
        query: Callable[[Any], Any],
        done: Mapping[str, Any] | None = None,
    ) -> None:
        self._counted, self._of, self._rows, self._done = table, column, query, done or {}

    def knowing(self, done: Mapping[str, Any]) -> Values:
        """The same, with more values that are there already, by their SQL."""
        return Values(self._counted, self._of, self._rows, {**self._done, **done})

    def __call__(self, node: Any) -> Any:
        """The Ibis value of a node.

        Raises:
            InvalidInputError: it is none that every engine knows, or its types do not fit.
        """
        kind = type(node)
        if self._done and (sql := node.sql(DIALECT)) in self._done:
            return self._done[sql]
        if kind is exp.Column:
            return self._of(node)
        if kind in _COMPARED:
            one, two = (node.this, node.expression)
            return _COMPARED[kind](*self._alike(node, one, two))
        if kind in _JOINED:
            return _JOINED[kind](self(node.left), self(node.right))
        if kind in _COUNTED:
            return _COUNTED[kind](*self._numbers(node))
        if is_figure(node):
            return figure(self, node, self._counted)
        if kind in MADE:
            return MADE[kind](self, node)
        make = getattr(self, f"_{kind.__name__.lower()}", None)
        if make is None:
            raise refused(node)
        return make(node)

    def _numbers(self, node: Any) -> tuple[Any, Any]:
        one, two = self(node.left), self(node.right)
        if one.type().is_temporal() or two.type().is_temporal():
            raise refused(node, like=exp.DateDiff)
        if not (one.type().is_numeric() and two.type().is_numeric()):
            raise refused(node)
        return one, two

    def _alike(self, node: Any, *sides: Any) -> list[Any]:
        """Values that can be compared: text of a day beside a date is that date."""
        found = [self(side) for side in sides]
        if any(one.type().is_date() for one in found):
            found = [_day(one, side) for one, side in zip(found, sides, strict=True)]
        kinds = {_kind(one.type()) for one in found} - {"nothing"}
        if len(kinds) > 1:
            msg = f"{node.sql(DIALECT)} compares {' with '.join(sorted(kinds))}. {_AS_TEXT}"
            raise InvalidInputError(msg)
        return found

    def _paren(self, node: Any) -> Any:
        return self(node.this)

    def _not(self, node: Any) -> Any:
        return ~self(node.this)

    def _neg(self, node: Any) -> Any:
        return -self(node.this)

    def _abs(self, node: Any) -> Any:
        return self(node.this).abs()

    def _round(self, node: Any) -> Any:
        digits = node.args.get("decimals")
        return self(node.this).round(number(digits) if digits is not None else 0)

    def _literal(self, node: Any) -> Any:
        if node.is_string:
            return ibis.literal(node.this)
        return ibis.literal(int(node.this) if node.is_int else float(node.this))

    def _boolean(self, node: Any) -> Any:
        return ibis.literal(bool(node.this))

    def _null(self, _node: Any) -> Any:
        return ibis.null()

    def _is(self, node: Any) -> Any:
        if isinstance(node.expression, exp.Null):
            return self(node.this).isnull()
        if isinstance(node.expression, exp.Boolean):
            wanted = bool(node.expression.this)
            return self(node.this).fill_null(not wanted) == ibis.literal(wanted)
        raise refused(node)

    def _between(self, node: Any) -> Any:
        one, low, high = self._alike(node, node.this, node.args["low"], node.args["high"])
        return one.between(low, high)

    def _in(self, node: Any) -> Any:
        within = node.args.get("query")
        if within is not None:
            rows = self._rows(within)
            return self(node.this).isin(rows[rows.columns[0]])
        if not node.expressions:
            raise refused(node)
        one, *listed = self._alike(node, node.this, *node.expressions)
        return one.isin(listed)

    def _coalesce(self, node: Any) -> Any:
        return ibis.coalesce(*self._alike(node, node.this, *node.expressions))

    def _case(self, node: Any) -> Any:
        branches = [
            (
                self(one.this) if node.this is None else eq(*self._alike(node, node.this, one.this)),
                self(one.args["true"]),
            )
            for one in node.args["ifs"]
        ]
        default = node.args.get("default")
        return ibis.cases(*branches, else_=self(default) if default is not None else None)

    def _if(self, node: Any) -> Any:
        default = node.args.get("false")
        other = self(default) if default is not None else ibis.null()
        return self(node.this).ifelse(self(node.args["true"]), other)

    def _cast(self, node: Any) -> Any:
        """To text, between numbers, and of text that is written there to a date: the rest differs."""
        wanted, value = _TYPES.get(node.to.this.name), self(node.this)
        if wanted == "date" and isinstance(node.this, exp.Literal):
            return _day(value, node.this)
        between_numbers = value.type().is_numeric() and wanted in {"int64", "float64"}
        if wanted is None or not (wanted in {"string", str(value.type())} or between_numbers):
            raise refused(node)
        return value.cast(wanted)

    def _subquery(self, node: Any) -> Any:
        rows = self._rows(node)
        if len(rows.columns) != 1:
            raise refused(node)
        return rows.as_scalar()


def _day(value: Any, node: Any) -> Any:
    """A date; of text the day that it writes."""
    if not (isinstance(node, exp.Literal) and node.is_string):
        return value
    try:
        return ibis.literal(date.fromisoformat(node.this))
    except ValueError:
        msg = f"'{node.this}' is no day: write it as YYYY-MM-DD"
        raise InvalidInputError(msg) from None


def _kind(of: Any) -> str:
    words = {
        "null": "nothing",
        "string": "text",
        "boolean": "yes or no",
        "date": "a date",
        "numeric": "a number",
    }
    return next((word for name, word in words.items() if getattr(of, f"is_{name}")()), str(of))
