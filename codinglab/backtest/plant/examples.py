"""Edits' own examples as plants: those that an edit fires on, of other patients, physicians and days.

Where an example says that an edit fires is the edit's own word; where else edits fire on the same claim,
and between which days it may stand, is written in `reference/generate/examples.toml`, which people review.
`python -m codinglab.backtest.plant.write_examples` writes that file anew.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from typing import Any

from codinglab.backtest.plant.kind import FIRST, LAST, assigned
from codinglab.claims.generate import Error, Plant
from codinglab.model import Claim
from codinglab.reference.paths import REFERENCE
from codinglab.validate.catalogue import edits

FILE = REFERENCE / "generate" / "examples.toml"


@cache
def written() -> dict[tuple[str, int], dict[str, Any]]:
    """What the file says of each example: by edit and its number among the edit's examples, from 1."""
    listed = tomllib.loads(FILE.read_text(encoding="utf-8"))["example"]
    return {(one["edit"], one["number"]): one for one in listed}


def firing() -> Iterator[tuple[str, int, Claim]]:
    """Every example that an edit fires on: the edit, the number of the example, and its claim."""
    for edit in edits():
        for number, example in enumerate(edit.examples, 1):
            if example.outcome == "fires":
                yield edit.id, number, example.claim


def for_plant(edit: str, claim: Claim) -> Claim:
    """An example's claim with places for who; an edit of coverage keeps its contractor."""
    return assigned(claim, contractor=edit.startswith("coverage/"))


def example_plants() -> Iterator[Plant]:
    """A plant for each example that fires.

    One that only fires on a day outside FY2026 is planted on that day where its edit has no other: the edit
    judges earlier claims only.
    """
    for edit, number, claim in firing():
        said = written()[edit, number]
        movable = "first" in said
        if not movable and not FIRST <= claim.from_date <= LAST and edit in _movable():
            continue
        at = [Error(edit, **place) for place in said["at"]]
        at += [Error(other, must=False) for other in said["also"]]
        planted = (for_plant(edit, claim),)
        yield Plant(f"{edit} example", planted, tuple(at), said.get("first"), said.get("last"))


@cache
def _movable() -> frozenset[str]:
    """The edits that have an example for the year."""
    days = {(edit, number): claim.from_date for edit, number, claim in firing()}
    return frozenset(
        edit
        for (edit, number), one in written().items()
        if "first" in one or FIRST <= days[edit, number] <= LAST
    )
