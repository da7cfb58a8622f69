"""What somebody typed, as groups of words: each group is one thought in all the ways to write it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from codinglab.reference.paths import REFERENCE
from codinglab.reference.words import search_words

Words = tuple[str, ...]
_LONGEST = 5
_STOP = frozenset("a an the of to in on for by and or at is from due w with pt patient per".split())
_SIDES = {
    **dict.fromkeys(("left", "lt", "l"), "left"),
    **dict.fromkeys(("right", "rt", "r"), "right"),
    **dict.fromkeys(("bilateral", "bilat", "both", "b"), "bilateral"),
}
_ENCOUNTERS = {
    **dict.fromkeys(("initial", "init"), "initial"),
    **dict.fromkeys(("subsequent", "subseq", "subs", "aftercare", "follow", "followup", "fu"), "subsequent"),
    **dict.fromkeys(("sequela", "sequelae"), "sequela"),
}
_TRIMESTERS = {
    **dict.fromkeys(("1st", "first"), "first"),
    **dict.fromkeys(("2nd", "second"), "second"),
    **dict.fromkeys(("3rd", "third"), "third"),
}
_EYE_OR_EAR = frozenset(
    "eye cataract retinal retina glaucoma amd armd cornea corneal conjunctivitis macular chalazion stye "
    "ear cerumen otitis eardrum tympanic hearing tinnitus meniere".split()
)
_LATIN = {"od": "right", "os": "left", "ou": "bilateral", "ad": "right", "as": "left", "au": "bilateral"}
_FRACTURE = frozenset({"fx", "fracture", "frx"})
_HEALING = frozenset("nonunion malunion delayed routine healing open closed".split())
_VISIT = frozenset({"encounter", "enc", "visit"})
_TRIMESTER_WORD = re.compile(r"tri(m(e(s(t(e(rs?)?)?)?)?)?)?")


@dataclass(frozen=True, slots=True)
class Group:
    """One thought: the words as typed, and other ways to write it. All words of one way must match."""

    typed: Words
    others: tuple[Words, ...] = ()
    corrected: str = ""

    @property
    def ways(self) -> tuple[Words, ...]:
        """Every way, as typed first."""
        return (self.typed, *self.others)


@dataclass(frozen=True, slots=True)
class Steer:
    """What the words say of side, encounter (words of a 7th character) and trimester; empty when nothing."""

    side: str = ""
    encounter: tuple[str, ...] = ()
    trimester: str = ""

    def __bool__(self) -> bool:
        return bool(self.side or self.encounter or self.trimester)


@dataclass(frozen=True, slots=True)
class Query:
    """A query in words: the groups to match, and what steers among the children of a code."""

    groups: tuple[Group, ...]
    steer: Steer = field(default_factory=Steer)


def read_query(text: str) -> Query:
    """Read what was typed.

    >>> read_query("fx femur neck lt").steer.side
    'left'
    """
    words = _joined(search_words(text))
    words, steer = _steering(words)
    return Query(tuple(_groups(words)), steer)


def _joined(words: Sequence[str]) -> list[str]:
    """Words with the slashed abbreviations put together: "n v" stays, "w o" is "without"."""
    found: list[str] = []
    rest = list(words)
    while rest:
        if rest[:2] == ["w", "o"]:
            found.append("without")
            del rest[:2]
        elif rest[:2] == ["d", "t"]:
            del rest[:2]
        else:
            found.append(rest.pop(0))
    return found


def _steering(words: Sequence[str]) -> tuple[list[str], Steer]:
    side = trimester = ""
    encounter: list[str] = []
    kept: list[str] = []
    latin = _LATIN if _EYE_OR_EAR & set(words) else {}
    healing = _HEALING if _FRACTURE & set(words) else frozenset()
    for number, word in enumerate(words):
        after = words[number + 1] if number + 1 < len(words) else ""
        if word in _SIDES and (len(word) > 1 or (number in {0, len(words) - 1} and len(words) > 2)):
            side = _SIDES[word]
        elif word in latin:
            side = latin[word]
        elif word in _TRIMESTERS and len(after) > 2 and _TRIMESTER_WORD.fullmatch(after):
            trimester = _TRIMESTERS[word]
        elif trimester and len(word) > 2 and _TRIMESTER_WORD.fullmatch(word):
            continue
        elif word in _ENCOUNTERS and number:
            encounter.append(_ENCOUNTERS[word])
        elif word in healing:
            encounter.append(word)
        elif (encounter and word in _VISIT) or (word == "up" and "subsequent" in encounter):
            continue
        else:
            kept.append(word)
    if not kept:
        return list(words), Steer()
    return kept, Steer(side, tuple(encounter), trimester)


def _groups(words: Sequence[str]) -> Iterable[Group]:
    meanings = search_lexicon()
    at = 0
    while at < len(words):
        for length in range(min(_LONGEST, len(words) - at), 0, -1):
            typed = tuple(words[at : at + length])
            if typed in meanings:
                yield Group(typed, meanings[typed])
                break
        else:
            length = 1
            if words[at] not in _STOP or len(words) == 1:
                yield Group((words[at],))
        at += length


@cache
def search_lexicon() -> dict[Words, tuple[Words, ...]]:
    """Other ways to write a word or phrase, from reference/lexicon.

    Our search words, the brand names of drugs, and the abbreviations of problems (a short term of
    synonyms.toml stands for the longer ones beside it).
    """
    found: dict[Words, dict[Words, None]] = {}

    def add(term: str, meanings: Iterable[str]) -> None:
        key = tuple(search_words(term))
        for meaning in meanings:
            way = tuple(dict.fromkeys(word for word in search_words(meaning) if word not in _STOP))
            if way and way != key:
                found.setdefault(key, {})[way] = None

    for fact in _read("search_words.toml")["word"]:
        for term in fact["terms"]:
            add(term, fact["means"])
    for family in _read("medications.toml")["class"]:
        for drug in family["drugs"]:
            for brand in drug.get("brands", ()):
                add(brand, [drug["name"]])
    for fact in _read("synonyms.toml")["synonym"]:
        long = [term for term in fact["terms"] if " " in term and not any(map(str.isupper, term[1:]))]
        for term in fact["terms"]:
            if " " not in term and len(term) <= 6 and term.upper() == term:
                add(term, long[:3])
    return {key: tuple(ways) for key, ways in found.items()}


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((REFERENCE / "lexicon" / name).read_text(encoding="utf-8"))
