"""How well a phrase answers what was typed."""

from __future__ import annotations

from collections.abc import Sequence

from codinglab.reference.search.candidates import Candidate
from codinglab.reference.search.phrases import DRUG, EXTERNAL, INDEX, LEXICON, NEOPLASM
from codinglab.reference.search.query import Group, Steer, Words

# Words that narrow a title without being what a person types.
LIGHT = frozenset(
    "unspecified other specified organism nos nec elsewhere classified encounter initial type disease "
    "disorder complication condition without mention not native site status acute whether vessel "
    "essential primary unsp stated mellitus part level state form angina pectoris stage".split()
)
EMPTY = frozenset("of the in with to and or by due a an for on as at from is that".split())
_BOOKS = {LEXICON: 1.6, INDEX: 0.9, NEOPLASM: 0.5, DRUG: -0.4, EXTERNAL: -0.8}
_FULL, _LIGHT = 1.0, 0.15
_SIDES = {"left", "right", "bilateral"}


def score(candidate: Candidate, groups: Sequence[Group], weights: Sequence[float], steer: Steer) -> float:
    """The score of a phrase: how exactly the words fit, how much of the phrase they cover, the prior."""
    taken = {word for word in (steer.side, steer.trimester, *steer.encounter) if word}
    exactness = 0.0
    for group, weight in zip(groups, weights, strict=True):
        quality, words = _best_way(group, candidate)
        exactness += quality * weight
        taken |= words
    whole = held = 0.0
    for word in candidate.words:
        weight = _weight(word)
        whole += weight
        if weight and (word in taken or _inside(word, taken)):
            held += weight
    leads = 0.6 if candidate.words and candidate.words[0] in taken else 0.0
    other_side = bool(steer.side) and bool(_SIDES & set(candidate.words) - {steer.side})
    return (
        5.0 * exactness / sum(weights)
        + 4.0 * (held / whole if whole else 0.0)
        + leads
        + _BOOKS.get(candidate.found_in, 0.3)
        + candidate.prior
        - (1.5 if other_side else 0.0)
        - (0.8 if ", see " in candidate.shown else 0.0)
        - (0.3 if "diagnostic" in candidate.loose and "diagnostic" not in taken else 0.0)
        - (1.5 if _denied(candidate, taken, groups) else 0.0)
    )


def _denied(candidate: Candidate, taken: set[str], groups: Sequence[Group]) -> bool:
    """Say whether the phrase says "without" of something that was typed, or the reverse."""
    typed = any("without" in way for group in groups for way in group.ways)
    if ("without" in candidate.words) == typed:
        return False
    if typed:
        return "with" in candidate.words
    after = candidate.words[candidate.words.index("without") + 1 :]
    return bool(taken & set(after))


def _inside(word: str, taken: set[str]) -> bool:
    """Say whether a word is a part of a compound that was typed: "eclampsia" of "preeclampsia"."""
    return any(len(other) > len(word) + 2 and word in other for other in taken)


def _best_way(group: Group, candidate: Candidate) -> tuple[float, set[str]]:
    """The quality of the best way, and the words of the phrase that any way touches."""
    best, touched = 0.0, set()
    for number, way in enumerate(group.ways):
        quality, words = _fit(way, candidate)
        best = max(best, quality * (1.0 if number == 0 else 0.8 if group.corrected else 0.97))
        touched |= words
    return best, touched


def _fit(way: Words, candidate: Candidate) -> tuple[float, set[str]]:
    total, words = 0.0, set()
    held = (*candidate.words, *candidate.loose)
    for typed in way:
        quality = 0.0
        for word in held:
            if word == typed:
                quality = 1.0
                words.add(word)
            elif word.startswith(typed):
                quality = max(quality, 0.5 + 0.4 * len(typed) / len(word))
                words.add(word)
        if not quality:
            return 0.0, set()
        total += quality
    return total / len(way), words


def _weight(word: str) -> float:
    return 0.0 if word in EMPTY else _LIGHT if word in LIGHT else _FULL
