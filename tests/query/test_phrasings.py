"""How queries are really phrased: turns of phrase that a rule must see, and near ones that it must not."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from codinglab.model import Channel, Indicator, Query
from codinglab.query import lint
from codinglab.query.examples import COMPLIANT, FACTS, choices, on, open_query, query, yes_no

ASK = "Please clarify the diagnosis, if any, being evaluated and treated."


def rules_of(checked: Query) -> set[str]:
    return {finding.rule for finding in lint(checked)}


def with_fact(fact: str) -> Query:
    return open_query(ASK, indicators=(*FACTS, *on(11, 4, fact)))


PHRASES = tomllib.loads(Path(__file__).with_name("phrasings.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("words", PHRASES["neutral"])
def test_a_neutral_question_breaks_nothing(words: str) -> None:
    assert rules_of(open_query(words)) == set()


@pytest.mark.parametrize("words", PHRASES["leading"])
def test_leading_words_are_seen(words: str) -> None:
    assert rules_of(open_query(words)) == {"QL-12"}


@pytest.mark.parametrize("words", PHRASES["asserted"])
def test_a_conclusion_of_the_author_is_seen(words: str) -> None:
    assert rules_of(open_query(f"{words} {ASK}" if words.endswith(".") else words)) == {"QL-13"}


@pytest.mark.parametrize("words", PHRASES["attributed"])
def test_what_the_chart_says_is_no_conclusion_of_the_author(words: str) -> None:
    assert rules_of(open_query(f"{words} {ASK}" if "Please" not in words else words)) == set()


@pytest.mark.parametrize("words", PHRASES["payment"])
def test_payment_language_is_seen(words: str) -> None:
    assert "QL-02" in rules_of(
        open_query(f"{ASK} This is {words}" if words[0].islower() else f"{ASK} {words}")
    )


@pytest.mark.parametrize("words", PHRASES["no_payment"])
def test_clinical_words_are_no_payment_language(words: str) -> None:
    assert "QL-02" not in rules_of(open_query(f"{words} {ASK}"))


@pytest.mark.parametrize("words", PHRASES["pressure"])
def test_pressure_is_seen(words: str) -> None:
    assert "QL-18" in rules_of(open_query(f"{ASK} {words}"))


@pytest.mark.parametrize("words", PHRASES["no_pressure"])
def test_an_instruction_how_to_answer_is_no_pressure(words: str) -> None:
    assert rules_of(open_query(f"{ASK} {words}")) == set()


@pytest.mark.parametrize("fact", PHRASES["vague"])
def test_a_vague_indicator_is_seen(fact: str) -> None:
    assert rules_of(with_fact(fact)) == {"QL-04"}


@pytest.mark.parametrize("fact", PHRASES["specific"])
def test_a_finding_a_treatment_and_a_value_are_specific(fact: str) -> None:
    assert rules_of(with_fact(fact)) == set()


@pytest.mark.parametrize("who", PHRASES["may_not"])
def test_who_may_not_document_a_diagnosis_is_not_asked(who: str) -> None:
    assert rules_of(query(addressee=who)) == {"QL-20"}


@pytest.mark.parametrize("who", PHRASES["may"])
def test_a_provider_is_asked(who: str) -> None:
    assert rules_of(query(addressee=who)) == set()


@pytest.mark.parametrize("title", PHRASES["leading_titles"])
def test_a_title_that_leads_is_seen(title: str) -> None:
    assert rules_of(open_query(ASK, title=title)) == {"QL-01"}


@pytest.mark.parametrize("title", PHRASES["neutral_titles"])
def test_a_neutral_title_is_kept(title: str) -> None:
    assert rules_of(open_query(ASK, title=title)) == set()


@pytest.mark.parametrize(
    ("question", "rule"),
    [
        ("", "QL-14"),
        ("Please review.", "QL-14"),
        ("The patient received fluids and the creatinine fell.", "QL-14"),
        ("1) What is the type of anemia? 2) What is the acuity?", "QL-14"),
        (
            "Please clarify the type of anemia. Please also clarify whether it was present on admission.",
            "QL-14",
        ),
        ("Please clarify the cause of the anemia and the type of heart failure.", "QL-15"),
        ("Please clarify the type of encephalopathy. Also please clarify the type of anemia.", "QL-14 QL-15"),
        ("What is the renal diagnosis? What is the nutritional diagnosis?", "QL-14 QL-15"),
        ("Please clarify the relationship between the anemia and the heart failure.", ""),
        ("Please clarify whether the anemia is due to chronic kidney disease.", ""),
        ("Can a diagnosis be given? If yes, which?", ""),
        (
            "Please clarify the respiratory diagnosis in this patient with heart failure.",
            "",
        ),
    ],
)
def test_one_clear_question_about_one_topic(question: str, rule: str) -> None:
    documented = ("anemia", "heart failure", "encephalopathy", "chronic kidney disease")
    assert rules_of(open_query(question, documented=documented)) == set(rule.split())


@pytest.mark.parametrize(
    ("asked", "subject", "documented"),
    [
        ("Was the UTI present on admission?", "UTI", ("urinary tract infection",)),
        ("Is the hypotension due to sepsis?", "hypotension due to sepsis", ("hypotension", "sepsis")),
        (
            "Radiology reports a pulmonary embolism. Do you agree?",
            "pulmonary embolism",
            ("pulmonary embolism",),
        ),
        ("Is the diabetes the cause of the neuropathy?", "diabetic neuropathy", ("diabetes", "neuropathy")),
        ("The ED documents sepsis and you do not. Do you agree with sepsis?", "sepsis", ("sepsis",)),
        ("Is the pneumonia due to the MRSA of the sputum culture?", "pneumonia", ("pneumonia",)),
    ],
)
def test_a_lawful_yes_no_query(asked: str, subject: str, documented: tuple[str, ...]) -> None:
    assert rules_of(yes_no(asked, subject, *documented)) == set()


@pytest.mark.parametrize(
    ("asked", "subject", "documented"),
    [
        ("Does the patient have malnutrition?", "malnutrition", ()),
        ("Is this acute systolic heart failure?", "acute systolic heart failure", ("CHF",)),
        ("Was sepsis present on admission?", "sepsis", ("pneumonia",)),
        ("Is the anemia due to acute blood loss?", "acute blood loss anemia", ("anemia",)),
    ],
)
def test_a_yes_no_query_about_something_new(asked: str, subject: str, documented: tuple[str, ...]) -> None:
    assert rules_of(yes_no(asked, subject, *documented)) == {"QL-11"}


def test_the_provider_s_words_in_a_transcript_are_not_the_author_s() -> None:
    said = (
        "CDI: what diagnosis, if any, explains the creatinine? Dr. Roe: The patient has acute kidney injury."
    )
    spoken = {"channel": Channel.VERBAL, "spoken_at": "10:00"}
    assert rules_of(query(transcript=said, **spoken)) == set()
    led = "CDI: Would you agree that this is kidney injury? Dr. Roe: yes."
    assert rules_of(query(transcript=led, **spoken)) == {"QL-12"}


@pytest.mark.parametrize(
    "degrees",
    [("Mild acute kidney injury", "Severe acute kidney injury"), ("**Acute kidney injury**", "Dehydration")],
)
def test_an_option_that_stands_out_is_a_warning(degrees: tuple[str, ...]) -> None:
    assert rules_of(query(options=choices(*degrees))) == {"QL-09"}


@pytest.mark.parametrize(
    "empty", ["No further documentation", "Not applicable", "Decline to answer", "Disagree"]
)
def test_a_non_answer_is_a_fault_only_where_it_is_the_alternative(empty: str) -> None:
    assert rules_of(query(options=choices("Acute kidney injury", empty))) == {"QL-10"}
    assert rules_of(query(options=choices("Acute kidney injury", "Dehydration", empty))) == set()


def test_the_answers_that_leave_it_open_are_known_by_many_names() -> None:
    for other in ("[ ] Other: ____", "d) Other", "Another diagnosis (please specify)", "None of the above"):
        assert rules_of(query(options=("AKI", other, "Unable to determine"))) == set()
    for open_end in (
        "Cannot be determined",
        "Clinically undetermined",
        "Unknown at this time",
        "Not able to determine",
    ):
        assert rules_of(query(options=("AKI", "Other", open_end))) == set()
    assert rules_of(query(options=("AKI", "Other", "Sepsis of undetermined organism"))) >= {"QL-07", "QL-08"}


def test_a_past_fact_needs_its_label_and_its_date() -> None:
    for fact in ("EF 25 % last year", "EF 25 % on 2019 echo", "EF 25 % at last hospitalization"):
        assert rules_of(with_fact(fact)) == {"QL-17"}
    for fact in (
        "Lost 20 lb over the last year",
        "Weight 92 kg, 84 kg six months ago",
        "Symptoms for the past year",
    ):
        assert rules_of(with_fact(fact)) == set()
    old = Indicator("EF 25 %", COMPLIANT.written_on.replace(year=2024), "Echocardiogram")  # type: ignore[union-attr]
    assert rules_of(open_query(ASK, indicators=(*FACTS, old))) == {"QL-17"}
