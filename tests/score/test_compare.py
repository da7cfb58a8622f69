"""Answers against the key."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codinglab.model import (
    AnswerKey,
    Authority,
    ClaimType,
    Evidence,
    EvidenceLink,
    Icd10cm,
    InvalidInputError,
    MsDrg,
    Need,
    Outcome,
    Scorecard,
    ScoreLine,
    SequenceConstraint,
    TemptingCode,
)
from codinglab.parse import dump_json, parse_json
from codinglab.score import score, wilson

OFFICE = ClaimType.PROFESSIONAL


def of(card: Scorecard, area: str) -> list[tuple[str, str, str]]:
    return [(line.outcome.name, line.keyed, line.answered) for line in card.lines if line.area == area]


def only(card: Scorecard, area: str, outcome: Outcome) -> ScoreLine:
    (line,) = [line for line in card.lines if line.area == area and line.outcome is outcome]
    return line


@pytest.mark.parametrize(
    ("correct", "items", "interval"),
    [
        (92, 100, "85.0-95.9"),
        (27, 30, "74.4-96.5"),
        (30, 30, "88.6-100.0"),
        (285, 300, "91.9-96.9"),
        (0, 0, "0.0-100.0"),
    ],
)
def test_the_interval(correct: int, items: int, interval: str) -> None:
    low, high = wilson(correct, items)
    assert f"{100 * low:.1f}-{100 * high:.1f}" == interval


def test_missed_and_added_codes_both_cost(parts: Any) -> None:
    key = AnswerKey(1, tuple(map(parts.keyed, ("J18.9", "J96.01", "N17.9"))))
    card = score(parts.case(), key, parts.answers("J18.9", "N17.9", "I10"))
    assert (card.correct, card.items, card.code_over_code) == (2, 4, 0.5)
    assert card.interval == wilson(2, 4)
    assert card.partial == 0.5
    assert of(card, "diagnosis") == [
        ("CORRECT", "J18.9", "J18.9"),
        ("MISSED", "J96.01", ""),
        ("CORRECT", "N17.9", "N17.9"),
        ("EXTRA", "", "I10"),
    ]
    assert all(line.rationale and line.authority for line in card.lines)
    assert only(card, "diagnosis", Outcome.EXTRA).authority[0].section == "III"
    assert only(card, "diagnosis", Outcome.MISSED).evidence[0].quote == "words of J96.01"
    assert parse_json(Scorecard, dump_json(card), source="test") == card


def test_a_swapped_principal_is_a_sequence_and_a_drg_error_with_every_code_right(parts: Any) -> None:
    key = AnswerKey(3, (parts.keyed("A41.51"), parts.keyed("N39.0")), drg=MsDrg("872"))
    card = score(parts.case(), key, parts.answers("N39.0", "A41.51"), drg_answered="690")
    assert (card.correct, card.items) == (2, 3)
    line = only(card, "principal", Outcome.SEQUENCE)
    assert (line.keyed, line.answered) == ("A41.51 first", "N39.0 first")
    assert "only the sequence" in line.rationale
    assert of(card, "DRG") == [("WRONG_DETAIL", "872", "690")]
    assert (card.drg_keyed, card.drg_answered, card.key_edition) == ("872", "690", 3)


def test_a_missing_principal_counts_as_two_and_says_so(parts: Any) -> None:
    key = AnswerKey(1, (parts.keyed("A41.51"), parts.keyed("N39.0")))
    card = score(parts.case(), key, parts.answers("N39.0"))
    assert "two errors" in only(card, "principal", Outcome.SEQUENCE).rationale
    assert only(card, "diagnosis", Outcome.MISSED).keyed == "A41.51"
    assert (card.correct, card.items) == (1, 3)
    assert not [
        line for line in score(parts.case(), key, parts.answers()).lines if "two errors" in line.rationale
    ]


def test_a_wrong_detail_in_the_right_place_is_no_sequence_error(parts: Any) -> None:
    key = AnswerKey(1, (parts.keyed("A41.51"), parts.keyed("N39.0")))
    card = score(parts.case(), key, parts.answers("A41.9", "N39.0"))
    assert of(card, "diagnosis") == [("WRONG_DETAIL", "A41.51", "A41.9"), ("CORRECT", "N39.0", "N39.0")]
    assert (card.correct, card.items, card.partial) == (1, 2, 0.75)


def test_constraints_of_order(parts: Any) -> None:
    rule = Authority("ICD-10-CM Official Guidelines", "FY2026", "I.C.1.d")
    before = SequenceConstraint(
        Icd10cm("A41.51"), (Icd10cm("R65.20"), Icd10cm("N17.9")), "Sepsis first.", rule
    )
    key = AnswerKey(1, tuple(map(parts.keyed, ("A41.51", "R65.20", "N17.9"))), sequence=(before,))
    office = score(parts.case(OFFICE), key, parts.answers("N17.9", "A41.51", "R65.20"))
    line = only(office, "sequence", Outcome.SEQUENCE)
    assert (line.keyed, line.answered) == ("A41.51 before N17.9", "N17.9 before A41.51")
    assert line.authority == (rule,)
    stay = score(parts.case(), key, parts.answers("N17.9", "A41.51", "R65.20"))
    assert only(stay, "principal", Outcome.SEQUENCE).keyed == "A41.51 first"
    assert not of(score(parts.case(OFFICE), key, parts.answers("N17.9")), "sequence")


def test_an_office_key_without_constraints_leaves_the_order_free(parts: Any) -> None:
    key = AnswerKey(1, (parts.keyed("E11.22"), parts.keyed("I12.9")))
    card = score(parts.case(OFFICE), key, parts.answers("I12.9", "E11.22"))
    assert {line.outcome for line in card.lines} == {Outcome.CORRECT}
    assert not of(card, "POA")


def test_acceptable_and_optional_codes(parts: Any) -> None:
    keyed = (
        parts.keyed("J18.9", acceptable=("J15.9",)),
        parts.keyed("Z79.4", need=Need.OPTIONAL),
        parts.keyed("Z87.891", need=Need.OPTIONAL),
    )
    card = score(parts.case(), AnswerKey(1, keyed), parts.answers("J15.9", "Z79.4"))
    assert (card.correct, card.items, card.partial) == (1, 1, 1.0)
    assert of(card, "diagnosis") == [("CORRECT", "J18.9", "J15.9"), ("CORRECT", "Z79.4", "Z79.4")]
    assert "accepted in place of J18.9" in next(
        line.rationale for line in card.lines if line.keyed == "J18.9"
    )


def test_the_exact_code_is_taken_before_an_acceptable_or_a_near_one(parts: Any) -> None:
    key = AnswerKey(
        1, (parts.keyed("E11.22", acceptable=("E11.21",)), parts.keyed("E11.21"), parts.keyed("E11.319"))
    )
    card = score(parts.case(OFFICE), key, parts.answers("E11.21", "E11.22", "E11.311"))
    assert (card.correct, card.items) == (2, 3)
    assert only(card, "diagnosis", Outcome.WRONG_DETAIL).answered == "E11.311"


def test_a_prohibited_code_is_added_with_the_reason_of_the_key(parts: Any) -> None:
    why = Authority("ICD-10-CM Official Guidelines", "FY2026", "I.A.15")
    key = AnswerKey(
        1, (parts.keyed("E11.22"),), prohibited=(TemptingCode("E11.9", "The link is presumed.", (why,)),)
    )
    given = EvidenceLink("E11.9", Evidence("note", 3, 9, "diabetes"))
    card = score(parts.case(OFFICE), key, parts.answers("E11.9", evidence=(given,)))
    line = only(card, "diagnosis", Outcome.EXTRA)
    assert (line.answered, line.rationale, line.authority) == ("E11.9", "The link is presumed.", (why,))
    assert line.evidence == (given.evidence,)
    assert (card.correct, card.items, card.partial) == (0, 2, 0.0)


def test_a_code_entered_twice_is_added_once(parts: Any) -> None:
    card = score(parts.case(OFFICE), AnswerKey(1, (parts.keyed("I10"),)), parts.answers("I10", "I10"))
    assert (card.correct, card.items) == (1, 2)
    assert "more than once" in only(card, "diagnosis", Outcome.EXTRA).rationale


def test_poa_is_a_line_of_its_own(parts: Any) -> None:
    keyed = (parts.keyed("A41.51"), parts.keyed("N17.9", "N"), parts.keyed("Z79.4", ""), parts.keyed("I10"))
    card = score(parts.case(), AnswerKey(1, keyed), parts.answers("A41.51", "N17.9/Y", "Z79.4/Y", "I10/"))
    found = [
        (line.about, line.outcome, line.keyed, line.answered) for line in card.lines if line.area == "POA"
    ]
    assert found == [
        ("A41.51", Outcome.CORRECT, "Y", "Y"),
        ("N17.9", Outcome.WRONG_DETAIL, "N", "Y"),
        ("Z79.4", Outcome.EXTRA, "", "Y"),
        ("I10", Outcome.MISSED, "Y", ""),
    ]
    assert (card.correct, card.items) == (4, 4)


def test_procedures(parts: Any) -> None:
    keyed = (
        parts.procedure("0DTJ4ZZ"),
        parts.procedure("30233N1"),
        parts.procedure("5A1935Z", need=Need.OPTIONAL),
    )
    other = date(2026, 6, 9)
    done = (("0DTJ0ZZ", parts.day), ("30233N1", other), ("0BH17EZ", parts.day))
    card = score(parts.case(), AnswerKey(1, (), procedures=keyed), parts.answers(procedures=done))
    assert of(card, "procedure") == [
        ("WRONG_DETAIL", "0DTJ4ZZ", "0DTJ0ZZ"),
        ("CORRECT", "30233N1", "30233N1"),
        ("EXTRA", "", "0BH17EZ"),
    ]
    assert of(card, "date") == [("WRONG_DETAIL", "2026-06-08", "2026-06-09")]
    assert (card.correct, card.items, card.partial) == (1, 3, 0.5)


def test_service_lines_and_their_details(parts: Any) -> None:
    key = AnswerKey(
        1,
        (parts.keyed("E11.22"), parts.keyed("M17.11"), parts.keyed("Z79.4", need=Need.OPTIONAL)),
        lines=(
            parts.line("99214", "25", points_to=("E11.22", "Z79.4")),
            parts.line("20610", "RT", points_to=("M17.11",)),
            parts.line("J3301", units=4, points_to=("M17.11",)),
        ),
    )
    lines = (
        parts.billed("20610", "RT", pointers=(9,)),
        parts.billed("99214", pointers=(1,)),
        parts.billed("J3301", units=1, pointers=(2,)),
        parts.billed("36415"),
    )
    card = score(parts.case(OFFICE), key, parts.answers("E11.21", "M17.11", lines=lines))
    assert of(card, "line") == [
        ("CORRECT", "99214", "99214"),
        ("CORRECT", "20610", "20610"),
        ("CORRECT", "J3301", "J3301"),
        ("EXTRA", "", "36415"),
    ]
    assert of(card, "modifier") == [("MISSED", "25", ""), ("CORRECT", "RT", "RT")]
    assert of(card, "units") == [("CORRECT", "1", "1"), ("CORRECT", "1", "1"), ("WRONG_DETAIL", "4", "1")]
    assert of(card, "pointer") == [
        ("CORRECT", "E11.22", "E11.22"),
        ("WRONG_DETAIL", "M17.11", "9 (no such diagnosis)"),
        ("CORRECT", "M17.11", "M17.11"),
    ]
    assert (card.correct, card.items) == (4, 6)


def test_the_first_pointer_and_the_set_of_pointers_matter(parts: Any) -> None:
    codes = ("E11.22", "I12.9", "N18.32")
    key = AnswerKey(1, tuple(map(parts.keyed, codes)), lines=(parts.line("99214", points_to=codes),))
    for pointers, outcome in (((1, 3, 2), "CORRECT"), ((2, 1, 3), "WRONG_DETAIL"), ((1, 2), "WRONG_DETAIL")):
        answers = parts.answers(*codes, lines=(parts.billed("99214", pointers=pointers),))
        assert of(score(parts.case(OFFICE), key, answers), "pointer")[0][0] == outcome


def test_lines_of_one_code_are_paired_by_their_details(parts: Any) -> None:
    key = AnswerKey(1, (), lines=(parts.line("20610", "RT"), parts.line("20610", "LT")))
    lines = (parts.billed("20610", "LT"), parts.billed("20610", "RT"))
    card = score(parts.case(OFFICE), key, parts.answers(lines=lines))
    assert {line.outcome for line in card.lines} == {Outcome.CORRECT}


def test_partial_credit_for_the_same_chapter(parts: Any) -> None:
    card = score(parts.case(OFFICE), AnswerKey(1, (parts.keyed("J18.9"),)), parts.answers("J40"))
    assert (card.correct, card.items, card.partial) == (0, 2, 0.125)


def test_drg_lines(parts: Any) -> None:
    key = AnswerKey(1, (parts.keyed("A41.51"),), drg=MsDrg("872"))
    work = parts.answers("A41.51")
    assert of(score(parts.case(), key, work), "DRG") == []
    assert of(score(parts.case(), key, work, drg_answered="872"), "DRG") == [("CORRECT", "872", "872")]
    assert of(score(parts.case(), key, work, drg_keyed="872"), "DRG") == [("MISSED", "872", "")]


def test_answers_of_another_case_are_refused(parts: Any) -> None:
    with pytest.raises(InvalidInputError, match="case 'other', not 'case'"):
        score(parts.case(), AnswerKey(1, ()), parts.answers(case="other"))


@given(st.integers(1, 400).flatmap(lambda items: st.tuples(st.integers(0, items), st.just(items))))
def test_the_interval_holds_the_share(counts: tuple[int, int]) -> None:
    low, high = wilson(*counts)
    assert 0 <= low <= counts[0] / counts[1] <= high <= 1


CODES = st.lists(st.sampled_from(["A41.51", "A41.9", "N17.9", "N39.0", "E11.22", "E11.9", "I10"]), max_size=6)


@given(keyed=CODES, answered=CODES, optional=st.sets(st.integers(0, 5)))
def test_the_figures_hold_together(
    parts: Any, keyed: list[str], answered: list[str], optional: set[int]
) -> None:
    needs = (Need.OPTIONAL if at in optional else Need.REQUIRED for at in range(len(keyed)))
    key = AnswerKey(1, tuple(parts.keyed(code, need=need) for code, need in zip(keyed, needs, strict=True)))
    card = score(parts.case(), key, parts.answers(*answered))
    assert 0 <= card.correct <= card.items
    assert card.code_over_code <= card.partial <= 1 or not card.items
    assert card.interval[0] <= card.code_over_code <= card.interval[1]
    codes = [line for line in card.lines if line.area == "diagnosis"]
    assert sorted(line.answered for line in codes if line.answered) == sorted(answered)
    perfect = score(parts.case(), key, parts.answers(*keyed))
    assert {line.outcome for line in perfect.lines if line.counts} <= {Outcome.CORRECT}
