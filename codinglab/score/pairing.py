"""Pair what the key asks for with what was answered, closest first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

K = TypeVar("K")
A = TypeVar("A")


@dataclass(frozen=True, slots=True)
class Pairing(Generic[K, A]):
    """For each keyed item the position of its answer or None; and the positions left over."""

    keyed: tuple[tuple[K, int | None], ...]
    extra: tuple[int, ...]

    def item_of(self, position: int) -> K | None:
        """The keyed item that the answer at a position (from 0) was paired with."""
        return next((item for item, answer in self.keyed if answer == position), None)


def pair(keyed: Sequence[K], answered: Sequence[A], closeness: Callable[[K, A], float]) -> Pairing[K, A]:
    """Pair greedily: the closest two first, and among equals the earlier ones; closeness 0 never pairs."""
    near = [
        (-close, at, position)
        for at, item in enumerate(keyed)
        for position, answer in enumerate(answered)
        if (close := closeness(item, answer)) > 0
    ]
    taken: dict[int, int] = {}
    for _distance, at, position in sorted(near):
        if at not in taken and position not in taken.values():
            taken[at] = position
    left = tuple(position for position in range(len(answered)) if position not in taken.values())
    return Pairing(tuple((item, taken.get(at)) for at, item in enumerate(keyed)), left)


def common_prefix(one: str, other: str) -> int:
    """How many characters two codes share from the start."""
    return next(
        (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
