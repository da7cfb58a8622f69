"""The lexicon: what a problem or a drug may be called, and the codes that the words lead to."""

from __future__ import annotations

import gc
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import chain
from typing import Any

from codinglab.model import ConceptKind
from codinglab.reference.content_words import content_words
from codinglab.reference.paths import REFERENCE
from codinglab.reference.store import open_store
from codinglab.review.free_order import FreeTerms

_WORD = re.compile(r"[a-z0-9]+")
_SIDE_WORDS = {
    "right": "right",
    "rt": "right",
    "left": "left",
    "lt": "left",
    "bilateral": "bilateral",
    "both": "bilateral",
}
_UNSPECIFIED = re.compile(
    r" (?:nos|unspecified(?: organism| type| site| severity| whether .*)?"
    r"|without complications?|not specified)$"
)
_EXTERNAL_CAUSES = tuple("VWXY")
_NO_SIDES: dict[str, str] = {}


def split_words(text: str) -> list[str]:
    """The words of a text as the lexicon spells them.

    >>> split_words("Crohn's disease, w/o complications")
    ['crohn', 's', 'disease', 'w', 'o', 'complications']
    """
    return _WORD.findall(text.lower())


@dataclass(frozen=True, slots=True)
class Entry:
    """What one term means: candidate codes, best first, by side where the side decides.

    `entered` says where the term stands; where those are the words of a title, `words` has them.
    """

    kind: ConceptKind
    term: str
    codes: tuple[str, ...]
    entered: str
    sides: dict[str, str] = field(default_factory=dict)
    words: str = ""

    @property
    def matched(self) -> str:
        """Where the term stands, for the coder to read: put together when asked, which saves 20 MB."""
        return f"{self.entered} “{self.words}”" if self.words else self.entered

    def codes_on(self, side: str) -> tuple[str, ...]:
        """The candidate codes when the words name a side ("right", "left", "bilateral", or "")."""
        return (self.sides[side], *self.codes) if side in self.sides else self.codes


class Lexicon:
    """A dictionary of terms with the length of the longest term for each first pair of words."""

    def __init__(self, entries: dict[str, Entry], free: FreeTerms | None = None) -> None:
        self.entries = entries
        self.free = free
        self._reach: dict[str, int] = {}
        self._starts: set[str] = set()
        for term in self.entries:
            words = term.split(" ", 2)
            head = " ".join(words[:2])
            self._starts.add(words[0])
            length = term.count(" ") + 1
            if self._reach.get(head, 0) < length:
                self._reach[head] = length

    def longest(self, words: list[str], start: int) -> tuple[int, Entry] | None:
        """The longest term that begins at a word: how many words it has, and its entry."""
        if words[start] not in self._starts and words[start][-1] != "s":
            return None
        reach = self._reach.get(words[start], 0)
        if start + 1 < len(words):
            reach = max(reach, self._reach.get(f"{words[start]} {words[start + 1]}", 0))
        for length in range(min(reach, len(words) - start), 0, -1):
            entry = self.entries.get(" ".join(words[start : start + length]))
            if entry is not None:
                return length, entry
        plural = any(word[-1] == "s" for word in words[start : start + 3])
        return self._plural(words, start) if plural else None

    def _plural(self, words: list[str], start: int) -> tuple[int, Entry] | None:
        for length in (3, 2, 1):
            last = words[start + length - 1] if start + length <= len(words) else ""
            if last[-1:] == "s" and len(last) > 4 and last[-2] != "s":
                before = words[start : start + length - 1]
                for stem in (last[:-1], last[:-2] if last.endswith("es") else ""):
                    entry = self.entries.get(" ".join([*before, stem])) if stem else None
                    if entry is not None:
                        return length, entry
        return None


def entries_from_terms(terms: Iterable[tuple[str, str, str]]) -> dict[str, Entry]:
    """Entries of the tabular's terms.

    A term of many codes keeps all of them: codes before headers, and the one that a title says is
    unspecified first. A title that ends in "unspecified" also answers to the words before it,
    and the header of a category leads to its unspecified code. External causes (V00-Y99) are
    left out: they are coded from the story of an injury, not from a term.

    Args:
        terms: (normalised term, code, source) of the tabular, in its order.
    """
    rows = [row for row in terms if not row[1].startswith(_EXTERNAL_CAUSES)]
    titles = {code: term for term, code, source in rows if source == "title"}
    headers = {code[:length] for code in titles for length in range(3, len(code))}
    rank: dict[str, list[tuple[bool, int, str, str, str]]] = {}
    for term, code, source in rows:
        header = code in headers
        rank.setdefault(term, []).append((header, 0 if source == "title" else 1, code, source, term))
        short = _UNSPECIFIED.sub("", term)
        if short.startswith("unspecified "):
            short = short.removeprefix("unspecified ")
        if short != term and not short.startswith(("other ", "unspecified")):
            rank.setdefault(short, []).append((header, -1, code, source, term))
    return {
        term: Entry(
            ConceptKind.PROBLEM,
            term,
            tuple(dict.fromkeys(code for _, _, code, _, _ in best)),
            sys.intern(f"ICD-10-CM {best[0][3]}"),
            _sides(best[0][2], titles),
            best[0][4],
        )
        for term, found in ((term, rank.pop(term)) for term in list(rank))
        if (best := sorted(found))
    }


def _sides(code: str, titles: dict[str, str]) -> dict[str, str]:
    """The codes beside an unspecified one whose titles differ in the side alone.

    Read from the codes that share all but the last character; of a header, from those below it.
    """
    title = titles.get(code, "")
    parent = code if code + "1" in titles else code[:-1]
    if parent != code and ("unspecified" not in title or len(code) < 5):
        return _NO_SIDES
    found = {}
    for digit, side in (("1", "right"), ("2", "left"), ("3", "bilateral"), ("0", "bilateral")):
        beside = parent + digit
        words = titles.get(beside, "").split()
        if beside != code and side in words and side not in found:
            found[side] = beside
    return found or _NO_SIDES


def read_synonyms() -> dict[str, Entry]:
    """Our own abbreviations and lay terms: reference/lexicon/synonyms.toml."""
    return {
        (words := " ".join(split_words(term))): Entry(
            ConceptKind.PROBLEM,
            words,
            (fact["code"].replace(".", ""),),
            f"synonyms.toml: {fact['because']}",
            {side: code.replace(".", "") for side, code in fact.get("sides", {}).items()},
        )
        for fact in _read("synonyms.toml")["synonym"]
        for term in fact["terms"]
    }


def read_medications() -> dict[str, Entry]:
    """Common drugs with their class: reference/lexicon/medications.toml; codes are of long-term use."""
    return {
        " ".join(split_words(name)): Entry(
            ConceptKind.MEDICATION,
            drug["name"],
            (family["long_term_use"].replace(".", ""),) if "long_term_use" in family else (),
            f"medications.toml: {family['name']}",
        )
        for family in _read("medications.toml")["class"]
        for drug in family["drugs"]
        for name in (drug["name"], *drug.get("brands", ()))
    }


def never_terms() -> frozenset[str]:
    """Terms of the tabular that are no problem when they stand in a note."""
    return frozenset(
        " ".join(split_words(term)) for fact in _read("synonyms.toml")["never"] for term in fact["terms"]
    )


def build_lexicon(terms: Iterable[tuple[str, str, str]], free: FreeTerms | None = None) -> Lexicon:
    """The lexicon of tabular terms, procedures, devices, drugs and our synonyms; ours of problems win.

    Args:
        terms: (normalised term, code, source) of the tabular, in its order.
        free: the terms that are found in any order of their words.
    """
    from codinglab.review.procedure_terms import read_devices, read_procedures  # it reads Entry from here

    entries = entries_from_terms(terms)
    for never in never_terms():
        entries.pop(never, None)
    entries = {**read_devices(), **read_procedures(), **entries}
    entries.update(read_medications())
    entries.update(read_synonyms())
    return Lexicon(entries, free)


@cache
def lexicon() -> Lexicon:
    """The lexicon over the installed reference store. Raises StoreError when there is none."""
    collecting = gc.isenabled()
    gc.disable()  # Half a million objects that all stay: looking through them costs a third of the time,
    # while they are made and, unless they are frozen, with every note read.
    try:
        nothing = frozenset(" ".join(sorted(content_words(term))) for term in never_terms())
        free = FreeTerms(open_store().read("free_term", keep=False), nothing)
        return build_lexicon(chain(_terms(), _short_titles()), free)
    finally:
        gc.freeze()
        if collecting:
            gc.enable()


def _terms() -> Iterator[tuple[str, str, str]]:
    """The stored terms, batch by batch, each code and source one string however often it stands there."""
    table = open_store().read("lexicon_term", keep=False).select(["term", "code", "source"])
    for batch in table.to_batches(max_chunksize=4_000):
        columns = (column.to_pylist() for column in batch.columns)
        for term, code, source in zip(*columns, strict=True):
            yield term, sys.intern(code), sys.intern(source)


def _short_titles() -> list[tuple[str, str, str]]:
    """Titles without their parenthesised words, which the Index calls nonessential modifiers."""
    table = open_store().read("icd10cm_code").select(["code", "title"])
    found = []
    for batch in table.to_batches(max_chunksize=4_000):
        for code, title in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            if "(" in title and len(code) < 7:
                short = " ".join(split_words(re.sub(r"\([^)]*\)", " ", title)))
                found.append((short, code, "title without its nonessential words"))
    return found


@cache
def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((REFERENCE / "lexicon" / name).read_text(encoding="utf-8"))


def side_of(word: str) -> str:
    """The side a word names, "" when it names none."""
    return _SIDE_WORDS.get(word, "")
