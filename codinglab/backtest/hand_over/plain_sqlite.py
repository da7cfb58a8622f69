"""SQLite without Ibis: what Ibis asks of a function that it brings along, in SQLite's own functions."""

from __future__ import annotations

from sqlglot import exp


def without_ibis(tree: exp.Expression) -> exp.Expression:
    """Write Ibis's padding on the right as a piece of the text with the padding behind it."""

    def plain(node: exp.Expression) -> exp.Expression:
        if not isinstance(node, exp.Anonymous) or node.name.upper() != "_IBIS_RPAD":
            return node
        text, width, pad = node.expressions
        padded = exp.Paren(
            this=exp.DPipe(this=text, expression=exp.Literal.string(pad.name * int(width.name)))
        )
        return exp.Substring(this=padded, start=exp.Literal.number(1), length=width)

    return tree.transform(plain)
