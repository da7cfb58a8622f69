"""Run edits over claims: one at hand in SQLite, many in DuckDB; the edits are the same expressions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import Protocol

from codinglab.claims.tables import claim_rows
from codinglab.model import Claim, ClaimType, Report
from codinglab.reference.paths import home
from codinglab.reference.rules_file import read_card
from codinglab.reference.store import Store, per_store
from codinglab.validate import own
from codinglab.validate.catalogue import edits
from codinglab.validate.compile import Facts
from codinglab.validate.detail import as_json
from codinglab.validate.edit import Edit
from codinglab.validate.engines.many_claims import ManyClaimsEngine
from codinglab.validate.engines.one_claim import OneClaimEngine, Row, Rows
from codinglab.validate.report import reports

_FEW = 50

Say = Callable[[str, float], None]


class Engine(Protocol):
    """What runs compiled edits: `OneClaimEngine`, `ManyClaimsEngine`."""

    edits: tuple[Edit, ...]

    def facts(self, claim_type: ClaimType) -> Facts:
        """The editions of each table for one claim type."""
        ...

    def rows(self, claims: Rows, types: Sequence[ClaimType]) -> Iterator[Row]:
        """Everything that the edits say of claims."""
        ...


def run(
    engine: Engine,
    claims: Iterable[Claim],
    *,
    precedence: bool = True,
    further: Engine | None = None,
    say: Say | None = None,
) -> dict[str, Report]:
    """Judge claims together, each seeing the lines of the others (history).

    Args:
        engine: what runs the edits.
        claims: each with an id of its own.
        precedence: whether an edit is silent about what one of an earlier stage rejected.
        further: an engine of an analyst's own edits.
        say: called with a sentence and the share done, 0 to 1.

    Returns:
        A report for each claim id, in the order of the claims.
    """
    claims = tuple(claims)
    types = sorted({claim.claim_type for claim in claims})
    rows = claim_rows(claims)
    facts = {kind.value: engine.facts(kind) for kind in types}
    chosen = (*engine.edits, *(further.edits if further else ()))
    told: Iterator[Row] = chain(
        engine.rows(rows, types), further.rows(rows, types) if further else (), looks_of(chosen, claims)
    )
    if say is not None:
        told = _telling(told, [one.id for one in chosen], len(types), say)
    return reports(claims, told, {one.id: one for one in chosen}, facts, precedence)


def _telling(rows: Iterable[Row], ids: Sequence[str], types: int, say: Say) -> Iterator[Row]:
    """The rows, and beside them which edit they come from: edits run in their order, once a claim type."""
    places = {edit_id: number for number, edit_id in enumerate(ids)}
    at, turn, done = -1, 0, 0.0
    for row in rows:
        place = places[row[0]]
        if place != at:
            turn = min(turn + (place < at), types - 1)
            at = place
            done = max(done, (turn + place / len(ids)) / types)
            say(f"asking {row[0]}", done)
        yield row
    say("writing the reports", 1.0)


def looks_of(chosen: Sequence[Edit], claims: Sequence[Claim]) -> Iterator[Row]:
    """What the edits say that look at a claim as a whole, in Python."""
    looks = [(one, since, look) for one in chosen for since, look in one.looks]
    for claim in claims:
        on = claim.governing_date()
        for one, since, look in looks:
            if claim.claim_type in one.applies_to and on >= since:
                for kind, detail in look(claim):
                    yield one.id, kind, claim.claim_id, as_json(detail, on)


@per_store
def one_claim_engine(store: Store) -> OneClaimEngine:
    """The engine of all built-in edits for the claim at hand, made once for each store."""
    return OneClaimEngine(edits(), read_card(store.folder), home() / "cache")


@per_store
def many_claims_engine(_store: Store) -> ManyClaimsEngine:
    """The engine of all built-in edits for many claims, made once for each store."""
    return ManyClaimsEngine(edits())


def prepare(say: Say) -> None:
    """Compile the edits of the claim at hand for every claim type; they are kept beside the store.

    Args:
        say: called with a sentence and the share done, 0 to 1.

    Raises:
        StoreError: the reference store is missing or damaged.
    """
    for number, kind in enumerate(ClaimType):
        say(f"compiling the edits of {kind.value} claims", number / len(ClaimType))
        one_claim_engine().statements(kind)
    say("the edits are ready", 1.0)


def validate(claim: Claim) -> Report:
    """Run every edit that applies to a claim.

    Raises:
        StoreError: the reference store is missing or damaged.
    """
    return run(one_claim_engine(), [claim], further=_own())[claim.claim_id]


def validate_many(claims: Iterable[Claim], say: Say | None = None) -> dict[str, Report]:
    """Run every edit over claims that see one another; a report for each claim id.

    Args:
        claims: each with an id of its own.
        say: called with a sentence and the share done, 0 to 1; many claims take a minute for 100,000 lines.

    Raises:
        StoreError: the reference store is missing or damaged.
    """
    claims = tuple(claims)
    engine = one_claim_engine() if len(claims) <= _FEW else many_claims_engine()
    return run(engine, claims, further=_own(), say=say)


@per_store
def _own_engines(_store: Store) -> dict[tuple[int, ...], Engine]:
    """The engines of an analyst's own edits, by which edits they are (an engine keeps them alive)."""
    return {}


def _own() -> Engine | None:
    """The analyst's own edits, where there are any."""
    chosen = own.registered()
    if not chosen:
        return None
    engines, key = _own_engines(), tuple(map(id, chosen))
    if key not in engines:
        engines.clear()
        engines[key] = own.engine_of(chosen)
    return engines[key]
