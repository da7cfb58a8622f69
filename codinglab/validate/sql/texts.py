"""Texts and days of SQL as Ibis values: patterns, beginnings and ends, parts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlglot import exp

from codinglab.validate.sql.read import refused

Make = Callable[[Any], Any]


def number(node: Any) -> int:
    """The whole number that is written there."""
    if not (isinstance(node, exp.Literal) and node.is_int):
        raise refused(node)
    return int(node.this)


def _like(make: Make, node: Any) -> Any:
    return _fits(node, make(node.this), str(node.expression.this))


def _like_small(make: Make, node: Any) -> Any:
    return _fits(node, make(node.this).lower(), str(node.expression.this).lower())


def _fits(node: Any, value: Any, pattern: str) -> Any:
    """A pattern as what every engine reads alike: SQLite's LIKE takes capitals for small letters."""
    bare, written = pattern.strip("%"), node.expression
    if not (isinstance(written, exp.Literal) and written.is_string) or any(sign in bare for sign in "%_\\"):
        raise refused(node, like=exp.Like)
    if not bare:
        return value.notnull() if pattern else value == ""
    open_end, open_start = pattern.endswith("%"), pattern.startswith("%")
    if open_end and open_start:
        return value.contains(bare)
    if open_end:
        return value.startswith(bare)
    return value.endswith(bare) if open_start else value == bare


def _joined(make: Make, node: Any) -> Any:
    one, two = make(node.left), make(node.right)
    if not (one.type().is_string() and two.type().is_string()):
        raise refused(node)
    return one + two


def _substring(make: Make, node: Any) -> Any:
    start, length = number(node.args["start"]), node.args.get("length")
    if start < 1:
        raise refused(node)
    return make(node.this).substr(start - 1, None if length is None else number(length))


def _trimmed(make: Make, node: Any) -> Any:
    if node.expression or node.args.get("position"):
        raise refused(node)
    return make(node.this).strip()


def _extracted(make: Make, node: Any) -> Any:
    part = node.this.name.lower()
    if part not in {"year", "month", "day"}:
        raise refused(node)
    return getattr(make(node.expression), part)()


MADE: dict[type[Any], Callable[[Make, Any], Any]] = {
    exp.Like: _like,
    exp.ILike: _like_small,
    exp.StartsWith: lambda make, node: make(node.this).startswith(make(node.expression)),
    exp.Contains: lambda make, node: make(node.this).contains(make(node.expression)),
    exp.DPipe: _joined,
    exp.Left: lambda make, node: make(node.this).left(number(node.expression)),
    exp.Right: lambda make, node: make(node.this).right(number(node.expression)),
    exp.Substring: _substring,
    exp.Trim: _trimmed,
    exp.Extract: _extracted,
    exp.Lower: lambda make, node: make(node.this).lower(),
    exp.Upper: lambda make, node: make(node.this).upper(),
    exp.Length: lambda make, node: make(node.this).length(),
    exp.Year: lambda make, node: make(node.this).year(),
    exp.Month: lambda make, node: make(node.this).month(),
    exp.Day: lambda make, node: make(node.this).day(),
}
"""By the kind of node: what makes its Ibis value, given what makes the values inside it."""
