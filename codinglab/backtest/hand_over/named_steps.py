"""Names for the steps and tables of a statement, made of what each step does to which table."""

from __future__ import annotations

import re
from collections.abc import Collection

from sqlglot import exp

_LONGEST = 40
_SAFE = re.compile(r"[a-z][a-z0-9_]*")
_KEPT = frozenset(
    "all analyze and any as asc begin between both by case check column condition contains cross "
    "current date day days default desc distinct else end except exists first for from full function "
    "group having if in index inner intersect interval into is join key language last leading left "
    "level like limit list lower map match merge minus mode month name natural new no not null number "
    "of offset on one only option or order other outer over partition percent position prefix primary "
    "procedure range rank raw read reads rename replace result right row rows second section select "
    "sequence session set size some start state status table tables text then through time to "
    "trailing trigger type uid union unique units update upper usage use user using value values "
    "version view when where why window with within words work year".split()
)
"""Words that some dialect keeps for itself, or may: columns and tables of these names stay in quotes."""

_PLURALS = {
    "line": "lines",
    "diagnosis": "diagnoses",
    "procedure": "procedures",
    "modifier": "modifiers",
    "prefix": "prefixes",
}
"""Tables that have a column of their own name: `line.line` would mean two things."""


def name_steps(tree: exp.Expression) -> None:
    """Give the steps (WITH) of a statement, and the tables in each, names that say what they are."""
    names: dict[str, str] = {}
    roots: dict[str, str] = {}
    taken = {table.name for table in tree.find_all(exp.Table)}
    for step in tree.find_all(exp.CTE):
        for table in step.this.find_all(exp.Table):
            if table.name in names:
                _rename(table, names[table.name])
        root, said = _said(step.this, roots)
        name = said[:_LONGEST].rstrip("_")
        number = 2
        while name in taken:
            name = f"{said[: _LONGEST - 3].rstrip('_')}_{number}"
            number += 1
        taken.add(name)
        names[step.alias] = name
        roots[name] = root
        step.set("alias", exp.TableAlias(this=exp.to_identifier(name)))
    for table in tree.find_all(exp.Table):
        if table.name in names:
            _rename(table, names[table.name])
    for select in tree.find_all(exp.Select):
        _name_tables(select)


def plain_columns(tree: exp.Expression) -> None:
    """Write `code` for `line.code AS code` where there is only one table, and quotes only where needed."""
    for select in list(tree.find_all(exp.Select)):
        if _is_alone(select):
            _tables(select)[0].set("alias", None)
            for column in _own_columns(select):
                column.set("table", None)
        if isinstance(select.parent, exp.Exists):
            select.set("expressions", [exp.Literal.number(1)])
    for alias in list(tree.find_all(exp.Alias)):
        if isinstance(alias.this, exp.Column) and alias.this.name == alias.alias:
            alias.replace(alias.this)
    quote_where_needed(tree)


def tables_read(tree: exp.Expression, known: Collection[str]) -> dict[str, tuple[str, ...]]:
    """The known tables that a statement reads, in order of name, each with the columns that it reads.

    Every column must still stand with its table, as before `plain_columns`.
    """
    steps = {step.alias for step in tree.find_all(exp.CTE)}
    found: dict[str, set[str]] = {}
    for select in tree.find_all(exp.Select):
        for table in _tables(select):
            if table.name in known and table.name not in steps:
                columns = {
                    one.name for one in select.find_all(exp.Column) if one.table == table.alias_or_name
                }
                found.setdefault(table.name, set()).update(columns)
    return {name: tuple(sorted(columns)) for name, columns in sorted(found.items())}


def quote_where_needed(tree: exp.Expression) -> None:
    """Quote only the names that some dialect would take for a word of its own."""
    for name in tree.find_all(exp.Identifier):
        needed = name.this in _KEPT or not _SAFE.fullmatch(name.this)
        name.set("quoted", needed)


def _rename(table: exp.Table, name: str) -> None:
    table.set("this", exp.to_identifier(name))


def _said(query: exp.Expression, roots: dict[str, str]) -> tuple[str, str]:
    """The table that a step is about, and the step's name."""
    if isinstance(query, exp.SetOperation):
        root, _ = _said(query.left, roots)
        return root, f"{root}_together"
    if not isinstance(query, exp.Select):
        return "rows", "rows"
    tables = [table.name for table in _tables(query)]
    first = roots.get(tables[0], tables[0]) if tables else "rows"
    joins = query.args.get("joins") or []
    said = first
    for join in joins:
        other = join.this.name if isinstance(join.this, exp.Table) else "rows"
        other = roots.get(other, other)
        if join.kind == "ANTI":
            said += f"_without_{other}"
        elif join.kind == "SEMI":
            said += f"_having_{other}"
        else:
            said += "_pairs" if other == first and "_pairs" not in said else f"_with_{other}"
    where = query.args.get("where")
    if where is not None:
        for there in where.find_all(exp.Exists):
            inner = there.find(exp.Table)
            word = "without" if isinstance(there.parent, exp.Not) else "having"
            other = inner.name if inner is not None else "rows"
            said += f"_{word}_{roots.get(other, other)}"
    if query.args.get("group"):
        said += "_totals"
    elif any(query.find_all(exp.Window)):
        said += "_counted"
    elif query.args.get("distinct") and not joins:
        said = f"distinct_{said}"
    if said == first:
        said = f"{first}_rows"
    return first, said


def sources(select: exp.Select) -> list[exp.Table | exp.Subquery]:
    """The tables and nested queries that a query reads, in order."""
    first = select.args.get("from_")
    found = [first.this] if first is not None else []
    found += [join.this for join in select.args.get("joins") or ()]
    return [source for source in found if isinstance(source, exp.Table | exp.Subquery)]


def _tables(select: exp.Select) -> list[exp.Table]:
    return [source for source in sources(select) if isinstance(source, exp.Table)]


def _around(select: exp.Select) -> list[exp.Select]:
    """The queries around one, as far as it can see their tables."""
    found: list[exp.Select] = []
    node = select.parent
    while node is not None and not isinstance(node, exp.CTE):
        if isinstance(node, exp.Select):
            found.append(node)
        node = node.parent
    return found


def _name_tables(select: exp.Select) -> None:
    """The tables of a query by their own names, a second one of the name as `other_...`."""
    taken = {table.alias_or_name for outer in _around(select) for table in _tables(outer)}
    for table in _tables(select):
        old, name, number = table.alias_or_name, _PLURALS.get(table.name, table.name), 1
        new = name
        while new in taken:
            number += 1
            new = f"other_{name}" if number == 2 else f"other_{name}_{number - 1}"
        taken.add(new)
        for column in select.find_all(exp.Column):
            if column.table == old:
                column.set("table", exp.to_identifier(new))
        table.set("alias", None if new == table.name else exp.TableAlias(this=exp.to_identifier(new)))


def _own_columns(select: exp.Select) -> list[exp.Column]:
    return [column for column in select.find_all(exp.Column) if column.find_ancestor(exp.Select) is select]


def _is_alone(select: exp.Select) -> bool:
    """Whether a query has one table, no query inside or around it, and no alias like one of its columns."""
    if len(_tables(select)) != 1 or select.args.get("joins") or _around(select):
        return False
    if any(select in _around(inner) for inner in select.find_all(exp.Select)):
        return False
    used = {column.name for column in _own_columns(select)}
    made = {
        one.alias
        for one in select.expressions
        if isinstance(one, exp.Alias)
        and not (isinstance(one.this, exp.Column) and one.this.name == one.alias)
    }
    return not used & made
