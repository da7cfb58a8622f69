"""The books beside the search: presses and words, as the browser reports them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codinglab.lab.books import Books

DAY = date(2026, 6, 9)


def say(books: Books, words: str, text: str = "") -> str:
    """Press or type; give the page shown then."""
    books._page._heard(None, {"say": words, "text": text}, None)
    html: str = books._page.html
    return html


def test_links_lead_from_code_to_code_and_back() -> None:
    books = Books(DAY)
    assert "Type 2 diabetes mellitus with kidney complications" in say(books, "code E112")
    assert 'data-say="code N181"' in say(books, "code E1122")
    assert "with kidney complications" in say(books, "back")


def test_a_typed_code_is_shown() -> None:
    assert "Essential (primary) hypertension" in say(Books(DAY), "typed", "i10")


def test_a_code_is_assigned_with_its_path() -> None:
    given: list[tuple[str, str, str]] = []
    books = Books(DAY, lambda *what: given.append(what))
    assert 'data-say="assign CM I10"' in say(books, "code I10")
    say(books, "assign CM I10")
    assert given == [("I10", "CM", "Tabular ICD-10-CM tabular, FY2026 (April 2026): I10")]
    assert books.answer == ("I10", given[0][2])


def test_without_an_index_the_page_says_how_to_install_it() -> None:
    assert "codinglab reference install icd10cm-index" in say(Books(DAY), "open Index")


def test_a_procedure_is_typed_and_each_key_goes_on_to_the_next_character() -> None:
    given: list[tuple[str, str, str]] = []
    books = Books(DAY, lambda *what: given.append(what))
    say(books, "open ICD-10-PCS")
    page = ""
    for key in "0FT":
        page = say(books, f"type {key}")
    assert 'aria-label="Body Part, character 4"' in page
    assert "Resection of Liver, Open Approach" in page
    assert "is no value of Body Part" in say(books, "type Y")
    for key in "44Z":
        page = say(books, f"type {key}")
    assert "Resection of Gallbladder, Percutaneous Endoscopic Approach" in page
    assert "All seven characters are chosen" in say(books, "type X")
    assert 'data-say="less" data-key="Backspace" aria-disabled="false"' in page
    assert ">Assign 0FT44ZZ<" not in say(books, "less")
    page = say(books, "7 Z")
    assert ">Assign 0FT44ZZ<" in page
    page = say(books, "assign PCS 0FT44ZZ")
    assert given == [("0FT44ZZ", "PCS", "ICD-10-PCS tables: 0FT 44ZZ")]
    assert 'aria-label="Section, character 1"' in page


def test_a_procedure_is_built_from_the_code_list() -> None:
    given: list[tuple[str, str, str]] = []
    books = Books(DAY, lambda *what: given.append(what))
    say(books, "open ICD-10-PCS")
    for axis, value in enumerate("0FT4", start=1):
        page = say(books, f"{axis} {value}")
    assert "not installed" in page
    page = say(books, "5 4")
    assert 'aria-disabled="true"' in page or "0FT44" in page
    say(books, "7 Z")
    say(books, "assign PCS 0FT44ZZ")
    assert given[0][:2] == ("0FT44ZZ", "PCS")


def test_what_is_typed_is_escaped() -> None:
    assert "<script" not in say(Books(DAY), "typed", "<script>alert(1)</script>")


@given(st.text(max_size=12), st.text(max_size=12))
def test_odd_messages_from_the_browser_leave_the_page_whole(words: str, text: str) -> None:
    assert 'role="tablist"' in say(Books(DAY), words, text)


@pytest.mark.parametrize(
    "words", ["line abc", "line", "9 0", "0 ", "open Nowhere", "book x", "assign", "code "]
)
def test_messages_that_mean_nothing_are_passed_over(words: str) -> None:
    books = Books(DAY)
    for book in ("Index", "ICD-10-PCS", "Tabular"):
        say(books, f"open {book}")
        assert 'role="tablist"' in say(books, words)
