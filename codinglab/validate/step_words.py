"""Values and conditions of an Ibis expression in plain words."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import ibis.expr.operations as ops

_SHOWN = 8
_BETWEEN = {
    "Equals": "is", "NotEquals": "is not", "Greater": "is above", "GreaterEqual": "is at least",
    "Less": "is below", "LessEqual": "is at most", "IdenticalTo": "is the same as",
}  # fmt: skip
_SIGNS = {
    "Add": "+", "Subtract": "−", "Multiply": "×", "Divide": "÷", "Modulus": "modulo",
}  # fmt: skip
_OF = {
    "StringLength": "length of {0}", "Lowercase": "{0} in small letters", "Uppercase": "{0} in capitals",
    "Sum": "sum of {0}", "Min": "smallest {0}", "Max": "largest {0}", "Mean": "mean of {0}",
    "Count": "number of {0}", "CountDistinct": "number of different {0}", "Any": "any: {0}",
    "All": "all: {0}",
    "ExtractYear": "year of {0}", "ExtractMonth": "month of {0}", "ExtractDay": "day of {0}",
    "Cast": "{0}", "Negate": "minus {0}", "Strip": "{0}", "First": "first {0}", "Round": "{0} rounded",
    "StrRight": "last {1} characters of {0}", "StringFind": "place of {1} in {0}",
    "IsNull": "{0} is missing", "NotNull": "{0} is there",
    "StartsWith": "{0} begins with {1}", "EndsWith": "{0} ends with {1}",
    "StringContains": "{0} contains {1}",
    "Lag": "{0} of the row before", "Lead": "{0} of the row after", "NullIf": "{0} unless it is {1}",
}  # fmt: skip

Side = Callable[[Any], str]


def said(value: Any, side: Side = lambda _relation: "") -> str:
    """A value or condition in plain words.

    Args:
        value: an operation of an Ibis expression.
        side: gives what a column's table is called where that has to be said, else "".

    >>> import ibis
    >>> line = ibis.table({"code": "string", "units": "int64"}, name="line")
    >>> said((line.code.isin(["99213", "99214"]) & (line.units > 1)).op())
    'code is one of 99213, 99214 and units is above 1'
    """
    name = type(value).__name__
    if isinstance(value, ops.Field):
        of = side(value.rel)
        return f"{value.name} of {of}" if of else str(value.name)
    if isinstance(value, ops.Literal):
        return _literal(value.value)
    if name in _BETWEEN:
        return _compared(value, name, side)
    if name in ("And", "Or"):
        return _together(value, name, side)
    if isinstance(value, ops.Not):
        return _denied(value.arg, side)
    if name == "Add" and _is_place(value):
        return said(value.left, side).replace("place", "place from 1", 1)
    if name in _SIGNS:
        return f"{said(value.left, side)} {_SIGNS[name]} {said(value.right, side)}"
    made = _SPECIAL.get(name)
    if made is not None:
        return made(value, side)
    inside = [said(one, side) for one in value.args if isinstance(one, ops.Value)]
    if name in _OF and inside:
        return _OF[name].format(*inside, "")
    words = re.sub(r"(?<!^)([A-Z])", r" \1", name).lower()
    return f"{words} of {', '.join(inside)}" if inside else words


def conjuncts(value: Any) -> list[Any]:
    """The conditions that AND holds together."""
    return [*conjuncts(value.left), *conjuncts(value.right)] if isinstance(value, ops.And) else [value]


def _is_place(value: Any) -> bool:
    """Whether a value is the place of a row among others, counted from 1 as SQL does."""
    window, one = value.left, value.right
    return (
        isinstance(window, ops.WindowFunction)
        and isinstance(window.func, ops.RowNumber)
        and isinstance(one, ops.Literal)
        and one.value == 1
    )


def _literal(value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = str(value)
    return text if text else "empty"


def _compared(value: Any, name: str, side: Side) -> str:
    one, two = value.left, value.right
    if (
        name == "Equals"
        and isinstance(one, ops.Field)
        and isinstance(two, ops.Field)
        and one.name == two.name
    ):
        return f"same {one.name}"
    return f"{said(one, side)} {_BETWEEN[name]} {said(two, side)}"


def _together(value: Any, name: str, side: Side) -> str:
    word, other = (" and ", ops.Or) if name == "And" else (" or ", ops.And)
    parts = [
        f"({said(one, side)})" if isinstance(one, other) else said(one, side)
        for one in (value.left, value.right)
    ]
    return word.join(parts)


def _denied(value: Any, side: Side) -> str:
    inner = said(value, side)
    if isinstance(value, ops.And | ops.Or):
        return f"not ({inner})"
    if isinstance(value, ops.InValues):
        return inner.replace(" is one of ", " is none of ", 1).replace(
            " is ", " is not ", len(value.options) == 1
        )
    for says, denies in (
        (" begins with ", " does not begin with "),
        (" is missing", " is there"),
        (" contains ", " does not contain "),
        (" is between ", " is not between "),
    ):
        if says in inner:
            return inner.replace(says, denies, 1)
    return f"not ({inner})"


def _in_values(value: Any, side: Side) -> str:
    listed = [said(one, side) for one in value.options]
    more = f" … ({len(listed)} in all)" if len(listed) > _SHOWN else ""
    shown = ", ".join(listed[:_SHOWN]) + more
    return f"{said(value.value, side)} {'is' if len(listed) == 1 else 'is one of'} {shown}"


def _between(value: Any, side: Side) -> str:
    low, high = said(value.lower_bound, side), said(value.upper_bound, side)
    return f"{said(value.arg, side)} is between {low} and {high}"


def _substring(value: Any, side: Side) -> str:
    start, length = value.start, value.length
    of = said(value.arg, side)
    if isinstance(start, ops.Literal) and isinstance(length, ops.Literal):
        first, last = start.value + 1, start.value + length.value
        if first == 1:
            return f"first {'character' if last == 1 else f'{last} characters'} of {of}"
        return f"characters {first} to {last} of {of}" if last > first else f"character {first} of {of}"
    return f"part of {of}"


def _slice(value: Any, side: Side) -> str:
    first, end = value.start, value.end
    at = 0 if first is None else getattr(first, "value", None)
    of = said(value.arg, side)
    if at == 0 and isinstance(end, ops.Literal):
        return f"first {'character' if end.value == 1 else f'{end.value} characters'} of {of}"
    return f"part of {of}"


def _cases(value: Any, side: Side) -> str:
    if isinstance(value, ops.IfElse):
        pairs, default = [(value.bool_expr, value.true_expr)], value.false_null_expr
    else:
        pairs, default = [*zip(value.cases, value.results, strict=True)], value.default
    told = ", ".join(f"{said(then, side)} if {said(when, side)}" for when, then in pairs)
    return f"{told}, else {said(default, side)}"


def _window(value: Any, side: Side) -> str:
    by = f" within the same {', '.join(said(one, side) for one in value.group_by)}" if value.group_by else ""
    order = ", ".join(said(one.arg, side) + (" downward" if one.descending else "") for one in value.order_by)
    return said(value.func, side) + by + (f", by {order}" if order else "")


def _text(value: Any, side: Side) -> str:
    named = dict.fromkeys(said(one, side) for one in value.find(ops.Field, filter=ops.Value))
    return f"words with {', '.join(named)}" if named else "words"


def _many(word: str) -> Callable[[Any, Side], str]:
    return lambda value, side: f"{word} of {', '.join(said(one, side) for one in value.arg)}"


_SPECIAL: dict[str, Callable[[Any, Side], str]] = {
    "InValues": _in_values,
    "InSubquery": lambda value, side: f"{said(value.needle, side)} is among the values of a subquery",
    "ScalarSubquery": lambda _value, _side: "the value of a subquery",
    "Between": _between,
    "StringConcat": _text,
    "Substring": _substring,
    "StringSlice": _slice,
    "IfElse": _cases,
    "SearchedCase": _cases,
    "SimpleCase": lambda value, side: f"a word for each {said(value.base, side)}",
    "WindowFunction": _window,
    "CountStar": lambda _value, _side: "number of rows",
    "RowNumber": lambda _value, _side: "place",
    "MinRank": lambda _value, _side: "rank",
    "Coalesce": _many("first that is there"),
    "Least": _many("smallest"),
    "Greatest": _many("largest"),
}
