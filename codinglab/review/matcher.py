"""Find the lexicon's terms in a Doc: the longest at each word, within a sentence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from codinglab.model import ConceptKind
from codinglab.reference.content_words import kin
from codinglab.reference.side_letters import sides_in_letters
from codinglab.reference.words import singular, split_words
from codinglab.review.engines import Doc
from codinglab.review.entries import Entry
from codinglab.review.free_order import Found
from codinglab.review.guards import is_another_thing
from codinglab.review.lexicon import Lexicon
from codinglab.review.tokens import tokens_of

_SKIPPED = frozenset({"the", "a", "an", "his", "her", "their", "my", "your"})
_SIDES = {
    "right": "right",
    "rt": "right",
    "left": "left",
    "lt": "left",
    "bilateral": "bilateral",
    "both": "bilateral",
}
_PASSED = _SKIPPED | _SIDES.keys()
_BARRIERS = frozenset(";:•?!")
_MIN_LETTERS = 2
_WINDOW = 4


@dataclass(frozen=True, slots=True)
class Match:
    """A term found: tokens `start` up to `end` of the Doc."""

    start: int
    end: int
    entry: Entry
    side: str = ""


@dataclass(slots=True)
class _Words:
    """The words of one stretch without barriers, and the token that each comes from."""

    words: list[str]
    tokens: list[int]


class Matcher:
    """Our own matcher component: a dictionary look-up by windows of words.

    It stands where medspaCy has its TargetMatcher over spaCy's PhraseMatcher, which takes many
    seconds to load a hundred thousand terms.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    def __call__(self, doc: Doc) -> Doc:
        """Find the terms of the lexicon in a document."""
        found: list[Match] = []
        for stretch in _stretches(doc):
            found.extend(self._in(stretch))
        tokens = tokens_of(doc)
        doc.user_data["matches"] = [
            match
            for match in found
            if not is_another_thing(
                tokens.text,
                tokens.places[match.start],
                tokens.places[match.end - 1] + len(tokens.words[match.end - 1]),
            )
        ]
        return doc

    def _in(self, stretch: _Words) -> list[Match]:
        """The terms of a stretch, in their own order or in any; of two that overlap the fuller one."""
        found = [(match, 0) for match in self._in_order(stretch)]
        for one in self.lexicon.free.within(stretch.words) if self.lexicon.free else ():
            place = stretch.tokens[one.first], stretch.tokens[one.last] + 1
            found.append((Match(*place, _entry(one)), one.words))
        if len(found) < 2:
            return [match for match, _ in found]
        words_in = _counter(stretch)

        def rank(pair: tuple[Match, int]) -> tuple[int, bool, int]:
            match, free_words = pair
            return -(free_words or words_in(match)), free_words > 0, match.end - match.start

        kept: list[Match] = []
        for match, _ in sorted(found, key=rank):
            if all(match.end <= other.start or other.end <= match.start for other in kept):
                kept.append(match)
        return sorted(kept, key=lambda match: match.start)

    def _in_order(self, stretch: _Words) -> list[Match]:
        """Plain words first; else without articles and side words, which give the side."""
        words = stretch.words
        keep = [index for index, word in enumerate(words) if word not in _PASSED]
        bare = words if len(keep) == len(words) else [words[index] for index in keep]
        place = {} if bare is words else {index: position for position, index in enumerate(keep)}
        longest, may_begin = self.lexicon.longest, self.lexicon.may_begin
        found: list[Match] = []
        done = 0
        for index, word in enumerate(words):
            if index < done or not may_begin(word):
                continue
            plain = longest(words, index)
            last, entry = (index + plain[0], plain[1]) if plain else (0, None)
            near = index in place and place.get(index + _WINDOW, -1) != place[index] + _WINDOW
            if near and (skipping := longest(bare, place[index])):
                reach = keep[place[index] + skipping[0] - 1] + 1
                if reach > last:
                    last, entry = reach, skipping[1]
            if entry is not None and _worth(entry, words[index:last]):
                found.append(_sided(stretch, index, last, entry))
                done = last
        return found


def _entry(found: Found) -> Entry:
    """The entry of a free term, named as the book shows it: a title in quotes, a path after its colon."""
    shown = found.matched.partition("“")[2] or found.matched.partition(": ")[2]
    return Entry(ConceptKind.PROBLEM, " ".join(split_words(shown)), (found.code,), found.matched)


def _counter(stretch: _Words) -> Callable[[Match], int]:
    """How many words that carry meaning a match of the stretch covers."""
    counts = [len(kin(singular(word))) for word in stretch.words]

    def count(match: Match) -> int:
        places = (place for place, token in enumerate(stretch.tokens) if match.start <= token < match.end)
        return sum(counts[place] for place in places)

    return count


def _sided(stretch: _Words, first: int, last: int, entry: Entry) -> Match:
    """The match with the side that its words, or the words beside it, name."""
    words = stretch.words
    side = next((named for word in words[first:last] if (named := _SIDES.get(word))), "")
    if entry.kind is ConceptKind.PROBLEM and entry.sides and not side:
        if first > 0 and (side := _SIDES.get(words[first - 1], "")):
            first -= 1
        else:
            after = words[last : last + 3]
            for step, word in enumerate(after):
                if side := _SIDES.get(word, ""):
                    last += step + 1
                    break
                if word not in {"on", "of", "the", "in"}:
                    break
    return Match(stretch.tokens[first], stretch.tokens[last - 1] + 1, entry, side)


def _worth(entry: Entry, words: list[str]) -> bool:
    """Refuse what is too short to mean anything alone."""
    return len(words) > 1 or len(words[0]) >= _MIN_LETTERS or entry.kind is ConceptKind.MEDICATION


def _stretches(doc: Doc) -> list[_Words]:
    """Runs of words between sentence ends and the marks that no term reaches across."""
    stretches: list[_Words] = []
    current = _Words([], [])
    tokens = tokens_of(doc)
    sides = sides_in_letters(tokens.text)
    for index, (text, starts) in enumerate(zip(tokens.words, tokens.starts, strict=True)):
        if (starts or text in _BARRIERS) and current.words:
            stretches.append(current)
            current = _Words([], [])
        if (side := sides.get(tokens.places[index])) is not None:
            text = side[1]
        elif text.isascii() and text.isalnum():
            current.words.append(text.lower())
            current.tokens.append(index)
            continue
        for word in split_words(text):
            current.words.append(word)
            current.tokens.append(index)
    if current.words:
        stretches.append(current)
    return stretches
