"""The ICD-10-PCS tables of a procedure: what the words decide of each axis, and what is missing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from codinglab.model import Icd10pcs, PcsTable, Slot
from codinglab.procedure.passages import Passage, phrase, says, search
from codinglab.procedure.terms import AxisWords, Pattern, Term, approaches, table_names
from codinglab.reference.icd10pcs import icd10pcs
from codinglab.reference.pcs_builder import AXES, PcsBuilder

_FEW = 12
_MOST_SITES = 6
_DAY, _FOUR_DAYS = 24, 96


@dataclass(frozen=True, slots=True)
class Told:
    """What the chart tells of a procedure: its own sentences, the surroundings, and the details read."""

    own: tuple[Passage, ...]
    near: tuple[Passage, ...]
    slots: tuple[Slot, ...]

    @property
    def passages(self) -> tuple[Passage, ...]:
        """All of them, its own first."""
        return (*self.own, *self.near)

    def values(self, name: str) -> tuple[str, ...]:
        """Every value of a detail."""
        return tuple(slot.value for slot in self.slots if slot.name == name)

    def value(self, name: str) -> str:
        """The first value of a detail, "" when there is none."""
        return next(iter(self.values(name)), "")


@dataclass(frozen=True, slots=True)
class Reading:
    """The tables of a procedure, and the sites that its words gave them."""

    tables: tuple[PcsTable, ...]
    sites: tuple[Slot, ...]
    choose: bool
    """Whether the words leave several tables, of which one applies."""


def read_tables(term: Term, told: Told, on: date) -> Reading:
    """The tables of a term, as far as the chart fills them.

    Raises:
        NotInForceError: no code list covers the day.
    """
    builder = PcsBuilder(on)
    kept = [pattern for pattern in term.patterns if _applies(pattern, told)] or [*term.patterns]
    parts = {index: _parts(pattern, told) for index, pattern in enumerate(kept)}
    if not term.together and any(parts.values()):
        kept_parts = [(pattern, parts[index]) for index, pattern in enumerate(kept) if parts[index]]
    else:
        kept_parts = [(pattern, parts[index]) for index, pattern in enumerate(kept)]
    choose = len({pattern.characters for pattern, _ in kept_parts}) > 1 and not term.together
    tables: list[PcsTable] = []
    for pattern, found in kept_parts:
        for part in dict.fromkeys(character for character, _ in found) or [""]:
            table = _table(builder, pattern, part, told)
            tables.append(_undecided(table) if choose else table)
    sites = tuple(slot for _, found in kept_parts for _, slot in found if slot.name == "site")
    return Reading(tuple(dict.fromkeys(tables)), tuple(dict.fromkeys(sites)), choose)


def sites(term: Term, told: Told) -> tuple[Slot, ...]:
    """The sites that the words give, whatever the claim."""
    found = [slot for pattern in term.patterns for _, slot in _parts(pattern, told)]
    return tuple(dict.fromkeys(slot for slot in found if slot.name == "site"))


def whole_code(code: str, on: date) -> PcsTable:
    """The table of a code that is known whole."""
    return _finish(PcsBuilder(on), code, None)


def _applies(pattern: Pattern, told: Told) -> bool:
    return all(says(told.passages, words) for words in pattern.needs) and not any(
        says(told.passages, words) for words in pattern.unless
    )


def _parts(pattern: Pattern, told: Told) -> list[tuple[str, Slot]]:
    """The characters of the fourth axis that the words give, each with its words."""
    words = pattern.at(4)
    if words is None or pattern.characters[3] != "_":
        return []
    if words.sides_alone:
        return _by_side(words, told)
    own = _by_words(words, told.own, told)
    if own:
        return own[:_MOST_SITES]
    near = _by_words(words, told.near, told)
    return near if words.several or len({character for character, _ in near}) == 1 else []


def _by_side(words: AxisWords, told: Told) -> list[tuple[str, Slot]]:
    """By side; both sides without a value of their own are two codes (guideline B4.3)."""
    found = []
    for slot in told.slots:
        if slot.name == "side" and slot.value in words.values:
            found.append((words.values[slot.value], slot))
        elif slot.name == "side" and slot.value == "bilateral":
            found.extend((words.values[side], slot) for side in ("right", "left"))
    return found


def _by_words(words: AxisWords, passages: Sequence[Passage], told: Told) -> list[tuple[str, Slot]]:
    """The places that passages name, longest names first, none within another."""
    found: list[tuple[int, int, Passage, str]] = []
    for name in sorted(words.values, key=len, reverse=True):
        side, _, rest = name.partition(" ")
        sided = side in {"right", "left"}
        spoken = rest if sided and side in told.values("side") and len(told.values("side")) == 1 else name
        for passage, match in search(passages, phrase(spoken)):
            taken = any(
                where is passage and start < match.end() and match.start() < end
                for start, end, where, _ in found
            )
            if not taken:
                found.append((*match.span(), passage, words.values[name]))
    found.sort(key=lambda one: (one[2].document, one[2].start + one[0]))
    return [
        (character, Slot("site", passage.text[start:end].lower(), passage.evidence(start, end)))
        for start, end, passage, character in found
    ]


def _table(builder: PcsBuilder, pattern: Pattern, part: str, told: Told) -> PcsTable:
    code = pattern.characters
    if part:
        code = _set(code, 4, part)
    for words in pattern.maps:
        if words.axis != 4 and code[words.axis - 1] == "_" and (found := _character(words, told)):
            code = _if_legal(builder, _set(code, words.axis, found), code)
    approach = approaches().get(told.value("approach"), "")
    if code[4] == "_" and approach:
        code = _if_legal(builder, _set(code, 5, approach), code)
    return _finish(builder, code, pattern)


def _finish(builder: PcsBuilder, code: str, pattern: Pattern | None) -> PcsTable:
    """The table with every axis that has one legal value filled, and the code when all are."""
    code = builder.filled(code)
    entry = builder.complete(code)
    missing = []
    for axis in range(4, 8):
        if code[axis - 1] == "_":
            words = pattern.at(axis) if pattern else None
            missing.append(words.asks if words else AXES[axis - 1].lower())
    decided = tuple((AXES[axis - 1].lower(), code[axis - 1]) for axis in range(4, 8) if code[axis - 1] != "_")
    left = _left(code, builder.on) if entry is None else []
    valid = entry is not None and entry.billable
    return PcsTable(
        code[:3],
        _title(builder, code[:3]),
        code,
        decided,
        tuple(missing),
        Icd10pcs(code) if valid else None,
        entry.title if entry is not None and valid else "",
        tuple(left),
    )


def _undecided(table: PcsTable) -> PcsTable:
    """A table that is one of several to choose from proposes no code, only a candidate."""
    if table.code is None:
        return table
    return replace(table, code=None, code_title="", candidates=(table.code,))


def _character(words: AxisWords, told: Told) -> str:
    """The character of an axis: by words, or by what a number amounts to, as in "<several>"."""
    facts = _facts(told)
    for name, character in words.values.items():
        if name in facts or (name[0] != "<" and says(told.passages, name)):
            return character
    return ""


def _facts(told: Told) -> set[str]:
    facts = set()
    if count := told.value("count"):
        facts.add("<one>" if count == "1" else "<several>")
    if hours := told.value("hours"):
        number = int(hours)
        over = "<over 96 hours>" if number > _FOUR_DAYS else "<24 to 96 hours>"
        facts.add("<under 24 hours>" if number < _DAY else over)
    return facts


def _set(code: str, axis: int, character: str) -> str:
    return code[: axis - 1] + character + code[axis:]


def _if_legal(builder: PcsBuilder, code: str, otherwise: str) -> str:
    """A pattern when a valid code fits it, else the one before."""
    return code if _left(code, builder.on, limit=1) else otherwise


def _left(code: str, on: date, limit: int = _FEW) -> list[Icd10pcs]:
    """The valid codes that a pattern leaves; none when they are more than a few (but for a limit of one)."""
    form = re.compile(code.replace("_", "."))
    found = [Icd10pcs(one) for one in icd10pcs().below(code.split("_", 1)[0][:6], on) if form.fullmatch(one)]
    return found[:1] if limit == 1 else found if len(found) <= limit else []


def _title(builder: PcsBuilder, table: str) -> str:
    chosen = table + "____"
    labels = [
        next(
            (value.label for value in builder.axis(axis, chosen).values if value.value == table[axis - 1]), ""
        )
        for axis in (1, 2, 3)
    ]
    return ", ".join(labels) if all(labels) else table_names().get(table, "")
