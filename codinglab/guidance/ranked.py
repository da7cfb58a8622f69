"""The sections that answer a question, best first: a section once, and a text that is repeated once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from codinglab.guidance.index import GuidanceIndex
from codinglab.guidance.passage import CARDS, ELSEWHERE, Edition
from codinglab.guidance.rank import Candidate, Scored, best, candidates
from codinglab.guidance.reading import all_editions
from codinglab.guidance.scope import Admitted

_ALIKE = 0.6
_COMPARED = 25


@dataclass(slots=True)
class Ranked:
    """A section with its passages that were found, best first, and other sections that say the same.

    Attributes:
        best: its best passage, cards counted.
        official, cards: passages of the document itself, and of our cards about the section.
        same: sections with nearly the same text, of the same edition.
    """

    edition: int
    section: str
    best: Candidate
    official: list[Candidate] = field(default_factory=list)
    cards: list[Candidate] = field(default_factory=list)
    same: list[str] = field(default_factory=list)

    @property
    def shown(self) -> Candidate:
        """The passage to show: the document's own words where they are installed."""
        return (self.official or self.cards)[0]


def ranked(index: GuidanceIndex, scored: Scored, admitted: Admitted) -> list[Ranked]:
    """The sections that answer from the admitted passages, best first."""
    order = _by_section(best(index, scored, admitted), all_editions(index))
    for place in order:
        if not place.official:
            place.official = _words_of_document(index, scored, admitted, place.cards[0])
            place.edition = place.shown.edition
    return _folded(order)


def _words_of_document(
    index: GuidanceIndex, scored: Scored, admitted: Admitted, card: Candidate
) -> list[Candidate]:
    """The admitted passages of the section that a card is about, where none of them has a word asked for."""
    document = all_editions(index)[card.edition].document
    at = index.once("sections of cards", _sections_of_cards).get((document, card.section))
    if at is None:
        return []
    held = at[admitted[at]]
    of = index.scope.editions[held]
    return candidates(index, scored, held[of == of[:1]])


def _sections_of_cards(index: GuidanceIndex) -> dict[tuple[str, str], npt.NDArray[np.intp]]:
    """Where the passages of each section stand in the index, of every installed document with cards."""
    rows = index.rows(
        "SELECT document, section, passage.id FROM passage JOIN edition ON edition.id = passage.edition "
        "WHERE source NOT IN (?, ?) AND text <> '' "
        "AND document IN (SELECT document FROM edition WHERE source = ?) ORDER BY passage.id",
        CARDS,
        ELSEWHERE,
        CARDS,
    )
    found: dict[tuple[str, str], list[int]] = {}
    for document, section, number in rows:
        found.setdefault((document, section), []).append(number)
    return {place: np.searchsorted(index.scope.ids, numbers) for place, numbers in found.items()}


def _by_section(found: Sequence[Candidate], editions: Mapping[int, Edition]) -> list[Ranked]:
    sections: dict[tuple[str, str], list[Ranked]] = {}
    order: list[Ranked] = []
    for candidate in found:
        edition = editions[candidate.edition]
        held = sections.setdefault((edition.document, candidate.section), [])
        fitting = (
            one
            for one in held
            if edition.is_card or not one.official or one.official[0].edition == candidate.edition
        )
        place = next(fitting, None)
        if place is None:
            place = Ranked(candidate.edition, candidate.section, candidate)
            held.append(place)
            order.append(place)
        if edition.is_card:
            place.cards.append(candidate)
        else:
            place.edition = candidate.edition
            place.official.append(candidate)
    return order


def _folded(order: list[Ranked]) -> list[Ranked]:
    """Sections that repeat the text of a better one are told with it."""
    kept: list[tuple[Ranked, set[tuple[str, ...]]]] = []
    for place in order[:_COMPARED]:
        shingles = _shingles(place.shown.body)
        twin = next(
            (one for one, other in kept if one.edition == place.edition and _alike(shingles, other)), None
        )
        if twin:
            twin.same.append(place.section)
        else:
            kept.append((place, shingles))
    return [place for place, _ in kept] + order[_COMPARED:]


def _shingles(words: Sequence[str]) -> set[tuple[str, ...]]:
    return {tuple(words[at : at + 3]) for at in range(max(1, len(words) - 2))}


def _alike(one: set[tuple[str, ...]], other: set[tuple[str, ...]]) -> bool:
    return len(one & other) >= _ALIKE * max(len(one), len(other))
