"""The reviewed table of procedures: reference/lexicon/procedures.toml."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from codinglab.model import Authority
from codinglab.reference.paths import REFERENCE

_CONDITION = re.compile(r" (?=[+-])")


@dataclass(frozen=True, slots=True)
class AxisWords:
    """Which words give which character of an axis, and what to ask for when none is there."""

    axis: int
    asks: str
    values: dict[str, str]
    several: bool = False
    """Whether several of them in one operation are several codes, wherever they are told."""

    @property
    def sides_alone(self) -> bool:
        """Whether its words are nothing but sides."""
        return bool(self.values) and set(self.values) <= {"right", "left", "bilateral"}


@dataclass(frozen=True, slots=True)
class Pattern:
    """A code in the making: seven characters, the words for the open axes, and when it stands at all."""

    characters: str
    maps: tuple[AxisWords, ...]
    needs: tuple[str, ...]
    unless: tuple[str, ...]

    def at(self, axis: int) -> AxisWords | None:
        """The words of an axis, None when it has none of its own."""
        return next((words for words in self.maps if words.axis == axis), None)


@dataclass(frozen=True, slots=True)
class Term:
    """A procedure of the table; the file's head says what each field means."""

    name: str
    patterns: tuple[Pattern, ...]
    inspect: str
    includes: tuple[str, ...]
    family: tuple[str, ...]
    addon: tuple[str, ...]
    needs: tuple[str, ...]
    unless: tuple[str, ...]
    not_with: tuple[str, ...]
    with_operation: bool
    together: bool
    drug: bool
    count: bool
    size: bool
    rule: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that the table cites, with what it says in our words."""

    authority: Authority
    says: str


@cache
def terms() -> dict[str, Term]:
    """The procedures by name."""
    data = _data("procedures.toml")
    maps = {
        name: AxisWords(fact["axis"], fact["asks"], fact["values"], fact.get("several", False))
        for name, fact in data["map"].items()
    }
    return {fact["name"]: _term(fact, maps) for fact in data["procedure"]}


@cache
def rules() -> dict[str, Rule]:
    """The rules by name."""
    return {
        name: Rule(Authority(fact["source"], fact.get("edition", ""), fact["section"]), fact["says"])
        for name, fact in _data("procedures.toml")["rule"].items()
    }


@cache
def approaches() -> dict[str, str]:
    """The character of each approach."""
    return dict(_data("procedures.toml")["approach"])


@cache
def table_names() -> dict[str, str]:
    """The names of the tables, for a lab without the tables."""
    return dict(_data("pcs_tables.toml")["table"])


@dataclass(frozen=True, slots=True)
class Drug:
    """A drug that is injected at a visit: its HCPCS code, and how much one unit of it is."""

    name: str
    words: tuple[str, ...]
    code: str
    per: float
    unit: str


@cache
def drugs() -> tuple[Drug, ...]:
    """Reference/lexicon/injected_drugs.toml."""
    return tuple(
        Drug(fact["name"], tuple(fact["words"]), fact["code"], float(fact["per"]), fact["unit"])
        for fact in _data("injected_drugs.toml")["drug"]
    )


def _term(fact: dict[str, Any], maps: dict[str, AxisWords]) -> Term:
    return Term(
        fact["name"],
        tuple(_pattern(written, maps) for written in fact["pcs"]),
        fact.get("inspect", ""),
        tuple(fact.get("includes", ())),
        tuple(fact.get("family", ())),
        tuple(fact.get("addon", ())),
        tuple(fact.get("needs", ())),
        tuple(fact.get("unless", ())),
        tuple(fact.get("not_with", ())),
        fact.get("with_operation", False),
        fact.get("together", False),
        fact.get("drug", False),
        fact.get("count", False),
        fact.get("size", False),
        fact.get("rule", ""),
    )


def _pattern(written: str, maps: dict[str, AxisWords]) -> Pattern:
    first, *conditions = _CONDITION.split(written)
    characters, *names = first.split(" ")
    return Pattern(
        characters.ljust(7, "_"),
        tuple(maps[name] for name in names),
        tuple(one[1:] for one in conditions if one[0] == "+"),
        tuple(one[1:] for one in conditions if one[0] == "-"),
    )


def _data(name: str) -> dict[str, Any]:
    return tomllib.loads((REFERENCE / "lexicon" / name).read_text(encoding="utf-8"))
