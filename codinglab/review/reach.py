"""How far a denial reaches: to a semicolon, a colon or the end of its parentheses, but through a list.

The words are in reference/lexicon/denial_lists.toml. "Not taking it; increasing cough" affirms the cough,
"Denies: fever; chills; cough" denies all three.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import takewhile

from codinglab.reference.paths import REFERENCE
from codinglab.review.header_names import headers

_MANY = 2


@dataclass(frozen=True, slots=True)
class DenialLists:
    """The reviewed words of reference/lexicon/denial_lists.toml."""

    openers: frozenset[str]
    leads: frozenset[str]
    own: frozenset[str]
    joined: frozenset[str]
    longest: int


@cache
def denial_lists() -> DenialLists:
    """Read the reviewed words."""
    data = tomllib.loads((REFERENCE / "lexicon" / "denial_lists.toml").read_text(encoding="utf-8"))
    openers, leads, own, joined = (frozenset(data[name]) for name in ("openers", "leads", "own", "joined"))
    return DenialLists(openers, leads, own, joined, data["longest"])


def end_ahead(words: Sequence[str], start: int, end: int) -> int:
    """Where a denial at words `start` up to `end` stops reaching forward.

    Args:
        words: of the sentence, in lower case.
        start: the first word of the denial.
        end: the word after it.

    >>> end_ahead("denies : fever ; chills".split(), 0, 1), end_ahead("no fever ; new cough".split(), 0, 1)
    (5, 2)
    """
    closing = end_of_aside(words, start, end)
    opens = " ".join(words[start:end]) in denial_lists().openers
    listed = labelled = False
    for place in range(end, closing):
        if words[place] == ":" and not listed and not _divides_numbers(words, place):
            if not _announces([word for word in words[end:place] if word.isalnum()]):
                return place
            listed = labelled = True
        elif words[place] == ";":
            bare = [_is_item(one, labelled=labelled) for one in _segments(words[place + 1 : closing])]
            many = len(list(takewhile(bool, bare)))
            if many < (1 if opens or listed else _MANY) and not _goes_on(words[place + 1 : closing]):
                return place
            listed = True
    return closing


def end_of_aside(words: Sequence[str], start: int, end: int) -> int:
    """Where the parentheses around words `start` up to `end` close, the end of the sentence without any.

    >>> end_of_aside("osteoporosis ( no fx ) , cataract".split(), 2, 3)
    4
    """
    if words[:start].count("(") <= words[:start].count(")"):
        return len(words)
    depth = 0
    for place in range(end, len(words)):
        depth += (words[place] == "(") - (words[place] == ")")
        if depth < 0:
            return place
    return len(words)


def end_behind(words: Sequence[str], start: int, spans: Sequence[tuple[int, int]]) -> int:
    """Where a denial that begins at word `start` stops reaching back.

    A colon or an open parenthesis ends it only where something else stands between that is denied:
    "chest pain: PE ruled out", but "pneumonia: now ruled out".

    >>> end_behind("pain ; pe ruled out".split(), 3, [(0, 1), (2, 3)])
    2
    """
    for place in range(start - 1, -1, -1):
        if words[place] == ";" and words[start - 1] not in denial_lists().joined:
            return place + 1
        if words[place] in {":", "("} and not _divides_numbers(words, place):
            if words[place] == "(" and ")" in words[place:start]:
                continue
            if any(place < first and last <= start for first, last in spans):
                return place + 1
    return 0


def _announces(between: Sequence[str]) -> bool:
    """Whether nothing, or the announcement of a list or its heading, stands between denial and colon."""
    return all(word in denial_lists().leads for word in between) or " ".join(between) in headers().within


def _divides_numbers(words: Sequence[str], place: int) -> bool:
    return words[place - 1 : place] != [] and "".join(words[place - 1 : place + 2 : 2]).isdigit()


def _segments(words: Sequence[str]) -> Iterator[list[str]]:
    segment: list[str] = []
    for word in words:
        if word == ";":
            yield segment
            segment = []
        else:
            segment.append(word)
    yield segment


def _goes_on(words: Sequence[str]) -> bool:
    """Whether what follows a semicolon goes on with "or": "no chest pain; palpitations or syncope"."""
    following = next(_segments(words), [])
    return "or" in following and _is_item([word if word != "or" else "," for word in following])


def _is_item(segment: Sequence[str], *, labelled: bool = False) -> bool:
    """Whether each part between commas is a bare item, no statement of its own; a label may lead them."""
    if ":" in segment:
        place = list(segment).index(":")
        if not labelled or " ".join(segment[:place]) not in headers().within:
            return False
        segment = segment[place + 1 :]
    lists = denial_lists()
    pieces: list[list[str]] = [[]]
    for word in segment:
        if word == ",":
            pieces.append([])
        elif word[:1].isalnum():
            pieces[-1].append(word)
    flat = [word for piece in pieces for word in piece]
    short = all(len(piece) <= lists.longest for piece in pieces)
    return bool(flat) and short and not any(word in lists.own or word[0].isdigit() for word in flat)
