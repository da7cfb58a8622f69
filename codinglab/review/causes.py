"""What the story of an injury tells of its cause, its activity and its place."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from codinglab.reference.paths import REFERENCE

KINDS = ("cause", "place", "activity")
_SENTENCE = re.compile(r"[^.\n]+")
_NOT_SO = re.compile(r"\b(?:no|not|denies|denied|without|family|mother|father)\b[^.]{0,30}$", re.IGNORECASE)
_STORY = re.compile(
    r"\b(?:injur|hurt|pain|fell|fall|twist|rear|motor|vehicle|mv[ac]\b|lift|overuse|pop|accident|struck|hit|swell|slip|trip|cut|bit|drop|sore|began|start|"
    r"happen|while|when)\w*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Cause:
    """Words that tell a cause, a place or an activity: where they stand, which, the code, and why."""

    start: int
    end: int
    kind: str
    code: str
    because: str


@cache
def _patterns() -> tuple[tuple[str, str, re.Pattern[str], str], ...]:
    path = REFERENCE / "lexicon" / "external_causes.toml"
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return tuple(
        (kind, fact["code"].replace(".", ""), re.compile(fact["pattern"], re.IGNORECASE), fact["because"])
        for kind in KINDS
        for fact in data[kind]
    )


def find_causes(text: str) -> Iterator[Cause]:
    """The causes, places and activities that the sentences of a story tell, by the order of the lexicon.

    Source: ICD-10-CM Official Guidelines I.C.20; the patterns are in reference/lexicon/external_causes.toml.
    """
    story = [one for one in _SENTENCE.finditer(text) if _STORY.search(one[0])]
    for kind, code, pattern, because in _patterns():
        for sentence in story:
            found = pattern.search(sentence[0])
            if found is not None and not _NOT_SO.search(sentence[0][: found.start()]):
                start = sentence.start()
                yield Cause(start + found.start(), start + found.end(), kind, code, because)
