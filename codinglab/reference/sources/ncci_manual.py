"""The NCCI Policy Manual for Medicare Services, cut into its sections.

CMS publishes it each January as a PDF of all chapters and as a PDF of each chapter; a text made from one,
with a form feed after each page, is read in the same way. Every page of a chapter has its revision date
and its own number at the foot ("I-12"). CPT in it is copyright of the American Medical Association.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from codinglab.reference.install.archive import SourceFileError
from codinglab.reference.install.reading import Reading, Request
from codinglab.reference.sources.ncci_outline import Chapter, Line, Section, add_line, contents
from codinglab.reference.sources.page_text import page_texts
from codinglab.reference.sources.passages import TABLE, TEXT, PassageRow, passage_table

_DOCUMENT, _TITLE = "ncci-manual", "NCCI Policy Manual for Medicare Services"
_NAME = re.compile(
    r"NCCI (?:Coding )?Policy Manual|National Correct Coding Initiative Policy Manual", re.IGNORECASE
)
_REVISED = re.compile(r"^( *)Revision Date \(Medicare\): *(\d{1,2})/ ?(\d{1,2})/ ?(20\d\d)\s*$", re.MULTILINE)
_FOLIO = re.compile(r"^\s*(Intro|[IVX]+)-(\d+)\s*$", re.MULTILINE)
_FRONT = re.compile(r"^\s*\w+ \d{1,2}, 20\d\d\s+Page \d+\s*$", re.MULTILINE)
_CHAPTER = re.compile(r"Chapter ([IVX]+)")
_LISTED = re.compile(r"^\s*(Chapter [IVX]+|Introduction)\b(?: [–-] .*)?\s*$", re.MULTILINE)
_ACRONYMS = "List of Acronyms"
_ACRONYM = re.compile(r"((?:A/B MAC|\S+ or \S+|\S+))\s+(\S.*)")
_RANGE = re.compile(r"\(?(?:CPT|HCPCS)[\w ]* codes? \w+ *[–-] *\w+\)?", re.IGNORECASE)
_CONTENTS = re.compile(r"^\s*Table of Contents\s*$", re.MULTILINE)
_LEADER = re.compile(r"(?:\.{4}|…).*\w+-\d+\s*$", re.MULTILINE)
_FOOT_COLUMN, _COLUMN, _STEP = 30, 4.8, 18.0


@dataclass(slots=True)
class _Part:
    """A part of the manual: its name ("Intro", "I", "acronyms"), and its pages by page of the file."""

    name: str
    pages: list[tuple[int, str]] = field(default_factory=list)


def read(request: Request) -> Reading:
    """Read the manual, or a chapter of it, from the PDF or its text.

    Returns:
        Table `guidance_passage`, a row a section ("VI.C.6"; "Introduction" for each of its headed parts;
        "List of Acronyms", of kind table). Remarks say where the document itself leaves a number out.

    Raises:
        SourceFileError: another document, another year than said, a page is missing, or a section of a
            table of contents was not found.
    """
    archive = request.archive
    member = archive.one(r".*\.(?:pdf|txt)", "PDF or text of the NCCI Policy Manual")
    pages = page_texts(request, member)
    year = _year(request, pages)
    front, parts = _parts(pages, archive.name)
    rows: list[PassageRow] = []
    remarks: list[str] = []
    for part in parts:
        if part.name == _ACRONYMS:
            rows.append(_acronyms(part))
        elif part.name == "Intro":
            rows.extend(_row(section) for section in _introduction(part, archive.name))
        else:
            chapter, sections = _chapter(part, archive.name)
            rows.extend(_row(section) for section in sections)
            remarks.extend(chapter.remarks)
    _check_parts(front, parts, archive.name)
    return Reading(
        str(year),
        date(year, 1, 1),
        date(year, 12, 31),
        {"guidance_passage": passage_table(rows)},
        tuple(remarks),
    )


def _year(request: Request, pages: Sequence[str]) -> int:
    name = request.archive.name
    dates = {
        (int(year), int(month), int(day)) for page in pages for _, month, day, year in _REVISED.findall(page)
    }
    head = " ".join(pages[0].split())
    if not dates or not any(_NAME.search(" ".join(page.split())) for page in pages[:2]):
        msg = (
            f"{name}: expected the NCCI Policy Manual with 'Revision Date (Medicare)' at the foot of its "
            f"pages; found: {head[:120]}"
        )
        raise SourceFileError(msg)
    years = {year for year, _, _ in dates}
    if len(years) > 1:
        msg = f"{name}: expected one year's revision date on every page; found {sorted(years)}."
        raise SourceFileError(msg)
    year = years.pop()
    if request.since is not None and request.since.year != year:
        msg = f"{name}: expected the manual for {request.since}, as was said; this is the one of {year}."
        raise SourceFileError(msg)
    return year


def _parts(pages: Sequence[str], name: str) -> tuple[list[str], list[_Part]]:
    """What the complete table of contents lists, if there is one, and the parts, every page of each."""
    front: list[str] = []
    parts: list[_Part] = []
    for number, page in enumerate(pages, start=1):
        folio = _FOLIO.search(page)
        if not _REVISED.search(page):
            if _FRONT.search(page) and not parts:
                front.extend(found.split()[-1] for found in _LISTED.findall(page))
                continue
            msg = f"{name}: expected 'Revision Date (Medicare)' at the foot of page {number}; it is cut off."
            raise SourceFileError(msg)
        part = folio[1] if folio else _ACRONYMS
        if not parts or parts[-1].name != part:
            parts.append(_Part(part))
        parts[-1].pages.append((number, page))
        if folio and int(folio[2]) != len(parts[-1].pages):
            expected = f"{part}-{len(parts[-1].pages)}"
            msg = f"{name}: expected page {expected} of the manual; found {folio[0].strip()}. Fetch it again."
            raise SourceFileError(msg)
    return front, parts


def _check_parts(front: list[str], parts: list[_Part], name: str) -> None:
    expected = ["Intro" if listed == "Introduction" else listed for listed in front]
    lost = [part for part in expected if part not in {found.name for found in parts}]
    if lost:
        msg = (
            f"{name}: expected every chapter of the complete table of contents; not found: {', '.join(lost)}."
        )
        raise SourceFileError(msg)


def _chapter(part: _Part, name: str) -> tuple[Chapter, list[Section]]:
    listed, body = _split(part, name)
    titles = contents(listed)
    start = next((at for at, line in enumerate(body) if _CHAPTER.fullmatch(line.text)), None)
    opens = next((at for at, line in enumerate(body) if re.match(r"A\.\s", line.text)), None)
    if not titles or start is None or opens is None:
        msg = f"{name}: expected a table of contents and 'A.' in chapter {part.name}; found none."
        raise SourceFileError(msg)
    heads = [line.text for line in body[start + 1 : opens]]
    title = " ".join(head for head in heads if not _RANGE.fullmatch(head))
    chapter = Chapter(part.name, title, body[start].page, titles)
    sections = chapter.read(body[opens:])
    sections[0].paragraphs.extend(head for head in heads if _RANGE.fullmatch(head))
    found = {section.number for section in sections}
    lost = [
        f"{part.name}.{letter} {title}"
        for letter, title in titles.items()
        if f"{part.name}.{letter}" not in found
    ]
    if lost:
        msg = f"{name}: expected every section of the table of contents; not found: {'; '.join(lost[:5])}."
        raise SourceFileError(msg)
    return chapter, sections


def _introduction(part: _Part, name: str) -> list[Section]:
    listed, body = _split(part, name)
    heads = [re.sub(r"[\s.…]*Intro-\d+$", "", line) for line in listed]
    sections: list[Section] = []
    above = None
    for line in body:
        if line.text in heads:
            heads = heads[heads.index(line.text) + 1 :]
            titles = ("Introduction",) if line.text == "Introduction" else ("Introduction", line.text)
            sections.append(Section("Introduction", titles, line.page))
        elif sections:
            add_line(sections[-1].paragraphs, line, above)
        above = line
    if heads or not sections:
        msg = (
            f"{name}: expected every heading of the Introduction; not found: {'; '.join(heads[:5]) or 'all'}."
        )
        raise SourceFileError(msg)
    return sections


def _split(part: _Part, name: str) -> tuple[list[str], list[Line]]:
    """The lines of the table of contents of a part, and those after it."""
    listed: list[str] = []
    body: list[Line] = []
    for number, page in part.pages:
        if _CONTENTS.search(page) or (listed and not body and _LEADER.search(page)):
            listed.extend(line.text for line in _lines(number, page) if line.text != "Table of Contents")
        elif listed:
            body.extend(_lines(number, page))
    if not listed or not body:
        msg = f"{name}: expected a table of contents in part {part.name}, and pages after it; found none."
        raise SourceFileError(msg)
    return listed, body


def _lines(number: int, page: str) -> Iterator[Line]:
    """The lines of a page without its foot, with how deep they stand.

    A text made from a PDF begins each page at its leftmost word. The foot, which is in the middle of the
    paper, tells how much was cut.
    """
    foot = _REVISED.search(page)
    cut = max(0.0, (_FOOT_COLUMN - len(foot[1])) * _COLUMN) if foot else 0.0
    gap = False
    for line in page.splitlines():
        text = " ".join(line.split())
        if not text:
            gap = True
        elif not _REVISED.fullmatch(line) and not _FOLIO.fullmatch(line):
            indent = len(line) - len(line.lstrip())
            yield Line(text, round((cut + indent * _COLUMN) / _STEP), gap, number)
            gap = False


def _row(section: Section) -> PassageRow:
    text = "\n".join(section.paragraphs)
    return PassageRow(_DOCUMENT, _TITLE, section.number, section.titles, text, kind=TEXT, page=section.page)


def _acronyms(part: _Part) -> PassageRow:
    lines = [line for number, page in part.pages[1:] for line in _lines(number, page)]
    cells = [_ACRONYM.fullmatch(line.text) for line in lines if line.text.upper() != _ACRONYMS.upper()]
    text = "\n".join(" | ".join(found.groups()) for found in cells if found)
    page = lines[0].page if lines else part.pages[0][0]
    return PassageRow(_DOCUMENT, _TITLE, _ACRONYMS, (_ACRONYMS,), text, kind=TABLE, page=page)
