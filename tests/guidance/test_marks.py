"""Marks stand at the words asked for; codes, ranges and modifiers lead to where they are named."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codinglab.guidance import ask
from codinglab.guidance.marks import marks
from codinglab.guidance.question import read_question
from codinglab.guidance.terms import CODE, MODIFIER, spans, stems
from tests.guidance.build import FIRST, Shelf, row

PIECE = st.sampled_from(
    [
        *"insulin Insulin's diabetes E11.22 E08-E13 modifier 59 -25 swab, Sjögren’s x_y a.b.c. ( %".split(),
        *"… 糖尿病 🙂 ß İ ﬁ \n".split(" "),
    ]
)
TEXT = st.one_of(st.text(max_size=200), st.lists(PIECE, max_size=30).map(" ".join))


@given(TEXT, TEXT)
def test_marks_are_within_the_text_in_order_and_apart(text: str, question: str) -> None:
    found = marks(text, read_question(question))
    assert all(0 <= start < end <= len(text) for start, end in found)
    assert all(one[1] <= other[0] for one, other in pairwise(found))
    assert all(text[start:end].strip() == text[start:end] for start, end in found)


@given(
    st.lists(st.sampled_from("insulin swab cast fracture modifier".split()), min_size=1), st.text(max_size=99)
)
def test_every_word_asked_for_is_marked_and_no_other(words: list[str], other: str) -> None:
    text = " ".join(words) + " " + "".join(letter for letter in other if not letter.isalnum())
    found = [text[start:end] for start, end in marks(text, read_question("insulin fracture"))]
    assert found == [word for word in words if word in {"insulin", "fracture"}]


@pytest.mark.parametrize(
    ("question", "text", "marked"),
    [
        ("fractures", "A fracture, healed; fractured bones", ["fracture", "fractured"]),
        ("crohn's", "Crohn’s disease, Crohns", ["Crohn’s", "Crohns"]),
        ("sjogren", "Sjögren’s syndrome", ["Sjögren’s"]),
        ("e11.22 and ckd", "Use E11.22.", ["E11.22"]),
        ("modifier 25", "Append modifier 25, not 59.", ["modifier", "25"]),
        ("what is the rule", "This is the rule.", []),
        ("", "Words.", []),
        ("words", "", []),
    ],
)
def test_what_is_marked(question: str, text: str, marked: list[str]) -> None:
    assert [text[start:end] for start, end in marks(text, read_question(question))] == marked


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("E08-E13", [(CODE, "E08", "E13~")]),
        ("E08 – E13", [(CODE, "E08", "E13~")]),
        ("from E08 to E13", [(CODE, "E08", "E13~")]),
        ("96360 through 96379", [(CODE, "96360", "96379~")]),
        ("u07.1", [(CODE, "U071", "U071~")]),
        ("Z79.-", [(CODE, "Z79", "Z79~")]),
        ("E13-E08", [(CODE, "E13", "E13~"), (CODE, "E08", "E08~")]),
        ("99213 to I10", [(CODE, "99213", "99213~"), (CODE, "I10", "I10~")]),
        (
            "G0008, 0001F, J1885",
            [(CODE, "G0008", "G0008~"), (CODE, "0001F", "0001F~"), (CODE, "J1885", "J1885~")],
        ),
        ("modifiers 59 or XS", [(MODIFIER, "59", "59"), (MODIFIER, "XS", "XS")]),
        ("mod 25/57", [(MODIFIER, "25", "25"), (MODIFIER, "57", "57")]),
        ("the modifier to use", []),
        ("section 12.3 of 2026", []),
    ],
)
def test_codes_ranges_and_modifiers_that_a_text_names(text: str, named: list[tuple[str, str, str]]) -> None:
    assert [(span.kind, span.low, span.high) for span in spans(text)] == named


@given(st.text(max_size=300))
def test_any_text_has_words_and_codes(text: str) -> None:
    assert all(word == word.lower() for word in stems(text))
    assert all(span.low <= span.high for span in spans(text))


@pytest.mark.parametrize(
    ("question", "section"),
    [
        ("E11.22", "range"),
        ("does it hold for E10.9", "range"),
        ("U07.1", "covid"),
        ("I50.9", "heart"),
        ("I50", "heart"),
        ("96365", "drips"),
        ("modifier XS", "modifiers"),
        ("mod 59", "modifiers"),
    ],
)
def test_a_code_or_modifier_leads_to_where_it_is_named(shelf: Shelf, question: str, section: str) -> None:
    shelf.put(
        [
            row("range", "Of the sugar disease, categories E08-E13."),
            row("covid", "For the virus, code U07.1 is assigned."),
            row("heart", "Failing hearts go to I50.9 without more."),
            row("drips", "Drips are codes 96360 through 96379."),
            row("modifiers", "Modifiers 59 or XS tell them apart."),
            row("nothing", "No code is named here, of whatever kind."),
        ]
    )
    shelf.index()
    assert ask(question, FIRST).found[0].passage.section == section
