"""The words of guidance as the search compares them, and the codes and modifiers that a text names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import snowballstemmer

from codinglab.reference.words import search_words

CODE, MODIFIER = "code", "modifier"
END = "~"
_STEMMER = snowballstemmer.stemmer("english")
_DOTTED = re.compile(r"\b([A-Za-z]\d[0-9A-Za-z])\.([0-9A-Za-z]{1,4}|-)(?![0-9A-Za-z])")
_CODE = r"[A-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,4})?|[A-Z]\d{4}|\d{4}[FTU]|\d{5}"
_SPAN = re.compile(rf"(?<![\w.])({_CODE})-?(?:\s*(?:-|–|TO|THROUGH)\s*({_CODE})-?)?(?![\w])")
_MODIFIERS = re.compile(
    r"\bmod(?:ifiers?|s)?[ ]+((?:[A-Z0-9]{2}\b(?:[ ]*(?:,|/|or|and|-|&)+[ ]*)*)+)", re.IGNORECASE
)
_MODIFIER = re.compile(r"\b(?:\d{2}|[A-Z]\d|[A-Z]{2})\b")
_NO_MODIFIERS = frozenset({"or", "an", "is", "to", "of", "in", "on", "by", "as", "if", "it", "do", "be"})


@dataclass(frozen=True, slots=True)
class Span:
    """Codes that a text names, undotted: `low` to `high`, both included; a category reaches to its end.

    Attributes:
        kind: "code" or "modifier".
    """

    kind: str
    low: str
    high: str

    def likeness(self, other: Span) -> float:
        """How well a code asked for fits codes named: 1 for the same, less the wider apart, 0 for none.

        >>> Span(CODE, "E1122", "E1122~").likeness(Span(CODE, "E08", "E13~"))
        0.4
        """
        if self.kind != other.kind or self.high < other.low or other.high < self.low:
            return 0.0
        if (self.low, self.high) == (other.low, other.high):
            return 1.0
        shared = sum(a == b for a, b in zip(self.low, other.low, strict=False))
        if other.high.rstrip(END) == other.low or self.high.rstrip(END) == self.low == other.low:
            return 0.8 if shared >= 3 else 0.4
        return 0.4 if other.low[0] == other.high[0] else 0.2


@cache
def _stem(word: str) -> str:
    return word if len(word) < 4 or any(mark.isdigit() for mark in word) else str(_STEMMER.stemWord(word))


def stems(text: str) -> list[str]:
    """The words of a text, lower case and stemmed; a dotted code is one word.

    >>> stems("Sequencing of E11.22, coded 2nd")
    ['sequenc', 'of', 'e1122', 'code', '2nd']
    """
    return [_stem(word) for word in search_words(_DOTTED.sub(r"\1\2", text))]


def spans(text: str) -> list[Span]:
    """The codes, ranges of codes and modifiers that a text names, each once.

    >>> found = spans("E08-E13 with I50.9; CPT codes 96360 to 96379; modifiers 59 or XS")
    >>> [(span.low, span.high) for span in found]
    [('E08', 'E13~'), ('I509', 'I509~'), ('96360', '96379~'), ('59', '59'), ('XS', 'XS')]
    """
    return list(dict.fromkeys([*_codes(text), *_modifiers(text)]))


def _codes(text: str) -> Iterator[Span]:
    for match in _SPAN.finditer(text.upper()):
        low, high = ((found or "").replace(".", "") for found in match.groups())
        if high and (high < low or len(high) != len(low)):
            yield Span(CODE, low, low + END)
            yield Span(CODE, high, high + END)
        else:
            yield Span(CODE, low, (high or low) + END)


def _modifiers(text: str) -> Iterator[Span]:
    for match in _MODIFIERS.finditer(text):
        for name in _MODIFIER.findall(match[1].upper()):
            if name.lower() not in _NO_MODIFIERS:
                yield Span(MODIFIER, name, name)
