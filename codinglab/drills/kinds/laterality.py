"""Which code has the side that is documented: right, left, both, or none.

A digit is taken for a side (2 for left), which no rule says; "bilateral" is looked for where there is no such
code, and "unspecified" is taken where only the provider did not say. Difficulty 2 has both sides; difficulty
3 codes without titles, a side that somebody else documented, and a side that is no longer affected.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from codinglab.drills.codes import TABULAR, codes_on, guideline, titled, written
from codinglab.drills.exercise import Draft, Option
from codinglab.drills.kind import Ask, DrillKind
from codinglab.drills.rows import rows_on
from codinglab.reference.icd10cm import icd10cm

_SIDE = re.compile(r"\b(right|left|bilateral|unspecified)\b", re.IGNORECASE)
_LASTING = "CDGHIJKLMN"
_BOTH = "both"
_THINGS, _GROUPS = "things", "groups"


@dataclass(frozen=True, slots=True)
class _Told:
    """What the record says of the sides, the side that follows, the rule and its section."""

    says: str
    side: str
    why: str
    section: str = "I.B.13"


def make(ask: Ask) -> Draft:
    """Draw a thing that has sides, what is documented, and the codes of its sides."""
    sides, told = ask.first(lambda: _chosen(ask))
    right = _value(sides, told.side)
    show = ask.difficulty < 3
    offered: list[str] = [side for side in ("right", "left", "bilateral", "unspecified") if side in sides]
    if ask.difficulty == 1:
        offered = [side for side in offered if side != "bilateral"]
    elif "bilateral" not in sides or ask.difficulty == 3:
        offered.append(_BOTH)
    options = [
        Option(_value(sides, side), _text(sides, side, ask, show), _why(sides, side, told.side))
        for side in offered
    ]
    place = rows_on("icd10cm_side", ask.on, TABULAR)
    proof = "; ".join(f"{side} {written(code)}" for side, code in sides.items())
    return Draft(
        prompt=f"{_thing(sides, ask)}\n{told.says}\nWhich code is right on {ask.on}?",
        options=ask.mixed(options),
        accepted=(right,),
        explanation=f"{told.why} Read the side in the title: no digit stands for a side everywhere.",
        table=f"{place.edition}: {proof}" + ("" if "bilateral" in sides else "; no code for both sides"),
        authority=guideline(told.section),
        section=told.section,
    )


def _chosen(ask: Ask) -> tuple[dict[str, str], _Told] | None:
    """The valid codes of a thing by side, and what is told of it; None when the table does not prove it."""
    groups = _groups(ask)
    group = groups[ask.random.choice(sorted(groups))]
    sides = _things(ask)[ask.random.choice(group)]
    if not {"right", "left", "unspecified"} <= sides.keys() or len({*sides.values()}) < len(sides):
        return None
    titles = {side: icd10cm().title(code, ask.on) for side, code in sides.items()}
    if any(
        len(_SIDE.findall(titles[side])) != 1 or side not in titles[side].lower()
        for side in ("right", "left")
    ):
        return None
    if _stem(titles["right"]) != _stem(titles["left"]) or "unspecified" not in titles["unspecified"].lower():
        return None
    if "bilateral" not in sides and _some_bilateral(sides["right"], ask):
        return None
    told = [one for one in _situations(sides, ask) if one.side == _BOTH or one.side in sides]
    return (sides, ask.random.choice(told)) if told else None


def _situations(sides: Mapping[str, str], ask: Ask) -> list[_Told]:
    side = ask.random.choice(("right", "left"))
    other = "left" if side == "right" else "right"
    said = _Told(
        f"The provider documents it on the {side}.", side, "The code takes the side that is documented."
    )
    if ask.difficulty == 1:
        return [said]
    one_code = "bilateral" in sides
    both = _Told(
        "The provider documents it on both sides.",
        "bilateral" if one_code else _BOTH,
        "One code says both sides, so it alone is assigned."
        if one_code
        else "Where no code says both sides, a code for the right and one for the left are assigned.",
    )
    if ask.difficulty == 2:
        return [both, both, said]
    nurse = _Told(
        f"The provider documents it and does not say the side; the nurse's note of that day says {side}, "
        "and nothing contradicts it.",
        side,
        "When the provider has documented the condition, the side may come from another clinician.",
        "I.B.14",
    )
    unsaid = _Told(
        "Nobody documents a side, and no query can be answered any more.",
        "unspecified",
        "A side that nobody documents is not made up: the code for an unspecified side is assigned.",
    )
    gone = _Told(
        f"It was on both sides. The {other} side was treated at an earlier encounter and is free of it "
        f"since; today the {side} side is treated.",
        side,
        "When one side has been treated and the condition is no longer there, the code of both sides is not "
        "assigned for the treatment of the other.",
    )
    lasting = sides["right"][0] in _LASTING and len(sides["right"]) < 7
    return [both, nurse, unsaid, *([gone, gone] if lasting and one_code else [])]


def _things(ask: Ask) -> dict[str, dict[str, str]]:
    """The codes valid on the day by thing and side."""
    rows = rows_on("icd10cm_side", ask.on, TABULAR)
    if _THINGS not in rows.memory:
        valid = set(codes_on(ask.on).valid)
        found: dict[str, dict[str, str]] = {}
        for row in rows.all():
            if row["code"] in valid:
                found.setdefault(row["thing"], {})[row["side"]] = row["code"]
        rows.memory[_THINGS] = found
    things: dict[str, dict[str, str]] = rows.memory[_THINGS]
    return things


def _groups(ask: Ask) -> dict[str, list[str]]:
    """The things by whether one code says both sides; injuries, of which there are most, apart."""
    rows = rows_on("icd10cm_side", ask.on, TABULAR)
    things = _things(ask)
    if _GROUPS not in rows.memory:
        found: dict[str, list[str]] = {}
        for thing, sides in things.items():
            injury = "injury" if any(len(code) == 7 for code in sides.values()) else "bilateral" in sides
            found.setdefault(str(injury), []).append(thing)
        rows.memory[_GROUPS] = found
    groups: dict[str, list[str]] = rows.memory[_GROUPS]
    return groups


def _some_bilateral(code: str, ask: Ask) -> bool:
    """Whether any code of the category speaks of both sides, so that the table may have missed it."""
    titles = (icd10cm().title(one, ask.on).lower() for one in codes_on(ask.on).below(code[:3]))
    return any("bilateral" in title or "both" in title for title in titles)


def _stem(title: str) -> str:
    return " ".join(_SIDE.sub("", title).split()).lower()


def _thing(sides: Mapping[str, str], ask: Ask) -> str:
    stem = " ".join(_SIDE.sub("…", icd10cm().title(sides["right"], ask.on)).split())
    return f"{written(sides['right'][:3])}: {stem}"


def _value(sides: Mapping[str, str], side: str) -> str:
    if side == _BOTH:
        return f"{written(sides['right'])} and {written(sides['left'])}"
    return written(sides[side])


def _text(sides: Mapping[str, str], side: str, ask: Ask, show: bool) -> str:
    if side == _BOTH:
        return f"{_value(sides, _BOTH)}, two codes"
    return titled(sides[side], ask.on) if show else _value(sides, side)


def _why(sides: Mapping[str, str], side: str, right: str) -> str:
    if side == _BOTH and right == "bilateral":
        return f"Together they say what {written(sides['bilateral'])} says in one code."
    named = {_BOTH: "a code for each side", "unspecified": "no side", "bilateral": "both sides"}
    return f"It says {named.get(side, side)}."


KIND = DrillKind(
    name="laterality",
    title="Laterality",
    reads=("icd10cm_code", "icd10cm_side"),
    source=TABULAR,
    make=make,
)
