"""The details of a procedure, each with its words: approach, side, count, size, closure, drug and dose."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from codinglab.model import Evidence, Slot
from codinglab.procedure.passages import Passage, phrase, search
from codinglab.procedure.terms import Drug, Term, drugs

CONVERTED = re.compile(
    r"\bconver(?:ted|sion|ting)\b[^.;\n]{0,40}\bopen\b|\bopen conversion\b|"
    r"\bconver(?:ted|sion) to (?:an? )?\w*otomy\b",
    re.IGNORECASE,
)
_APPROACHES = {
    value: re.compile(rf"\b(?:{words})", re.IGNORECASE)
    for value, words in (
        ("percutaneous endoscopic", r"laparoscop|thoracoscop|arthroscop|robot|vats\b|hand[- ]assisted"),
        (
            "open",
            r"open\b(?! to air)|laparotomy|thoracotomy|sternotomy|arthrotomy|midline incision|cut ?down|"
            r"incision was (?:made|carried)",
        ),
        (
            "percutaneous",
            r"percutaneous|seldinger|transfemoral|guide ?wire|"
            r"needle (?:aspiration|biopsy|was (?:advanced|inserted))",
        ),
        (
            "via natural opening endoscopic",
            r"colonoscop|endoscop|bronchoscop|cystoscop|hysteroscop|gastroscop",
        ),
        ("via natural opening", r"transvaginal|vaginal hysterectomy|vaginally|per rectum|transrectal"),
    )
}
_ASSISTED = re.compile(r"\bopen (?:\w+ ){0,3}with (?:laparoscopic|endoscopic) assistance", re.IGNORECASE)
_SIDE = re.compile(
    r"\b(?P<side>right and left|left and right|right|left|bilateral(?:ly)?|both)\b", re.IGNORECASE
)
_NUMBERS = {
    word: number
    for number, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen".split(), 1
    )
}
_COUNT = re.compile(
    rf"\b(?:x ?(?P<times>\d{{1,2}})\b|(?P<number>\d{{1,2}}|{'|'.join(_NUMBERS)}|a single|single)"
    r"\s+(?:[\w-]+\s+){0,4}?"
    r"(?:lesions?|keratos[ei]s|aks?|warts?|polyps?|units?|sites?|spots?)\b)",
    re.IGNORECASE,
)
_SIZE = re.compile(
    r"\b(?P<number>\d+(?:\.\d+)?)\s?-?(?P<unit>cm|mm|centimet(?:er|re)s?|millimet(?:er|re)s?)\b", re.I
)
_MARGIN = re.compile(r"\s?(?:\w+ ){0,2}margins?\b", re.I)
_CLOSURE = re.compile(r"\b(?P<kind>simple|intermediate|complex)\s+(?:\w+\s+){0,2}(?:repair|closure)\b", re.I)
_LAYERED = re.compile(r"\blayered (?:repair|closure)\b|\bclosed in (?:two )?layers\b", re.I)
_HOURS = re.compile(
    r"\bfor (?:(?:a total of|about|over) )?(?P<number>\d{1,3})\s+(?:consecutive )?(?P<unit>hours?|days?)\b",
    re.I,
)
_DOSE = r"(?P<dose>\d+(?:,\d{3})*(?:\.\d+)?)\s?(?P<unit>mg|mcg|units?)\b(?!\s?/)"
_STRENGTH = r"(?P<strength>\d+(?:\.\d+)?)\s?(?P<unit>mg|mcg|units?)\s?/\s?(?:1 ?)?mL\b"
_VOLUME = r"(?P<volume>\d+(?:\.\d+)?)\s?(?:mL|cc)\b"


@dataclass(frozen=True, slots=True)
class Given:
    """A drug that was injected and how much of it: `amount` in the drug's own unit, None when not said."""

    drug: Drug
    amount: float | None


def details(
    term: Term,
    places: Sequence[Evidence],
    told: Sequence[Passage],
    near: Sequence[Passage],
    others: Sequence[Passage],
) -> tuple[Slot, ...]:
    """The details of a procedure.

    Args:
        term: the procedure.
        places: where it is named.
        told: the sentences that name it.
        near: what stands around them and tells of no other procedure.
        others: the sentences of the other procedures of the same operation: they share the approach.
    """
    found = [*_approach(told, (*near, *others)), *_sides_of(places, told, near)]
    if term.count:
        found.extend(_first("count", _COUNT, told, near, _number))
    if term.size:
        found.extend(_sizes(told))
        found.extend(_first("closure", _CLOSURE, told, near, lambda match: match["kind"].lower()))
        found.extend(_first("layers", _LAYERED, told, near, lambda _: "layered"))
    found.extend(_first("hours", _HOURS, told, (), _hours))
    if term.drug and (given := injected(told, near)):
        found.extend(slot for _, slots in given for slot in slots)
    return tuple(dict.fromkeys(found))


def _approach(told: Sequence[Passage], near: Sequence[Passage]) -> list[Slot]:
    """The approach: what it was converted to, else by the strongest word.

    None of an operation that tells of an incision and of a puncture. Assistance by an endoscope leaves
    an operation open (guideline B5.2a).
    """
    for passages in (told, near):
        for passage, match in search(passages, CONVERTED):
            place = passage.evidence(*match.span())
            return [Slot("approach", "open", place), Slot("converted", "to open", place)]
    for passage, match in search((*told, *near), _ASSISTED):
        return [Slot("approach", "open", passage.evidence(*match.span()))]
    for passages in (told, near):
        found: dict[str, Slot] = {}
        for value, pattern in _APPROACHES.items():
            for passage, match in search(passages, pattern):
                found.setdefault(value, Slot("approach", value, passage.evidence(*match.span())))
        if {"open", "percutaneous"} <= set(found) and "percutaneous endoscopic" not in found:
            return []
        if found:
            return [next(iter(found.values()))]
    return []


def _sides_of(places: Sequence[Evidence], told: Sequence[Passage], near: Sequence[Passage]) -> list[Slot]:
    """The side nearest to each name of the procedure; the surroundings count where they name a single one."""
    own = _sides(told)
    chosen: dict[str, Slot] = {}
    for place in places:
        inside = [slot for slot in own if any(_holds(passage, place, slot.evidence) for passage in told)]
        for slot in sorted(inside, key=lambda slot: _apart(slot.evidence, place))[:1]:
            chosen.setdefault(slot.value, slot)
    if chosen:
        return [chosen["bilateral"]] if "bilateral" in chosen else [*chosen.values()]
    other = {slot.value: slot for slot in reversed(_sides(near))}
    return [*other.values()] if len(other) == 1 else []


def _sides(passages: Sequence[Passage]) -> list[Slot]:
    found = []
    for passage, match in search(passages, _SIDE):
        said = match["side"].lower()
        value = said if said in {"right", "left"} else "bilateral"
        found.append(Slot("side", value, passage.evidence(*match.span())))
    return found


def _holds(passage: Passage, *places: Evidence) -> bool:
    end = passage.start + len(passage.text)
    return all(
        place.document == passage.document and passage.start <= place.start and place.end <= end
        for place in places
    )


def _apart(one: Evidence, other: Evidence) -> int:
    return max(one.start - other.end, other.start - one.end, 0)


def _first(
    name: str,
    pattern: re.Pattern[str],
    told: Sequence[Passage],
    near: Sequence[Passage],
    value: Callable[[re.Match[str]], str],
) -> list[Slot]:
    for passage, match in search((*told, *near), pattern):
        return [Slot(name, value(match), passage.evidence(*match.span()))]
    return []


def _number(match: re.Match[str]) -> str:
    said = (match["times"] or match["number"]).lower()
    return str(_NUMBERS.get(said, 1 if "single" in said else said))


def _hours(match: re.Match[str]) -> str:
    return str(int(match["number"]) * (24 if match["unit"].lower().startswith("day") else 1))


def _sizes(told: Sequence[Passage]) -> list[Slot]:
    found = []
    for passage, match in search(told, _SIZE):
        number = float(match["number"]) / (10 if match["unit"].lower().startswith("m") else 1)
        name = "margin" if _MARGIN.match(passage.text, match.end()) else "size"
        found.append(Slot(name, f"{number:g} cm", passage.evidence(*match.span())))
    return found


def injected(told: Sequence[Passage], near: Sequence[Passage]) -> list[tuple[Given, tuple[Slot, ...]]]:
    """The drugs that passages name, each once, with the dose beside the name."""
    found: dict[str, tuple[Given, tuple[Slot, ...]]] = {}
    for drug in drugs():
        for words in drug.words:
            for passage, match in search((*told, *near), phrase(words)):
                if drug.name not in found or found[drug.name][0].amount is None:
                    found[drug.name] = _given(drug, passage, match)
    return [*found.values()]


def _given(drug: Drug, passage: Passage, name: re.Match[str]) -> tuple[Given, tuple[Slot, ...]]:
    slot = Slot("drug", drug.name, passage.evidence(*name.span()))
    first = max(0, name.start() - 30)
    before, after = passage.text[first : name.start()], passage.text[name.end() : name.end() + 45]
    dose = re.search(rf"{_DOSE}\s*(?:\([^)]*\)\s*)?(?:of\s+)?(?:\w+\s+)?$", before, re.I)
    place, offset = dose, first
    if dose is None:
        dose = re.match(rf"[^.;\d]{{0,15}}{_DOSE}", after, re.I)
        place, offset = dose, name.end()
    if dose is not None and place is not None and _same_unit(dose["unit"], drug.unit):
        amount = float(dose["dose"].replace(",", ""))
        words = passage.evidence(offset + place.start("dose"), offset + place.end("unit"))
        return Given(drug, amount), (slot, Slot("dose", f"{amount:g} {drug.unit}", words))
    strength = re.search(_STRENGTH, after, re.I) or re.search(_STRENGTH, before, re.I)
    volume = re.search(_VOLUME + r"\s*(?:of\s+)?(?:\w+\s+)?$", before, re.I)
    if strength and volume and _same_unit(strength["unit"], drug.unit):
        amount = float(strength["strength"]) * float(volume["volume"])
        words = passage.evidence(first + volume.start(), name.end())
        return Given(drug, amount), (slot, Slot("dose", f"{amount:g} {drug.unit}", words))
    return Given(drug, None), (slot,)


def _same_unit(written: str, unit: str) -> bool:
    return written.lower().rstrip("s") == unit.lower().rstrip("s")
