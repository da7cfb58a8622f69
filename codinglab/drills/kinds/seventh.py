"""Which 7th character is right for the encounter described, or for what the record says.

"A" is taken for the first visit, and A, D and S for the only set there is. Difficulty 1 has that set;
difficulty 2 the sets of fractures, with nonunion, malunion and delayed healing; difficulty 3 whole codes
without the meaning of their characters, every set, and the placeholder left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from codinglab.drills.codes import TABULAR, codes_on, guideline, written
from codinglab.drills.exercise import Draft, Option
from codinglab.drills.kind import Ask, DrillKind
from codinglab.drills.rows import Rows, rows_on
from codinglab.drills.situations import encounters
from codinglab.reference.icd10cm import icd10cm

_PHASES = {
    "initial encounter": "active",
    "routine healing": "healing",
    "delayed healing": "delayed",
    "nonunion": "nonunion",
    "malunion": "malunion",
    "sequela": "sequela",
    "subsequent encounter": "healing",
}
_WOUND = re.compile(r"(closed|open) fracture(?: type ([IVABC, or]+?))?(?= with|$)")
_INJURIES = re.compile(r"S|T(?:2[0-5]|3[0-4])|M80|M84")


def make(ask: Ask) -> Draft:
    """Draw a code that lacks its 7th character, one of its characters, and what the record says."""
    base, meanings, character, says, why = ask.first(lambda: _chosen(ask))
    codes = codes_on(ask.on)
    right = _full(base, character)
    place = rows_on("icd10cm_seventh", ask.on, TABULAR)
    show = ask.difficulty < 3
    offered = [character, *_closest(ask, meanings, character)]
    options = [
        Option(
            written(_full(base, one)),
            f"{written(_full(base, one))}  {meanings[one]}" if show else written(_full(base, one)),
            f"{one} is: {meanings[one]}.",
        )
        for one in offered
    ]
    if not show:
        options += _unfit(base, character, codes.below(base))
    injury = bool(_INJURIES.match(base))
    fracture = "fracture" in " ".join(meanings.values())
    by_place = "I.C.13.c" if base[0] == "M" else "I.C.19.c" if fracture else "I.C.19.a"
    section = by_place if injury else "I.A.5"
    return Draft(
        prompt=f"{written(base)} {icd10cm().title(base, ask.on)}\n{says}\nWhich code is right?",
        options=ask.mixed(options),
        accepted=(written(right),),
        explanation=f"{why} The 7th character stands in position seven; X fills the positions before it.",
        table=(
            f"{place.edition}: of the 7th characters {' '.join(meanings)} of {written(base)}, "
            f"{character} is: {meanings[character]}"
        ),
        authority=guideline(section),
        section=section,
    )


def _chosen(ask: Ask) -> tuple[str, dict[str, str], str, str, str] | None:
    """A code without its 7th character, all its characters, the right one, what is said, and why."""
    sets = _sets(ask)
    base = ask.random.choice(sets[ask.random.choice(sorted(sets))])
    meanings = icd10cm().sevenths(base, ask.on)
    if len(meanings) < 2 or len(set(meanings.values())) < len(meanings):
        return None
    phases = {character: _phase(meaning) for character, meaning in meanings.items()}
    if not _INJURIES.match(base):
        character = ask.random.choice(sorted(meanings))
        return (
            base,
            meanings,
            character,
            f"The record says: {meanings[character]}.",
            "The set is the code's own.",
        )
    character = ask.random.choice(sorted(meanings))
    fracture = any("fracture" in meaning for meaning in meanings.values())
    told = [
        one
        for one in encounters()
        if one.phase == phases[character]
        and one.difficulty <= ask.difficulty
        and (fracture or not one.fracture)
    ]
    if not told:
        return None
    situation = ask.random.choice(told)
    wound, rule = _wound(meanings[character], ask)
    says = situation.says.replace("injury", "fracture") if fracture else situation.says
    return base, meanings, character, f"{wound}{says}", f"{situation.why}{rule}"


def _sets(ask: Ask) -> dict[str, list[str]]:
    """The codes by their set of characters, so that a rare set is drawn as often as a common one."""
    rows = rows_on("icd10cm_seventh", ask.on, TABULAR)
    if ask.difficulty not in rows.memory:
        rows.memory[ask.difficulty] = _sets_of(rows, ask)
    sets: dict[str, list[str]] = rows.memory[ask.difficulty]
    return sets


def _sets_of(rows: Rows, ask: Ask) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in rows.all():
        injury, usual = _INJURIES.match(row["base"]), row["characters"] == "A D S"
        if ask.difficulty == 1 and injury and usual and row["base"][0] != "M":
            found.setdefault("A D S", []).append(row["base"])
        if ask.difficulty == 2 and injury and not usual:
            found.setdefault(row["characters"], []).append(row["base"])
        if ask.difficulty == 3 and (injury or not (usual or row["base"][0] in "TVWXY")):
            short = "short " if len(row["base"]) < 6 else ""
            found.setdefault(f"{short}{row['characters']}", []).append(row["base"])
    return found


def _phase(meaning: str) -> str:
    return next((phase for words, phase in _PHASES.items() if words in meaning), "")


def _wound(meaning: str, ask: Ask) -> tuple[str, str]:
    """What is said of the wound, where the character depends on it, and the rule of it."""
    found = _WOUND.search(meaning)
    if found is None:
        return "", ""
    if found[1] == "closed":
        if ask.difficulty == 3:
            return (
                "The record does not say whether the fracture is open or closed. ",
                " A fracture that is not said to be open or closed is coded as closed.",
            )
        return "The fracture is closed. ", ""
    if not found[2]:
        return "The fracture is open. ", ""
    kind = ask.random.choice(re.findall(r"[IVABC]{1,4}", found[2]))
    return f"The fracture is open, Gustilo type {kind}. ", ""


def _closest(ask: Ask, meanings: dict[str, str], character: str) -> list[str]:
    """Other characters of the set, those whose meaning shares most words first."""
    words = set(meanings[character].split())
    others = [one for one in meanings if one != character]
    ask.random.shuffle(others)
    if ask.difficulty > 1:
        others.sort(key=lambda one: -len(words & set(meanings[one].split())))
    return others[: ask.difficulty + 1]


def _full(base: str, character: str) -> str:
    return base.ljust(6, "X") + character


def _unfit(base: str, character: str, valid: Sequence[str]) -> list[Option]:
    """The right character in the wrong place, and none at all."""
    short = base + character
    found = [Option(written(base), written(base), "It lacks its 7th character.")]
    if len(base) < 6 and short not in valid:
        found.append(
            Option(written(short), written(short), "It lacks the placeholder X before its 7th character.")
        )
    return found


KIND = DrillKind(
    name="seventh",
    title="7th character",
    reads=("icd10cm_code", "icd10cm_seventh"),
    source=TABULAR,
    make=make,
)
