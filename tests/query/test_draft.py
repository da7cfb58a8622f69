"""Drafts and their rendering."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codinglab.model import (
    Authority,
    ClaimType,
    Document,
    DocumentType,
    Encounter,
    Indicator,
    Patient,
    Query,
    QueryOpportunity,
    QueryStatus,
    QueryType,
    Setting,
    Sex,
)
from codinglab.parse import dump_json, parse_json
from codinglab.query import draft, lint, render_html, render_text
from codinglab.query.draft import NEUTRAL_TITLE

DAY = date(2026, 6, 8)
TEXT = "Creatinine 2.4 mg/dL. Two litres of fluid given. Urine culture pending."
NOTE = Document("note-1", DocumentType.PROGRESS_NOTE, "Progress note, day 2", "A. Writer, MD", DAY, TEXT)
LABS = Document(
    "labs", DocumentType.LABORATORY_REPORT, "Laboratory", "B. Bench", date(2026, 6, 9), "Lactate 2.6"
)
ENCOUNTER = Encounter(
    "enc-7",
    Setting.INPATIENT_ACUTE,
    ClaimType.INPATIENT,
    Patient("p", date(1954, 3, 2), Sex.FEMALE),
    DAY,
    DAY,
    (NOTE, LABS),
)
OPPORTUNITY = QueryOpportunity(
    id="renal",
    topic="renal status",
    title="Clarification: renal status",
    question="Please clarify the diagnosis, if any, being evaluated and treated.",
    type=QueryType.MULTIPLE_CHOICE,
    indicators=(
        Indicator("Creatinine 2.4 mg/dL", source="note-1", quote="Creatinine 2.4 mg/dL"),
        Indicator("2 L fluid given", quote="Two litres of fluid given"),
        Indicator("Lactate 2.6 mmol/L", date(2026, 6, 7), "Laboratory"),
    ),
    options=("Acute kidney injury", "Prerenal azotemia"),
    why="Creatinine is treated and no diagnosis is written.",
    authority=(Authority("ICD-10-CM Official Guidelines", "FY2026", "III.B"),),
)


def drafted(**changes: Any) -> Query:
    return draft(
        replace(OPPORTUNITY, **changes),
        ENCOUNTER,
        author="C. Coder, CCS",
        contact="ext. 4021",
        reviewer="R. Reader, RN",
        written_on=DAY,
    )


def test_a_draft_carries_sourced_facts_and_fair_options() -> None:
    query = drafted()
    assert query.id == "enc-7-renal"
    assert query.status is QueryStatus.OPEN
    assert query.options == (
        "Acute kidney injury", "Prerenal azotemia", "Other (please specify)", "Unable to determine"
    )  # fmt: skip
    assert [(item.source, item.observed_on) for item in query.indicators] == [
        ("Progress note, day 2", DAY),
        ("Progress note, day 2", DAY),
        ("Laboratory", date(2026, 6, 7)),
    ]
    assert (query.addressee, query.author, query.written_on) == ("A. Writer, MD", "C. Coder, CCS", DAY)
    assert query.documented == ()
    assert (query.patient_id, query.contact) == ("p", "ext. 4021")
    assert (query.generator, query.reviewer) == ("codinglab", "R. Reader, RN")
    assert query.record == query.indicators
    assert lint(query) == ()


def test_what_the_opportunity_says_of_documentation_and_addressee_counts() -> None:
    opportunity = replace(
        OPPORTUNITY,
        type=QueryType.YES_NO,
        options=(),
        subject="AKI",
        documented=("AKI", "sepsis"),
        addressee="S. Knife, MD",
    )
    query = draft(opportunity, ENCOUNTER, author="C. Coder, CCS", written_on=DAY)
    assert (query.subject, query.documented, query.addressee) == ("AKI", ("AKI", "sepsis"), "S. Knife, MD")
    other = draft(opportunity, ENCOUNTER, author="C. Coder, CCS", written_on=DAY, addressee="Dr. Else")
    assert other.addressee == "Dr. Else"


def test_options_already_fair_are_left_as_they_are() -> None:
    offered = ("Clinically undetermined", "Acute kidney injury", "Other: specify")
    assert drafted(options=offered).options == offered


def test_a_title_that_leads_gives_way_to_a_neutral_one() -> None:
    assert drafted(title="AKI?").title == NEUTRAL_TITLE
    assert drafted(title=" ").title == NEUTRAL_TITLE


def test_an_open_draft_has_no_options() -> None:
    assert drafted(type=QueryType.OPEN).options == ()


@pytest.mark.parametrize(
    ("topic", "rules"), [("urine culture pending", ()), ("sepsis", ("QL-11",))], ids=("documented", "new")
)
def test_a_yes_no_draft_takes_as_documented_only_what_an_indicator_says(
    topic: str, rules: tuple[str, ...]
) -> None:
    indicators = (*OPPORTUNITY.indicators, Indicator("Urine culture pending", source="note-1"))
    query = drafted(type=QueryType.YES_NO, topic=topic, options=(), indicators=indicators)
    assert query.options == ("Yes", "No", "Other (please specify)", "Unable to determine")
    assert tuple(finding.rule for finding in lint(query)) == rules


def test_a_query_survives_its_file() -> None:
    assert parse_json(Query, dump_json(drafted()), source="test") == drafted()


def test_the_text_shows_facts_question_and_options() -> None:
    text = render_text(drafted())
    assert "- Creatinine 2.4 mg/dL (2026-06-08, Progress note, day 2)" in text
    assert "[ ] Unable to determine" in text
    assert "To: A. Writer, MD" in text
    assert lint(replace(drafted(), question=text)) == ()


def test_the_html_is_escaped_and_shows_the_same() -> None:
    html = render_html(drafted(title="<script>alert(1)</script>", options=("a & b",)))
    assert "<script>" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "<li>a &amp; b</li>" in html
    assert "Creatinine 2.4 mg/dL" in html
    assert "style" not in html


TITLES = st.sampled_from(
    ["Clarification: renal status", "Sepsis?", "Mental status", "Weight change", "AKI type", "Nutrition"]
)
QUESTIONS = st.sampled_from(
    [
        "Please clarify the diagnosis, if any, being treated.",
        "What is the clinical significance of the weight loss, 91 kg to 82.5 kg?",
        "Can the acuity and type be specified?",
    ]
)
OPTIONS = st.lists(
    st.sampled_from(
        [
            "Acute kidney injury", "Fever of unknown origin", "Other", "Other (please specify)", "Unknown",
            "Unable to determine", "No clinical significance", "Pneumonia and other infection of the lung",
        ]
    ),
    max_size=6,
)  # fmt: skip
INDICATORS = st.lists(
    st.builds(
        Indicator,
        fact=st.sampled_from(
            ["CC: chest pain", "weight 82 kg", "DRG 871 on a face sheet", "Lactate 2.6 mmol/L"]
        ),
        observed_on=st.none() | st.dates(),
        source=st.sampled_from(["", "note-1", "labs", "elsewhere"]),
        quote=st.sampled_from(["", "Urine culture"]),
    ),
    max_size=4,
)


@given(TITLES, QUESTIONS, OPTIONS, INDICATORS, st.sampled_from(QueryType))
def test_no_draft_of_neutral_parts_speaks_of_payment(
    title: str, question: str, options: list[str], indicators: list[Indicator], kind: QueryType
) -> None:
    query = drafted(
        title=title, question=question, options=tuple(options), indicators=tuple(indicators), type=kind
    )
    found = {finding.rule for finding in lint(query)}
    assert not found & {"QL-01", "QL-02", "QL-06", "QL-07", "QL-12"}
    whole = replace(query, question=render_text(replace(query, indicators=())))
    assert not {finding.rule for finding in lint(whole)} & {"QL-02", "QL-12"}
