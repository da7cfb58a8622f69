"""What a claims team is given of an edit: rows of hits with typed columns, and rows that cannot be judged.

The columns of a hit are `edit`, `claim_type`, `claim_id`, `on`, then the places and codes that the edit names
(`validate.compile.PLACES`), then what its message says beside them, each under its own name and in its own
type. Rows that cannot be judged have the same first columns, and a `reason`.
"""

from __future__ import annotations

import string
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import ibis
import ibis.expr.operations as ops

from codinglab.backtest.hand_over.version import ended
from codinglab.model import ClaimType, InvalidInputError
from codinglab.validate.compile import PLACES, Facts, hit_tables, unknown_tables
from codinglab.validate.edit import Edit
from codinglab.validate.relations import ClaimTables
from codinglab.validate.unbound import unbound

HITS, NOT_EVALUATED = "hits", "not_evaluated"
FIRST = ("edit", "claim_type", "claim_id", "on")
_SQL = {
    "string": "text",
    "int8": "int",
    "int16": "int",
    "int32": "int",
    "int64": "bigint",
    "float64": "double",
}
_FIXED = ("table", "edition")

Columns = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Answer:
    """One table that an edit gives of claims of one type.

    Attributes:
        kind: `HITS` or `NOT_EVALUATED`.
        claim_type: the claims it is of.
        table: the Ibis table, bound to no engine.
    """

    kind: str
    claim_type: ClaimType
    table: Any

    @property
    def name(self) -> str:
        """Its name in a file of statements: "hits_professional"."""
        return f"{self.kind}_{self.claim_type.value}"

    @property
    def types(self) -> dict[str, str]:
        """The columns, in order, each with its type as Ibis names it."""
        return {name: str(kind).removeprefix("!") for name, kind in self.table.schema().items()}

    @property
    def sql_types(self) -> dict[str, str]:
        """The columns, in order, each with its type in SQL."""
        return {name: _SQL.get(kind, kind) for name, kind in self.types.items()}


def answers(one: Edit, claim_type: ClaimType, columns: Columns, facts: Facts) -> tuple[Answer, ...]:
    """Build the hits, and where there may be any, the rows that cannot be judged.

    Args:
        one: an edit with checks.
        claim_type: the claims it is asked of.
        columns: the columns of each reference table, by their Arrow types as text.
        facts: the editions of the reference tables for this claim type.

    Raises:
        InvalidInputError: a table that the edit reads is not there for the claim type.
    """
    absent = [name for name in one.reads if name not in columns or not facts.get(name)]
    if absent:
        msg = (
            f"{one.id} reads {', '.join(absent)}, of which no edition for {claim_type.value} claims is here: "
            "without it there is no SQL to hand over. Install it (codinglab reference list) and export again."
        )
        raise InvalidInputError(msg)

    def source(name: str) -> Any:
        return unbound(name, columns)

    claims = ClaimTables(source, claim_type.value)
    dated = zip(one.checks, hit_tables(one, claims, source, facts), strict=True)
    said = [(HITS, [rows for (_, check), rows in dated if check is not ended])]
    said.append((NOT_EVALUATED, [_reasoned(rows) for rows in unknown_tables(one, claims, source, facts)]))
    return tuple(
        Answer(kind, claim_type, _together(one, claim_type, tables)) for kind, tables in said if tables
    )


def _together(one: Edit, claim_type: ClaimType, tables: Sequence[Any]) -> Any:
    """Tables one below another, each with all columns of all."""
    there = [column for column in ("on", *PLACES) if any(column in table.columns for table in tables)]
    further = dict.fromkeys(
        column
        for table in tables
        for column in table.columns
        if column not in {"claim_id", "on", "edit", "claim_type", *PLACES}
    )
    names = [*there, *further]
    kinds = {name: _kind(name, tables) for name in names}
    parts = [
        table.select(
            edit=ibis.literal(one.id),
            claim_type=ibis.literal(claim_type.value),
            claim_id=table.claim_id,
            **{name: _column(table, name, kinds[name]) for name in names},
        )
        for table in tables
    ]
    return ibis.union(*parts) if len(parts) > 1 else parts[0]


def _kind(name: str, tables: Sequence[Any]) -> str:
    """The type of a column in all tables that have it; text where they differ."""
    kinds = {str(table[name].type()).removeprefix("!") for table in tables if name in table.columns}
    kinds -= {"null"} if len(kinds) > 1 else set()
    if len(kinds) == 1:
        return kinds.pop()
    whole = all(kind.startswith("int") for kind in kinds)
    return "int64" if whole else "string"


def _column(table: Any, name: str, kind: str) -> Any:
    if name not in table.columns:
        return ibis.null(kind)
    return table[name] if str(table[name].type()).removeprefix("!") == kind else table[name].cast(kind)


def _reasoned(rows: Any) -> Any:
    """Rows whose reason names its table and edition; the day is that of the row, which `on` has already."""
    said = _literal(rows.reason)
    if said is None:
        return rows
    fixed = {name: _literal(rows[name]) for name in _FIXED if name in rows.columns}
    words = {name: value for name, value in fixed.items() if value is not None}
    reason = "".join(_filled(said, {**words, "day": "{on}"} if "day" in rows.columns else words))
    gone = [name for name in (*words, "day", "reason") if name in rows.columns]
    return rows.drop(*gone).mutate(reason=ibis.literal(reason))


def _filled(template: str, words: Mapping[str, str]) -> Iterator[str]:
    for text, name, _, _ in string.Formatter().parse(template):
        yield text
        if name is not None:
            yield words.get(name, "{" + name + "}")


def _literal(column: Any) -> str | None:
    """The text that a column has in every row, where it is made of one literal."""
    operation = column.op()
    while isinstance(operation, ops.Field):
        made = getattr(operation.rel, "values", {}).get(operation.name)
        if made is None:
            return None
        operation = made
    return str(operation.value) if isinstance(operation, ops.Literal) else None
