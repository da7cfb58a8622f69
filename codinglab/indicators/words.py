"""Findings and treatments by the words of `reference/indicators/terms.toml`, and what a note says of them."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from codinglab.indicators.definitions import FOLDER
from codinglab.model import Assertion, Concept, ConceptKind, ObservationKind

_NOT_GIVEN = re.compile(
    r"home med|discharge med|medications? (?:prior|on admission|at home)|allerg|family history|social history"
    r"|past (?:medical|surgical) history|\bpmh?\b|follow-?up|instructions|review of systems|\bros\b",
    re.IGNORECASE,
)
_HEADER = re.compile(r"^(?:#+[ \t]*(?P<hash>.+)|(?P<colon>[A-Z][A-Za-z /&-]{2,40}):[ \t]*)$", re.M)
_NO = re.compile(
    r"\b(?:no|not|never|denie[sd]|denying|without|w/o|absent|negative for|free of|none|neither|avoid|held"
    r"|hold|holding|stopped|off|deferred|declined|refused|unlikely|ruled out|instead of)\b"
    r"(?P<between>[^.;\n]*)$",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"\b(?:but|however|except|although|though|then|now|started|requir|given|on|with|because|due)\b",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"[ \t]*:?[ \t]*(?:is |was |were |are )?(?:negative\b|absent\b|neg\b|none\b|denied\b|ruled out\b"
    r"|unlikely\b|held\b|on hold\b|deferred\b"
    r"|not (?:given|needed|present|used|indicated|required|seen|started|done))",
    re.IGNORECASE,
)
_UNSURE_AFTER = re.compile(
    r"[ \t]*(?:would be|may be|might be|could be|if (?:needed|worse)|as needed|prn\b"
    r"|to be considered|was considered)",
    re.IGNORECASE,
)
_UNSURE = re.compile(
    r"\b(?:if|consider(?:ing)?|would|may need|might|in case|monitor(?:ing)? for|watch for|at risk (?:of|for)"
    r"|risk (?:of|for)|possible|possibly|rule out|r/o|concern(?:ing)? for|suspect(?:ed|ing)?|probable|likely"
    r"|plan(?:ned)? (?:for|to)|threshold for|evaluate for|screen(?:ing)? for|call for|goal)\b[^.;\n]{0,40}$",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:history of|hx of|h/o|prior|previous|remote|mother|father|family history)\b"
    r"[^.;\n]{0,40}$",
    re.IGNORECASE,
)
_SAYS_SUSPECTED = re.compile(
    r"possib|concern|suspect|probab|likely|r/o|rule out|consider|evaluate", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Term:
    """A finding or treatment with the patterns of its words."""

    name: str
    kind: ObservationKind
    words: re.Pattern[str]
    contrary: re.Pattern[str] | None
    suspected: bool


@dataclass(frozen=True, slots=True)
class Found:
    """Where a term stands, and whether the note says that it is not so."""

    term: str
    kind: ObservationKind
    start: int
    end: int
    absent: bool


@cache
def terms() -> tuple[Term, ...]:
    """The findings and treatments."""
    data = tomllib.loads((FOLDER / "terms.toml").read_text(encoding="utf-8"))
    return tuple(
        Term(
            one["term"],
            kind,
            _pattern(one["words"]),
            _pattern(one["contrary"]) if "contrary" in one else None,
            one.get("suspected", False),
        )
        for kind in (ObservationKind.TREATMENT, ObservationKind.FINDING)
        for one in data[kind.value]
    )


def _pattern(words: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{'|'.join(words)})(?![\w-])", re.IGNORECASE)


def find_terms(text: str, concepts: Sequence[Concept]) -> Iterator[Found]:
    """The findings and treatments that a document names, negated ones marked absent.

    What review says of the same words decides; of other words, the rest of their sentence. What is only
    possible, planned, past or of the family is left out, and so are lists of home medications.

    Args:
        text: of the document.
        concepts: review's concepts of that document.
    """
    headers = [(found.start(), found["hash"] or found["colon"]) for found in _HEADER.finditer(text)]
    starts = [start for start, _ in headers]
    whole = [one.evidence for one in concepts if one.kind is not ConceptKind.VALUE]
    for term in terms():
        contrary = [found.span() for found in term.contrary.finditer(text)] if term.contrary else []
        for start, end in contrary:
            if not _skipped(start, headers, starts):
                yield Found(term.name, term.kind, start, end, absent=True)
        for found in term.words.finditer(text):
            start, end = found.span()
            if any(first <= start < last for first, last in contrary) or _skipped(start, headers, starts):
                continue
            absent = _said(text, start, end, concepts, suspected=term.suspected)
            if absent is not None:
                wide = next((one for one in whole if one.start <= start and end <= one.end), None)
                left, right = (wide.start, wide.end) if wide else (start, end)
                yield Found(term.name, term.kind, left, right, absent)


def _skipped(start: int, headers: list[tuple[int, str]], starts: list[int]) -> bool:
    at = bisect_right(starts, start) - 1
    return at >= 0 and _NOT_GIVEN.search(headers[at][1]) is not None


def _said(text: str, start: int, end: int, concepts: Sequence[Concept], *, suspected: bool) -> bool | None:
    """Whether the words are denied; None when they say nothing of this stay."""
    for concept in concepts:
        if (
            concept.kind is not ConceptKind.VALUE
            and concept.evidence.start < end
            and start < concept.evidence.end
            and concept.assertion is not Assertion.AFFIRMED
        ):
            if concept.assertion is Assertion.NEGATED:
                return True
            return False if suspected and concept.assertion is Assertion.POSSIBLE else None
    clause = max(text.rfind(mark, 0, start) for mark in (". ", ";", "\n")) + 1
    before = text[clause:start]
    denied, unsure = _NO.search(before), _UNSURE.search(before)
    if unsure and denied and "," in before[denied.start() : max(unsure.start(), denied.start())]:
        denied = None
    if denied and len(denied["between"]) < 70 and not _ENDS.search(denied["between"]):
        return True
    if _AFTER.match(text, end):
        return True
    if _UNSURE_AFTER.match(text, end):
        return None
    if unsure:
        return False if suspected and _SAYS_SUSPECTED.search(unsure[0]) else None
    return None if _PAST.search(before) else False
