"""The templates: whole, neutral, and filled with what the indicators speak for."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from codinglab.indicators import conditions
from codinglab.model import Indicator, InvalidInputError, Query, QueryType, Severity, TableMissingError
from codinglab.query import draft, fill, lint, template
from codinglab.query.opportunity import Kind, Opportunity
from codinglab.query.supported import Support, stands
from codinglab.query.template_examples import Example, example_chart, examples
from codinglab.query.template_file import TEMPLATES, read_templates
from codinglab.query.templates import topics
from codinglab.query.wording import INSIGNIFICANT, is_other, is_undetermined

WRITER = "C. Writer, RN, CCDS"
CHART, EXAMPLES = example_chart(), examples()
LAST = CHART.through_date


def drafted(opportunity: Opportunity) -> Query:
    filled = fill(opportunity, CHART)
    return draft(filled, CHART, author=WRITER, written_on=LAST, contact="ext. 4021", reviewer=WRITER)


def opportunity(topic: str, **changes: Any) -> Opportunity:
    return replace(EXAMPLES[topic].opportunity(), **changes)


def blocking(query: Query) -> list[str]:
    return [f"{one.rule} {one.message}" for one in lint(query) if one.severity is Severity.FAIL]


def test_every_topic_has_an_example_and_every_condition_an_option() -> None:
    assert set(EXAMPLES) == set(topics())
    assert len(topics()) >= 28

    def named(support: Support | None) -> set[str]:
        return {support.condition} | named(support.also) if support else set()

    offered = set().union(
        *(named(one) for topic in topics() for option in template(topic).option for one in option.support)
    )
    assert set(conditions()) <= offered


@pytest.mark.parametrize("topic", topics())
def test_a_filled_template_drafts_a_query_without_a_fault(topic: str) -> None:
    query = drafted(opportunity(topic))
    assert blocking(query) == []
    assert set(EXAMPLES[topic].offered) <= set(query.options)
    assert query.type is template(topic).type
    assert query.title == template(topic).title
    assert "{" not in query.question + "".join(query.options)


@pytest.mark.parametrize("topic", topics())
def test_without_facts_a_choice_offers_only_what_is_documented(topic: str) -> None:
    query = drafted(opportunity(topic, indicators=()))
    for option in query.options:
        words = option.casefold()
        assert (
            is_other(option)
            or is_undetermined(option)
            or query.type is QueryType.YES_NO
            or any(one.casefold() in words for one in query.documented)
            or topic in ("drug-effect", "postoperative-event", "pneumonia-kind")
        )


@pytest.mark.parametrize(
    "topic", [topic for topic in topics() if template(topic).plain or "{" not in template(topic).question]
)
def test_without_a_documented_condition_the_question_is_plain(topic: str) -> None:
    query = drafted(opportunity(topic, subject="", partner="", kind=Kind.NO_DIAGNOSIS))
    assert query.question == (template(topic).plain or template(topic).question)
    assert query.documented == ()
    assert blocking(query) == []


@pytest.mark.parametrize("topic", ["conflict", "cause-effect", "clinical-validity", "present-on-admission"])
def test_a_template_about_something_documented_says_what_it_lacks(topic: str) -> None:
    with pytest.raises(InvalidInputError, match="names no subject"):
        fill(opportunity(topic, subject="", partner=""), CHART)


def test_an_unknown_topic_names_near_ones() -> None:
    with pytest.raises(InvalidInputError, match="Did you mean kidney-cause"):
        fill(replace(opportunity("kidney-cause"), topic="kidney-causes"), CHART)


def test_what_the_opportunity_names_is_offered_first_and_once() -> None:
    query = drafted(
        opportunity("low-sodium", options=("dilution by IV fluid", "HYPONATREMIA", "Dilution by IV fluid"))
    )
    assert query.options[:3] == ("Dilution by IV fluid", "Hyponatremia", INSIGNIFICANT)


def test_what_the_opportunity_names_gives_way_to_the_more_specific_and_replaces_the_merely_documented() -> (
    None
):
    general = drafted(opportunity("nutrition", options=("malnutrition, with its degree",)))
    assert general.options[0] == "Severe protein-calorie malnutrition"
    named = drafted(opportunity("pneumonia-kind", indicators=(), options=("aspiration pneumonia",)))
    assert named.options[:2] == ("Aspiration pneumonia", "Pneumonia without a more specific cause")
    causes = ("AKI due to sepsis", "AKI due to volume loss")
    linked = drafted(opportunity("organ-dysfunction-link", options=causes))
    assert linked.options[:3] == (*causes, "The sepsis and the AKI are not associated")


@pytest.mark.parametrize(
    ("subject", "asked"),
    [
        ("Metabolic encephalopathy", "the metabolic encephalopathy further"),
        ("AKI", "the AKI further"),
        ("Crohn's disease", "the Crohn's disease further"),
        ("Heart  failure\n", "the heart failure further"),
    ],
)
def test_documented_words_stand_in_the_sentence_as_they_should(subject: str, asked: str) -> None:
    assert asked in drafted(opportunity("general-specificity", subject=subject)).question


def test_a_conflict_about_the_kind_of_one_condition_does_not_offer_both() -> None:
    kinds = opportunity("conflict", subject="chronic heart failure", partner="acute heart failure")
    assert drafted(kinds).options[:3] == (
        "Chronic heart failure", "Acute heart failure", "Other (please specify)"
    )  # fmt: skip


def test_a_report_of_something_undocumented_is_an_option_and_not_documented() -> None:
    query = drafted(opportunity("abnormal-imaging", subject="acute pulmonary embolism"))
    assert "Acute pulmonary embolism" in query.options
    assert query.documented == ()


def test_a_choice_without_a_supported_option_is_asked_openly() -> None:
    weak = (Indicator("Sodium 138 mmol/L", LAST, "Laboratory"), Indicator("BMP daily", LAST, "Orders"))
    query = drafted(opportunity("low-sodium", indicators=weak))
    assert (query.type, query.options) == (QueryType.OPEN, ())


def test_tubular_necrosis_is_offered_only_with_a_tubular_fact() -> None:
    without = Example(
        "kidney-cause",
        ((3, "Creatinine 2.4 mg/dL"), (3, "Sediment: no muddy brown casts"), (3, "IV fluid bolus 2 L")),
        subject="AKI",
    )
    assert "Acute tubular necrosis" not in drafted(without.opportunity()).options


def test_contrary_facts_are_kept_marked_and_support_only_the_other_reading() -> None:
    casts = Indicator("Muddy brown casts reported, thought a mix-up", LAST, "Laboratory", contrary=True)
    fluid = Indicator("Improved with fluids in a day", LAST, "Progress note", contrary=True)
    query = drafted(opportunity("kidney-cause", indicators=(casts, fluid)))
    assert "Acute tubular necrosis" not in query.options
    assert "Prerenal, from loss of volume" in query.options
    assert [item.contrary for item in query.indicators] == [True, True]
    assert query.record == query.indicators


@pytest.mark.parametrize(
    ("topic", "addressee"),
    [
        ("pneumonia-kind", "H. House, MD"),
        ("conflict", "A. Roe, MD"),
        ("debridement-depth", "S. Knife, MD"),
        ("pathology-finding", "A. Roe, MD"),
        ("clinical-validity", "A. Roe, MD"),
        ("low-sodium", "A. Roe, MD"),
    ],
)
def test_the_query_goes_to_who_can_answer(topic: str, addressee: str) -> None:
    """Pneumonia: the consultant denies it. Malnutrition: only a dietitian wrote it."""
    assert drafted(opportunity(topic)).addressee == addressee


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Clinically dehydrated", True),
        ("Not dehydrated", False),
        ("No fever but dehydrated", True),
        ("No edema; dehydrated", True),
        ("Dehydration: absent", False),
        ("predehydration", False),
    ],
)
def test_words_that_are_denied_do_not_stand(text: str, found: bool) -> None:
    assert stands(("dehydrat*",), text) is found


GOOD = """
[[template]]
topic = "t"
title = "Clarification"
question = "Please clarify the {subject}."
plain = "Please clarify."
type = "multiple_choice"
why = "w"
authority = [{ source = "s" }]
[[template.option]]
text = "A"
support = [{ words = ["a"] }]
"""


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("{subject}", "{patient}", "{patient} is no placeholder"),
        ('title = "Clarification"', 'title = "{subject}"', "title and plain take no placeholder"),
        (" the {subject}", "", "plain is only for a question with a placeholder"),
        ("multiple_choice", "open", "only a multiple choice has options"),
        ("multiple_choice", "either", "type"),
        ('words = ["a"]', 'condition = "hypernatrema"', "There are no indicators of 'hypernatrema'"),
        ('words = ["a"]', 'condition = "sepsis", definition = "d"', "has no definition 'd'"),
        ('words = ["a"]', 'condition = "sepsis", grades = ["g"]', "has no grade 'g'"),
        ('words = ["a"]', 'grades = ["g"]', "asks for nothing"),
        ('words = ["a"]', 'words = ["a"], grades = ["g"]', "needs its condition"),
        ('{ words = ["a"] }', "", "has no support"),
        ('topic = "t"', "topic =", "cannot be read as TOML"),
        ('why = "w"', "", "why"),
    ],
)
def test_a_fault_of_the_file_is_told(tmp_path: Path, old: str, new: str, says: str) -> None:
    path = tmp_path / "templates.toml"
    path.write_text(GOOD.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(InvalidInputError) as told:
        read_templates(path)
    assert says in str(told.value)
    assert "templates.toml" in str(told.value)


def test_a_topic_stands_once_and_the_file_must_be_there(tmp_path: Path) -> None:
    path = tmp_path / "templates.toml"
    with pytest.raises(TableMissingError, match="restore"):
        read_templates(path)
    path.write_text(GOOD, encoding="utf-8")
    assert list(read_templates(path)) == ["t"]
    path.write_text(GOOD + GOOD, encoding="utf-8")
    with pytest.raises(InvalidInputError, match="stands twice"):
        read_templates(path)


@pytest.mark.parametrize("topic", topics())
def test_no_template_speaks_of_payment_or_leads(topic: str) -> None:
    """The words of the file itself: every text that can come into a query."""
    one = template(topic)
    for question in filter(None, (one.question, one.plain)):
        words = Query(
            "q", "e", QueryType.OPEN, one.title, question, options=tuple(item.text for item in one.option)
        )
        assert not {found.rule for found in lint(words)} & {"QL-01", "QL-02", "QL-12"}
    assert not any(is_other(item.text) or is_undetermined(item.text) for item in one.option)


def test_the_templates_ship_with_the_project() -> None:
    assert tuple(read_templates(TEMPLATES)) == topics()


FACTS = sorted({fact for example in EXAMPLES.values() for _, fact in example.facts})
SUBJECTS = ("", "sepsis", "AKI", "type 2 diabetes", "heart failure", "CC: chest pain", "weight loss of 9 kg")
CLINICAL = st.lists(
    st.sampled_from(["Sepsis", "Low-molecular-weight heparin effect", "Other", " "]), max_size=3
)
INDICATORS = st.lists(
    st.builds(
        Indicator,
        fact=st.sampled_from([*FACTS, "DRG 871 on a face sheet", "Denial letter"]),
        observed_on=st.none() | st.dates(date(2026, 1, 1), LAST),
        source=st.sampled_from(["", "progress-1", "Laboratory"]),
        prior=st.booleans(),
        contrary=st.booleans(),
    ),
    max_size=6,
)
OPPORTUNITIES = st.builds(
    Opportunity,
    id=st.just("generated"),
    kind=st.sampled_from(Kind),
    topic=st.sampled_from(topics()),
    why=st.just(""),
    authority=st.just(()),
    indicators=INDICATORS.map(tuple),
    subject=st.sampled_from(SUBJECTS),
    partner=st.sampled_from(SUBJECTS),
    options=CLINICAL.map(tuple),
)


@given(OPPORTUNITIES)
@settings(max_examples=200, deadline=None)
def test_no_generated_draft_speaks_of_payment(found: Opportunity) -> None:
    needed = template(found.topic)
    lacks = ("{subject}" in needed.question and not found.subject) or (
        "{partner}" in needed.question and not found.partner
    )
    if lacks and not needed.plain:
        with pytest.raises(InvalidInputError, match="names no"):
            drafted(found)
        return
    query = drafted(found)
    assert not {one.rule for one in lint(query)} & {"QL-01", "QL-02", "QL-06", "QL-07", "QL-12"}
    if query.type is QueryType.MULTIPLE_CHOICE:
        assert sum(map(is_other, query.options)) == 1
        assert sum(map(is_undetermined, query.options)) == 1
        assert len(query.options) > 2
    if query.type is QueryType.OPEN:
        assert query.options == ()
    assert len(query.indicators) == len(found.indicators)
    assert [item.contrary for item in query.indicators] == [item.contrary for item in found.indicators]


HOSTILE = st.sampled_from(
    ["MCC capture", "higher DRG", "reimbursement", "the claim", "HCC gap", "SOI 4", "case mix index", "audit"]
)


@given(st.sampled_from(topics()), HOSTILE, HOSTILE, st.booleans())
@settings(deadline=None)
def test_words_of_payment_stop_the_draft(topic: str, words: str, other: str, named: bool) -> None:
    found = opportunity(
        topic, subject=words, partner=other, kind=Kind.CAUSE, options=(other,) if named else ()
    )
    query = None
    with suppress(InvalidInputError):
        query = drafted(found)
    assert query is None or "QL-02" not in {one.rule for one in lint(query)}


def test_a_draft_that_is_stopped_says_why() -> None:
    with pytest.raises(InvalidInputError, match=r"not drafted.*“DRG”.*Change these words"):
        drafted(opportunity("conflict", partner="the higher DRG"))
