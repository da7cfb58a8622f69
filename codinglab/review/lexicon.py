"""The lexicon: what a problem or a drug may be called, and the codes that the words lead to."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from codinglab.reference.content_words import content_words
from codinglab.reference.store import open_store
from codinglab.reference.words import singular
from codinglab.review.entries import Entry, TabularEntries
from codinglab.review.free_order import FreeTerms
from codinglab.review.own_terms import (
    never_terms,
    read_devices,
    read_medications,
    read_procedures,
    read_synonyms,
    read_visit_reasons,
)


class Lexicon:
    """Terms, each by its first words: our own win over the tabular's.

    Args:
        ours: our own entries by their words.
        tabular: those of the tabular.
        never: terms of the tabular that are left out.
        free: the terms that are found in any order of their words.
    """

    def __init__(
        self,
        ours: Mapping[str, Entry],
        tabular: Mapping[str, Entry] | None = None,
        never: frozenset[str] = frozenset(),
        free: FreeTerms | None = None,
    ) -> None:
        self.free = free
        self._ours = ours
        self._tabular = tabular if tabular is not None else {}
        self._never = never
        self._reach: dict[str, int] = {}
        self.begins: set[str] = set()
        for term in self:
            words = term.split(" ", 2)
            self.begins.add(words[0])
            head = term if len(words) < 3 else f"{words[0]} {words[1]}"
            length = len(words) if len(words) < 3 else words[2].count(" ") + 3
            if self._reach.get(head, 0) < length:
                self._reach[head] = length

    def __iter__(self) -> Iterator[str]:
        """The terms, ours first."""
        yield from self._ours
        yield from (term for term in self._tabular if term not in self._ours and term not in self._never)

    def get(self, term: str) -> Entry | None:
        """The entry of a term, None when the lexicon has none."""
        if term in self._ours:
            return self._ours[term]
        return self._tabular[term] if term in self._tabular and term not in self._never else None

    def may_begin(self, word: str) -> bool:
        """Say whether a term may begin with a word, as it stands or without the mark of the plural."""
        return word in self.begins or word[-1] == "s"

    def longest(self, words: list[str], start: int) -> tuple[int, Entry] | None:
        """The longest term that begins at a word: how many words it has, and its entry."""
        word, left = words[start], len(words) - start
        reach = self._reach.get(word, 0)
        if left > 1:
            reach = max(reach, self._reach.get(f"{word} {words[start + 1]}", 0))
        for length in range(min(reach, left), 0, -1):
            entry = self.get(" ".join(words[start : start + length]))
            if entry is not None:
                return length, entry
        return self._plural(words, start)

    def _plural(self, words: list[str], start: int) -> tuple[int, Entry] | None:
        for length in range(min(3, len(words) - start), 0, -1):
            last = words[start + length - 1]
            if last[-1] == "s" and len(last) > 4 and last[-2] != "s":
                before = words[start : start + length - 1]
                for stem in (last[:-1], last[:-2] if last[-2] == "e" else "", singular(last)):
                    entry = self.get(" ".join([*before, stem])) if stem else None
                    if entry is not None:
                        return length, entry
        return None


def build_lexicon(table: Any, free: FreeTerms | None = None) -> Lexicon:
    """The lexicon of tabular terms, procedures, devices, drugs and our synonyms.

    A term of the tabular wins over the name of a procedure or a device; a drug and a synonym over all.

    Args:
        table: the terms of the tabular, as `TabularEntries` takes them.
        free: the terms that are found in any order of their words.
    """
    tabular, never = TabularEntries(table), never_terms()
    done = {
        term: entry
        for term, entry in {**read_devices(), **read_procedures()}.items()
        if term not in tabular or term in never
    }
    return Lexicon(
        {**read_visit_reasons(), **done, **read_medications(), **read_synonyms()}, tabular, never, free
    )


@cache
def lexicon() -> Lexicon:
    """The lexicon over the installed reference store. Raises StoreError when there is none."""
    collecting = gc.isenabled()
    gc.disable()  # Objects that all stay: looking through them costs time while they are made and, unless
    # they are frozen, with every note read.
    try:
        nothing = frozenset(" ".join(sorted(content_words(term))) for term in never_terms())
        free = FreeTerms(open_store().read("free_term", keep=False), nothing)
        return build_lexicon(open_store().read("lexicon_term", keep=False), free)
    finally:
        gc.freeze()
        if collecting:
            gc.enable()
