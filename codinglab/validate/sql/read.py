"""From text to one SELECT whose every column says which table it is of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import sqlglot
from sqlglot import exp
from sqlglot.errors import OptimizeError, SqlglotError
from sqlglot.optimizer.qualify import qualify

from codinglab.model import InvalidInputError

if TYPE_CHECKING:
    Columns = Mapping[str, Sequence[str]]

DIALECT = "duckdb"
_LONGEST = 50_000
_RESERVED = ("on", "group")
_MAY_HOLD: dict[type[exp.Expression], set[str]] = {
    exp.Select: {"with", "expressions", "from", "joins", "where", "group", "having", "qualify", "distinct"},
    exp.Table: {"this", "alias"},
    exp.Join: {"this", "side", "kind", "on", "using"},
    exp.Group: {"expressions", "all"},
    exp.With: {"expressions"},
    exp.CTE: {"this", "alias"},
    exp.Subquery: {"this", "alias"},
    exp.Distinct: {"expressions"},
}


def read(sql: str, tables: Columns) -> exp.Query:
    """Parse an edit's SQL and say of every column which table it is of.

    Args:
        sql: the text.
        tables: the columns of every table that it may name.

    Raises:
        InvalidInputError: it is not one SELECT over these tables; the message says what is in the way.
    """
    if len(sql) > _LONGEST:
        msg = f"the SQL is longer than {_LONGEST:,} characters"
        raise InvalidInputError(msg)
    query = _one_query(sql)
    for node in query.walk():
        _look_at(node, query, tables)
    try:
        schema = {name: dict.fromkeys(columns, "unknown") for name, columns in tables.items()}
        qualified = qualify(query, schema=schema, dialect=DIALECT)
    except OptimizeError as error:
        raise InvalidInputError(_unresolved(str(error), query, tables)) from None
    except (SqlglotError, RecursionError, AttributeError, KeyError, ValueError) as error:
        msg = f"the SQL cannot be read: {_plain(str(error))}"
        raise InvalidInputError(msg) from None
    assert isinstance(qualified, exp.Query)  # noqa: S101 (qualify gives back what it is given)
    return qualified


def part(node: exp.Expression, name: str) -> exp.Expression | None:
    """A part of a node that newer versions of sqlglot name with an underscore ("from", "with")."""
    found = node.args.get(name) or node.args.get(f"{name}_")
    return found if isinstance(found, exp.Expression) else None


def bare(node: exp.Expression) -> exp.Expression:
    """What stands inside parentheses."""
    while isinstance(node, exp.Paren | exp.Subquery) and isinstance(node.this, exp.Expression):
        node = node.this
    return node


def conjuncts(condition: exp.Expression | None) -> list[exp.Expression]:
    """The conditions that AND holds together."""
    if condition is None:
        return []
    condition = bare(condition)
    if isinstance(condition, exp.And):
        return [*conjuncts(condition.left), *conjuncts(condition.right)]
    return [condition]


def refused(node: exp.Expression, *, like: type[exp.Expression] | None = None) -> InvalidInputError:
    """What to raise about a part that the SQL of an edit cannot hold.

    Args:
        node: the part.
        like: the kind of part whose advice fits, where it is not its own.
    """
    written = node.sql(DIALECT)
    shown = written if len(written) <= 60 else f"{written[:57]}..."
    for kind, hint in _HINTS:
        if issubclass(like or type(node), kind):
            return InvalidInputError(f"the SQL of an edit cannot hold {shown}: {hint}")
    what = "write that part in Ibis, or otherwise"
    return InvalidInputError(f"the SQL of an edit cannot hold {shown} ({type(node).__name__}): {what}")


_COUNT_DAYS = "count with first_day and last_day, which are days as numbers"
_HINTS: tuple[tuple[type[exp.Expression] | tuple[type[exp.Expression], ...], str], ...] = (
    ((exp.Interval, exp.DateDiff, exp.DateAdd, exp.DateSub), _COUNT_DAYS),
    ((exp.Limit, exp.Order, exp.Offset), "it finds every row, in no order"),
    (exp.Concat, "write || between texts"),
    (exp.Like, "a pattern is text with % at its ends; for others use left(), right() or substr()"),
    ((exp.RegexpLike, exp.RegexpFullMatch), "engines differ there; use IN, left(), right() or substr()"),
    ((exp.Greatest, exp.Least), "engines differ where a value is missing; use CASE"),
    (exp.Exists, "EXISTS stands by itself between the ANDs of WHERE, and compares with a row outside"),
    ((exp.Command, exp.DDL, exp.DML, exp.Copy, exp.Attach), "it is one SELECT"),
)


def _one_query(sql: str) -> exp.Query:
    try:
        found = [one for one in sqlglot.parse(sql, read=DIALECT) if one is not None]
    except SqlglotError as error:
        told = getattr(error, "errors", [])
        where = f" in line {told[0]['line']}, near '{told[0]['highlight']}'" if told else ""
        raise InvalidInputError(f"the SQL cannot be parsed{where}{_quote_hint(sql)}") from None
    except RecursionError:
        msg = "the SQL is nested too deeply"
        raise InvalidInputError(msg) from None
    if len(found) != 1:
        msg = f"the SQL must be one SELECT; it holds {len(found)} statements"
        raise InvalidInputError(msg)
    if not isinstance(found[0], exp.Query):
        msg = f"the SQL must be one SELECT; it is {found[0].sql(DIALECT)[:40]}"
        raise InvalidInputError(msg)
    return found[0]


def _look_at(node: exp.Expression, query: exp.Query, tables: Columns) -> None:
    """Refuse a node that holds what no edit may, above all a table that is none of its own."""
    allowed = next((names for kind, names in _MAY_HOLD.items() if type(node) is kind), None)
    if allowed is not None:
        for name, held in node.args.items():
            if held and name.rstrip("_") not in allowed:
                one = held[0] if isinstance(held, list) else held
                inner = one if isinstance(one, exp.Expression) else node
                raise refused(inner)
    if isinstance(node, exp.Distinct) and node.args.get("on"):
        raise refused(node)
    if isinstance(node, exp.Table):
        ours = {cte.alias_or_name for cte in query.find_all(exp.CTE)}
        if not isinstance(node.this, exp.Identifier):
            said = node.this.sql(DIALECT)[:60]
            msg = f"the SQL of an edit reads no files and calls no table functions: {said}"
            raise InvalidInputError(msg)
        if node.name.lower() not in {*map(str.lower, ours), *tables}:
            msg = (
                f"there is no table '{node.name}' here. There are: {', '.join(tables)}. "
                "A reference table must be named in `reads`"
            )
            raise InvalidInputError(msg)


def _quote_hint(sql: str) -> str:
    bare = re.sub(r"\"[^\"]*\"|'[^']*'", "", sql)
    words = [word for word in _RESERVED if re.search(rf"(select|,)\s*{word}\s*(,|\bfrom\b)", bare, re.I)]
    said = " and ".join(f'"{word}"' for word in words)
    return f". Columns named by a word of SQL stand in double quotes: {said}" if words else ""


def _unresolved(said: str, query: exp.Query, tables: Columns) -> str:
    used = dict.fromkeys(table.name.lower() for table in query.find_all(exp.Table))
    held = "; ".join(f"{name}: {', '.join(tables[name])}" for name in used if name in tables)
    return f"{_plain(said)}. These are the tables and their columns: {held}"


def _plain(said: str) -> str:
    return re.sub(r"\x1b\[\d*m", "", said).strip().rstrip(".")


def aliases(select: exp.Select) -> Iterable[str]:
    """The names of the tables of a SELECT."""
    first = part(select, "from")
    if first is not None:
        yield first.this.alias_or_name
    for join in select.args.get("joins") or ():
        yield join.this.alias_or_name
