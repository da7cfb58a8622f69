"""The tabular view of a code."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

import codinglab
from codinglab.model import InvalidInputError
from codinglab.reference.code_view import cited, view
from codinglab.reference.icd10cm import icd10cm

DAY = date(2026, 6, 9)


def test_a_code_stands_in_its_place_with_its_notes() -> None:
    shown = view("E11.22", DAY)
    assert [key for key, _ in shown.ancestors] == ["chapter:4", "block:E08-E13", "E11", "E112"]
    kinds = {(note.kind, note.level) for note in shown.notes}
    assert ("use_additional", "E1122") in kinds
    assert ("excludes1", "E11") in kinds
    assert shown.poa_exempt is False
    assert shown.flags == ()


def test_a_manifestation_is_flagged() -> None:
    assert "manifestation" in view("I43", DAY).flags


def test_a_code_without_its_seventh_character_lists_them() -> None:
    shown = view("S52.501", DAY)
    assert list(shown.sevenths) == list("ABCDEFGHJKMNPQRS")
    assert shown.sevenths["D"].startswith("subsequent")


def test_seventh_characters_come_from_the_nearest_level() -> None:
    assert list(view("S52.521", DAY).sevenths) == list("ADGKPS")


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("M80.08A", "M80.08XA"),
        ("S52.501X", "no 7th character"),
        ("S52.501", "needs a 7th character"),
        ("E11.2", "header"),
        ("ZZZ", "not an ICD-10-CM code"),
    ],
)
def test_a_wrong_code_says_what_is_wrong(written: str, says: str) -> None:
    assert says in icd10cm().entry(written, DAY).why


def test_poa_exemption_by_seventh_character() -> None:
    assert view("S72.001D", DAY).poa_exempt is True
    assert view("S72.001A", DAY).poa_exempt is False


def test_what_cannot_be_said_is_named() -> None:
    late = view("E11.22", date(2026, 11, 1))
    assert late.poa_exempt is None
    assert any("POA" in sentence for sentence in late.missing)
    assert any("tabular" in sentence for sentence in late.missing)


def test_spans_tell_when_a_code_was_valid() -> None:
    assert str(view("G35", DAY).spans[0].through) == "2025-09-30"


@given(st.text())
def test_a_note_cut_into_pieces_is_the_note(text: str) -> None:
    assert "".join(shown for shown, _ in cited(text)) == text


def test_the_short_cuts_answer_and_show_themselves() -> None:
    found = codinglab.lookup("type 2 diab kid", on=DAY, limit=5)
    assert 3 <= len(found) <= 5
    assert found[0].entry.written == "E11.22"
    frame = found.to_pandas()
    assert frame["code"].iloc[0] == "E11.22"
    assert "<table" in found._repr_html_()
    page = codinglab.code("E11.22", on=DAY)._repr_html_()
    assert "Use additional code" in page
    assert "N18.1" in page
    assert "<button" not in page


def test_what_was_typed_is_escaped() -> None:
    assert "<script" not in codinglab.lookup("<script>alert(1)</script>", on=DAY)._repr_html_()


@pytest.mark.parametrize("written", ["", " ", "<script>", "x'y"])
def test_what_cannot_be_a_code_is_refused(written: str) -> None:
    with pytest.raises(InvalidInputError, match="not a code"):
        codinglab.code(written, on=DAY)


@pytest.mark.parametrize(
    ("written", "system"), [("0FT44ZZ", "ICD-10-PCS"), ("99213", "CPT"), ("0ft44zz", "ICD-10-PCS")]
)
def test_a_code_of_another_system_is_named(written: str, system: str) -> None:
    assert system in view(written, DAY).elsewhere[0]


def test_a_code_of_one_system_is_of_no_other() -> None:
    assert view("E11.22", DAY).elsewhere == ()


def test_days_are_taken_as_people_give_them() -> None:
    shown = codinglab.code("I10", on="2026-06-09")
    assert shown.view.on == DAY
    assert codinglab.lookup("chf", on=datetime(2026, 6, 9, 12)).on == DAY
    with pytest.raises(InvalidInputError, match="not a date"):
        codinglab.lookup("chf", on="June 9")


@pytest.mark.parametrize("nothing", ["", "  ", None])
def test_nothing_typed_is_told(nothing: str) -> None:
    with pytest.raises(InvalidInputError, match="Write the beginning"):
        codinglab.lookup(nothing, on=DAY)


def test_a_code_that_is_none_says_why() -> None:
    assert "one of A" in codinglab.lookup("S06.317D", on=DAY).not_searched[0]
