"""The reviewed names of section headers: reference/lexicon/sections.toml."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache

from codinglab.reference.paths import REFERENCE

_MARKS = re.compile(r"[^a-z0-9]+")
_PLURAL = re.compile(r"\(e?s\)", re.IGNORECASE)
_JOINED = re.compile(r"\s*[/&+]\s*|\s+and\s+", re.IGNORECASE)
_ASIDE = re.compile(r"\s*[(\[][^)\]]*[)\]]\s*$")


@dataclass(frozen=True, slots=True)
class Headers:
    """The reviewed header names.

    Attributes:
        sections: normalised variant -> section.
        within: labels that are lines within a section and never close it.
        holds: sections whose unknown headings are their own parts: problems, drugs, body regions.
        contains: section -> labels that divide it where they are set smaller than its header.
        last_words: the last word by which an unknown heading in such a section is a header after all.
        asides: first and last words that a header may have beside its name ("pertinent", "reviewed").
        everyday: variants that are headers only with a colon or in capitals; acronyms only with a colon.
        letters: the letter of a SOAP note -> section.
        short: a short word of headers -> what it stands for.
    """

    sections: dict[str, str]
    within: frozenset[str]
    holds: frozenset[str]
    contains: dict[str, frozenset[str]]
    last_words: frozenset[str]
    asides: frozenset[str]
    everyday: frozenset[str]
    letters: dict[str, str]
    short: dict[str, str]

    def full(self, key: str) -> str:
        """A normalised header without its short words.

        >>> headers().full("principal dx")
        'principal diagnosis'
        """
        return " ".join(self.short.get(word, word) for word in key.split())

    def named(self, key: str) -> str:
        """The section of a normalised header as it is listed, or with its short words spelled out."""
        return self.sections.get(key) or self.sections.get(self.full(key), "")

    def is_everyday(self, key: str) -> bool:
        """Say whether a normalised header is a header only with a colon or in capitals."""
        return key in self.everyday or self.full(key) in self.everyday

    def name(self, words: str) -> str:
        """The section that words head, "" when nobody listed them.

        >>> headers().name("Pertinent Labs (admission)")
        'laboratory'
        >>> headers().name("ED course/MDM")
        'hospital_course'
        """
        words = _PLURAL.sub("", words)
        key = normalize(words)
        if found := self.named(key):
            return found
        key = normalize(_ASIDE.sub("", words))
        if found := self.named(key):
            return found
        joined = [self.named(normalize(part)) for part in _JOINED.split(words)]
        if len(joined) > 1 and all(joined):
            return joined[0]
        first, _, rest = key.partition(" ")
        before, _, last = key.rpartition(" ")
        return (self.named(rest) if first in self.asides else "") or (
            self.named(before) if last in self.asides else ""
        )


def normalize(header: str) -> str:
    """Lower case, words separated by one space.

    >>> normalize("  Assessment & PLAN: ")
    'assessment and plan'
    """
    return _MARKS.sub(" ", header.lower().replace("&", " and ")).strip()


@cache
def headers() -> Headers:
    """Read reference/lexicon/sections.toml."""
    data = tomllib.loads((REFERENCE / "lexicon" / "sections.toml").read_text(encoding="utf-8"))
    sections = data["section"]

    def words(values: list[str]) -> frozenset[str]:
        return frozenset(normalize(value) for value in values)

    return Headers(
        {normalize(variant): name for name, facts in sections.items() for variant in facts["headers"]},
        words(data["within"]["labels"]),
        frozenset(name for name, facts in sections.items() if facts.get("holds", False)),
        {name: words(facts["contains"]) for name, facts in sections.items() if "contains" in facts},
        words(data["unknown"]["last_words"]),
        words(data["asides"]["words"]),
        words(data["everyday"]["headers"]),
        {letter.upper(): name for letter, name in data["soap"].items()},
        data["short"],
    )
