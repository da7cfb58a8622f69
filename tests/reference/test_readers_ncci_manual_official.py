"""The official NCCI Policy Manual: PDF and text alike, no number lost, our citations in their places."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pypdf
import pytest

from codinglab.reference.install.archive import Archive
from codinglab.reference.install.reading import Reading, Request
from codinglab.reference.paths import ROOT
from codinglab.reference.sources.ncci_manual import read

OFFICIAL = ROOT.parent / "shared" / "official" / "guidance"
PDF = "2026_ncci_medicare_policy_manual_all-chapters.pdf"
TEXT = "2026_ncci_medicare_policy_manual_all-chapters.txt"
pytestmark = pytest.mark.skipif(not OFFICIAL.is_dir(), reason=f"no official files in {OFFICIAL}")


@cache
def official_reading(name: str) -> Reading:
    return read(Request(Archive(OFFICIAL / name)))


def official_sections(name: str) -> dict[tuple[str, int], dict[str, Any]]:
    return by_place(official_reading(name))


def by_place(reading: Reading) -> dict[tuple[str, int], dict[str, Any]]:
    return {(row["section"], row["place"]): row for row in reading.tables["guidance_passage"].to_pylist()}


@pytest.mark.parametrize("name", [PDF, TEXT])
@pytest.mark.parametrize(
    ("section", "page", "title", "words"),
    [
        ("I.E.b", 31, "Modifier 25", "significant and separately identifiable"),
        ("I.E.d", 33, "Modifier 59", "contiguous structures in the same organ"),
        ("I.E.e", 36, "Modifiers XE, XS, XP, XU", "Separate Encounter"),
        ("I.V", 44, "Medically Unlikely Edits (MUEs)", "ABN issuance"),
        ("I.V.3.a.ii", 46, "", "bilateral surgery indicator"),
        ("III.L.14", 81, "", "11102, 11104, and 11106"),
        ("VI.C.3", 130, "", "one unit of service"),
        ("XI.B.2", 224, "", "“initial” service codes"),
        ("XI.J.2", 239, "", "modifier 25."),
        ("XIII.E.1", 281, "", "MUE values"),
        ("List of Acronyms", 286, "List of Acronyms", "E/M or E&M | Evaluation & Management Services"),
    ],
)
def test_places_that_coders_cite(name: str, section: str, page: int, title: str, words: str) -> None:
    found = official_sections(name)[section, 0]
    assert (found["page"], found["titles"][-1]) == (page, title)
    assert words in found["text"]


def test_the_pdf_and_its_text_say_the_same() -> None:
    pdf, text = official_sections(PDF), official_sections(TEXT)
    assert list(pdf) == list(text)
    assert len(pdf) == 1143
    different = set()
    for place, section in pdf.items():
        other = text[place]
        assert (section["titles"], section["page"], section["kind"]) == (
            other["titles"],
            other["page"],
            other["kind"],
        )
        assert "".join(section["text"].split()) == "".join(other["text"].split())
        if section["text"].split() != other["text"].split():
            different.add(place[0])
    assert different <= {"II.B.4", "IV.F.8"}, "a blank inside a word of either file"


@pytest.mark.parametrize("name", [PDF, TEXT])
def test_numbers_have_no_hole(name: str) -> None:
    assert official_reading(name).remarks == ()
    numbers: dict[str, list[int]] = {}
    for (section, place), _ in official_sections(name).items():
        above, _, last = section.rpartition(".")
        if last.isdigit() and not place:
            numbers.setdefault(above, []).append(int(last))
    assert all(found == list(range(1, len(found) + 1)) for found in numbers.values())
    assert (len(numbers["VI.H"]), len(numbers["XI.I"])) == (32, 32)


def test_no_foot_no_copyright_page_and_no_contents_in_a_section() -> None:
    for row in official_sections(PDF).values():
        assert not re.search(
            r"Revision Date|FARS/DFARS|\.{5}|\b[IVX]+-\d+$|List of Acronyms", row["text"], re.M
        )


def test_a_chapter_of_the_official_pdf_alone(tmp_path: Path) -> None:
    whole, part = pypdf.PdfReader(OFFICIAL / PDF), pypdf.PdfWriter()
    for number in range(66, 82):
        part.add_page(whole.pages[number])
    part.write(tmp_path / "chapter-3.pdf")
    alone = by_place(read(Request(Archive(tmp_path / "chapter-3.pdf"))))
    same = {place: row for place, row in official_sections(PDF).items() if place[0].split(".")[0] == "III"}
    assert list(alone) == list(same)
    assert all(row["page"] == same[place]["page"] - 66 for place, row in alone.items())


def cited() -> Iterator[tuple[str, str]]:
    """Every section of the manual that an edit or a case cites, with the file that cites it."""
    for path in sorted((ROOT / "codinglab" / "validate" / "edits").rglob("*.py")):
        for section in re.findall(
            r'Authority\("NCCI Policy Manual", "\d+", "([^"]+)"', path.read_text("utf-8")
        ):
            yield section, path.name
    for path in sorted((ROOT / "reference" / "cases").rglob("*.toml")):
        text = path.read_text("utf-8")
        for section in re.findall(r'"NCCI Policy Manual ([IVX][^"]*)"', text):
            yield section, f"{path.parent.name}/{path.name}"
        for section in _authorities(tomllib.loads(text)):
            yield section, f"{path.parent.name}/{path.name}"


def _authorities(held: object) -> Iterator[str]:
    if isinstance(held, dict):
        if held.get("source") == "NCCI Policy Manual":
            yield held["section"]
        for value in held.values():
            yield from _authorities(value)
    elif isinstance(held, list):
        for value in held:
            yield from _authorities(value)


def test_every_section_that_an_edit_or_case_cites_is_there() -> None:
    there = {section for section, _ in official_sections(TEXT)}
    lost = {(section, file) for section, file in cited() if section not in there}
    assert len(set(cited())) > 100
    assert not lost
