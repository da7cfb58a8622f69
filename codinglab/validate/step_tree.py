"""An Ibis expression taken apart: one step a table-valued node, in the order in which rows go through it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import ibis.expr.operations as ops

from codinglab.claims.tables import SCHEMAS
from codinglab.validate.step_words import conjuncts, said

RELATIONS = {
    "claim": "claims", "diagnosis": "diagnoses", "prefix": "beginnings of diagnosis codes",
    "procedure": "procedures", "line": "service lines", "modifier": "modifiers",
    "pointer": "diagnosis pointers", "condition": "condition codes",
    "day_pair": "pairs of lines of one day",
}  # fmt: skip


@dataclass(frozen=True)
class Planned:
    """A step before it is run.

    Attributes:
        kind: source, filter, join, choose, group, unite, or other.
        name: what its rows are called in the words of later steps.
        words: what it does.
        table: the Ibis table of its rows, made of the `kept` tables of its inputs.
        kept: the name under which later steps find its rows; "" where none asks for them.
        inputs: the places of the steps whose rows it takes.
        needed: those of them without whose rows it has none.
        how: of a join: inner, left, semi, anti, cross.
        parts: each condition with the table of the rows that hold it and those before it; of a join, the
            rows of its left side that have a match so far.
    """

    kind: str
    name: str
    words: str
    table: Any
    kept: str = ""
    inputs: tuple[int, ...] = ()
    needed: tuple[int, ...] = ()
    how: str = ""
    parts: tuple[tuple[str, Any], ...] = ()


class Plan:
    """The steps of one expression, counted on from those `before`.

    Each step's expression stands on the rows that its inputs gave, so that it is small and quick to compile.
    """

    def __init__(self, table: Any, before: int = 0) -> None:
        self.steps: list[Planned] = []
        self._before = before
        self._places: dict[Any, int] = {}
        self._alone: dict[Any, Any] = {}
        self._kept: dict[Any, str] = {}
        table.op().replace(self._stand_in)
        self.last = self._visit(table.op())

    def _stand_in(self, node: Any, changed: Mapping[str, Any] | None) -> Any:
        """For a table-valued node, a table with its rows; the node itself, on such tables, is remembered."""
        if changed and isinstance(node, ops.InSubquery | ops.ScalarSubquery):
            rows = changed["rel"]  # these ask for a relation that names its columns
            changed = {
                **changed,
                "rel": ops.Project(rows, {name: ops.Field(rows, name) for name in rows.schema}),
            }
        made = node.__recreate__(changed) if changed else node
        if not isinstance(node, ops.Relation) or isinstance(node, ops.Reference | ops.PhysicalTable):
            return made
        self._alone[node] = made
        self._kept[node] = f"rows_{self._before}_{len(self._kept)}"
        return ops.UnboundTable(name=self._kept[node], schema=made.schema)

    def _visit(self, node: Any) -> int:
        """The place of the step that gives a node's rows."""
        while isinstance(node, ops.Reference):
            node = node.parent
        if node not in self._places:
            made = replace(self._made(node), kept=self._kept.get(node, ""))
            self.steps.append(made)
            self._places[node] = len(self.steps) - 1
        return self._places[node]

    def _made(self, node: Any) -> Planned:
        if isinstance(node, ops.PhysicalTable):
            return _source(node, node)
        if isinstance(node, ops.Filter):
            return self._filter(node)
        if isinstance(node, ops.JoinChain):
            return self._join(node)
        if isinstance(node, ops.Set):
            return self._set(node)
        if isinstance(node, ops.Aggregate):
            return self._group(node)
        return self._other(node)

    def _name(self, place: int) -> str:
        return self.steps[place].name

    def _step(self, place: int) -> str:
        return f"step {place + self._before + 1}"

    def _filter(self, node: Any) -> Planned:
        if isinstance(node.parent, ops.UnboundTable) and _of_type(node):
            return _source(node, node.parent)
        parent = self._visit(node.parent)
        also = self._inside(node.predicates)
        conditions = [one for predicate in node.predicates for one in conjuncts(predicate)]
        words = [said(one) for one in conditions]
        alone = self._alone[node]
        held = [one for predicate in alone.predicates for one in conjuncts(predicate)]
        parts = [
            (word, ops.Filter(alone.parent, held[: number + 1]).to_expr())
            for number, word in enumerate(words)
        ]
        return Planned(
            "filter",
            self._name(parent),
            f"keep {self._name(parent)} where {' and '.join(words)}",
            alone.to_expr(),
            inputs=(parent, *also),
            needed=(parent,),
            parts=tuple(parts),
        )

    def _inside(self, values: Any) -> tuple[int, ...]:
        """The steps of subqueries in conditions."""
        kinds = (ops.InSubquery, ops.ScalarSubquery)
        found = [one for value in values for one in value.find(kinds, filter=ops.Value)]
        return tuple(dict.fromkeys(self._visit(one.rel) for one in found))

    def _join(self, node: Any) -> Planned:
        """The last link of a chain; those before it become steps of their own."""
        alone = self._alone[node]
        left = self._visit(node.first)
        for number in range(1, len(node.rest)):
            self.steps.append(self._link(node, alone, number, left))
            left = len(self.steps) - 1
        return self._link(node, alone, len(node.rest), left)

    def _link(self, node: Any, alone: Any, number: int, left: int) -> Planned:
        link, before = node.rest[number - 1], alone.rest[: number - 1]
        right = self._visit(link.table)
        also = self._inside(link.predicates)
        ours, theirs = self._name(left), self._name(right)
        named = f"other {theirs}" if ours == theirs else theirs

        def side(relation: Any) -> str:
            return named if relation == link.table else ours

        words = [said(one, side) for predicate in link.predicates for one in conjuncts(predicate)]
        held = [one for predicate in alone.rest[number - 1].predicates for one in conjuncts(predicate)]
        other, by = f"{named} ({self._step(right)})", " and ".join(words)
        parts = []
        for place, word in enumerate(words, start=1):
            matched = ops.JoinLink("semi", alone.rest[number - 1].table, held[:place])
            values = _values(alone, number - 1)
            parts.append((word, ops.JoinChain(alone.first, (*before, matched), values).to_expr()))
        does = {
            "inner": f"join {ours} with {other}: {by}",
            "left": f"look up {other} for {ours}, keeping those without: {by}",
            "semi": f"keep {ours} that have {other}: {by}",
            "anti": f"keep {ours} that have no {other}: {by}",
        }.get(link.how, f"join {ours} with every one of {other} ({link.how})")
        rows = ops.JoinChain(alone.first, alone.rest[:number], _values(alone, number))
        return Planned(
            "join",
            ours,
            does,
            rows.to_expr(),
            inputs=(left, right, *also),
            needed=(left,) if link.how in ("left", "anti") else (left, right),
            how=link.how,
            parts=tuple(parts),
        )

    def _set(self, node: Any) -> Planned:
        one, two = self._visit(node.left), self._visit(node.right)
        word, needed = {
            ops.Union: ("and", ()),
            ops.Intersection: ("that are also among", (one, two)),
            ops.Difference: ("that are not among", (one,)),
        }[type(node)]
        words = f"rows of {self._step(one)} {word} those of {self._step(two)}"
        table = self._alone[node].to_expr()
        said_once = words + (", each once" if node.distinct else "")
        return Planned("unite", self._name(one), said_once, table, inputs=(one, two), needed=needed)

    def _group(self, node: Any) -> Planned:
        parent = self._visit(node.parent)
        also = self._inside(node.metrics.values())
        by = ", ".join(_named(name, value) for name, value in node.groups.items())
        figures = "; ".join(_named(name, value) for name, value in node.metrics.items())
        over = f"one row for each {by}" if by else "one row for all"
        words = f"{over} of {self._name(parent)}" + (f": {figures}" if figures else "")
        table = self._alone[node].to_expr()
        kind = "group" if by else "whole"
        return Planned(
            kind, f"groups of {self._name(parent)}", words, table, inputs=(parent, *also), needed=(parent,)
        )

    def _other(self, node: Any) -> Planned:
        parent = self._visit(node.parent)
        also: tuple[int, ...] = ()
        words = type(node).__name__.lower()
        if isinstance(node, ops.Project):
            also = self._inside(node.values.values())
            made = [_named(name, value) for name, value in node.values.items() if not _same(name, value)]
            same = [name for name, value in node.values.items() if _same(name, value)]
            same = [] if made and {*same} >= {*node.parent.schema.names} else same
            does = [f"work out {'; '.join(made)}"] if made else []
            words = "; ".join([*does, f"keep the columns {', '.join(same)}"] if same else does)
        elif isinstance(node, ops.DropColumns):
            words = f"leave out {', '.join(sorted(node.columns_to_drop))}"
        elif isinstance(node, ops.Distinct):
            words = "each row once"
        kind, table = "choose" if isinstance(node, ops.Project) else "other", self._alone[node].to_expr()
        return Planned(kind, self._name(parent), words, table, inputs=(parent, *also), needed=(parent,))


def _source(node: Any, table: Any) -> Planned:
    claims = table.name in SCHEMAS or table.name == "day_pair"
    name = RELATIONS[table.name] if claims else str(table.name)
    return Planned("source", name, name if claims else f"the reference table {name}", node.to_expr())


def _of_type(node: Any) -> bool:
    """Whether a filter does nothing but keep a claim relation to one claim type."""
    one = node.predicates[0]
    return (
        len(node.predicates) == 1
        and (node.parent.name in SCHEMAS or node.parent.name == "day_pair")
        and isinstance(one, ops.Equals)
        and isinstance(one.left, ops.Field)
        and one.left.name == "claim_type"
    )


def _values(chain: Any, number: int) -> Mapping[str, Any]:
    """Every column of a chain up to a link, each under a name of its own; of a whole chain its own."""
    if number == len(chain.rest):
        return chain.values  # type: ignore[no-any-return]
    values: dict[str, Any] = {}
    tables = [chain.first, *(one.table for one in chain.rest[:number] if one.how not in ("semi", "anti"))]
    for place, table in enumerate(tables):
        for name in table.schema.names:
            values[name if name not in values else f"{name}_{place}"] = ops.Field(table, name)
    return values


def _same(name: str, value: Any) -> bool:
    return isinstance(value, ops.Field) and value.name == name


def _named(name: str, value: Any) -> str:
    return name if _same(name, value) else f"{name} = {said(value)}"
