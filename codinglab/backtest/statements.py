"""The statements of an edit over many claims: its hits, what it cannot judge, and what it can.

They are compiled against the columns of a claim extract, bound to no engine, and kept beside the reference
store, since making them takes longer than asking them. The days asked about come from a relation of one
row, `period`, so that one statement serves every period.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import ibis

from codinglab.model import ClaimType
from codinglab.reference.rule_tables import RuleTable
from codinglab.validate.compile import Facts, compile_hits, compile_unknown, covered_days, facts_of
from codinglab.validate.edit import Edit
from codinglab.validate.relations import ClaimTables, ReferenceTables
from codinglab.validate.unbound import Columns, in_extract

PERIOD = "period"
POSITIONS = {"line": "line", "diagnosis": "position", "procedure": "position"}
"""The column that tells the place of a row, by what an edit judges; a claim has none."""

Expression = Any


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of claims of one type for one edit: Ibis expressions, or statements of a dialect.

    Attributes:
        hits: a row a hit, in the columns of `layout.HITS`; None where the edit can hit nothing.
        unknown: month, reason, rows, claims; None where everything can be judged.
        eligible: month, rows, claims.
    """

    hits: Expression | None
    unknown: Expression | None
    eligible: Expression


def unbound(name: str, columns: Columns) -> Any:
    """A relation of an extract, or a reference table, by its columns alone."""
    if name == PERIOD:
        return ibis.table({"since": "date", "through": "date"}, name=PERIOD)
    return in_extract(name, columns)


def columns_of(tables: Mapping[str, RuleTable]) -> dict[str, dict[str, str]]:
    """The columns of reference tables, by their Arrow types as text."""
    return {
        name: {field.name: str(field.type) for field in found.rows.schema} for name, found in tables.items()
    }


def facts_for(tables: Mapping[str, RuleTable], kind: ClaimType) -> Facts:
    """The editions of reference tables that hold for a claim type."""
    return facts_of({name: found.editions for name, found in tables.items()}, kind.value)


def asked(one: Edit, claim_type: ClaimType, columns: Columns, facts: Facts) -> Asked:
    """Build what is asked for an edit, of claims of one type.

    Args:
        one: the edit.
        claim_type: the claims it is compiled for.
        columns: the columns of each reference table, by their Arrow types as text.
        facts: the editions of the reference tables that are there, for this claim type.
    """

    def source(name: str) -> Any:
        return unbound(name, columns)

    claims = ClaimTables(source, claim_type.value, stores_pairs=True)
    hits = compile_hits(one, claims, source, facts)
    unknown = compile_unknown(one, claims, source, facts)
    eligible = judged_rows(one, claims, source, facts, unknown)
    return Asked(
        None if hits is None else _asked_about(hits, source),
        None if unknown is None else _counted(_asked_about(unknown, source), "month", "reason"),
        _counted(_asked_about(eligible, source), "month"),
    )


def judged_rows(one: Edit, claims: ClaimTables, source: Any, facts: Facts, unknown: Any | None) -> Any:
    """The rows that an edit may fire on and can judge, with `POSITIONS` of what it judges.

    Args:
        one: the edit.
        claims: the claims of one type.
        source: gives an Ibis table by name, on any engine.
        facts: the editions of the reference tables that are there, for this claim type.
        unknown: what it cannot judge (`compile_unknown`), None where it can judge everything.
    """
    rows = one.eligible(claims, ReferenceTables(source, facts)) if _can(one, facts) else _none(one, claims)
    rows = rows.filter(covered_days(one, facts, rows.on))
    if unknown is not None and one.unknowns:
        rows = _without(rows, unknown, POSITIONS.get(one.judges))
    return rows


def _can(one: Edit, facts: Facts) -> bool:
    return all(facts.get(name) for name in one.reads)


def _none(one: Edit, claims: ClaimTables) -> Any:
    return claims.subject(one.judges).filter(ibis.literal(False))


def _asked_about(rows: Any, source: Any) -> Any:
    """The rows of the days asked about."""
    period = source(PERIOD)
    return rows.filter(rows.on >= period.since.as_scalar(), rows.on <= period.through.as_scalar())


def _counted(rows: Any, *by: str) -> Any:
    dated = rows.mutate(month=rows.on.truncate("M").cast("date"))
    return dated.group_by(*by).agg(rows=dated.count(), claims=dated.claim_id.nunique())


def _without(rows: Any, unknown: Any, position: str | None) -> Any:
    """The rows that are judged: neither their claim nor their own place is unknown."""
    whole = unknown.filter(unknown.place.isnull()).select("claim_id")
    rows = rows.anti_join(whole, "claim_id")
    if position is None or position not in rows.columns:
        return rows.anti_join(unknown.select("claim_id"), "claim_id")
    places = unknown.filter(unknown.place.notnull()).select("claim_id", "place").distinct().view()
    return rows.anti_join(
        places, [rows.claim_id == places.claim_id, rows[position].cast("int32") == places.place]
    )
