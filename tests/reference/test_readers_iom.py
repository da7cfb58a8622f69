"""Chapters of the Internet-Only Manuals by section: invented words in the published layout."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from codinglab.reference.install.archive import SourceFileError
from codinglab.reference.install.reading import Reading
from codinglab.reference.sources.iom import read
from codinglab.reference.sources.iom_revision import days_in, revision_at

FRONT = """Medicare Claims Processing Manual
Chapter 12 - Physicians/Nonphysician
Practitioners

Table of Contents
(Rev. 13452, Issued: 10-31-25)
(Rev. 13500; Issued: 11-20-25)

Transmittals for Chapter 12

10 - General
30 - Correct Coding
30.6 - Visits of an Invented Kind - General (Codes 99202 - 99499)
30.6.7 - Payment for Invented Visits in an Office and in Some
Other Places
30.6.8 - A Section That Is No Longer Printed
40.8 - Claims for Invented Teams
100 - Teaching
100.1 Definition of Teaching
"""
BODY = """10 - General
(Rev. 1, 10-01-03)
B3-99999

These are invented words that go on over the end of a line, as the words of a manual
do. See
40.8 - Claims for Invented Teams, below.

30 - Correct Coding

30.6 - Visits of an Invented Kind - General (Codes 99202 - 99499)
(Rev. 178, 05-14-04)

30.6.7 - Payment for Invented Visits in an Office and in Some
Other Places
(Rev. 13452, Issued: 10-31-25, Effective: 01-01-26,
Implementation: 01-05-26)

Words above the letters.

A. General

The first part.

    Place        Code     Paid
    Office       99999    yes
    Elsewhere    99998    no

1. A list item that stays where
it is.

B. Definition of an Invented Patient for
Selection of the Code

The second part has
"""
REST = """three lines, of which
C. The third begins with a letter and goes on as a sentence that nobody takes for
a heading.
40.8. - Claims for Invented Teams
(Rev. 11842; Issued: 02-09-23; Effective: Upon Implementation of ICD-10; Implementation: 10-01-15)
Paid by a share.
100 - Teaching
100.1 Definition of Teaching
(Rev. 2, Issued: 02-30-05; Effective/Implementation Dates: 07-01-05)
Last words.
"""
PAGES = [FRONT, BODY, REST]


def rows(reading: Reading) -> list[dict[str, Any]]:
    return reading.tables["guidance_passage"].to_pylist()


def sections(reading: Reading) -> dict[str, dict[str, Any]]:
    return {row["section"]: row for row in reversed(rows(reading))}


@pytest.mark.parametrize("form", ["pdf", "text"])
def test_a_chapter_is_cut_into_its_sections(publish, pdf: Callable[..., bytes], form: str) -> None:
    request = publish("clm104c12.pdf", pdf(PAGES)) if form == "pdf" else publish("c.txt", "\f".join(PAGES))
    reading = read(request)
    assert (reading.document, reading.edition, reading.since) == (
        "iom-100-04-12",
        "Rev. 13500",
        date(2025, 11, 20),
    )
    found = sections(reading)
    assert list(dict.fromkeys(row["section"] for row in rows(reading))) == [
        *["10", "30", "30.6", "30.6.7", "30.6.7.A", "30.6.7.B", "40.8", "100", "100.1"]
    ]
    assert {row["document_title"] for row in found.values()} == {
        "Medicare Claims Processing Manual (100-04) chapter 12"
    }
    assert found["10"]["text"] == (
        "B3-99999\nThese are invented words that go on over the end of a line, as the words of a manual do. "
        "See 40.8 - Claims for Invented Teams, below."
    )
    assert found["30.6.7"]["titles"] == [
        "Physicians/Nonphysician Practitioners",
        "Correct Coding",
        "Visits of an Invented Kind - General (Codes 99202 - 99499)",
        "Payment for Invented Visits in an Office and in Some Other Places",
    ]
    assert (found["30.6.7"]["text"], found["30.6.7"]["since"]) == (
        "Words above the letters.",
        date(2026, 1, 1),
    )
    assert found["30.6.7.B"]["titles"][-1] == "Definition of an Invented Patient for Selection of the Code"
    assert found["30.6.7.B"]["text"] == (
        "The second part has three lines, of which\n"
        "C. The third begins with a letter and goes on as a sentence that nobody takes for a heading."
    )
    assert (found["30.6.7.B"]["page"], found["40.8"]["page"]) == (2, 3)
    assert [found[number]["since"] for number in ("10", "40.8", "100.1")] == [None, None, date(2005, 7, 1)]
    assert found["100"]["text"] == found["30.6"]["text"] == ""
    assert reading.remarks == (
        "Sections of the table of contents that the chapter does not have (1): 30.6.8.",
    )


def test_a_table_is_kept_whole_in_its_section_in_reading_order(publish) -> None:
    found = [row for row in rows(read(publish("c.txt", "\f".join(PAGES)))) if row["section"] == "30.6.7.A"]
    assert [(row["place"], row["kind"], row["text"]) for row in found] == [
        (0, "text", "The first part."),
        (1, "table", "Place | Code | Paid\nOffice | 99999 | yes\nElsewhere | 99998 | no"),
        (2, "text", "1. A list item that stays where it is."),
    ]


def test_the_manual_of_coverage_determinations(publish, pdf: Callable[..., bytes]) -> None:
    text = """Medicare National Coverage Determinations Manual
Chapter 1, Part 3 (Sections 170 – 190.34)
Coverage Determinations
Table of Contents
(Rev. 12001, 05-04-23)
Transmittals for Chapter 1, Part 3
190 - Laboratory
190.12 - Invented Culture
190.13 – Invented Testing (Effective January 1, 2003)
190 - Laboratory
(Rev. 1, 10-03-03)
190.12 - Invented Culture
(Effective November 25, 2002)
(Rev. 1, 10-03-03)
A. General
One.
B. Nationally Covered Indications
Two.
190.13 – Invented Testing (Effective January 1, 2003)
(Rev. 17, Issued: 07-09-04; Effective: N/A; Implementation: N/A)
Three.
"""
    reading = read(publish("ncd103c1_part3.pdf", pdf([text])))
    found = sections(reading)
    assert (reading.document, reading.edition) == ("iom-100-03-1-3", "Rev. 12001")
    assert list(sections(reading))[::-1] == ["190", "190.12", "190.12.A", "190.12.B", "190.13"]
    assert found["190.12.B"]["titles"][0] == "Coverage Determinations"
    assert found["190.12.B"]["document_title"].endswith("(100-03) chapter 1 part 3")
    assert (found["190.12"]["since"], found["190.13"]["since"]) == (date(2002, 11, 25), date(2003, 1, 1))


def test_sections_numbered_with_the_chapter_and_exhibits(publish) -> None:
    front = "Medicare Program Integrity Manual\n{}\nTable of Contents\n(Rev. 9, Issued: 01-02-25)\n"
    chapter = (
        front.format("Chapter 3 - Verifying")
        + "3.1 - Begin\n3.1 - Begin\nOne.\n3.2 - End\n(Rev. 8, 01-01-24)\nTwo."
    )
    reading = read(publish("pim.txt", chapter))
    assert (reading.document, list(sections(reading))[::-1]) == ("iom-100-08-3", ["3.1", "3.2"])
    assert sections(reading)["3.2"]["titles"] == ["Verifying", "End"]
    exhibits = front.format("Exhibits") + "Exhibit 1 - Words\nExhibit 1 - Words\n(Rev. 9, 01-02-25)\nOne."
    reading = read(publish("exhibits.txt", exhibits))
    assert (reading.document, list(sections(reading))) == ("iom-100-08-exhibits", ["Exhibit 1"])


def test_headers_and_footers_are_left_out(publish) -> None:
    pages = [f"Head of Manual\n{page}\nChapter twelve, page {at} of 3" for at, page in enumerate(PAGES, 1)]
    assert rows(read(publish("c.txt", "\f".join(pages)))) == rows(read(publish("c.txt", "\f".join(PAGES))))


@pytest.mark.parametrize(
    ("text", "issued", "effective"),
    [
        ("(Rev. 1, 10-01-03)", date(2003, 10, 1), None),
        ("(Rev .11764; Issued:04-26-24; Effective: 05-27-24;", date(2024, 4, 26), date(2024, 5, 27)),
        ("(Rev.: 12421; Issued; 12-21-23)", date(2023, 12, 21), None),
        ("(Rev. 198, 11- 06-14)", date(2014, 11, 6), None),
        ("(Rev. 73, 09 30 05)", date(2005, 9, 30), None),
        ("(Rev. 7; Issued: 01-16-2025; Effective: January 1, 2025)", date(2025, 1, 16), date(2025, 1, 1)),
        ("(Rev. 9, Issued: 01-02-05, Effective: 01-01-05 and 07-01-05)", date(2005, 1, 2), None),
        ("(Rev. 9, Issued: 01-02-05, Effective: N/A, Implementation: 02-01-05)", date(2005, 1, 2), None),
        ("(Chapter 9 - Rev. 16, 01-11-13)", date(2013, 1, 11), None),
        ("(Rev. 16)", None, None),
    ],
)
def test_days_of_a_revision(text: str, issued: date | None, effective: date | None) -> None:
    found = revision_at([text], 0)
    assert found is not None
    assert (found[0].issued, found[0].effective) == (issued, effective)


def test_a_day_that_does_not_exist_is_none() -> None:
    assert days_in("02-30-05, 01-01-98, 12/31/2024") == [date(1998, 1, 1), date(2024, 12, 31)]
    assert revision_at(["See Rev. 9 of it"], 0) is None


def test_the_day_is_as_was_said(publish) -> None:
    undated = "\f".join(PAGES).replace("(Rev. 13452, Issued: 10-31-25)\n", "")
    assert read(publish("c.txt", undated, date(2026, 1, 1))).since == date(2026, 1, 1)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("A policy of our own\nChapter 12 - Words\n", "expected the title of a CMS Internet-Only Manual"),
        ("CMS Manual System\nPub 100-04 Medicare Claims Processing\nTransmittal 178", "is a transmittal"),
        (FRONT, "found 0 of 0"),
        (FRONT + "\f" + "10 - General\n(Rev. 1, 10-01-03)\nWords.", "found 1 of 8. Is the file whole"),
        (
            "Medicare Benefit Policy Manual\nChapter 1 - Words\nTable of Contents\n10 - One\n10 - One\nOn.",
            "Say the day the chapter was issued: --since",
        ),
    ],
)
def test_what_is_refused(publish, text: str, said: str) -> None:
    with pytest.raises(SourceFileError, match=said):
        read(publish("c.txt", text))


def test_broken_and_empty_pdfs_are_refused(publish, pdf: Callable[..., bytes]) -> None:
    with pytest.raises(SourceFileError, match="not a whole PDF"):
        read(publish("c.pdf", b"%PDF-1.7 and then nothing"))
    with pytest.raises(SourceFileError, match="only pictures"):
        read(publish("c.pdf", pdf(["", ""])))
