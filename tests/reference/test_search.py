"""The code search as a coder meets it."""

from __future__ import annotations

import tomllib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codinglab.model import NotInForceError
from codinglab.reference.icd10cm import icd10cm
from codinglab.reference.paths import REFERENCE
from codinglab.reference.search import Hit, find
from codinglab.reference.search.query import read_query, search_lexicon

DAY = date(2026, 6, 9)
CM = ("ICD-10-CM",)


def first(text: str, on: date = DAY) -> Hit:
    found = find(text, on)
    assert found, f"nothing found for {text!r}"
    return found[0]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("CHF", "I50.9"),
        ("heart attack", "I21.9"),
        ("kid type 2 diab chronic", "E11.22"),
        ("pneumonia", "J18.9"),
        ("high blood pressure", "I10"),
        ("knee oa right", "M17.11"),
        ("gestational diabetes diet controlled 2nd trimester", "O24.410"),
        ("sprain ankle left subseq", "S93.402D"),
        ("fx neck femur rt routine healing", "S72.001D"),
        ("lap chole", "0FT44ZZ"),
    ],
)
def test_words_of_the_field_find_the_code_among_the_first(typed: str, code: str) -> None:
    assert code in {hit.entry.written for hit in find(typed, DAY)[:2]}


def test_a_side_leads_to_the_code_of_that_side() -> None:
    hit = first("fx femur neck left")
    assert hit.entry.written == "S72.002"
    assert not hit.entry.billable
    assert "7th character" in hit.entry.why


def test_a_typing_error_is_mended_and_marked() -> None:
    hit = first("pnuemonia")
    assert hit.entry.written == "J18.9"
    assert hit.corrected == "pneumonia"
    assert first("pneumonia").corrected == ""


@pytest.mark.parametrize("typed", ["E11.2", "e112", "E112", " e11.2 ", "E11.2-"])
def test_the_beginning_of_a_code_lists_the_header_and_its_codes(typed: str) -> None:
    found = find(typed, DAY, systems=CM)
    assert [hit.entry.written for hit in found] == ["E11.2", "E11.21", "E11.22", "E11.29"]
    assert not found[0].entry.billable


def test_only_codes_of_the_day_are_found() -> None:
    assert "G35" not in {hit.entry.written for hit in find("multiple sclerosis", DAY) if hit.entry.billable}
    before = find("multiple sclerosis", date(2025, 9, 30))
    assert "G35" in {hit.entry.written for hit in before if hit.entry.billable}


def test_a_day_without_a_list_is_refused() -> None:
    with pytest.raises(NotInForceError, match="covers"):
        find("sepsis", date(2031, 1, 1))


def test_systems_that_are_not_installed_are_passed_over() -> None:
    assert find("sepsis", DAY, systems=("ICD-10-CM", "CPT"))


@given(st.text(max_size=40))
def test_whatever_is_typed_is_answered(text: str) -> None:
    for hit in find(text, DAY, limit=5):
        assert hit.entry.billable or hit.entry.header


@given(st.sampled_from(["left", "lt", "right", "rt"]), st.permutations(["fracture", "femur", "neck"]))
def test_the_order_of_words_does_not_matter(side: str, words: list[str]) -> None:
    query = read_query(" ".join([*words, side]))
    assert query.steer.side == {"l": "left", "r": "right"}[side[0]]
    assert {group.typed for group in query.groups} == {("fracture",), ("femur",), ("neck",)}


def test_common_codes_are_codes() -> None:
    facts = tomllib.loads((REFERENCE / "lexicon" / "common_codes.toml").read_text(encoding="utf-8"))
    unknown = [
        code
        for codes in facts["setting"].values()
        for code in codes
        if not icd10cm().spans(code.replace(".", ""))
    ]
    assert unknown == []


def test_a_search_word_means_something_else_than_itself() -> None:
    assert all(way != key for key, ways in search_lexicon().items() for way in ways)


@pytest.mark.parametrize("typed", ["a or b", "b in of", "the or the b", "with a b"])
def test_small_words_alone_are_answered(typed: str) -> None:
    assert isinstance(find(typed, DAY), tuple)
