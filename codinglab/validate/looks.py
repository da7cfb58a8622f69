"""Edits that look at a claim as a whole, over very many claims: what they hit, what they could not judge.

Most of such an edit's claims are set aside by its screen (`Edit.look`); of the others the lab's own claims
are made, and looked at one by one as `validate` does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from codinglab.claims.rebuild import claims_of
from codinglab.model import Claim, ClaimType
from codinglab.validate.compile import PLACES
from codinglab.validate.detail import as_json
from codinglab.validate.edit import Edit
from codinglab.validate.look_counts import Counted
from codinglab.validate.said import ELIGIBLE, HITS, UNKNOWN

if TYPE_CHECKING:
    from codinglab.validate.edit import Relations

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Looked:
    """What looks say of some claims: tables `HITS`, `UNKNOWN` and `ELIGIBLE`."""

    hits: pa.Table
    unknown: pa.Table
    eligible: pa.Table


def look_over(chosen: Sequence[Edit], relations: Relations) -> Looked:
    """Ask the looks of edits about whole claims of an extract.

    Args:
        chosen: the edits; those without a look say nothing.
        relations: tables of an extract by name (`claims.rebuild.RELATIONS`); one that is not there is empty.
    """
    looking = [one for one in chosen if one.looks]
    told = [_of_type(looking, kind, relations) for kind in ClaimType]
    return joined(told)


def look_over_named(ids: Sequence[str], relations: Relations) -> Looked:
    """As `look_over`, by the ids of edits, for another process, which has edits of its own."""
    from codinglab.validate.catalogue import edit

    return look_over([edit(one) for one in ids], relations)


def joined(parts: Iterable[Looked]) -> Looked:
    """What was said of several batches of claims, counts added up."""
    parts = list(parts)
    return Looked(
        pa.concat_tables([HITS.empty_table(), *(part.hits for part in parts)]),
        _added(pa.concat_tables([UNKNOWN.empty_table(), *(part.unknown for part in parts)])),
        _added(pa.concat_tables([ELIGIBLE.empty_table(), *(part.eligible for part in parts)])),
    )


def _added(counted: pa.Table) -> pa.Table:
    names = [name for name in counted.column_names if name not in ("rows", "claims")]
    summed = counted.group_by(names).aggregate([("rows", "sum"), ("claims", "sum")])
    return summed.rename_columns([*names, "rows", "claims"]).cast(counted.schema)


def _of_type(chosen: Sequence[Edit], kind: ClaimType, relations: Relations) -> Looked:
    edits = [one for one in chosen if kind in one.applies_to]
    held = {
        name: table.filter(pc.equal(table["claim_type"], kind.value)) for name, table in relations.items()
    }
    claims = held["claim"]
    if not edits or not claims.num_rows:
        return joined([])
    asked = _asked(edits, held)
    days = dict(zip(claims["claim_id"].to_pylist(), claims["on"].to_pylist(), strict=True))
    hits: list[Row] = []
    missed = {one.id: Counted(one, held) for one in edits}
    for claim_id, found in claims_of(held, set().union(*asked.values())):
        for one in edits:
            if claim_id not in asked[one.id]:
                continue
            for row in _said(one, found, days[claim_id]):
                if "reason" in row:
                    missed[one.id].miss(claim_id, row.get(one.judges), row["reason"])
                else:
                    hits.append({"edit": one.id, "claim_type": kind.value, "claim_id": claim_id, **row})
    return Looked(
        pa.Table.from_pylist(hits, schema=HITS),
        _table((row for one in missed.values() for row in one.unknown()), kind, UNKNOWN),
        _table((row for one in missed.values() for row in one.eligible()), kind, ELIGIBLE),
    )


def _asked(edits: Iterable[Edit], held: Relations) -> dict[str, set[int]]:
    """The claims that each edit is to look at; each survey is made once."""
    surveys: dict[Any, Any] = {}
    every = set(held["claim"]["claim_id"].to_pylist())
    asked: dict[str, set[int]] = {}
    for one in edits:
        left: set[int] = set()
        for screen in one.screens:
            if screen is None:
                left = every
                break
            if screen.survey not in surveys:
                surveys[screen.survey] = screen.survey(held)
            left = left | set(screen.claims(surveys[screen.survey]))
        asked[one.id] = left
    return asked


def _said(one: Edit, found: Claim | str, day: date | None) -> Iterator[Row]:
    """What the looks of an edit say of a claim, or of one that cannot be made: then why."""
    if isinstance(found, str):
        if day is None or any(day >= since for since, _ in one.looks):
            yield {"reason": found}
        return
    on = found.governing_date()
    for since, look in one.looks:
        if on < since:
            continue
        for kind, detail in look(found):
            if kind == "hit":
                places = {name: detail[name] for name in PLACES if detail.get(name) is not None}
                yield {**places, "on": detail.get("on", on), "detail": as_json(detail, on)}
            else:
                yield {**detail, "reason": _general(detail)}


def _general(detail: Mapping[str, Any]) -> str:
    """A reason that many claims share: what it says of tables filled in, the rest in braces still."""
    reason = str(detail["reason"])
    for name in ("why", "table", "edition"):
        if name in detail:
            reason = reason.replace("{" + name + "}", str(detail[name]))
    return reason


def _table(rows: Iterable[Row], kind: ClaimType, schema: pa.Schema) -> pa.Table:
    return pa.Table.from_pylist([{**row, "claim_type": kind.value} for row in rows], schema=schema)
