"""The words of a term that carry its meaning, each in the one form that its kin share."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain

from codinglab.reference.paths import REFERENCE
from codinglab.reference.side_letters import in_words
from codinglab.reference.words import search_words, singular

_SMALL = frozenset(
    "a an the of in on at to by due for from and or with as is nos nec unspecified elsewhere classified "
    "his her their my your its this that mellitus".split()
)
_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_TAIL = re.compile(
    r"[, ]+without (?:foreign body\b|(?:(?!, (?:right|left|bilateral)\b).)*)"
    r"|[, ]+(?:not elsewhere|not specified|unspecified whether|except\b|in diseases classified).*$"
)
_LEFT_OPEN = re.compile(
    r"\bunspecified (?:sites?|parts?|portion|sides?|degree|trimester|severity|duration|type|level|depth|"
    r"number|stage|cause|time|complications?|organism|weeks|reason|class|source)\b(?= of\b|,|$)"
)
_SECONDARY = re.compile(r"\bsecondary to\b", re.IGNORECASE)
_AGENT = re.compile(r"\b(?:poisoning by|adverse effect of|underdosing of)\b")
_OTHER = re.compile(r"^(?:other|unspecified)\b.*$|.*\bin diseases classified elsewhere$")


@cache
def _kin() -> dict[str, tuple[str, ...]]:
    data = tomllib.loads((REFERENCE / "lexicon" / "words.toml").read_text(encoding="utf-8"))
    same = {singular(word): (words[0],) for words in data["same"]["sets"] for word in words}
    means = {
        singular(word): tuple(same.get(singular(one), (one,))[0] for one in phrase.split())
        for word, phrase in data["means"].items()
    }
    return same | means


@cache
def kin(word: str) -> tuple[str, ...]:
    """The words that one word of a text stands for; () for a small word.

    Args:
        word: as `search_words` spells it.
    """
    if word in _SMALL:
        return ()
    return _kin().get(word, (word,))


@cache
def _also() -> dict[str, tuple[str, ...]]:
    data = tomllib.loads((REFERENCE / "lexicon" / "words.toml").read_text(encoding="utf-8"))
    return {singular(word): tuple(phrase.split()) for word, phrase in data["also"].items()}


@cache
def said_by(word: str) -> tuple[str, ...]:
    """The words of the book that a writer's word says: its kin, and what it says besides.

    >>> said_by("proximal"), said_by("stones")
    (('proximal', 'upper', 'end'), ('calculus',))
    """
    one = singular(word)
    return (*kin(one), *_also().get(one, ()))


def _words(text: str) -> list[str]:
    """The words of a text; "secondary to" is "due to", for alone the word tells a kind ("secondary gout")."""
    return search_words(_SECONDARY.sub("due to", text))


def spoken_words(text: str) -> frozenset[str]:
    """All words of the book that the words of a note say, a side in letters with them ("R knee")."""
    return frozenset(one for word in _words(in_words(text)) for one in said_by(word))


def content_words(text: str) -> frozenset[str]:
    """The words that carry the meaning of a text.

    >>> sorted(content_words("Calculus of the kidneys")), sorted(content_words("renal stones"))
    (['calculus', 'kidney'], ['calculus', 'kidney'])
    """
    return frozenset(one for word in _words(text) for one in kin(word))


def title_words(title: str) -> frozenset[str]:
    """The words that a note must hold to mean a title; none for a title of what is left over.

    What the title only denies or leaves open ("without perforation", "unspecified") need not be there; the
    drug of a poisoning, an adverse effect or an underdosing always must.

    >>> sorted(title_words("Diverticulosis of intestine, part unspecified, without perforation"))
    ['diverticulosis', 'intestine', 'part']
    >>> sorted(title_words("Adverse effect of unspecified narcotics"))
    ['adverse', 'effect', 'narcotic']
    >>> title_words("Other chest pain")
    frozenset()
    """
    plain = _TAIL.sub("", _ASIDE.sub(" ", title.lower()))
    if _OTHER.match(plain):
        return frozenset()
    closed = plain if _AGENT.search(plain) else _LEFT_OPEN.sub(" ", plain)
    words = content_words(closed)
    return words if closed == plain or len(words) > 1 else frozenset()


def free_terms(
    nodes: Iterable[tuple[str, str, str]], phrases: Iterable[tuple[Sequence[str], str, str]]
) -> Iterator[tuple[str, str, str]]:
    """The terms that are found in any order: their words, sorted and joined; the code; where they stand.

    The first of several terms of the same words stays: the Index before the titles.

    Args:
        nodes: (code, text, source) of titles and inclusion terms, in the order of the book.
        phrases: (words, code, path as shown) of the Alphabetic Index and the Table of Neoplasms.
    """
    seen: set[str] = set()
    indexed = ((content_words(" ".join(words)), code, shown) for words, code, shown in phrases)
    titled = ((title_words(text), code, f"ICD-10-CM {source} “{text}”") for code, text, source in nodes)
    for words, code, shown in chain(indexed, titled):
        joined = " ".join(sorted(words))
        if joined and joined not in seen:
            seen.add(joined)
            yield joined, code, shown
