"""Test vectors: claims with the outcome that an edit must give, as its engine gives it here."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from codinglab.claims.tables import claim_rows
from codinglab.model import Claim
from codinglab.validate.detail import as_json
from codinglab.validate.edit import EVERYTHING, Edit
from codinglab.validate.own import engine_of

FIRES, PASSES, NOT_EVALUATED = "fires", "passes", "not evaluated"
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Vector:
    """Claims of one patient that an edit is asked about together, apart from those of other vectors.

    Attributes:
        name: its name; claims and patient are called after it.
        claims: mostly one; each has an id that begins with the name.
        because: why the outcome is what it is.
        said: what the edit's author says the outcome is; "" for a derived vector.
        derived_from: the vector that it was made of; "" for one of the edit's own examples.
        kind: what a derived vector is for.
    """

    name: str
    claims: tuple[Claim, ...]
    because: str
    said: str = ""
    derived_from: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Expected:
    """What an edit says of a vector: the outcome, and its rows as in `rows.Answer`, but for the reasons."""

    outcome: str
    hits: tuple[Row, ...]
    unknown: tuple[Row, ...]


def vector(name: str, claims: Sequence[Claim], because: str, **said: str) -> Vector:
    """A vector whose claims and patient carry its name."""
    named = tuple(
        replace(
            claim,
            claim_id=name if number == 1 else f"{name}-{number}",
            patient=replace(claim.patient, id=f"patient of {name}"),
        )
        for number, claim in enumerate(claims, start=1)
    )
    return Vector(name, named, because, **said)


def examples_of(one: Edit) -> tuple[Vector, ...]:
    """The edit's own examples as vectors: example-01, example-02, ..."""
    return tuple(
        vector(f"example-{number:02}", [example.claim], example.because, said=example.outcome)
        for number, example in enumerate(one.examples, start=1)
    )


def together(one: Edit) -> bool:
    """Whether vectors may lie in one table: an edit that looks across patients needs each alone."""
    return one.across != EVERYTHING


class Judge:
    """An edit on the claim engine, compiled once."""

    def __init__(self, one: Edit) -> None:
        self.edit = one
        self._engine = engine_of([one]) if one.checks else None

    def ask(self, vectors: Iterable[Vector]) -> dict[str, Expected]:
        """What the edit says of each vector, by name."""
        vectors = tuple(vectors)
        groups = [vectors] if together(self.edit) else [(alone,) for alone in vectors]
        said: dict[str, list[tuple[str, Row]]] = defaultdict(list)
        for group in groups:
            for kind, claim_id, row in self._rows([claim for asked in group for claim in asked.claims]):
                said[claim_id].append((kind, row))
        return {
            asked.name: _expected([row for claim in asked.claims for row in said[claim.claim_id]])
            for asked in vectors
        }

    def _rows(self, claims: Sequence[Claim]) -> Iterator[tuple[str, str, Row]]:
        one = self.edit
        if self._engine is not None:
            types = sorted({claim.claim_type for claim in claims} & set(one.applies_to))
            for _, kind, claim_id, detail in self._engine.rows(claim_rows(claims), types):
                yield kind, claim_id, {"claim_id": claim_id, **json.loads(detail, strict=False)}
        for claim in claims if one.looks else ():
            on = claim.governing_date()
            for since, look in one.looks:
                if claim.claim_type in one.applies_to and on >= since:
                    for kind, told in look(claim):
                        found = json.loads(as_json(told, on), strict=False)
                        yield kind, claim.claim_id, {"claim_id": claim.claim_id, **found}


def _expected(rows: Sequence[tuple[str, Row]]) -> Expected:
    hits = tuple(row for kind, row in rows if kind == "hit")
    unknown = tuple(row for kind, row in rows if kind != "hit")
    return Expected(FIRES if hits else NOT_EVALUATED if unknown else PASSES, hits, unknown)
