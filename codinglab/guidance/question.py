"""What a coder asks, in her own words: as groups of words that mean one thing, codes and modifiers."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache

from codinglab.guidance.terms import Span, spans, stems
from codinglab.reference.paths import REFERENCE
from codinglab.reference.search.query import search_lexicon

_FILE = REFERENCE / "lexicon" / "guidance_words.toml"
_LONGEST = 4
_MOST_READ = 5_000
_OTHER_WAY = 0.7
Way = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """One thing meant.

    Attributes:
        typed: the stems as typed.
        ways: every way to write it, each with what it counts: 1 as typed, less for another word.
    """

    typed: Way
    ways: tuple[tuple[Way, float], ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it is searched.

    Attributes:
        text: as it was typed.
        words: its stems, without those that carry nothing.
        groups: what is meant, in the order typed, without words that carry nothing.
        named: the codes and modifiers that it names.
    """

    text: str
    words: tuple[str, ...]
    groups: tuple[Group, ...]
    named: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class _Lexicon:
    empty: frozenset[str]
    ways: dict[Way, tuple[Way, ...]]


def read_question(text: str) -> Question:
    """Read a question; of one as long as a note, its first 5,000 characters.

    >>> [group.typed for group in read_question("Can I code a suspected fx in the office?").groups]
    [('suspect',), ('fx',), ('offic',)]
    """
    read, lexicon = text[:_MOST_READ], _lexicon()
    words = stems(read)
    groups: list[Group] = []
    at = 0
    while at < len(words):
        for length in range(min(_LONGEST, len(words) - at), 0, -1):
            typed = tuple(words[at : at + length])
            if typed in lexicon.ways and not lexicon.empty.issuperset(typed):
                others = tuple((way, _OTHER_WAY) for way in lexicon.ways[typed])
                groups.append(Group(typed, ((typed, 1.0), *others)))
                break
        else:
            length = 1
            if words[at] not in lexicon.empty:
                groups.append(Group((words[at],), (((words[at],), 1.0),)))
        at += length
    kept = tuple(word for word in words if word not in lexicon.empty)
    return Question(text, kept, tuple(dict.fromkeys(groups)), tuple(spans(read)))


@cache
def _lexicon() -> _Lexicon:
    data = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    empty = frozenset(word for line in data["empty"] for word in stems(line))
    found: dict[Way, dict[Way, None]] = {}
    for fact in data["word"]:
        for term in fact["terms"]:
            for meaning in fact["means"]:
                _add(found, term, meaning, empty)
    for typed, meanings in search_lexicon().items():
        for meaning in meanings:
            _add(found, " ".join(typed), " ".join(meaning), empty)
    return _Lexicon(empty, {typed: tuple(ways) for typed, ways in found.items()})


def _add(found: dict[Way, dict[Way, None]], term: str, meaning: str, empty: frozenset[str]) -> None:
    typed, way = (
        tuple(stems(term)),
        tuple(dict.fromkeys(word for word in stems(meaning) if word not in empty)),
    )
    if typed and way and way != typed:
        found.setdefault(typed, {})[way] = None
