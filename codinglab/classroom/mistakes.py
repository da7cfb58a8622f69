"""Mistakes as learners make them: a code left out, one that tempts, a wrong detail, a swapped order."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

from codinglab.model import AnswerKey, Answers, Diagnosis, Hcpcs, Icd10cm, Procedure, ServiceLine

_OTHER_POA = {"Y": "N", "N": "Y", "U": "Y", "W": "N"}


@dataclass(frozen=True, slots=True)
class Worked:
    """The codes of one attempt."""

    diagnoses: tuple[Diagnosis, ...]
    procedures: tuple[Procedure, ...]
    lines: tuple[ServiceLine, ...]


def mistaken(right: Answers, key: AnswerKey, skill: float, chance: random.Random) -> Worked:
    """The right work with mistakes: each item stays right with the probability `skill`, 0 to 1."""
    tempting = {one.instead_of.replace(".", ""): one.code for one in key.prohibited if one.instead_of}
    kept: list[tuple[int, Diagnosis]] = []
    for number, one in enumerate(right.diagnoses, start=1):
        if chance.random() < skill:
            kept.append((number, one))
        elif (other := _diagnosis(tempting.get(str(one.code).replace(".", ""), ""))) is not None:
            kept.append((number, replace(one, code=other)))
        elif one.poa in _OTHER_POA and chance.random() < 0.5:
            kept.append((number, replace(one, poa=_OTHER_POA[one.poa])))
        elif number == 1:
            kept.append((number, one))
    if len(kept) > 2 and chance.random() > skill:
        kept[0], kept[1] = kept[1], kept[0]
    read = (_diagnosis(one.code) for one in key.prohibited)
    added = [one for one in read if one is not None]
    present = {one.code for _, one in kept}
    if added and chance.random() > skill and (code := chance.choice(added)) not in present:
        kept.append((0, Diagnosis(code, kept[-1][1].poa if kept else "")))
    place = {number: at for at, (number, _) in enumerate(kept, start=1)}
    lines = []
    for line in right.lines:
        modifiers, units = line.modifiers, line.units
        if chance.random() > skill:
            if modifiers:
                modifiers = modifiers[:-1]
            elif units > 1:
                units = 1
            elif len(right.lines) > 1:
                continue
        pointers = tuple(place[at] for at in line.pointers if at in place)
        billed = _line(line, tempting, chance, skill)
        lines.append(replace(line, code=billed, modifiers=modifiers, units=units, pointers=pointers))
    procedures = tuple(one for one in right.procedures if chance.random() < (1 + skill) / 2)
    return Worked(tuple(one for _, one in kept), procedures, tuple(lines))


def _line(line: ServiceLine, tempting: dict[str, str], chance: random.Random, skill: float) -> Hcpcs:
    """The code of a service line, now and then the one that tempts in its place."""
    other = tempting.get(str(line.code), "")
    return line.code if len(other) != 5 or "." in other or chance.random() < skill else Hcpcs(other)


def _diagnosis(code: str) -> Icd10cm | None:
    """A code of a key's tempting ones as a diagnosis, None when it is of another code system."""
    return Icd10cm(code) if "." in code or (len(code) == 3 and code[0].isalpha()) else None
