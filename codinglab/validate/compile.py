"""From an edit to one Ibis table: hits, rows it cannot judge, and days its tables do not cover.

Every edit compiles to the same four columns (edit, kind, claim_id, detail), so that all edits are
one statement. `detail` is a JSON object of everything else the rows hold.
"""

from __future__ import annotations

from datetime import date
from functools import reduce
from operator import or_
from typing import Any

import ibis

from codinglab.reference.rule_tables import Edition
from codinglab.validate.edit import Edit
from codinglab.validate.relations import ClaimTables, ReferenceTables

Compiled = Any
Facts = dict[str, tuple[Edition, ...]]
MISSING = "table {table} is not installed; install it with: codinglab reference install {table}"
NOT_IN_FORCE = "{table} ({edition}) does not cover {day}"


def compile_edit(one: Edit, claim_type: str, source: Any, facts: Facts) -> Compiled:
    """Build the table of everything an edit has to say.

    Args:
        one: the edit.
        claim_type: the claims it is compiled for, as their relations name it.
        source: gives an Ibis table by name, on any engine.
        facts: the editions of the reference tables that are there, for this claim type.
    """
    claims = ClaimTables(source, claim_type)
    subject = claims.subject(one.judges)
    absent = [name for name in one.reads if not facts.get(name)]
    if absent:
        rows = subject.select("claim_id").distinct()
        return ibis.union(
            *[_reasoned(one, rows, MISSING, table=name) for name in absent], rows_none(one, rows)
        )
    reference = ReferenceTables(source, facts)
    parts = []
    starts = [since for since, _ in one.checks]
    for (since, function), until in zip(one.checks, [*starts[1:], None], strict=True):
        hits = function(claims, reference)
        hits = hits.filter(hits.on >= ibis.literal(since))
        if until is not None:
            hits = hits.filter(hits.on < ibis.literal(until))
        parts.append(_standard(one, "hit", _covered(hits, one, facts)))
    for function in one.unknowns:
        parts.append(_standard(one, "unknown", _covered(function(claims, reference), one, facts)))
    days = subject.select("claim_id", "on").distinct()
    for name in one.reads:
        outside = days.filter(~_inside(days.on, facts[name]))
        held = ", ".join(edition.edition for edition in facts[name])
        parts.append(_reasoned(one, outside, NOT_IN_FORCE, table=name, edition=held, day=outside.on))
    return ibis.union(*parts) if len(parts) > 1 else parts[0]


def rows_none(one: Edit, rows: Any) -> Any:
    """No rows, in the standard shape: so that a union has two sides."""
    return _reasoned(one, rows.filter(ibis.literal(False)), MISSING)


def _inside(day: Any, editions: tuple[Edition, ...]) -> Any:
    """Whether a day is one of those that some edition holds."""
    held = [
        (day >= ibis.literal(one.period.since))
        if one.period.through is None
        else day.between(ibis.literal(one.period.since), ibis.literal(one.period.through))
        for one in editions
    ]
    return reduce(or_, held)


def _covered(rows: Any, one: Edit, facts: Facts) -> Any:
    for name in one.reads:
        rows = rows.filter(_inside(rows.on, facts[name]))
    return rows


def _reasoned(one: Edit, rows: Any, reason: str, **said: str | date | Any) -> Any:
    columns = {
        name: value if isinstance(value, ibis.Value) else ibis.literal(value) for name, value in said.items()
    }
    return _standard(one, "unknown", rows.mutate(reason=ibis.literal(reason), **columns))


def _standard(one: Edit, kind: str, rows: Any) -> Any:
    names = [name for name in rows.columns if name != "claim_id"]
    return rows.select(
        edit=ibis.literal(one.id),
        kind=ibis.literal(kind),
        claim_id=rows.claim_id,
        detail=_json({name: rows[name].cast("string") for name in names}),
    )


def _json(columns: dict[str, Any]) -> Any:
    """A JSON object built from text, which every engine can do alike."""
    text = ibis.literal("{")
    for number, (name, value) in enumerate(columns.items()):
        quoted = value.replace("\\", "\\\\").replace('"', '\\"')
        comma = "," if number else ""
        text = (
            text
            + ibis.literal(f'{comma}"{name}":')
            + (ibis.literal('"') + quoted + ibis.literal('"')).fill_null("null")
        )
    return text + ibis.literal("}")
