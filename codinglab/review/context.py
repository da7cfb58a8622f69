"""medspaCy's ConText with our own rules and its faults mended.

Mended here (medspaCy 1.3.1):
- `tuple_overlaps` is not symmetric: it misses a modifier that lies inside a target, so that
  "diabetes mellitus without complications" negates itself (`overlap`, `Modifier.modifies`); and
  words of a target still modify the next one, or hide a shorter rule ("no acute" over "no" in
  "no acute kidney injury"), so here they are no modifier at all (`SentenceConText.judge`).
- a TERMINATE rule stops modifiers of every category (`Modifier.limit_scope`): here "presents
  with" ends a history and leaves a negation alone.
- the stock rule ": no" points backward over a "no" that begins a negation (`_stands`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from codinglab.review.context_rules import ContextRule, Says, context_rules
from codinglab.review.engines import (
    ConText,
    ConTextGraph,
    ConTextModifier,
    ConTextRule,
    Doc,
    Language,
    PhraseMatcher,
    Span,
)
from codinglab.review.reach import end_ahead, end_behind, end_of_aside
from codinglab.review.years import dates_an_event

__all__ = ["ContextRule", "Modifier", "Says", "SentenceConText", "Told", "context_rules", "overlap"]

_MARKS = frozenset(",;:(-")
_TURNS = frozenset(
    ", . ; : ) and but or given because by with due on in at this to from after per which".split()
)
_ADJECTIVES = frozenset({"planned", "anticipated", "recommended", "upcoming"})
_DONE = frozenset({"performed", "completed", "done", "accomplished"})
_DIRECTIONS = {
    "forward": "FORWARD",
    "backward": "BACKWARD",
    "both": "BIDIRECTIONAL",
    "ends": "TERMINATE",
    "nothing": "PSEUDO",
}


class Modifier(ConTextModifier):  # type: ignore[misc]
    """A modifier that keeps off the targets it touches and ends only what its rule names."""

    _scope_start: int
    _scope_end: int

    def modifies(self, target: Span) -> bool:
        """Say whether the target lies in the scope; never when modifier and target share a token."""
        if self.direction in ("TERMINATE", "PSEUDO") or overlap(
            self.modifier_span, (target.start, target.end)
        ):
            return False
        return overlap(self.scope_span, (target.start, target.end))

    def limit_scope(self, other: ConTextModifier) -> bool:
        """Let another modifier of the same category, or one that ends this category, cut the scope."""
        if self.direction == "TERMINATE" or other.direction == "PSEUDO":
            return False
        if other.direction == "TERMINATE":
            if self.category not in other.rule.metadata["ends"]:
                return False
        elif other.category != self.category:
            return False
        before = self.scope_span
        if self.direction in ("FORWARD", "BIDIRECTIONAL") and other.modifier_span[0] >= self.modifier_span[1]:
            self._scope_end = min(self._scope_end, other.modifier_span[0])
        if (
            self.direction in ("BACKWARD", "BIDIRECTIONAL")
            and other.modifier_span[1] <= self.modifier_span[0]
        ):
            self._scope_start = max(self._scope_start, other.modifier_span[1])
        return bool(before != self.scope_span)

    def shorten(self, words: Sequence[str], spans: Sequence[tuple[int, int]]) -> None:
        """Let what an aside says stay in it, and a denial end at a semicolon or colon (reach.py)."""
        start, end = self.modifier_span
        denial = self.category == Says.NEGATED.upper()
        if self.direction in ("FORWARD", "BIDIRECTIONAL"):
            reach = end_ahead(words, start, end) if denial else end_of_aside(words, start, end)
            self._scope_end = max(min(self._scope_end, reach), self._scope_start)
        if denial and self.direction in ("BACKWARD", "BIDIRECTIONAL"):
            self._scope_start = min(max(self._scope_start, end_behind(words, start, spans)), self._scope_end)


@dataclass(frozen=True, slots=True)
class Told:
    """What one modifier says of one target, and the tokens of the modifier in its sentence."""

    says: Says
    start: int
    end: int


class SentenceConText(ConText):  # type: ignore[misc]
    """ConText over one sentence at a time, for the sentences that hold a target.

    All our rules are phrases: they go into one PhraseMatcher. medspaCy's matcher also runs an empty
    token matcher, which warns at every sentence, and keeps one of two rules of the same words.
    """

    def __init__(self, nlp: Language) -> None:
        super().__init__(nlp, name="codinglab_context", rules=None, span_attrs=None)
        self._phrases = PhraseMatcher(nlp.vocab, attr="LOWER")
        self._by_key: dict[str, ConTextRule] = {}
        self._saying: dict[str, dict[int, set[tuple[str, ...]]]] = {}
        for number, rule in enumerate(stock for ours in context_rules() for stock in _stock_rules(ours)):
            self._by_key[f"rule {number}"] = rule
            phrase = nlp.make_doc(rule.literal.lower())
            self._phrases.add(f"rule {number}", [phrase])
            if rule.direction not in ("TERMINATE", "PSEUDO"):
                first, *rest = (token.text for token in phrase)
                self._saying.setdefault(first, {}).setdefault(len(rest), set()).add(tuple(rest))

    def may_say(self, words: Sequence[str]) -> bool:
        """Say whether a sentence holds a phrase that says something; one that does not needs no `judge`."""
        lower = [word.lower() for word in words]
        saying = self._saying
        return any(
            tuple(lower[place + 1 : place + 1 + size]) in phrases
            for place, word in enumerate(lower)
            if word in saying
            for size, phrases in saying[word].items()
        )

    def judge(self, sentence: Doc, targets: Sequence[Span]) -> list[list[Told]]:
        """What the sentence says of each target, in the order of the targets.

        Args:
            sentence: a Doc of one sentence without white space tokens.
            targets: spans of that Doc.
        """
        graph = ConTextGraph(targets=list(targets), modifiers=[])
        spans = [(target.start, target.end) for target in targets]
        standing = []
        for match_id, start, end in self._phrases(sentence):
            rule = self._by_key[sentence.vocab.strings[match_id]]
            touches = any(overlap((start, end), span) and not _passes(rule, end, span) for span in spans)
            if not touches and _stands(rule, sentence, start, end):
                standing.append((rule, start, end))
        facing = _facing(_longest(standing), sentence, spans)
        graph.modifiers = [Modifier(rule, start, end, sentence) for rule, start, end in facing]
        graph.update_scopes()
        words = [token.lower_ for token in sentence]
        for modifier in graph.modifiers:
            modifier.shorten(words, spans)
        graph.apply_modifiers()
        told: list[list[Told]] = [[] for _ in targets]
        for target, modifier in graph.edges:
            place = next(index for index, known in enumerate(targets) if known is target)
            first, last = modifier.modifier_span
            for says in (modifier.category, modifier.rule.metadata.get("also")):
                if says:
                    told[place].append(Told(Says(says.lower()), first, last))
        return told


def overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Say whether two spans share a token; the same both ways round, unlike medspaCy's test.

    >>> overlap((2, 3), (0, 5)), overlap((0, 5), (2, 3)), overlap((0, 2), (2, 4))
    (True, True, False)
    """
    return one[0] < other[1] and other[0] < one[1]


def _passes(rule: Any, end: int, span: tuple[int, int]) -> bool:
    """Let "screening for" stand where a target ends within it.

    "Encounter for screening" is a problem of its own, and what it is "for" is only looked for.
    """
    ahead = rule.direction == "FORWARD" and rule.category == Says.SCREENING.upper()
    return ahead and span[1] < end


def _longest(matches: list[tuple[ConTextRule, int, int]]) -> list[tuple[ConTextRule, int, int]]:
    """Drop the matches that a longer one covers in part or whole; keep those on the same tokens.

    Of two as long the one that says nothing stays: "not available" in "was not available".
    medspaCy keeps one of two rules with the same words, so "ruled out" could not look both ways.
    """
    kept: list[tuple[ConTextRule, int, int]] = []
    for match in sorted(
        matches, key=lambda match: (match[1] - match[2], match[0].direction != "PSEUDO", match[1])
    ):
        span = match[1:]
        if all(span == other[1:] or not overlap(span, other[1:]) for other in kept):
            kept.append(match)
    return sorted(kept, key=lambda match: match[1:])


def _facing(
    matches: list[tuple[ConTextRule, int, int]], sentence: Doc, spans: Sequence[tuple[int, int]]
) -> list[tuple[ConTextRule, int, int]]:
    """Let words that can look both ways look one way.

    "CHF, likely pneumonia" and "pneumonia likely, CHF" differ in nothing else.
    """
    ways: dict[tuple[int, int], set[str]] = {}
    for rule, start, end in matches:
        ways.setdefault((start, end), set()).add(rule.direction)
    kept = []
    for rule, start, end in matches:
        if ways[start, end] >= {"FORWARD", "BACKWARD"}:
            ahead = _looks_ahead(sentence, start, end, spans)
            if rule.direction == ("BACKWARD" if ahead else "FORWARD"):
                continue
        kept.append((rule, start, end))
    return kept


def _looks_ahead(sentence: Doc, start: int, end: int, spans: Sequence[tuple[int, int]]) -> bool:
    """Say whether words that can look both ways look ahead.

    They do where a target follows and no mark or turning word comes directly after them, where no
    target stands before them, and after a mark: "knee pain, likely strain" calls the strain likely,
    known to the lexicon or not.
    """
    turned = end >= len(sentence) or sentence[end].lower_ in _TURNS
    if start > 0 and sentence[start - 1].text in _MARKS and not turned:
        return True
    if not any(first >= end for first, _ in spans):
        return False
    return not turned or not any(last <= start for _, last in spans)


def _stands(rule: Any, sentence: Doc, start: int, end: int) -> bool:
    """Drop ": no" and its like where a word follows, years that date no event, plans carried out.

    "SKIN: No rashes", "[x] No fever": there "no" negates what comes after it. A box may follow.
    """
    if rule.category == Says.DATED.upper():
        years = rule.direction == "TERMINATE" or not sentence[end - 1 : end].text.strip(":").isdigit()
        return years or dates_an_event(sentence, start, end, ahead=rule.direction == "FORWARD")
    if rule.category == Says.PLANNED.upper() and rule.literal in _ADJECTIVES:
        return all(token.lower_ not in _DONE for token in sentence[end:])
    answers_no = (
        rule.category == Says.NEGATED.upper()
        and rule.direction == "BACKWARD"
        and not rule.literal[0].isalnum()
        and not rule.literal.endswith("yes")
    )
    return not (answers_no and end < len(sentence) and sentence[end].text not in ".;,)[☐☒☑")


def _stock_rules(rule: ContextRule) -> list[ConTextRule]:
    metadata: dict[str, Any] = {"also": rule.also.value if rule.also else None}
    if rule.direction == "ends":
        metadata["ends"] = {says.value.upper() for says in rule.says}
    return [
        ConTextRule(
            literal=phrase,
            category=rule.says[0].value,
            direction=_DIRECTIONS[rule.direction],
            max_scope=rule.reach,
            metadata=metadata,
        )
        for phrase in rule.phrases
    ]
