"""Add-on lines of a claim whose primary lines are all denied themselves, by a procedure pair or a unit limit.

The edits that deny are asked about the claim by an engine of their own, so that an edit which follows from
them runs singly too. Only lines of the claim are judged: a primary on another claim is that claim's matter.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from codinglab.claims.tables import claim_rows
from codinglab.model import Authority, Claim, ClaimType, Disposition, Severity, StoreError
from codinglab.reference.paths import home
from codinglab.reference.rules_file import read_card
from codinglab.reference.store import Store, per_store
from codinglab.validate.edit import Edit
from codinglab.validate.engines.one_claim import OneClaimEngine
from codinglab.validate.relations import ClaimTables, ReferenceTables, in_force

DENYING = ("ncci/column-two-code", "ncci/units-above-mue")

_PAIRS = Edit(
    "codinglab.validate.denied_lines.add_on_pairs",
    title="Add-on lines with their primary lines",
    severity=Severity.INFO,
    disposition=Disposition.REVIEW,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT),
    judges="line",
    authority=(Authority("NCCI Policy Manual", "2026", "I.R"),),
    reads=("ncci_add_on",),
    message="",
    examples=(),
)


@_PAIRS.check(since="2013-04-01")
def _pairs(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Each add-on line with each line of the same day that a row of the table names as its primary."""
    pairs, table = claims.day_pairs, reference.ncci_add_on
    named = table.filter(table.kind > 0, table.primary != "")
    met = pairs.join(
        named, [pairs.code == named.code, pairs.other_code == named.primary, *in_force(pairs, named)]
    )
    return met.select("claim_id", "on", "line", "code", "other_claim", "other_code", primary=met.other_line)


def add_ons_of_denied(claim: Claim) -> Iterator[tuple[str, dict[str, Any]]]:
    """What a `look` of an edit yields: a hit for each add-on line whose primary lines are all denied."""
    if len(claim.lines) < 2:
        return
    try:
        yield from _found(claim, _engine())
    except StoreError as error:
        yield "unknown", {"reason": "{why}", "why": str(error)}


def _found(claim: Claim, engine: OneClaimEngine) -> Iterator[tuple[str, dict[str, Any]]]:
    denied: dict[int, str] = {}
    primaries: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for edit_id, kind, _, detail in engine.rows(claim_rows([claim]), [claim.claim_type]):
        told = json.loads(detail, strict=False)
        if kind == "hit" and edit_id == _PAIRS.id:
            primaries[told["line"]].append(told)
        elif kind == "hit":
            denied.setdefault(told["line"], edit_id)
        elif edit_id == _PAIRS.id:
            yield kind, told
    for pairs in primaries.values():
        if all(_on(pair, claim) and pair["primary"] in denied for pair in pairs):
            yield "hit", {**pairs[0], "denied_by": denied[pairs[0]["primary"]]}


def _on(pair: dict[str, Any], claim: Claim) -> bool:
    return bool(pair["other_claim"] == claim.claim_id)


@per_store
def _engine(store: Store) -> OneClaimEngine:
    from codinglab.validate.catalogue import edits

    chosen = [_PAIRS, *(one for one in edits() if one.id in DENYING)]
    return OneClaimEngine(chosen, read_card(store.folder), home() / "cache")
