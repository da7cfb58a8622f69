"""The guidelines by section: every section that the table of contents names, with its own words."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

import pytest

from codinglab.reference.install.archive import Archive, SourceFileError
from codinglab.reference.install.reading import Reading, Request
from codinglab.reference.paths import ROOT
from codinglab.reference.sources.guidelines import read

OFFICIAL = ROOT.parent / "shared" / "official" / "guidance"
FY2026, FY2026_TEXT, FY2025 = (
    "ICD-10-CM-October-2025-Guidelines.pdf",
    "ICD-10-CM-October-2025-Guidelines.txt",
    "fy-2025-icd-10-cm-coding-guidelines.pdf",
)
official = pytest.mark.skipif(not OFFICIAL.is_dir(), reason=f"no official files in {OFFICIAL}")
HEAD = "ICD-10-CM Official Guidelines for Coding and Reporting\n"
PAGES = [
    HEAD + "FY 2026 -- UPDATED October 1, 2025\n(October 1, 2025 - September 30, 2026)\nInvented words.\n",
    HEAD
    + """FY 2026
Page 2 of 4
Section I. Conventions of an invented kind, long enough to be broken in two ..... 3
A. First things ........ 3
1. One ....... 3
2. Two with a long title that goes over the end of the line, as some
do ...... 3
Reserved for future guideline expansion ...... 3
Section II. Selection ......4
Appendix I 4
Present on Admission ..... 4
""",
    HEAD
    + """FY 2026
Page 3 of 4
Section I. Conventions of an invented kind, long enough to be broken
in two
Its own words.
A. First things
1. One
The first sentence is hyphen-
ated. See Section II. for more, and
3. of the list.

A paragraph that the end of the page

""",
    HEAD
    + """FY 2026
Page 4 of 4
breaks.
2. Two with a long title that goes over the end of the line, as some
do
Body of two.
a. Beneath
Body of a.
Section II. Selection
Body of the second.
Appendix I
Present on Admission
1. Not a section.
""",
]


def sections(reading: Reading) -> dict[str, dict[str, Any]]:
    return {row["section"]: row for row in reading.tables["guidance_passage"].to_pylist()}


def test_a_line_is_a_heading_when_it_is_next(publish) -> None:
    found = sections(read(publish("guidelines.txt", "\f".join(PAGES))))
    assert list(found) == ["I", "I.A", "I.A.1", "I.A.2", "I.A.2.a", "II", "Appendix I"]
    assert found["I"]["titles"][-1] == "Conventions of an invented kind, long enough to be broken in two"
    assert found["I"]["text"] == "Its own words."
    assert found["I.A.1"]["text"] == (
        "The first sentence is hyphen-ated. See Section II. for more, and 3. of the list.\n"
        "A paragraph that the end of the page breaks."
    )
    assert found["I.A.2"]["titles"][-1].endswith("as some do")
    assert (found["I.A.2.a"]["text"], found["I.A.2.a"]["page"]) == ("Body of a.", 4)
    assert found["Appendix I"]["titles"][-1] == "Present on Admission"
    assert found["Appendix I"]["text"] == "1. Not a section."


@pytest.mark.parametrize(
    ("pages", "since", "found"),
    [
        (["Another document\n"], None, "expected 'ICD-10-CM Official Guidelines.*found: Another document"),
        (PAGES[:3], None, "expected 4 pages, as the pages state; found 3"),
        (PAGES, date(2026, 10, 1), "expected guidelines for 2026-10-01, as was said; these are of FY2026"),
        (
            [*PAGES[:3], PAGES[3].replace("Section II. Selection", "II Selection")],
            None,
            "not found: II Selection",
        ),
    ],
)
def test_what_is_refused(publish, pages: list[str], since: date | None, found: str) -> None:
    with pytest.raises(SourceFileError, match=found):
        read(publish("guidelines.txt", "\f".join(pages), since))


def test_a_broken_pdf_is_refused(publish) -> None:
    with pytest.raises(SourceFileError, match="not a whole PDF"):
        read(publish("guidelines.pdf", b"%PDF-1.7 and then nothing"))


@cache
def official_sections(name: str) -> dict[str, dict[str, Any]]:
    return sections(read(Request(Archive(OFFICIAL / name))))


@official
@pytest.mark.parametrize("name", [FY2026, FY2026_TEXT, FY2025])
@pytest.mark.parametrize(
    ("section", "title", "words"),
    [
        ("I.A.15", "“With”", "should be interpreted to mean"),
        ("I.B.14", "Documentation by Clinicians Other than the Patient's Provider", "Body Mass Index"),
        ("I.C.1.d.4", "Sepsis or severe sepsis with a localized infection", "localized infection"),
        ("I.C.4.a", "Diabetes mellitus", "combination codes"),
        (
            "II.C",
            "Two or more diagnoses that equally meet the definition for principal diagnosis",
            "sequenced first",
        ),
        ("III.B", "Abnormal findings", "clinical significance"),
        ("IV.H", "Uncertain diagnosis", "highest degree of certainty"),
        (
            "Appendix I",
            "Present on Admission Reporting Guidelines",
            "present at the time the order for inpatient",
        ),
    ],
)
def test_sections_that_coders_cite(name: str, section: str, title: str, words: str) -> None:
    found = official_sections(name)[section]
    assert found["titles"][-1] == title
    assert words in " ".join(found["text"].split())


@official
def test_the_pdf_and_its_text_say_the_same() -> None:
    pdf, text = official_sections(FY2026), official_sections(FY2026_TEXT)
    assert len(pdf) == 492
    assert len(official_sections(FY2025)) == 486
    assert list(pdf) == list(text)
    for number, section in pdf.items():
        assert (section["titles"], section["page"]) == (text[number]["titles"], text[number]["page"])
        words = section["text"].replace("[ ]", "[]").replace("( )", "()").split()
        assert words == text[number]["text"].split()


@official
@pytest.mark.parametrize("name", [FY2026, FY2025])
def test_a_section_is_empty_only_when_it_has_sections_below(name: str) -> None:
    found = official_sections(name)
    empty = [number for number, section in found.items() if not section["text"]]
    assert all(any(other.startswith(f"{number}.") for other in found) for number in empty)
    chapters = [number for number in found if number.startswith("I.C.") and number.count(".") == 2]
    assert chapters == [f"I.C.{number}" for number in range(1, 23)]
