"""Conditions with one code together, and codes that need a partner: reference/lexicon/combinations.toml."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from codinglab.diagnose.draft import Chart, Draft, Drafts, guideline, joined, lexicon_file
from codinglab.diagnose.specific import reportable
from codinglab.diagnose.walk import narrowed
from codinglab.model import Icd10cm
from codinglab.reference.content_words import spoken_words

_TYPE = re.compile(r"\btype (?:[12]|i{1,2})\b", re.IGNORECASE)
_DIABETIC_KIDNEY = frozenset({"E0822", "E0922", "E1022", "E1122", "E1322"})


@dataclass(frozen=True, slots=True)
class _Pair:
    first: tuple[str, ...]
    second: tuple[str, ...]
    becomes: Icd10cm | None
    keep: frozenset[str]
    called: str
    rule: str
    because: str


@dataclass(frozen=True, slots=True)
class _Partner:
    code: tuple[str, ...]
    partners: tuple[str, ...]
    otherwise: str
    before: bool
    rule: str
    because: str


def combined(chart: Chart, drafts: Drafts) -> Drafts:
    """One combination code for two conditions that the classification takes together (I.A.15, I.B.9).

    A pair whose link the provider denies keeps its two codes.
    """
    result = dict(drafts)
    for pair in _pairs():
        first = next(_of(result, pair.first), None)
        second = next((one for one in _of(result, pair.second) if one is not first), None)
        if first is None or second is None or chart.unrelated_to(second, pair.called):
            continue
        becomes = pair.becomes or first.code
        place = min(first.place, second.place)
        known = result.get(becomes)
        whole = Draft(
            becomes,
            joined(first.evidence, second.evidence, known.evidence if known else ()),
            f"The chart has {pair.because}: one code has both, and the link is presumed unless the "
            "provider says they are unrelated.",
            guideline(pair.rule),
            replace(place, step=place.step - 1),
            first.terms | second.terms,
        )
        for name, draft in (("first", first), ("second", second)):
            del result[draft.code]
            if name in pair.keep:
                result[draft.code] = draft.after(whole.place)
        result[becomes] = whole
    return result


def with_partners(chart: Chart, drafts: Drafts) -> Drafts:
    """The code that another must not stand without, before or after it (I.A.13, I.B.7)."""
    return _completed(chart, drafts, _partners())


def stage_of_diabetic_kidney(chart: Chart, drafts: Drafts) -> Drafts:
    """The stage beside diabetic kidney disease, so that hypertension finds the kidney disease (I.C.9.a.2)."""
    return _completed(chart, drafts, tuple(one for one in _partners() if set(one.code) & _DIABETIC_KIDNEY))


def _completed(chart: Chart, drafts: Drafts, partners: tuple[_Partner, ...]) -> Drafts:
    result = dict(drafts)
    for one in partners:
        for draft in tuple(_of(result, one.code)):
            there = tuple(_of(result, one.partners))
            if not there and one.otherwise:
                partner = _named(chart, draft, one)
                result[partner.code] = partner
            for partner in there:
                first, then = (partner, draft) if one.before else (draft, partner)
                if then.place <= first.place:
                    result[then.code] = then.after(first.place)
    return result


def _named(chart: Chart, draft: Draft, one: _Partner) -> Draft:
    """The partner as far down as the statement of the draft leads."""
    said = (_TYPE.sub(" ", chart.statement(place)) for place in draft.evidence)
    words = frozenset(word for statement in said for word in spoken_words(statement))
    below = narrowed(one.otherwise[:3], words, chart.on)
    code = reportable(below if len(below) > 3 else Icd10cm(one.otherwise), chart.on)
    return Draft(
        code,
        draft.evidence,
        f"Reported with {draft.code.written}: {one.because}.",
        guideline(one.rule),
        replace(draft.place, step=draft.place.step + (-1 if one.before else 1)),
    )


def _of(drafts: Drafts, prefixes: tuple[str, ...]) -> Iterator[Draft]:
    return (draft for code, draft in drafts.items() if code.startswith(prefixes))


@cache
def _pairs() -> tuple[_Pair, ...]:
    return tuple(
        _Pair(
            _stored(fact["first"]),
            _stored(fact["second"]),
            Icd10cm(fact["becomes"]) if fact["becomes"] else None,
            frozenset(fact.get("keep", ())),
            fact["called"],
            fact["rule"],
            fact["because"],
        )
        for fact in lexicon_file("combinations.toml")["together"]
    )


@cache
def _partners() -> tuple[_Partner, ...]:
    return tuple(
        _Partner(
            _stored(fact["code"]),
            _stored(fact["with"]),
            fact["else"].replace(".", ""),
            fact.get("before", False),
            fact["rule"],
            fact["because"],
        )
        for fact in lexicon_file("combinations.toml")["partner"]
    )


def _stored(codes: list[str]) -> tuple[str, ...]:
    return tuple(code.replace(".", "") for code in codes)
