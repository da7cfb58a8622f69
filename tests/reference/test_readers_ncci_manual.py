"""The NCCI Policy Manual by section, in an invented document: what opens a section, and what is refused."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from codinglab.reference.install.archive import SourceFileError
from codinglab.reference.install.reading import Reading
from codinglab.reference.sources.ncci_manual import read

FRONT = """          2026 Complete Table of Contents
          Medicare NCCI Coding Policy Manual

                    Introduction
 Purpose of it all                             Intro-3
                    Chapter I – First Things
 A. Beginning                                  I-3
                    Chapter II – Second Things
                    (CPT codes 00000 – 01999)

January 1, 2026                                            Page 1
"""
LEGAL = "MEDICARE NATIONAL CORRECT CODING INITIATIVE POLICY MANUAL\n\nInvented legal words.\n"


def page(folio: str, text: str, foot: int = 30, day: str = "1/1/2026") -> str:
    return f"{text}\n\n{' ' * foot}Revision Date (Medicare): {day}\n\n{' ' * 40}{folio}\n"


INTRODUCTION = [
    page("Intro-1", "          INTRODUCTION\n              FOR\n" + LEGAL),
    page(
        "Intro-2",
        "    Table of Contents\nIntroduction ........ Intro-3\n    Purpose of it all...... Intro-3\n",
    ),
    page(
        "Intro-3",
        "Introduction\n\nIt begins.\n\nPurpose of it all\n\nIt goes\non. See the\nTable of Contents of it.\n",
    ),
]
FIRST = [
    page("I-1", "          CHAPTER I\n          FIRST THINGS\n              FOR\n" + LEGAL),
    page(
        "I-2",
        """                Table of Contents
Chapter I .......................... I-3
    First Things ................... I-3
        A. Beginning ............... I-3
        B.Modifiers with a title that goes over the end
        of a line………….. ........... I-3
        C. Reserved for future use . I-5
""",
    ),
    page(
        "I-3",
        """                    Chapter I
                  First Things

A. Beginning

Words of A, with a code range 93040-
93042 and a number of
1. which is no label.

    1. First. It goes on
       here:

       a. A part
       b. Another part
              i. Small
             ii. Smaller

    2. Second, with the codes

       CPT code 12345     Invented words

       (1) if one, or
       (2) if the other.

Back at the margin.

Other Examples

    1. An example
B. Modifiers with a title that goes over the end
of a line

       a. Modifier 98: Invented words of it.

    1. A label further out than its paragraph is text.

       b. Modifier 99: More words, and at the end of the page a sentence that
""",
    ),
    page(
        "I-4",
        """goes on over it.

A second paragraph of b, cut at the left as a text of a PDF is.
""",
        foot=22,
    ),
    page("I-5", "C. Reserved for future use\n"),
]
SECOND = [
    page("II-1", "          CHAPTER II\n          SECOND THINGS\n              FOR\n" + LEGAL),
    page("II-2", "   Table of Contents\nChapter II ..... II-3\n   A. Only One ...... II-3\n"),
    page(
        "II-3",
        """                  Chapter II
                Second Things
            CPT Codes 00000 – 01999

A. Only One

    1. One

    2. Two

    4. Four, there is no three

    4. Four again
""",
    ),
]
ACRONYMS = [
    page("", "          LIST OF ACRONYMS\n               FOR\n" + LEGAL),
    page("", "          LIST OF ACRONYMS\n\nAA      Invented Words\nE/E or E&E  Others\n"),
]
MANUAL = [FRONT, *INTRODUCTION, *FIRST, *SECOND, *ACRONYMS]


def sections(reading: Reading) -> dict[tuple[str, int], dict[str, Any]]:
    return {(row["section"], row["place"]): row for row in reading.tables["guidance_passage"].to_pylist()}


def test_a_line_opens_a_section_when_its_label_is_next(publish) -> None:
    reading = read(publish("manual.txt", "\f".join(MANUAL)))
    assert (reading.edition, reading.since, reading.through) == ("2026", date(2026, 1, 1), date(2026, 12, 31))
    found = sections(reading)
    assert [f"{section}/{place}" if place else section for section, place in found] == [
        *("Introduction", "Introduction/1", "I", "I.A", "I.A.1", "I.A.1.a", "I.A.1.b", "I.A.1.b.i"),
        *("I.A.1.b.ii", "I.A.2", "I.A.1/1", "I.B", "I.B.a", "I.B.b", "I.C"),
        *("II", "II.A", "II.A.1", "II.A.2", "II.A.4", "II.A.4/1", "List of Acronyms"),
    ]
    assert {row["document"] for row in found.values()} == {"ncci-manual"}


def test_titles_text_and_pages(publish) -> None:
    found = sections(read(publish("manual.txt", "\f".join(MANUAL))))
    long = "Modifiers with a title that goes over the end of a line"
    assert found["I.A", 0]["text"] == (
        "Words of A, with a code range 93040-93042 and a number of 1. which is no label.\nBack at the margin."
    )
    assert found["I.A.1", 0]["text"] == "First. It goes on here:"
    assert found["I.A.1.b.ii", 0]["text"] == "Smaller"
    assert found["I.A.2", 0]["text"] == (
        "Second, with the codes\nCPT code 12345 Invented words\n(1) if one, or\n(2) if the other."
    )
    assert found["I.A.1", 1]["titles"] == ["First Things", "Beginning", "Other Examples", ""]
    assert found["I.B.a", 0]["titles"] == ["First Things", long, "Modifier 98"]
    assert "1. A label further out" in found["I.B.a", 0]["text"]
    assert found["I.B.b", 0]["text"] == (
        "Modifier 99: More words, and at the end of the page a sentence that goes on over it.\n"
        "A second paragraph of b, cut at the left as a text of a PDF is."
    )
    assert (found["I.B.b", 0]["page"], found["I.C", 0]["page"]) == (7, 9)
    assert (found["II", 0]["titles"], found["II", 0]["text"]) == (
        ["Second Things"],
        "CPT Codes 00000 – 01999",
    )
    assert found["Introduction", 1]["titles"] == ["Introduction", "Purpose of it all"]
    assert found["Introduction", 1]["text"] == "It goes on. See the Table of Contents of it."
    assert found["List of Acronyms", 0]["kind"] == "table"
    assert found["List of Acronyms", 0]["text"] == "AA | Invented Words\nE/E or E&E | Others"


def test_a_chapter_alone_and_what_the_document_skips(publish) -> None:
    reading = read(publish("chapter-2.txt", "\f".join(SECOND)))
    assert list(sections(reading))[:2] == [("II", 0), ("II.A", 0)]
    assert reading.remarks == (
        "page 3: after II.A.2 the document goes on with 4.",
        "page 3: II.A.4 stands twice in the document.",
    )


def instead(old: str, new: str) -> list[str]:
    return [text.replace(old, new) for text in MANUAL]


@pytest.mark.parametrize(
    ("pages", "since", "found"),
    [
        (["Another document\n"], None, "expected the NCCI Policy Manual.*found: Another document"),
        (instead("(Medicare)", "(Medicaid)"), None, "expected the NCCI Policy Manual with 'Revision Date"),
        (
            MANUAL,
            date(2025, 1, 1),
            "expected the manual for 2025-01-01, as was said; this is the one of 2026",
        ),
        (
            [*MANUAL[:-1], page("", "LIST", day="1/1/2025")],
            None,
            r"expected one year's revision date on every page; found \[2025, 2026\]",
        ),
        ([*MANUAL[:6], *MANUAL[7:]], None, "expected page I-3 of the manual; found I-4"),
        ([*MANUAL[:7], "Half a page"], None, "at the foot of page 8; it is cut off"),
        (MANUAL[:9], None, "expected every chapter of the complete table of contents; not found: II"),
        (
            instead("C. Reserved for future use\n", "D. Reserved for future use\n"),
            None,
            "expected every section of the table of contents; not found: I.C Reserved for future use",
        ),
        (
            instead("Purpose of it all\n\n", "Aims\n\n"),
            None,
            "every heading of the Introduction; not found: Purp",
        ),
        (instead("Table of Contents\nChapter II", "Chapter II"), None, "a table of contents in part II"),
    ],
)
def test_what_is_refused(publish, pages: list[str], since: date | None, found: str) -> None:
    with pytest.raises(SourceFileError, match=found):
        read(publish("manual.txt", "\f".join(pages), since))
