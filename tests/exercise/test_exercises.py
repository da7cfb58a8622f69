"""Every exercise: its answer is accepted, each foreseen mistake explained, its codes and rules exist."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from codinglab.guidance import open_authority
from codinglab.guidance.cards import cards
from codinglab.guidance.documents import document_of, places
from codinglab.lab.exercise import Exercise, Kind, exercises, judge
from codinglab.lab.exercise.excerpt import passage, pieces
from codinglab.lab.exercise.read import FOLDER
from codinglab.lab.exercise.said import Outcome
from codinglab.lab.exercise.typed import entry_of
from codinglab.model import Icd10cm, Icd10pcs
from codinglab.reference.icd10cm import icd10cm

EVERY = list(exercises().values())
STEPS = ("01-review", "02-diagnose", "03-procedure", "04-validate", "05-query", "06-score")
each = pytest.mark.parametrize("one", EVERY, ids=lambda one: one.id)
CODE = re.compile(r"[A-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,4})?")
NOT_AT_HAND = {
    "ICD-10-PCS Official Guidelines",
    "ACDIS/AHIMA Guidelines for Achieving a Compliant Query Practice",
}
CPT = {"20610", "45378", "45380", "45382", "45385", "99213", "99214"}
OF_THE_AMA = (
    "arthrocentesis",
    "office or other outpatient",
    "flexible",
    "snare technique",
    "straightforward",
)


def words_of(one: Exercise) -> str:
    texts = [one.title, one.prompt, one.rule, one.right, one.hint]
    texts += [text for option in one.options for text in (option.text, option.why)]
    texts += [rule.why for rule in one.before]
    if one.code:
        texts += [foreseen.why for foreseen in (*one.code.acceptable, *one.code.foreseen)]
    if one.excerpt:
        texts.append(passage(one.excerpt).text)
    return "\n".join(texts)


def test_there_are_three_for_every_step() -> None:
    assert [path.stem for path in sorted(FOLDER.glob("*.toml"))] == list(STEPS)
    assert list(exercises()) == [f"{step}-{number}" for step in STEPS for number in (1, 2, 3)]
    assert {one.kind for one in EVERY} == set(Kind)


@each
def test_the_right_answer_is_accepted(one: Exercise) -> None:
    said = judge(one, one.answer)
    assert said.right
    assert one.right in said.headline
    assert not said.wrong


@each
def test_each_foreseen_mistake_has_its_own_explanation(one: Exercise) -> None:
    whys = [option.why for option in one.options] or [wrong.why for wrong in one.code.foreseen if one.code]
    assert len(set(whys)) == len(whys)
    for given, why in mistakes(one):
        said = judge(one, given)
        assert said.outcome is Outcome.NOT_RIGHT, given
        assert any(why in text for text in (said.headline, *said.reasons)), (given, why)


def mistakes(one: Exercise) -> list[tuple[tuple[str, ...], str]]:
    """Wrong answers with what must be said of them."""
    if one.code is not None:
        return [((wrong.answer,), wrong.why) for wrong in one.code.foreseen]
    wrong = [option for option in one.options if not option.right]
    if one.kind is Kind.ONE:
        return [((option.value,), option.why) for option in wrong]
    if one.kind is Kind.ORDER:
        return [(swapped(one.answer, rule.first, rule.then), rule.why) for rule in one.before]
    added = [((*one.answer, option.value), option.why) for option in wrong]
    left = [(one.answer[:at] + one.answer[at + 1 :], "still missing") for at in range(len(one.answer))]
    return added + [(given, why) for given, why in left if given]


def swapped(answer: tuple[str, ...], first: str, then: tuple[str, ...]) -> tuple[str, ...]:
    """The answer with `first` after all that it must stand before."""
    others = [value for value in answer if value != first]
    last = max(others.index(value) for value in then or others)
    return (*others[: last + 1], first, *others[last + 1 :])


@each
def test_its_codes_are_valid_on_its_day(one: Exercise) -> None:
    if one.code is not None:
        kind = Icd10pcs if one.code.system == "ICD-10-PCS" else Icd10cm
        for answer in (one.code.right, *(other.answer for other in one.code.acceptable)):
            assert entry_of(one.code.system, kind(answer), one).valid, answer
    for option in one.options:
        if CODE.fullmatch(option.value):
            assert icd10cm().entry(option.value, one.on).valid, option.value
    for written in (one.claim.diagnoses if one.claim else ()) + one.scored:
        code = written.split()[0]
        assert icd10cm().entry(code, one.on).valid or (one.claim and one.claim.into), code


@each
def test_every_code_in_its_words_exists(one: Exercise) -> None:
    for code in set(CODE.findall(words_of(one))):
        entry = icd10cm().entry(code, one.on)
        assert entry.valid or entry.header, code


@each
def test_what_is_to_be_marked_stands_in_the_excerpt(one: Exercise) -> None:
    if one.kind is Kind.MARK and one.excerpt:
        found = [
            option.value
            for paragraph in passage(one.excerpt).paragraphs
            for _, option in pieces(one, paragraph)
            if option
        ]
        assert sorted(found) == sorted(option.value for option in one.options)
        for paragraph in passage(one.excerpt).paragraphs:
            assert "".join(text for text, _ in pieces(one, paragraph)) == paragraph


@each
def test_its_rules_are_among_the_cards(one: Exercise) -> None:
    carded = {card.place for card in cards()}
    for authority in one.authority:
        cited = places(document_of(authority.source), authority.section)
        if authority.source in NOT_AT_HAND:
            assert open_authority(authority).told, authority
        elif document_of(authority.source).id == "icd10cm-tabular":
            assert open_authority(authority).code, authority
        else:
            assert cited, authority
            assert set(cited) <= carded, authority
    assert any(authority.source not in NOT_AT_HAND for authority in one.authority) or one.code


@each
def test_it_quotes_nobody_who_forbids_it(one: Exercise) -> None:
    words = words_of(one)
    numbers = set(re.findall(r"\b\d{5}\b", words))
    numbers |= {line.code for option in one.options for line in option.lines}
    assert numbers <= CPT
    assert not any(phrase in words.lower() for phrase in OF_THE_AMA)
    assert "coding clinic" not in words.lower()


def test_what_is_no_code_of_the_day_is_told_apart_from_what_is_wrong() -> None:
    one = exercises()["04-validate-2"]
    said = {
        given: judge(one, (given,)) for given in ("", "S93.401", "s93401", "47562", "ZZZ", "I10", "S93.411D")
    }
    assert said[""].outcome is Outcome.NO_ANSWER
    assert said["S93.401"].outcome is Outcome.NO_ANSWER
    assert "needs a 7th character: one of A D S" in said["S93.401"].headline
    assert said["s93401"] == said["S93.401"]
    assert "has not the form of an ICD-10-CM code" in said["47562"].headline
    assert "is not an ICD-10-CM code on 2026-06-09" in said["ZZZ"].headline
    assert said["I10"].outcome is Outcome.NOT_RIGHT
    assert "Another part of the book" in said["I10"].reasons[0]
    assert "The first 4 characters are right" in said["S93.411D"].reasons[0]
    assert judge(one, (" s93401d ",)).right
    short = judge(exercises()["03-procedure-3"], ("0FT4",))
    assert (short.outcome, "seven characters" in short.headline) == (Outcome.NO_ANSWER, True)


def test_the_day_decides() -> None:
    one = replace(exercises()["02-diagnose-1"], on=exercises()["02-diagnose-1"].on.replace(year=2031))
    said = judge(one, ("E11.9",))
    assert said.outcome is Outcome.NOT_RIGHT
    assert "covers" in said.reasons[-1]


@each
def test_nothing_chosen_is_no_answer(one: Exercise) -> None:
    assert judge(one, ()).outcome is Outcome.NO_ANSWER
    assert judge(one, ("nonsense",)).outcome is Outcome.NO_ANSWER
