"""Acceptable ways of coding, codes mistaken for others, leaders, details of lines, queries, effects."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from codinglab.claims.assemble import answers_from_key, claim_from
from codinglab.group import group
from codinglab.model import (
    AcceptableSet,
    AnswerKey,
    Answers,
    ClaimType,
    Diagnosis,
    Hcpcs,
    Icd10cm,
    Icd10pcs,
    Indicator,
    Modifier,
    Need,
    Outcome,
    QueryOpportunity,
    QueryType,
    Scorecard,
    SequenceConstraint,
    TemptingCode,
)
from codinglab.query.examples import COMPLIANT
from codinglab.reference.case_folders import SHIPPED
from codinglab.reference.cases import load_case, load_key
from codinglab.score import assess, score, standard
from codinglab.score.effects import effects

OFFICE = ClaimType.PROFESSIONAL
STAY = "inpatient-sepsis-kidney-injury"


def of(card: Scorecard, area: str) -> list[tuple[str, str, str]]:
    return [(line.outcome.name, line.keyed, line.answered) for line in card.lines if line.area == area]


def accepted(parts: Any, keyed: tuple[str, ...], *instead: str) -> AcceptableSet:
    return AcceptableSet(
        tuple(map(Icd10cm, keyed)), tuple(map(Icd10cm, instead)), "Either way.", (parts.rule,)
    )


def test_a_set_counts_whole_or_not_at_all(parts: Any) -> None:
    key = AnswerKey(
        1,
        (parts.keyed("J18.9"), parts.keyed("I13.0"), parts.keyed("I50.9")),
        acceptable_sets=(accepted(parts, ("I13.0", "I50.9"), "I11.0", "N18.9"),),
    )
    whole = score(parts.case(OFFICE), key, parts.answers("J18.9", "I11.0", "N18.9"))
    assert (whole.correct, whole.items, whole.partial) == (3, 3, 1.0)
    assert "Either way." in {line.rationale for line in whole.lines}
    half = score(parts.case(OFFICE), key, parts.answers("J18.9", "I11.0"))
    assert (half.correct, half.items) == (1, 4)
    both = score(parts.case(OFFICE), key, parts.answers("J18.9", "I13.0", "I50.9", "I11.0", "N18.9"))
    assert (both.correct, both.items) == (3, 5)


def test_two_sets_for_one_diagnosis_and_both_answered(parts: Any) -> None:
    key = AnswerKey(
        1,
        (parts.keyed("R07.9"),),
        acceptable_sets=(accepted(parts, ("R07.9",), "R07.89"), accepted(parts, ("R07.9",), "R07.2")),
    )
    card = score(parts.case(OFFICE), key, parts.answers("R07.89", "R07.2"))
    assert (card.correct, card.items) == (1, 2)


def test_a_set_takes_the_place_of_what_it_replaces_in_order_and_pointers(parts: Any) -> None:
    lead = SequenceConstraint(Icd10cm("I13.0"), (), "It leads.", parts.rule)
    key = AnswerKey(
        1,
        (parts.keyed("I13.0"), parts.keyed("J18.9")),
        lines=(parts.line("99213", points_to=("I13.0",)),),
        acceptable_sets=(accepted(parts, ("I13.0",), "I11.0", "N18.9"),),
        sequence=(lead,),
    )
    line = parts.billed("99213", pointers=(1,))
    card = score(parts.case(OFFICE), key, parts.answers("I11.0", "J18.9", "N18.9", lines=(line,)))
    assert {one.outcome for one in card.lines} == {Outcome.CORRECT}


def test_a_code_mistaken_for_another_is_one_error_and_not_two(parts: Any) -> None:
    why = (parts.rule,)
    key = AnswerKey(
        1,
        (parts.keyed("I21.4"), parts.keyed("I10")),
        procedures=(parts.procedure("0DTJ4ZZ"),),
        lines=(parts.line("20610"),),
        prohibited=(
            TemptingCode("R07.9", "A symptom.", why, "I21.4"),
            TemptingCode("I11.9", "No heart disease.", why),
            TemptingCode("0DBJ4ZZ", "All of it went.", why, "0DTJ4ZZ"),
            TemptingCode("20605", "The knee is large.", why, "20610"),
        ),
    )
    work = parts.answers(
        "R07.9", "I11.9", procedures=(("0DBJ4ZZ", parts.day),), lines=(parts.billed("20605"),)
    )
    card = score(parts.case(), key, work)
    assert of(card, "diagnosis") == [
        ("WRONG_DETAIL", "I21.4", "R07.9"), ("MISSED", "I10", ""), ("EXTRA", "", "I11.9"),
    ]  # fmt: skip
    assert of(card, "procedure") == [("WRONG_DETAIL", "0DTJ4ZZ", "0DBJ4ZZ")]
    assert of(card, "line") == [("WRONG_DETAIL", "20610", "20605")]
    assert "A symptom." in next(line.rationale for line in card.lines if line.answered == "R07.9")


def test_any_of_several_leaders_may_lead_and_the_rest_of_the_order_still_counts(parts: Any) -> None:
    leads = tuple(
        SequenceConstraint(Icd10cm(code), (), "May lead.", parts.rule) for code in ("I50.9", "J44.1")
    )
    before = SequenceConstraint(Icd10cm("J44.1"), (Icd10cm("J96.01"),), "Cause first.", parts.rule)
    codes = ("I50.9", "J44.1", "J96.01")
    key = AnswerKey(1, tuple(map(parts.keyed, codes)), sequence=(*leads, before))
    for order in (codes, ("J44.1", "I50.9", "J96.01")):
        card = score(parts.case(), key, parts.answers(*order))
        assert (card.correct, card.items, card.whole) == (3, 3, True)
    broken = score(parts.case(), key, parts.answers("I50.9", "J96.01", "J44.1"))
    assert of(broken, "principal")[0][0] == "CORRECT"
    assert of(broken, "sequence") == [("SEQUENCE", "J44.1 before J96.01", "J96.01 before J44.1")]
    wrong = score(parts.case(), key, parts.answers("J96.01", "J44.1", "I50.9"))
    assert of(wrong, "principal") == [("SEQUENCE", "I50.9 or J44.1 first", "J96.01 first")]
    assert not of(wrong, "sequence")


def test_accepted_details_of_a_line(parts: Any) -> None:
    keyed = replace(
        parts.line("99214", "25", points_to=("E11.22",)),
        acceptable=(Hcpcs("99215"),),
        acceptable_modifiers=((Modifier("25"), Modifier("GT")),),
        may_point_to=(Icd10cm("I10"),),
        date=date(2026, 6, 9),
        place_of_service="11",
        revenue_code="0510",
    )
    key = AnswerKey(1, (parts.keyed("E11.22"), parts.keyed("I10"), parts.keyed("J40")), lines=(keyed,))
    right = replace(
        parts.billed("99215", "GT", "25", pointers=(2, 1)),
        date=date(2026, 6, 9), place_of_service="11", revenue_code="0510",
    )  # fmt: skip
    codes = ("E11.22", "I10", "J40")
    card = score(parts.case(OFFICE), key, parts.answers(*codes, lines=(right,)))
    assert {line.outcome for line in card.lines} == {Outcome.CORRECT}
    wrong = replace(
        right, modifiers=(), pointers=(1, 3), date=parts.day, place_of_service="22", revenue_code=""
    )
    card = score(parts.case(OFFICE), key, parts.answers(*codes, lines=(wrong,)))
    faults = {line.area: line.outcome for line in card.lines if not line.right}
    assert faults == {
        "modifier": Outcome.MISSED,
        "pointer": Outcome.WRONG_DETAIL,
        "date": Outcome.WRONG_DETAIL,
        "place of service": Outcome.WRONG_DETAIL,
        "revenue code": Outcome.MISSED,
    }
    assert card.code_over_code == 1.0
    assert not card.whole


def test_accepted_poa_and_procedures(parts: Any) -> None:
    keyed = replace(parts.keyed("A41.51"), acceptable_poa=("U", ""))
    done = replace(parts.procedure("0DTJ4ZZ"), acceptable=(Icd10pcs("0DTJ0ZZ"),))
    key = AnswerKey(1, (keyed,), procedures=(done,))
    for poa in ("Y", "U", ""):
        card = score(parts.case(), key, parts.answers(f"A41.51/{poa}", procedures=(("0DTJ0ZZ", parts.day),)))
        assert card.whole, poa
    assert not score(parts.case(), key, parts.answers("A41.51/N", procedures=(("0DTJ0ZZ", parts.day),))).whole


def test_queries_found_not_compliant_and_not_called_for(parts: Any) -> None:
    facts = (Indicator("Creatinine 2.4 mg/dL", "Laboratory", date(2026, 6, 8), "Creatinine 2.4 mg/dL"),)
    wanted = QueryOpportunity(
        "kidney", "kidney injury", COMPLIANT.title, COMPLIANT.question, QueryType.MULTIPLE_CHOICE,
        facts, COMPLIANT.options, "The creatinine doubled.", (parts.rule,),
    )  # fmt: skip
    key = AnswerKey(1, (parts.keyed("A41.51"),), queries=(wanted,))
    work = parts.answers("A41.51")
    leading = replace(COMPLIANT, question=f"Please document it. {COMPLIANT.question}", options=("Yes",))
    stray = replace(
        COMPLIANT, id="x", title="Weight", question="Is obesity meant?", indicators=(), options=()
    )
    found = {
        said: score(parts.case(), key, replace(work, queries=queries))
        for said, queries in {
            "none": (), "found": (COMPLIANT,), "leading": (leading,), "both": (COMPLIANT, stray),
        }.items()
    }  # fmt: skip
    assert [of(card, "query")[0][0] for card in found.values()] == [
        "MISSED",
        "CORRECT",
        "WRONG_DETAIL",
        "CORRECT",
    ]
    assert of(found["both"], "query")[1][0] == "EXTRA"
    assert {card.code_over_code for card in found.values()} == {1.0}
    assert found["both"].weighted < found["found"].weighted


def test_an_optional_code_costs_nothing_either_way(parts: Any) -> None:
    key = AnswerKey(1, (parts.keyed("A41.51"), parts.keyed("Z79.4", need=Need.OPTIONAL)))
    without, given = (
        score(parts.case(), key, parts.answers(*codes)) for codes in (("A41.51",), ("A41.51", "Z79.4"))
    )
    assert (without.correct, without.items, without.weighted) == (given.correct, given.items, given.weighted)


def tried(answers: Answers) -> tuple[set[tuple[str, str]], Scorecard]:
    case, key = load_case(STAY, SHIPPED), load_key(STAY, SHIPPED)
    card = assess(standard(case, key), answers)
    return {(effect.item.split("|")[0], effect.drg) for effect in effects(case, answers, card)}, card


def test_effects_agree_with_grouping_again() -> None:
    case, key = load_case(STAY, SHIPPED), load_key(STAY, SHIPPED)
    right = answers_from_key(case, key)
    assert tried(right) == (set(), assess(standard(case, key), right))
    swapped = replace(right, diagnoses=(right.diagnoses[1], right.diagnoses[0], *right.diagnoses[2:]))
    found, card = tried(swapped)
    assert ("principal", card.drg_keyed) in found
    assert card.drg_answered == str(group(claim_from(case, swapped)).drg)
    twice = replace(right, diagnoses=(*right.diagnoses, right.diagnoses[0], right.diagnoses[1]))
    found, card = tried(twice)
    assert card.drg_answered == card.drg_keyed
    assert not found


def test_a_missed_only_procedure_shows_what_it_does_to_the_drg(parts: Any) -> None:
    case = load_case(STAY, SHIPPED)
    work = Answers("a", case.id, diagnoses=(Diagnosis(Icd10cm("K35.80"), "Y"),))
    key = AnswerKey(
        1, (parts.keyed("K35.80"),), procedures=(parts.procedure("0DTJ4ZZ", case.shell.from_date),)
    )
    against = standard(case, key)
    card = assess(against, work)
    (effect,) = effects(case, work, card)
    assert effect.item == "procedure||0DTJ4ZZ|"
    assert effect.drg == against.drg != card.drg_answered


def test_the_severity_of_a_keyed_diagnosis_is_that_of_the_key(parts: Any) -> None:
    case = load_case(STAY, SHIPPED)
    key = AnswerKey(1, (parts.keyed("A41.51"), parts.keyed("N39.0")))
    swapped = Answers(
        "a", case.id, diagnoses=(Diagnosis(Icd10cm("N39.0"), "Y"), Diagnosis(Icd10cm("A41.51"), "Y"))
    )
    card = assess(standard(case, key), swapped)
    severity = {line.keyed: line.severity for line in card.lines if line.area == "diagnosis"}
    assert severity["A41.51"] == ""
    assert severity == {"A41.51": "", "N39.0": standard(case, key).severities.get("N390", "")}


@pytest.mark.parametrize("empty", ["keyed", "instead"])
def test_an_empty_acceptable_set_is_a_fault_of_the_key(tmp_path: Any, empty: str) -> None:
    import shutil

    from codinglab.model import InvalidInputError

    shutil.copytree(SHIPPED / STAY, tmp_path / STAY)
    file = tmp_path / STAY / "key.toml"
    first = load_key(STAY, SHIPPED).diagnoses[0].code.written
    keyed, instead = ("[]", f'["{first}"]') if empty == "keyed" else (f'["{first}"]', "[]")
    text = file.read_text(encoding="utf-8")
    text += f'\n[[acceptable_sets]]\nkeyed = {keyed}\ninstead = {instead}\nwhy = "x"\nauthority = []\n'
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InvalidInputError, match="name what it replaces"):
        load_key(STAY, tmp_path)
