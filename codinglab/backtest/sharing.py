"""Work that several edits need, done once: the same step of several expressions becomes a table of its own.

Expressions that are built of the same parts hold equal nodes. A join, union, distinct or aggregate that is in
at least so many of them is named, computed once for each load of claims, and read by name where it stood.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping
from typing import Any, TypeVar

from ibis.expr import operations as ops

LEAST = 4
"""In as many expressions a step must be, to be worth a table."""
_COSTLY = (ops.JoinChain, ops.Aggregate, ops.Distinct, ops.Set)

K = TypeVar("K", bound=Hashable)


def shared(expressions: Mapping[K, Any], prefix: str) -> tuple[dict[str, Any], dict[K, Any]]:
    """Find the steps that many expressions share.

    Args:
        expressions: Ibis tables, unbound.
        prefix: what the names of the shared tables begin with.

    Returns:
        The shared steps by name, each after those that it reads; and the expressions, reading them.
    """
    roots = {key: one.op() for key, one in expressions.items()}
    seen: Counter[Any] = Counter()
    for root in roots.values():
        seen.update({node for node in root.find(ops.Relation) if _costly(node)} - {root})
    often = {node for node, number in seen.items() if number >= LEAST}
    chosen = [node for node in _inner_first(often) if not _only_within(node, often, seen)]
    names = {node: f"{prefix}{number}" for number, node in enumerate(chosen)}
    tables = {node: ops.UnboundTable(name=name, schema=node.schema) for node, name in names.items()}
    steps = {
        name: node.replace({inner: table for inner, table in tables.items() if inner is not node}).to_expr()
        for node, name in names.items()
    }
    return steps, {key: root.replace(tables).to_expr() for key, root in roots.items()}


def _costly(node: Any) -> bool:
    """Whether a step is of a kind worth sharing, and is about claims or a join."""
    return isinstance(node, _COSTLY)


def _inner_first(nodes: set[Any]) -> list[Any]:
    """Nodes in an order in which each comes after those inside it, the same at every run."""
    sizes = {node: (len(node.find(ops.Node)), repr(node)) for node in nodes}
    return sorted(nodes, key=lambda node: sizes[node])


def _only_within(node: Any, often: set[Any], seen: Counter[Any]) -> bool:
    """Whether a node is always met inside one other that is shared as often."""
    return any(
        other is not node and seen[other] == seen[node] and node in other.find(ops.Relation)
        for other in often
    )
