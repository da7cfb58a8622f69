"""The context rules, each by its example, and the faults of medspaCy that are mended."""

from __future__ import annotations

import re

import pytest

from codinglab.reference.terms import term_table
from codinglab.review.context import ContextRule, Says, context_rules
from codinglab.review.engines import Language
from codinglab.review.lexicon import Lexicon, build_lexicon
from codinglab.review.pipeline import build_pipeline, said_of_span
from codinglab.review.sections import find_sections

RULES = [(rule, phrase) for rule in context_rules() for phrase in rule.phrases]


@pytest.fixture(scope="module")
def nlp() -> Language:
    return build_pipeline(Lexicon({}))


def said(nlp: Language, marked: str) -> frozenset[Says]:
    span = re.search(r"\[(\w[^\]]*)\]", marked)
    assert span is not None
    text = marked[: span.start()] + span[1] + marked[span.end() :]
    return said_of_span(nlp, text, span.start(), span.end() - 2)


@pytest.mark.parametrize(("rule", "phrase"), RULES, ids=lambda item: item if isinstance(item, str) else "")
def test_a_rule_says_what_its_example_shows(nlp: Language, rule: ContextRule, phrase: str) -> None:
    heard = said(nlp, rule.example.format(phrase))
    if rule.direction in {"ends", "nothing"}:
        assert not heard & set(rule.says or Says)
    else:
        assert heard >= {rule.says[0], *([rule.also] if rule.also else [])}


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("[Type 2 diabetes mellitus without complications].", set()),
        ("SKIN: No [rashes]", {Says.NEGATED}),
        ("[Fever]: no, cough", {Says.NEGATED}),
        ("[Sepsis] ruled out.", {Says.NEGATED}),
        ("Negative for [DVT].", {Says.NEGATED}),
        ("The ultrasound was negative for [DVT].", {Says.NEGATED}),
        ("Cannot rule out [pneumonia].", {Says.POSSIBLE}),
        ("Can’t rule out [pneumonia].", {Says.POSSIBLE}),
        ("[Sepsis] was not ruled out.", {Says.POSSIBLE}),
        ("No [acute kidney injury].", {Says.NEGATED}),
        ("CHF, likely [pneumonia].", {Says.POSSIBLE}),
        ("[Pneumonia] likely, CHF.", {Says.POSSIBLE}),
        ("No history of asthma, presents with [fever].", set()),
        ("No fever or chills, presents with cough but no [rash].", {Says.NEGATED}),
        ("Examination: MR of the spine without contrast for [back pain].", set()),
        ("A two-day history of [cough].", set()),
        ("Denies cough, [fever], or chills.", {Says.NEGATED}),
        ("No fever.\n[Cough] since Monday.", set()),
        ("1) s/p biopsy 2) [Hernia]", set()),
    ],
)
def test_what_a_sentence_says(nlp: Language, marked: str, expected: set[Says]) -> None:
    start, end = marked.index("["), marked.index("]") - 1
    text = marked.replace("[", "").replace("]", "")
    assert said_of_span(nlp, text, start, end) == expected


def test_every_rule_phrase_stands_once_a_way() -> None:
    seen = [(phrase, rule.direction, rule.says[0]) for rule, phrase in RULES]
    assert sorted({item for item in seen if seen.count(item) > 1}) == []


def test_a_header_in_the_line_ends_the_sentence(nlp: Language) -> None:
    assert said(nlp, "No fever PAST MEDICAL HISTORY: [asthma].") == frozenset()
    assert find_sections("No fever PAST MEDICAL HISTORY: asthma.")[0].name == "past_medical_history"


def test_a_modifier_inside_a_target_reaches_no_other(nlp: Language) -> None:
    heard = _heard("Type 2 diabetes mellitus without complications and hypertension.")
    assert heard == {"type 2 diabetes mellitus without complications": set(), "hypertension": set()}


def test_words_that_look_both_ways_look_one_way() -> None:
    assert _heard("Hypertension, likely sepsis.") == {"hypertension": set(), "sepsis": {Says.POSSIBLE}}
    assert _heard("Sepsis ruled out, hypertension.") == {"sepsis": {Says.NEGATED}, "hypertension": set()}
    assert _heard("Ruled out sepsis and hypertension")["sepsis"] == {Says.NEGATED}


def _heard(text: str) -> dict[str, set[Says]]:
    doc = SMALL(text)
    pairs = zip(doc.user_data["matches"], doc.user_data["judged"], strict=True)
    return {match.entry.term: {one.says for one in told} for match, told in pairs}


SMALL = build_pipeline(
    build_lexicon(
        term_table(
            [
                ("type 2 diabetes mellitus without complications", "E119", "title"),
                ("hypertension", "I10", "inclusion term"),
                ("sepsis unspecified organism", "A419", "title"),
            ]
        )
    )
)
