"""The ICD-10-CM Official Guidelines for Coding and Reporting, cut into their sections.

CMS and NCHS publish them as a PDF each October, with an April update in some years; the first page
states the fiscal year and the days. A text made from the PDF, with a form feed after each page, is
read in the same way. The document is in the public domain.
"""

from __future__ import annotations

import re
from datetime import date, datetime

from codinglab.reference.install.archive import SourceFileError
from codinglab.reference.install.fiscal import edition, fiscal_year
from codinglab.reference.install.reading import Reading, Request
from codinglab.reference.sources.guideline_outline import Section, contents, outline
from codinglab.reference.sources.page_text import page_texts, paragraphs
from codinglab.reference.sources.passages import PassageRow, passage_table

_TITLE = "ICD-10-CM Official Guidelines for Coding and Reporting"
_DAYS = re.compile(r"\((\w+ \d{1,2}, 20\d\d)\s*[-–]+\s*(\w+ \d{1,2}, 20\d\d)\)")
_FOLIO = re.compile(r"Page \d+ of (\d+)")


def read(request: Request) -> Reading:
    """Read the guidelines from the PDF or its text.

    Returns:
        Table `guidance_passage`, a row a section ("I.C.1.d.4"; "Appendix I").

    Raises:
        SourceFileError: another document, another fiscal year than said, a page is missing, or a section
            of the table of contents was not found.
    """
    archive = request.archive
    member = archive.one(r".*\.(?:pdf|txt)", "PDF or text of the guidelines")
    pages = page_texts(request, member)
    first = " ".join(pages[0].split())
    days = _DAYS.search(first)
    if _TITLE not in first or not days:
        msg = f"{archive.name}: expected '{_TITLE}' and its days on the first page; found: {first[:120]}"
        raise SourceFileError(msg)
    since, through = (datetime.strptime(day, "%B %d, %Y").date() for day in days.groups())
    _check_year(request, since, through)
    stated = {int(count) for page in pages for count in _FOLIO.findall(page)}
    if stated and stated != {len(pages)}:
        msg = f"{archive.name}: expected {max(stated)} pages, as the pages state; found {len(pages)}."
        raise SourceFileError(msg)
    sections = _sections(pages, archive.name)
    above = {section.number: section.title for section in sections}
    table = passage_table(
        PassageRow(
            "icd10cm-guidelines",
            _TITLE,
            section.number,
            tuple(above.get(number, "") for number in _path(section.number)),
            paragraphs(section.lines),
            page=section.page,
        )
        for section in sections
    )
    return Reading(edition(since), since, through, {"guidance_passage": table})


def _path(number: str) -> list[str]:
    """The numbers of the sections that lead to one, its own last: I, I.C, I.C.1."""
    labels = number.split(".")
    return [".".join(labels[:depth]) for depth in range(1, len(labels) + 1)]


def _check_year(request: Request, since: date, through: date) -> None:
    if request.since is not None and not since <= request.since <= through:
        msg = (
            f"{request.archive.name}: expected guidelines for {request.since}, as was said; these are of "
            f"FY{fiscal_year(since)}, {since} to {through}."
        )
        raise SourceFileError(msg)


def _sections(pages: list[str], place: str) -> list[Section]:
    numbered = [(number, _lines(page)) for number, page in enumerate(pages, start=1)]
    start = next((at for at, (_, lines) in enumerate(numbered) if _opens(lines)), None)
    if start is None or start == 0:
        msg = f"{place}: expected 'Section I.' after a table of contents; found none."
        raise SourceFileError(msg)
    titles = contents(line for _, lines in numbered[1:start] for line in lines)
    sections = list(outline(numbered[start:], titles))
    found = {section.number: section for section in sections}
    lost = [f"{number} {title}" for number, title in titles.items() if number not in found]
    if not titles or lost:
        missing = "; ".join(lost[:5]) or "all"
        msg = f"{place}: expected every section of the table of contents; not found: {missing}."
        raise SourceFileError(msg)
    return sections


def _opens(lines: list[str]) -> bool:
    head = [line.strip() for line in lines if line.strip()][:2]
    return bool(head) and head[0].startswith("Section I. ") and "...." not in " ".join(head)


def _lines(page: str) -> list[str]:
    lines = [" ".join(line.split()) for line in page.splitlines()]
    return [
        line
        for line in lines
        if line != _TITLE and not re.fullmatch(r"FY 20\d\d", line) and not _FOLIO.fullmatch(line)
    ]
