"""Further turns of phrase, a class at a time: each faulty one is seen, and each near one breaks nothing."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from codinglab.model import Indicator, Query
from codinglab.query import lint
from codinglab.query.examples import FACTS, choices, on, open_query, query, yes_no

ASK = "Please clarify the diagnosis, if any, being evaluated and treated."
PHRASES = tomllib.loads(Path(__file__).with_name("more_phrasings.toml").read_text(encoding="utf-8"))


def rules_of(checked: Query) -> set[str]:
    return {finding.rule for finding in lint(checked) if "not checked" not in finding.message}


def after(words: str) -> Query:
    return open_query(f"{ASK} {words}" if words[0].isupper() else f"{ASK} This is {words}.")


def with_fact(fact: str, source: str = "Progress note") -> Query:
    return open_query(ASK, indicators=(*FACTS, *on(11, 4, fact, source=source)))


def documented_injury(question: str) -> Query:
    return open_query(question, documented=("acute kidney injury",))


def untreated(title: str, question: str, facts: list[str], option: str) -> Query:
    return query(title=title, question=question, indicators=on(11, 4, *facts), options=choices(option))


def offered(title: str, facts: list[str], options: list[str]) -> Query:
    return query(title=title, indicators=on(11, 4, *facts), options=choices(*options))


FAULTY: dict[str, tuple[str, Callable[[Any], Query]]] = {
    "leading_titles": ("QL-01", lambda title: open_query(ASK, title=title)),
    "payment": ("QL-02", after),
    "vague": ("QL-04", with_fact),
    "unsupported": ("QL-08", lambda row: offered(*row)),
    "stands_out": ("QL-09", lambda options: query(options=choices(*options))),
    "no_answer": ("QL-10", lambda empty: query(options=choices("Acute kidney injury", empty))),
    "unlawful_yes_no": ("QL-11", lambda row: yes_no(row[0], row[1], *row[2])),
    "leading": ("QL-12", open_query),
    "asserted": ("QL-13", lambda words: open_query(f"{words} {ASK}")),
    "own_conclusions": ("QL-13", lambda row: with_fact(*row)),
    "no_question": ("QL-14", open_query),
    "two_questions": ("QL-14", documented_injury),
    "two_topics": ("QL-15", open_query),
    "past": ("QL-17", with_fact),
    "pressure": ("QL-18", after),
    "may_not": ("QL-20", lambda who: query(addressee=who)),
    "untreated": ("QL-21", lambda row: untreated(*row)),
    "hard": ("QL-23", lambda words: open_query(f"{words} {ASK}")),
}
CLEAN: dict[str, Callable[[Any], Query]] = {
    "neutral_titles": lambda title: open_query(ASK, title=title),
    "specific": with_fact,
    "chart_conclusions": lambda row: with_fact(*row),
    "standing": lambda rest: query(options=("Acute kidney injury", "Prerenal azotemia", *rest)),
    "no_answer": lambda empty: query(options=choices("Acute kidney injury", "Prerenal azotemia", empty)),
    "lawful_yes_no": lambda row: yes_no(row[0], row[1], *row[2]),
    "neutral_after": after,
    "no_pressure": after,
    "may": lambda who: query(addressee=who),
}


def cases(names: Iterable[str]) -> list[tuple[str, Any]]:
    return [(name, words) for name in names for words in PHRASES[name]]


@pytest.mark.parametrize(("name", "words"), cases(FAULTY))
def test_a_faulty_phrasing_is_seen(name: str, words: Any) -> None:
    rule, written = FAULTY[name]
    assert rule in rules_of(written(words))


@pytest.mark.parametrize(("name", "words"), cases(CLEAN))
def test_a_near_phrasing_breaks_nothing(name: str, words: Any) -> None:
    assert rules_of(CLEAN[name](words)) == set()


def test_two_questions_about_two_topics_break_both_rules() -> None:
    for words in PHRASES["two_topics"]:
        assert rules_of(open_query(words)) >= {"QL-14", "QL-15"}


def test_a_prior_fact_without_its_date_is_vague_and_unlabelled() -> None:
    undated = Indicator("Creatinine 1.0 mg/dL", source="Earlier stay", prior=True)
    assert rules_of(query(indicators=(*FACTS, undated))) == {"QL-04", "QL-17"}


def test_options_of_two_topics_in_one_question_break_one_rule() -> None:
    stacked = query(
        title="Clarification: hospital course",
        question="What diagnosis, if any, was treated?",
        indicators=on(
            11, 4, "Potassium 2.6, potassium chloride 40 mEq IV", "Sacral wound 3 x 2 cm, fat visible"
        ),
        options=choices("Hypokalemia", "Pressure injury of the sacrum, stage 3"),
    )
    assert rules_of(stacked) == {"QL-15"}


def test_the_chart_s_words_do_not_make_a_query_long() -> None:
    assert rules_of(query(indicators=FACTS * 12)) == set()
