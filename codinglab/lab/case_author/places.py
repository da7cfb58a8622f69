"""Where in the form a fault is mended: the tab, and the entry of its list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from codinglab.classroom.drafts import Draft
from codinglab.classroom.proof import Fault

TABS = ("Case", "Chart", "Diagnoses", "Procedures and lines", "Tempting codes", "Order and sets", "Queries",
        "Key facts")  # fmt: skip
_CASE, _CHART, _DIAGNOSES, _SERVICES, _TEMPTING, _ORDER, _QUERIES, _FACTS = TABS
_CODED = (("diagnoses", _DIAGNOSES), ("procedures", _SERVICES), ("lines", _SERVICES))
_WORDS = (
    ("case, document", _CHART, "documents"),
    ("case", _CASE, ""),
    ("key, diagnos", _DIAGNOSES, "diagnoses"),
    ("key, procedure", _SERVICES, "procedures"),
    ("key, line", _SERVICES, "lines"),
    ("key, prohibited", _TEMPTING, "prohibited"),
    ("key, sequence", _ORDER, "sequence"),
    ("key, acceptable_sets", _ORDER, "acceptable_sets"),
    ("key, quer", _QUERIES, "queries"),
    ("key, POA", _DIAGNOSES, ""),
    ("key, score", _DIAGNOSES, ""),
    ("key, drg", _FACTS, ""),
    ("key, edits", _FACTS, ""),
    ("key, expected_findings", _FACTS, "expected_findings"),
    ("key, edition", _FACTS, ""),
    ("proof", _CASE, ""),
)


@dataclass(frozen=True, slots=True)
class Spot:
    """A tab of the form; the list and the entry in it, or "" and None."""

    tab: str
    part: str = ""
    number: int | None = None


def spot(draft: Draft, fault: Fault) -> Spot:
    """Where a fault is mended: at the place "key, diagnosis E11.22" it is the entry of that code."""
    place = fault.place
    if place in {"key, edits", "key, score"} and (named := _named(draft, fault.message)) is not None:
        return named
    for beginning, tab, part in _WORDS:
        if place.startswith(beginning):
            return Spot(tab, part, _number(draft, part, place) if part else None)
    code = place.removeprefix("key, ")
    for part, tab in _CODED:
        number = _number(draft, part, f"key, {part} {code}")
        if number is not None:
            return Spot(tab, part, number)
    return Spot(_DIAGNOSES)


def entries(draft: Draft, part: str) -> list[dict[str, Any]]:
    """The entries of a list of the draft."""
    found = draft.documents if part == "documents" else draft.value(("key", part), [])
    return [one if isinstance(one, dict) else {} for one in found] if isinstance(found, list) else []


def _named(draft: Draft, message: str) -> Spot | None:
    """The entry whose code a message names, or the list that it says is empty."""
    said = {_bare(word.strip(".,;:()")) for word in message.split()}
    for part, tab in _CODED:
        for number, item in enumerate(entries(draft, part)):
            if (code := _bare(str(item.get("code", "")))) and code in said:
                return Spot(tab, part, number)
    if "no service line" in message:
        return Spot(_SERVICES, "lines")
    return Spot(_DIAGNOSES, "diagnoses") if "no diagnosis" in message else None


def _number(draft: Draft, part: str, place: str) -> int | None:
    """The entry that the last word of a place names, by its code, its id or its number."""
    name = place.rsplit(" ", 1)[-1]
    items = entries(draft, part)
    for number, item in enumerate(items):
        known = str(item.get("code") or item.get("id") or "")
        if known and _bare(known) == _bare(name):
            return number
    return int(name) - 1 if name.isdigit() and 0 < int(name) <= len(items) else None


def _bare(code: str) -> str:
    return code.strip().upper().replace(".", "")
