"""What a change of the answers did, in the words of a coder: the lines of the history."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from codinglab.lab.words import shortened
from codinglab.model import Answers, Diagnosis, Procedure, Query, ServiceLine

_MOST, _LONGEST = 3, 40
T = TypeVar("T")


def change_words(before: Answers, after: Answers) -> str:
    """Say what changed from one state of the work to the next, at most three things in full.

    >>> from codinglab.model import Diagnosis, Icd10cm
    >>> empty = Answers("ana", "a-case")
    >>> change_words(empty, Answers("ana", "a-case", diagnoses=(Diagnosis(Icd10cm("E1122")),)))
    'Assigned E11.22'
    """
    told = list(dict.fromkeys(_all(before, after)))
    if len(told) > _MOST:
        told = [*told[:_MOST], f"and {len(told) - _MOST} more"]
    return "; ".join(told) or "Changed the work"


def _all(before: Answers, after: Answers) -> Iterator[str]:
    if after.submitted and not before.submitted:
        yield "Submitted"
    yield from _diagnoses(before.diagnoses, after.diagnoses)
    yield from _procedures(before.procedures, after.procedures)
    yield from _lines(before, after)
    yield from _evidence(before, after)
    yield from _queries(before.queries, after.queries)
    gone = len(set(before.dismissed) - set(after.dismissed))
    new = [one for one in after.dismissed if one not in before.dismissed]
    if new:
        yield f"Dismissed “{_short(new[0].evidence.quote)}”"
    elif gone:
        yield "Took back a dismissal"
    if before.notes != after.notes:
        yield "Notes to oneself"


def _diagnoses(before: tuple[Diagnosis, ...], after: tuple[Diagnosis, ...]) -> Iterator[str]:
    was = {item.code: item for item in before}
    now = {item.code: item for item in after}
    yield from (f"Assigned {code.written}" for code in now if code not in was)
    yield from (f"Removed {code.written}" for code in was if code not in now)
    for code, item in now.items():
        if code in was and was[code].poa != item.poa:
            yield f"POA of {code.written}: {item.poa or 'not reported'}"
    stayed = [code for code in was if code in now]
    order = [code for code in now if code in was]
    if stayed != order:
        moved = next(code for old, code in zip(stayed, order, strict=True) if old != code)
        if order[0] != stayed[0]:
            moved = order[0]
        yield f"Moved {moved.written} to {list(now).index(moved) + 1}"


def _procedures(before: tuple[Procedure, ...], after: tuple[Procedure, ...]) -> Iterator[str]:
    was, now = [item.code for item in before], [item.code for item in after]
    yield from (f"Added procedure {code.written}" for code in _left(now, was))
    yield from (f"Removed procedure {code.written}" for code in _left(was, now))
    if sorted(was) == sorted(now):
        if was != now:
            yield "Changed the order of the procedures"
        for old, new in zip(before, after, strict=True):
            if old.code == new.code and old.date != new.date:
                yield f"Day of {new.code.written}: {new.date.isoformat()}"


def _lines(before: Answers, after: Answers) -> Iterator[str]:
    was, now = before.lines, after.lines
    if len(now) > len(was):
        yield from (f"Added line {line.code.written}" for line in _left(now, was))
    elif len(now) < len(was):
        yield from (f"Removed line {line.code.written}" for line in _left(was, now))
    elif before.diagnoses == after.diagnoses:
        for number, (old, new) in enumerate(zip(was, now, strict=True), start=1):
            if old != new:
                yield f"Line {number}: {_difference(old, new)}"


def _difference(old: ServiceLine, new: ServiceLine) -> str:
    pairs = (
        ("code", old.code.written, new.code.written),
        ("modifiers", " ".join(old.modifiers), " ".join(new.modifiers)),
        ("units", str(old.units), str(new.units)),
        ("points to", " ".join(map(str, old.pointers)), " ".join(map(str, new.pointers))),
        ("place of service", old.place_of_service, new.place_of_service),
        ("revenue code", old.revenue_code, new.revenue_code),
        ("date", old.date.isoformat(), new.date.isoformat()),
    )
    return ", ".join(f"{name} {now or 'none'}" for name, was, now in pairs if was != now) or "changed"


def _evidence(before: Answers, after: Answers) -> Iterator[str]:
    assigned = {str(item.code) for item in before.diagnoses}
    assigned |= {str(item.code) for item in before.procedures} | {str(item.code) for item in before.lines}
    for link in after.evidence:
        if link not in before.evidence and link.code in assigned:
            yield f"Evidence for {link.code}: “{_short(link.evidence.quote)}”"


def _queries(before: tuple[Query, ...], after: tuple[Query, ...]) -> Iterator[str]:
    was = {query.id: query for query in before}
    now = {query.id: query for query in after}
    for name, query in now.items():
        if name not in was:
            yield f"Drafted a query: {_short(query.title) or name}"
        elif was[name].status is not query.status:
            yield f"Query {query.status.value}: {_short(query.title) or name}"
        elif was[name] != query:
            yield f"Changed the query: {_short(query.title) or name}"
    yield from (f"Removed the query: {_short(was[name].title) or name}" for name in was if name not in now)


def _left(items: Iterable[T], others: Iterable[T]) -> list[T]:
    """The items that are not among the others, each as often as it is there too often."""
    rest = list(others)
    found = []
    for item in items:
        if item in rest:
            rest.remove(item)
        else:
            found.append(item)
    return found


def _short(text: str) -> str:
    return shortened(text, _LONGEST)
