"""Run every look, each by itself: one that stops is told as broken, and the next goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from importlib import import_module

from codinglab.lab.doctor.check import Check, Examination, Part, broken
from codinglab.lab.doctor.remedies import MAKE_ANEW, SET_UP

Look = Callable[[date], Iterable[Check]]
_CHECKS = "codinglab.lab.doctor.checks"
LOOKS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Python and packages", ("environment:look", "packages:look", "languages:look")),
    ("Reference store", ("store:look",)),
    ("Official sources", ("sources:look",)),
    ("Claim edits", ("edits:look", "grouper:look")),
    ("Guidance", ("guidance:look",)),
    ("Your own files", ("own_files:look", "work:look")),
    ("Notebooks and extras", ("notebooks:look", "extras:look")),
)
"""The parts in their order, each with its looks: module and function in `checks`."""


def examine(
    on: date | None = None,
    looks: Iterable[tuple[str, tuple[str, ...]]] = LOOKS,
    say: Callable[[Part], None] | None = None,
) -> Examination:
    """Look at everything.

    Args:
        on: the day for which editions must hold; today by default.
        looks: the parts and their looks.
        say: called with each part as soon as it is looked at.
    """
    day = on or date.today()
    parts = []
    for title, names in looks:
        part = Part(title, tuple(one for name in names for one in _looked(name, day)))
        parts.append(part)
        if say is not None:
            say(part)
    return Examination(day, tuple(parts))


def _looked(name: str, on: date) -> Iterator[Check]:
    module, _, function = name.partition(":")
    try:
        look: Look = getattr(import_module(f"{_CHECKS}.{module}"), function)
        yield from look(on)
    except ModuleNotFoundError as fault:
        said = f"This look stopped: the Python package '{fault.name}' is missing."
        yield broken(module.replace("_", " "), said, MAKE_ANEW, SET_UP)
    except Exception as fault:
        said = " ".join(f"This look stopped: {type(fault).__name__}: {fault}".split())
        yield broken(
            module.replace("_", " "),
            said,
            "Mend what is broken above, then ask again. If it stays: " + MAKE_ANEW,
        )
