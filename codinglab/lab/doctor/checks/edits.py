"""What the claim edits can judge on the day: which answer NOT_EVALUATED, for want of what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from codinglab.lab.doctor.check import Check, attention, ok
from codinglab.model import ClaimType
from codinglab.reference.install.catalogue import sources
from codinglab.reference.rule_tables import Edition, editions_of, installable
from codinglab.reference.slices import list_slices
from codinglab.reference.store import open_store
from codinglab.validate.catalogue import edits
from codinglab.validate.edit import Edit

_SHOWN = 6
_NEWER = "A newer codinglab brings the next edition; for days within these dates nothing is to be done."


@dataclass(frozen=True, slots=True)
class _Lack:
    """Why a table cannot answer, on which claims, and what mends it; tables of one lack are told together."""

    why: str
    claims: str
    remedy: str
    command: str = ""


def look(on: date) -> Iterator[Check]:
    """What can be judged, then a check for each lack, with the tables and edits that it touches."""
    store = open_store()
    readers: dict[str, list[Edit]] = defaultdict(list)
    for one in edits():
        for name in one.reads:
            readers[name].append(one)
    lacks: dict[_Lack, list[str]] = defaultdict(list)
    for name in sorted(readers):
        for lack in _lacks(name, readers[name], editions_of(name, store), on):
            lacks[lack].append(name)
    lacking = {one.id for names in lacks.values() for name in names for one in readers[name]}
    whole = [one for one in edits() if one.id not in lacking]
    yield ok("Edits", f"{len(whole)} of {len(edits())} have all they need for claims of {on}")
    for lack, names in lacks.items():
        touched = tuple({one.id: one for name in names for one in readers[name]})
        said = f"{lack.why} {_listed(touched)}, on {lack.claims} claims."
        yield attention(", ".join(names), said, lack.remedy, lack.command)


def _lacks(
    name: str, readers: Sequence[Edit], editions: dict[str, tuple[Edition, ...]], on: date
) -> Iterator[_Lack]:
    absent, parts = [], []
    for kind in ClaimType:
        if any(kind in one.applies_to for one in readers):
            found = [one for one in _of(editions, kind) if one.period.covers(on)]
            if not found:
                absent.append(kind)
            elif not found[-1].complete:
                parts.append(kind)
    if absent:
        held = {f"{one.edition}, {one.period}" for kind in absent for one in _of(editions, kind)}
        why = f"Not in force on {on} ({'; '.join(sorted(held))})" if held else "Not installed"
        yield _Lack(f"{why}: these answer NOT_EVALUATED:", _said(absent), *_remedy(name))
    if parts:
        why = "A teaching slice: a code that is not in it answers NOT_EVALUATED:"
        yield _Lack(why, _said(parts), *_remedy(name, part=True))


def _of(editions: dict[str, tuple[Edition, ...]], kind: ClaimType) -> tuple[Edition, ...]:
    return editions.get(kind.value) or editions.get("") or ()


def _remedy(name: str, *, part: bool = False) -> tuple[str, str]:
    cards = [sources()[source] for source in installable(name)]
    if cards:
        where = f"Install the edition of the day, from {cards[0].publisher} (see Official sources)."
        return where, "\n".join(card.command for card in cards)
    if part and name in list_slices():
        return "No official file is read for it. Add rows in reference/tables, or review by hand.", ""
    return _NEWER, ""


def _said(kinds: Sequence[ClaimType]) -> str:
    *most, last = [kind.value for kind in kinds]
    return f"{', '.join(most)} and {last}" if most else last


def _listed(ids: Sequence[str]) -> str:
    more = len(ids) - _SHOWN
    return ", ".join(ids[:_SHOWN]) + (f" and {more} more" if more > 0 else "")
