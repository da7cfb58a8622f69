"""Whether the facts of a query let it offer a condition as an option.

The facts are data, `reference/lexicon/query/option_support.toml`. A condition counts as spoken for when
one fact of its list stands in an indicator, when an indicator names it, or when it is documented. A
kind of it (systolic, gram-negative, a stage) needs a fact of its own.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from codinglab.model import Indicator, Query, TableMissingError
from codinglab.query.facts import any_stands, measured, stands, words_of
from codinglab.reference.paths import REFERENCE

_SUPPORT = REFERENCE / "lexicon" / "query" / "option_support.toml"
_TEST = re.compile(
    r"(?P<term>.+?) (?P<op>>=|<=|>|<|change|ratio|single >=|between)(?P<numbers>(?: [\d.]+){1,2})"
)
_TREATED = re.compile(
    r"\b(?:treated|managed|required|repaired|removed) (?:with|by|the)\b"
    r"|\bfor which\b",
    re.I,
)
_LEFT_OUT = re.compile(
    r"\b(?:without|rather than|not due to|not related to|no evidence of|excluding|instead of|as opposed to"
    r"|ruling out)\b"
    r"[^,;]*|[^,;]*\b(?:ruled out|not (?:clinically )?(?:present|valid|supported|confirmed)|resolved"
    r"|excluded)\b[^,;]*"
    r"|^\s*(?:no|not|neither)\b.*|,\s*not\b.*",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Comparison:
    """One comparison of a measured value."""

    term: str
    op: str
    numbers: tuple[float, ...]

    def holds(self, now: list[float], ever: list[float]) -> bool:
        """Whether the values of the term pass; a change is looked for among those of earlier stays too."""
        first, last = self.numbers[0], self.numbers[-1]
        match self.op:
            case "change":
                return bool(now) and max(ever) - min(ever) >= first - 1e-9
            case "ratio":
                return bool(now) and min(ever) > 0 and max(ever) / min(ever) >= first - 1e-9
            case "single >=":
                return len(ever) == 1 and bool(now) and now[0] >= first
            case "between":
                return any(first <= value <= last for value in now)
            case ">=":
                return any(value >= first for value in now)
            case "<=":
                return any(value <= first for value in now)
            case ">":
                return any(value > first for value in now)
            case _:
                return any(value < first for value in now)


@dataclass(frozen=True, slots=True)
class Need:
    """Facts of which one must stand in an indicator."""

    tests: tuple[Comparison, ...]
    words: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class Offered:
    """A condition, or a kind of one, that an option may name."""

    name: str
    of: str
    terms: re.Pattern[str]
    needs: tuple[Need, ...]
    lasting: bool
    firm: bool


@dataclass(frozen=True, slots=True)
class _Supports:
    conditions: dict[str, Offered]
    kinds: dict[str, tuple[Offered, ...]]


class Facts:
    """What the indicators and the documented diagnoses say, read once for all options of a query.

    Of what is `asked`, a treatment that the title or the question names is such a fact; the rest, the
    finding asked about, speaks for what is not `firm` only.
    """

    def __init__(
        self, indicators: Iterable[Indicator], documented: tuple[str, ...] = (), asked: tuple[str, ...] = ()
    ) -> None:
        items = tuple(indicators)
        treated = tuple(text for text in asked if _TREATED.search(text))
        self.asked = asked
        self.ever = (*(words_of(item) for item in items), *documented, *treated)
        self.now = (*(words_of(item) for item in items if not item.prior), *documented, *treated)
        self._values_ever = _by_term(self.ever)
        self._values_now = _by_term(self.now)

    def speak_for(self, offered: Offered) -> bool:
        """Whether every need of the condition has its fact, or an indicator names the condition."""
        texts = self.ever if offered.lasting else self.now
        if not offered.firm:
            texts = (*texts, *self.asked)
        if not offered.of and any_stands(offered.terms, texts, lasting=offered.lasting):
            return True
        base = offered.of and supports().conditions[offered.of].terms
        if base and any(stands(offered.terms, text) and stands(base, text) for text in texts):
            return True
        return all(self._meets(need, texts, offered.lasting) for need in offered.needs)

    def _meets(self, need: Need, texts: tuple[str, ...], lasting: bool) -> bool:
        values = self._values_ever if lasting else self._values_now
        if need.words and any_stands(need.words, texts, lasting=lasting):
            return True
        return any(
            test.holds(values.get(test.term, []), self._values_ever.get(test.term, [])) for test in need.tests
        )


def offered_in(option: str, query: Query) -> tuple[Offered, ...]:
    """The conditions an option puts forward, and the kinds of them; not those it denies.

    A bare kind ("systolic") belongs to the condition that the record or the title names.
    """
    kept = _LEFT_OUT.sub(" ", option)
    named = _named(kept)
    around = named or [item for text in (*query.documented, query.title) for item in _named(text)]
    kinds = [kind for item in dict.fromkeys(around) for kind in _kinds(item, kept)]
    return tuple(dict.fromkeys((*named, *kinds)))


def is_recorded(offered: Offered, query: Query) -> bool:
    """Whether the record documents the condition; of a kind, as that kind."""
    base = supports().conditions[offered.of].terms if offered.of else offered.terms
    return any(base.search(text) and offered.terms.search(text) for text in query.documented)


def _named(text: str) -> list[Offered]:
    """The conditions that a text names, the longest name first, each word used once."""
    found = []
    spans = [
        (match.start(), match.end(), item)
        for item in supports().conditions.values()
        for match in item.terms.finditer(text)
    ]
    taken: list[tuple[int, int]] = []
    for start, end, item in sorted(spans, key=lambda span: span[0] - span[1]):
        if all(end <= first or start >= last for first, last in taken):
            taken.append((start, end))
            found.append(item)
    return found


def _kinds(item: Offered, text: str) -> list[Offered]:
    found, left = [], text
    for kind in supports().kinds.get(item.name, ()):
        if kind.terms.search(left):
            found.append(kind)
            left = kind.terms.sub(" ", left)
    return found


def _by_term(texts: Iterable[str]) -> dict[str, list[float]]:
    values: dict[str, list[float]] = {}
    for text in texts:
        for item in measured(text):
            values.setdefault(item.term, []).append(item.number)
    return values


@cache
def supports() -> _Supports:
    """The data, ready to search."""
    try:
        data = tomllib.loads(_SUPPORT.read_text(encoding="utf-8"))
    except FileNotFoundError:
        msg = f"The facts that support options, {_SUPPORT}, are missing: restore that file of codinglab."
        raise TableMissingError(msg) from None
    shared = {row["name"]: row for row in data["facts"]}
    conditions = {row["name"]: _offered(row, shared) for row in data["condition"]}
    kinds: dict[str, tuple[Offered, ...]] = {}
    for row in data["kind"]:
        kinds[row["of"]] = (*kinds.get(row["of"], ()), _offered(row, shared))
    return _Supports(conditions, kinds)


def _offered(row: dict[str, Any], shared: dict[str, Any]) -> Offered:
    needs = [_need(part, shared) for part in (row, row.get("also")) if part]
    return Offered(
        row["name"],
        row.get("of", ""),
        _pattern(row["terms"]),
        tuple(needs),
        row.get("lasting", False),
        row.get("firm", "of" in row),
    )


def _need(part: dict[str, Any], shared: dict[str, Any]) -> Need:
    sources = [part, *(shared[name] for name in part.get("use", ()))]
    tests = tuple(_test(written) for source in sources for written in source.get("values", ()))
    words = [word for source in sources for word in source.get("words", ())]
    return Need(tests, _pattern(words) if words else None)


def _test(written: str) -> Comparison:
    match = _TEST.fullmatch(written)
    if match is None:
        msg = f"{_SUPPORT} has '{written}', which is no comparison of a value."
        raise TableMissingError(msg)
    return Comparison(match["term"], match["op"], tuple(map(float, match["numbers"].split())))


def _pattern(terms: Iterable[str]) -> re.Pattern[str]:
    """One pattern of terms: `*` at the end of a word stands for its longer forms; capitals are kept."""
    written = []
    for term in sorted(terms, key=len, reverse=True):
        escaped = re.escape(term).replace(r"\ \*\ ", r"\ \w+\ ").replace(r"\*", r"\w*")
        letters = [letter for letter in term if letter.isalpha()]
        kept = bool(letters) and len(letters) <= 5 and all(letter.isupper() for letter in letters)
        written.append(escaped if kept else f"(?i:{escaped})")
    return re.compile(rf"(?<!\w)(?<![Nn]on-)(?<![Aa]nti-)(?<![Pp]re-)(?:{'|'.join(written)})(?!\w)")
