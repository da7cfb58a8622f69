"""From an edit to one Ibis table: hits, rows it cannot judge, and days its tables do not cover.

Every edit compiles to the same four columns (edit, kind, claim_id, detail), so that all edits are
one statement. `detail` is a JSON object of everything else the rows hold.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import ibis

from codinglab.model import ClaimType
from codinglab.validate.edit import Edit
from codinglab.validate.relations import ClaimTables, ReferenceTables, TableFacts

Compiled = Any
MISSING = "table {table} is not installed; install it with: codinglab reference install {table}"
NOT_IN_FORCE = "{table} ({edition}) does not cover {day}"


def compile_edit(one: Edit, claim_type: ClaimType, source: Any, facts: dict[str, TableFacts]) -> Compiled:
    """Build the table of everything an edit has to say.

    Args:
        one: the edit.
        claim_type: the claims it is compiled for.
        source: gives an Ibis table by name, on any engine.
        facts: the reference tables that are there.
    """
    claims = ClaimTables(source, claim_type)
    subject = claims.subject(one.judges)
    absent = [name for name in one.reads if name not in facts]
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
        parts.append(
            _reasoned(one, outside, NOT_IN_FORCE, table=name, edition=facts[name].edition, day=outside.on)
        )
    return ibis.union(*parts) if len(parts) > 1 else parts[0]


def rows_none(one: Edit, rows: Any) -> Any:
    """No rows, in the standard shape: so that a union has two sides."""
    return _reasoned(one, rows.filter(ibis.literal(False)), MISSING)


def _inside(day: Any, facts: TableFacts) -> Any:
    inside = day >= ibis.literal(facts.period.since)
    return inside if facts.period.through is None else inside & (day <= ibis.literal(facts.period.through))


def _covered(rows: Any, one: Edit, facts: dict[str, TableFacts]) -> Any:
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
