"""Compile an edit to Ibis expressions: its hits, typed or as JSON, and what it could not judge, and why.

For one claim everything is one table in a standard shape, edit, kind, claim_id, detail (a JSON object of
the edit's columns as text), so that all edits can be asked alike (`compile_edit`). For many claims hits have
typed columns (`compile_hits`), and what could not be judged is a table of places with reasons
(`compile_unknown`), to be counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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
PLACES = {
    "line": "int32",
    "other_claim": "int64",
    "other_line": "int32",
    "diagnosis": "int32",
    "other_diagnosis": "int32",
    "procedure": "int32",
    "code": "string",
    "other_code": "string",
}
"""The columns of a hit that name a place or a code, with their types in a table of many claims."""


def facts_of(editions: Mapping[str, Mapping[str, Any]], claim_type: str) -> Facts:
    """The editions of each table that hold for a claim type."""
    return {name: (*by_type.get(claim_type, ()), *by_type.get("", ())) for name, by_type in editions.items()}


def compile_edit(one: Edit, claim_type: str, source: Any, facts: Facts) -> Compiled:
    """Build the table of everything an edit has to say.

    Args:
        one: the edit.
        claim_type: the claims it is compiled for, as their relations name it.
        source: gives an Ibis table by name, on any engine.
        facts: the editions of the reference tables that are there, for this claim type.
    """
    claims = ClaimTables(source, claim_type)
    parts = [_standard(one, "hit", rows) for rows in hit_tables(one, claims, source, facts)]
    parts += [_standard(one, "unknown", rows) for rows in unknown_tables(one, claims, source, facts)]
    return ibis.union(*parts) if len(parts) > 1 else parts[0]


def compile_hits(one: Edit, claims: ClaimTables, source: Any, facts: Facts) -> Compiled | None:
    """Build the table of an edit's hits: edit, claim_type, claim_id, on, `PLACES`, detail.

    A place that the edit does not name is null; `detail` is a JSON object of all columns of the hit as text.
    None where a table that it reads is not there: then it can hit nothing.

    Args:
        one: the edit.
        claims: the claims of one type.
        source: gives an Ibis table by name, on any engine.
        facts: the editions of the reference tables that are there, for this claim type.
    """
    parts = [_typed(one, claims.claim_type, rows) for rows in hit_tables(one, claims, source, facts)]
    if not parts:
        return None
    return ibis.union(*parts) if len(parts) > 1 else parts[0]


def compile_unknown(one: Edit, claims: ClaimTables, source: Any, facts: Facts) -> Compiled | None:
    """Build the table of what an edit cannot judge: claim_id, place, on, reason; None where there is none.

    `place` is the position that is not judged, null for the whole claim; `reason` keeps its names in braces,
    but for the tables and editions that it speaks of.
    """
    parts = []
    for rows in unknown_tables(one, claims, source, facts):
        place = rows[one.judges].cast("int32") if one.judges in rows.columns else ibis.null("int32")
        reason = rows.reason
        for name in ("table", "edition"):
            if name in rows.columns:
                reason = reason.replace("{" + name + "}", rows[name].cast("string"))
        day = rows.on if "on" in rows.columns else ibis.null("date")
        parts.append(rows.select("claim_id", place=place, on=day, reason=reason))
    if not parts:
        return None
    return ibis.union(*parts) if len(parts) > 1 else parts[0]


def covered_days(one: Edit, facts: Facts, day: Any) -> Any:
    """Whether an edit judges a day: it has begun, and every table it reads holds that day."""
    begun = day >= ibis.literal(min([since for since, _ in (*one.checks, *one.looks)]))
    for name in one.reads:
        begun = begun & (_inside(day, facts[name]) if facts.get(name) else ibis.literal(False))
    return begun


def hit_tables(one: Edit, claims: ClaimTables, source: Any, facts: Facts) -> Iterator[Any]:
    """The hits of each check on its own days, where every table is there and in force."""
    if not all(facts.get(name) for name in one.reads):
        return
    reference = ReferenceTables(source, facts)
    starts = [since for since, _ in one.checks]
    for (since, function), until in zip(one.checks, [*starts[1:], None], strict=True):
        hits = function(claims, reference)
        hits = hits.filter(hits.on >= ibis.literal(since))
        if until is not None:
            hits = hits.filter(hits.on < ibis.literal(until))
        yield _covered(hits, one, facts)


def unknown_tables(one: Edit, claims: ClaimTables, source: Any, facts: Facts) -> Iterator[Any]:
    """What cannot be judged: a table is not there, does not hold the day, or does not say."""
    subject = claims.subject(one.judges)
    absent = [name for name in one.reads if not facts.get(name)]
    if absent:
        days = subject.select("claim_id", "on").distinct()
        for name in absent:
            yield _reasoned(days, MISSING, table=name)
        return
    reference = ReferenceTables(source, facts)
    for function in one.unknowns:
        yield _covered(function(claims, reference), one, facts)
    days = subject.select("claim_id", "on").distinct()
    for name in one.reads:
        outside = days.filter(~_inside(days.on, facts[name]))
        held = ", ".join(edition.edition for edition in facts[name])
        yield _reasoned(outside, NOT_IN_FORCE, table=name, edition=held, day=outside.on)


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


def _reasoned(rows: Any, reason: str, **said: str | date | Any) -> Any:
    columns = {
        name: value if isinstance(value, ibis.Value) else ibis.literal(value) for name, value in said.items()
    }
    return rows.mutate(reason=ibis.literal(reason), **columns)


def _typed(one: Edit, claim_type: str, rows: Any) -> Any:
    places = {
        name: rows[name].cast(kind) if name in rows.columns else ibis.null(kind)
        for name, kind in PLACES.items()
    }
    names = [name for name in rows.columns if name != "claim_id"]
    return rows.select(
        edit=ibis.literal(one.id),
        claim_type=ibis.literal(claim_type),
        claim_id=rows.claim_id,
        on=rows.on,
        **places,
        detail=_json({name: rows[name].cast("string") for name in names}),
    )


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
