"""Review: offsets, sections in use, what is refused, and that no note text leaks."""

from __future__ import annotations

import logging
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from codinglab.model import Assertion, Concept, ConceptKind, DocumentType, InvalidInputError
from codinglab.reference.store import open_store
from codinglab.reference.terms import term_table
from codinglab.review import review_text
from codinglab.review.engines import Language
from codinglab.review.lexicon import build_lexicon, lexicon
from codinglab.review.pipeline import build_pipeline, pipeline, said_of_span
from codinglab.review.run import read_text

TERMS = [
    ("hypertension", "I10", "inclusion term"),
    ("sepsis unspecified organism", "A419", "title"),
    ("type 2 diabetes mellitus without complications", "E119", "title"),
    ("pain in unspecified knee", "M25569", "title"),
    ("pain in right knee", "M25561", "title"),
    ("counseling unspecified", "Z719", "title"),
    ("person injured in collision", "V899", "title"),
]
PIECES = st.sampled_from(
    [
        "hypertension",
        "No fever",
        "Sepsis ruled out.",
        "😀",
        "👩‍⚕️",
        "\n",
        "\r\n",
        " ",
        "\t",
        "FAMILY HISTORY:",
        "## Plan",
        "right knee pain",
        "Na 128",
        "é",
        "T2DM/HTN",
        "- ",
        "metformin",
    ]
)


@pytest.fixture(scope="module")
def small() -> Language:
    return build_pipeline(build_lexicon(term_table(TERMS)))


def found(text: str) -> dict[str, Concept]:
    return {concept.term: concept for concept in review_text(text, document_type=DocumentType.OFFICE_NOTE)}


@settings(deadline=None, max_examples=150)
@given(
    st.lists(st.one_of(PIECES, st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=8)))
)
def test_every_quote_is_the_text_at_its_offsets(pieces: list[str]) -> None:
    text = " ".join(pieces)
    try:
        concepts = read_text(SMALL, text, "d", DocumentType.OFFICE_NOTE)
    except InvalidInputError:
        return
    for concept in concepts:
        for evidence in (concept.evidence, concept.trigger):
            assert evidence is None or text[evidence.start : evidence.end] == evidence.quote


def test_an_emoji_before_a_span_keeps_its_offsets() -> None:
    concept = found("😀👩‍⚕️ feels well.\nNo hypertension.")["hypertension"]
    assert concept.evidence.quote == "hypertension"
    assert concept.trigger is not None
    assert concept.trigger.quote == "No"


def test_no_icd10cm_title_marks_itself() -> None:
    table = open_store().read("icd10cm_code")
    titles = table.column("title").to_pylist()
    step = max(1, len(titles) // 3000)
    nlp = pipeline()
    marked = [title for title in titles[::step] if said_of_span(nlp, title, 0, len(title))]
    assert marked == []


@pytest.mark.parametrize(
    ("text", "term", "codes", "quote"),
    [
        ("HTN/DM2.", "htn", ("I10",), "HTN"),
        ("OA of the right knee", "oa of knee", ("M1711", "M179"), "OA of the right knee"),
        ("Right knee pain", "knee pain", ("M25561", "M25569"), "Right knee pain"),
        ("Osteoarthritis, left knee", "osteoarthritis knee", ("M1712", "M179"), "Osteoarthritis, left knee"),
        ("Pneumonia, unspecified organism", "pneumonia unspecified organism", ("J189",), None),
        ("Lateral epicondylitis, right elbow", "lateral epicondylitis right elbow", ("M7711",), None),
        ("Hallux rigidus of the left foot", "hallux rigidus left foot", ("M2022",), None),
        ("E. coli sepsis", "e coli sepsis", ("A4151",), "E. coli sepsis"),
        ("Chronic kidney disease\nstage 3", "chronic kidney disease", ("N189",), "Chronic kidney disease"),
        ("rashes", "rash", ("R21",), "rashes"),
    ],
)
def test_terms_and_their_codes(text: str, term: str, codes: tuple[str, ...], quote: str | None) -> None:
    concept = found(text)[term]
    assert concept.codes[: len(codes)] == codes
    assert concept.evidence.quote == (quote or text)
    assert concept.matched


def test_titles_answer_to_their_words_without_unspecified(small: Language) -> None:
    (concept,) = read_text(small, "Sepsis.", "d", DocumentType.OFFICE_NOTE)
    assert (concept.term, concept.codes) == ("sepsis", ("A419",))


def test_a_header_or_an_external_cause_is_no_problem() -> None:
    assert found("• Patient Education and Counseling: done") == {}
    words = lexicon()
    entries = [entry for term in words if (entry := words.get(term))]
    assert len(entries) > 90_000
    assert not any(code.startswith(tuple("VWXY")) for entry in entries for code in entry.codes)


def test_drugs_and_values() -> None:
    concepts = found("MEDICATIONS\nTylenol, Glucophage 500 mg\nLABS\nNa 128 mmol/L, BP 88/52, WBC 18,200/uL")
    assert concepts["metformin"].kind is ConceptKind.MEDICATION
    assert concepts["metformin"].codes == ("Z7984",)
    assert concepts["acetaminophen"].codes == ()
    assert concepts["sodium"].evidence.quote == "Na 128 mmol/L"
    assert concepts["blood pressure"].matched == "values.toml: blood pressure 88/52 mmHg"
    assert concepts["white blood cell count"].kind is ConceptKind.VALUE


@pytest.mark.parametrize(
    "text",
    [
        "Creatinine clearance was low",
        "T 12 vertebra",
        "BP cuff 12",
        "the 3 K race",
        "Na 900",
        "PSA of the neck 2.1",
    ],
)
def test_what_is_no_value(text: str) -> None:
    assert not [concept for concept in found(text).values() if concept.kind is ConceptKind.VALUE]


@pytest.mark.parametrize(
    ("text", "term", "assertion"),
    [
        ("FAMILY HISTORY\nMother: diabetes", "diabetes", Assertion.FAMILY),
        ("FAMILY HISTORY\nDiabetes.\nASSESSMENT\nHypertension", "hypertension", Assertion.AFFIRMED),
        ("FAMILY HISTORY: diabetes\nODD CORNER\nHypertension", "hypertension", Assertion.AFFIRMED),
        ("## Family history\nDiabetes\n## Something else\nHypertension", "hypertension", Assertion.AFFIRMED),
        ("PAST MEDICAL HISTORY\nHypertension", "hypertension", Assertion.AFFIRMED),
        ("PAST MEDICAL HISTORY\nPneumonia 2019", "pneumonia", Assertion.HISTORICAL),
        ("PAST MEDICAL HISTORY\nHistory of hypertension", "hypertension", Assertion.HISTORICAL),
        ("HPI: past medical history significant for COPD.", "copd", Assertion.AFFIRMED),
        ("INSTRUCTIONS\nFever, chest pain", "fever", Assertion.HYPOTHETICAL),
        ("SKIN: No rashes", "rash", Assertion.NEGATED),
        ("ROS: Denies fever.", "fever", Assertion.NEGATED),
        ("Sepsis ruled out.", "sepsis", Assertion.NEGATED),
        ("Cannot rule out pneumonia.", "pneumonia", Assertion.POSSIBLE),
        ("Right knee pain, possible meniscal tear.", "knee pain", Assertion.AFFIRMED),
        ("Family history negative for diabetes.", "diabetes", Assertion.NEGATED),
    ],
)
def test_the_sentence_and_the_section_give_the_assertion(text: str, term: str, assertion: Assertion) -> None:
    concept = found(text)[term]
    assert concept.assertion is assertion
    assert (concept.trigger is None) is (assertion is Assertion.AFFIRMED)


@pytest.mark.parametrize("text", ["", "   \n\t", "😀"])
def test_nothing_written_gives_nothing(text: str) -> None:
    assert review_text(text, document_type=DocumentType.OFFICE_NOTE) == ()


@pytest.mark.parametrize(
    "text", ["Sepsis\0", "\x89PNG\r\n\x1a\n\x00\x00", "\ufffd" * 30, "\x01\x02\x03 text", "bad \ud83d half"]
)
def test_what_is_not_text_is_refused_without_being_repeated(text: str) -> None:
    with pytest.raises(InvalidInputError, match=r"office_note.* is not readable text.*UTF-8") as refused:
        review_text(text, document_type=DocumentType.OFFICE_NOTE)
    assert "Sepsis" not in str(refused.value)


def test_no_note_text_reaches_output_or_log(
    capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        assert review_text(
            "Zyxwvut has hypertension. No pneumonia. Possible sepsis, Na 128.",
            document_type=DocumentType.OFFICE_NOTE,
        )
    written = capfd.readouterr()
    assert written.out == written.err == ""
    assert caplog.records == []


def test_a_note_of_three_kilobytes_is_read_quickly() -> None:
    line = "Denies fever. Hypertension and type 2 diabetes, on metformin; possible pneumonia. Na 128.\n"
    note = "ASSESSMENT\n" + line * (3000 // len(line))
    review_text(note, document_type=DocumentType.OFFICE_NOTE)
    start = time.perf_counter()
    for _ in range(5):
        review_text(note, document_type=DocumentType.OFFICE_NOTE)
    assert (time.perf_counter() - start) / 5 < 0.5


SMALL = build_pipeline(build_lexicon(term_table(TERMS)))
