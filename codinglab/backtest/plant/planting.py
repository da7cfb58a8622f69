"""All plants: instances of every kind, and the edits' own examples."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from itertools import islice
from pkgutil import iter_modules
from random import Random

from codinglab.backtest.plant import kinds as families
from codinglab.backtest.plant.examples import example_plants
from codinglab.backtest.plant.kind import Kind
from codinglab.claims.generate import Error, Plant

EACH = 200


def kinds() -> tuple[Kind, ...]:
    """The kinds of all families."""
    modules = [
        import_module(f"{families.__name__}.{found.name}") for found in iter_modules(families.__path__)
    ]
    return tuple(kind for module in modules for kind in module.KINDS)


def plants(seed: int, each: int = EACH) -> tuple[Plant, ...]:
    """Instances of every kind and every example.

    Args:
        seed: the same seed gives the same plants.
        each: how many instances of a kind at most.
    """
    made = [one for kind in kinds() for one in _instances(kind, seed, each)]
    return (*made, *example_plants())


def _instances(kind: Kind, seed: int, each: int) -> Iterator[Plant]:
    rng = Random(f"{seed} {kind.id}")  # noqa: S311 (test data, to be made again alike)
    for made in islice(kind.make(rng), each):
        beside = tuple(
            Error(pattern, claim=number, must=False)
            for number in range(len(made.claims))
            for pattern in kind.also
        )
        yield Plant(kind.id, made.claims, (*made.at, *beside), made.first, made.last)
