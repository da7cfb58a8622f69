"""Candidates from the full-text index: phrases that hold every group, best prior first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import log10

from codinglab.reference.lookup import Lookup
from codinglab.reference.search.query import Group

MOST = 250
TABLES = {
    "ICD-10-CM": "phrase_cm",
    "ICD-10-PCS": "phrase_pcs",
    "HCPCS Level II": "phrase_hcpcs",
    "CPT": "phrase_cpt",
}
_STATEMENT = (
    "SELECT code, found_in, words, loose, shown, edition, prior FROM phrase JOIN "  # noqa: S608 (our own names)
    f"(SELECT rowid AS hit FROM {{0}} WHERE {{0}} MATCH ? LIMIT {MOST}) ON phrase.id = hit"
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A phrase of the look-up file that fits."""

    code: str
    found_in: str
    words: tuple[str, ...]
    loose: tuple[str, ...]
    shown: str
    edition: int
    prior: float


def candidates(lookup: Lookup, system: str, groups: Sequence[Group]) -> list[Candidate]:
    """The phrases that hold all groups, at most 400, those of common codes and few words first."""
    if not groups:
        return []
    match = " AND ".join(_group(group) for group in groups)
    rows = lookup.rows(_STATEMENT.format(TABLES[system]), match)
    return [
        Candidate(code, found_in, tuple(words.split()), tuple(loose.split()), shown, edition, prior)
        for code, found_in, words, loose, shown, edition, prior in rows
    ]


def _group(group: Group) -> str:
    return "(" + " OR ".join(_way(way) for way in group.ways) + ")"


def _way(words: Iterable[str]) -> str:
    return "(" + " AND ".join(f'"{word}"*' for word in words) + ")"


def known(lookup: Lookup, system: str, word: str) -> bool:
    """Say whether some phrase holds a word that begins so."""
    rows = lookup.rows(
        "SELECT 1 FROM word WHERE system = ? AND word >= ? AND word < ? LIMIT 1",
        system,
        word,
        word + "\uffff",
    )
    return bool(rows)


def rarity(lookup: Lookup, system: str, group: Group) -> float:
    """How much a group says: 1 for words that stand everywhere, 2 for words that stand in few phrases."""
    words = {word for way in group.ways for word in way}
    marks = ", ".join("?" * len(words))
    rows = lookup.rows(
        f"SELECT coalesce(max(texts), 0) FROM word WHERE system = ? AND word IN ({marks})",  # noqa: S608
        system,
        *words,
    )
    return 1.0 + max(0.0, 1.0 - log10(1 + rows[0][0]) / 4)


def corrected(group: Group, words: Iterable[str]) -> Group:
    """The group with the words that may have been meant, as further ways."""
    ways = tuple((word,) for word in words)
    return replace(group, others=(*group.others, *ways), corrected=ways[0][0] if ways else "")
