"""A chapter of a CMS Internet-Only Manual, cut into its sections.

CMS publishes each chapter as a PDF of its own and revises it section by section: the chapter's title page
names the latest revision, and each section the one that changed it, with the day it takes effect. A text made
from the PDF, with a form feed after each page, is read in the same way. The manuals are in the public
domain; CPT in them is the AMA's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from codinglab.reference.install.archive import SourceFileError
from codinglab.reference.install.reading import Reading, Request
from codinglab.reference.sources.blocks import merged, page_blocks
from codinglab.reference.sources.document_pages import empty_remarks, lines_of, pdf_pages, text_pages
from codinglab.reference.sources.grid import decode
from codinglab.reference.sources.iom_letters import lettered
from codinglab.reference.sources.iom_outline import Lines, Section, letters, outline
from codinglab.reference.sources.iom_revision import Revision, days_in, revision_at
from codinglab.reference.sources.passages import PassageRow, passage_table

PUBLICATIONS = {
    "Medicare General Information, Eligibility and Entitlement Manual": "100-01",
    "Medicare General Information, Eligibility, and Entitlement": "100-01",
    "Medicare Benefit Policy Manual": "100-02",
    "Medicare National Coverage Determinations Manual": "100-03",
    "Medicare National Coverage Determinations (NCD) Manual": "100-03",
    "Medicare Claims Processing Manual": "100-04",
    "Medicare Secondary Payer Manual": "100-05",
    "Medicare Secondary Payer (MSP) Manual": "100-05",
    "Medicare Financial Management Manual": "100-06",
    "State Operations Manual": "100-07",
    "Medicare Program Integrity Manual": "100-08",
    "Medicare Contractor Beneficiary and Provider Communications Manual": "100-09",
    "Quality Improvement Organization Manual": "100-10",
    "Programs of All-Inclusive Care for the Elderly (PACE) Manual": "100-11",
    "Medicare ESRD Network Organizations Manual": "100-14",
    "Medicaid Program Integrity Manual": "100-15",
    "Medicare Managed Care Manual": "100-16",
    "Business Partners Systems Security Manual": "100-17",
    "Medicare Prescription Drug Benefit Manual": "100-18",
    "Prescription Drug Benefit Manual": "100-18",
    "Medicare Quality Reporting Incentive Programs Manual": "100-22",
    "State Payment of Medicare Premiums": "100-24",
}
_CHAPTER = re.compile(r"Chapter\s+(\d+\s?[A-Za-z]?)\b(?:,?\s*Part\s+(\d+))?\s*[-–—:,]*\s*(.*)", re.IGNORECASE)
_EXHIBITS = re.compile(r"Exhibits?", re.IGNORECASE)
_ENDS = re.compile(
    r"Table of Contents|Transmittals? (?:Issued )?for\b|\(\s*(?:Chapter .{1,9})?Rev", re.IGNORECASE
)
_HEAD = 60
_FEWEST = 1 / 3


@dataclass(frozen=True, slots=True)
class _Chapter:
    manual: str
    publication: str
    number: str
    part: str
    title: str
    after: int

    @property
    def document(self) -> str:
        return "-".join(part for part in ("iom", self.publication, self.number, self.part) if part)

    @property
    def name(self) -> str:
        part = f" part {self.part}" if self.part else ""
        chapter = "exhibits" if self.number == "exhibits" else f"chapter {self.number}"
        return f"{self.manual} ({self.publication}) {chapter}{part}"


def read(request: Request) -> Reading:
    """Read a chapter from the PDF or its text.

    Returns:
        Table `guidance_passage`: a row a section ("30.6.7") and a row each lettered part that has a heading
        ("30.6.7.A"); `since` is the day the section's revision takes effect, where one real day is said.
        Document "iom-100-04-12"; of a chapter in parts "iom-100-03-1-4".

    Raises:
        SourceFileError: another document, no sections, or no day that the chapter was issued.
    """
    archive = request.archive
    member = archive.one(r".*\.(?:pdf|txt)", "PDF or text of a chapter of a manual")
    raw = archive.read(member)
    pages = pdf_pages(request, raw) if raw.startswith(b"%PDF") else text_pages(decode(raw, member))
    lines: Lines = [*lines_of(pages)]
    flat = [" ".join(line.split()) for _, line in lines]
    chapter = _chapter(flat, archive.name)
    sections, titles = outline(lines[chapter.after :])
    found = {section.number for section in sections}
    lost = [number for number in titles if number not in found]
    if not sections or len(lost) > (1 - _FEWEST) * len(titles):
        msg = (
            f"{archive.name}: expected the sections that the table of contents of {chapter.name} names; "
            f"found {len(found)} of {len(titles)}. Is the file whole?"
        )
        raise SourceFileError(msg)
    revision = _latest(flat, sections, chapter)
    since = request.since or (revision.issued if revision else None)
    if since is None:
        msg = (
            f"{archive.name}: expected '(Rev. number, Issued: month-day-year' below the title; found none. "
            "Say the day the chapter was issued: --since YYYY-MM-DD"
        )
        raise SourceFileError(msg)
    edition = f"Rev. {revision.number}" if revision else f"as of {since}"
    remarks = (*_remarks(lost), *empty_remarks(pages))
    table = passage_table(_rows(chapter, sections, titles))
    return Reading(edition, since, None, {"guidance_passage": table}, remarks, chapter.document)


def _chapter(flat: Sequence[str], place: str) -> _Chapter:
    """What the title page says of the chapter."""
    worded = [at for at, line in enumerate(flat) if line][:_HEAD]
    head = [flat[at] for at in worded]
    if any(line.startswith("CMS Manual System") for line in head[:5]):
        msg = (
            f"{place} is a transmittal: it holds only what it changed. Install the chapter itself, from "
            "https://www.cms.gov/medicare/regulations-guidance/manuals/internet-only-manuals-ioms"
        )
        raise SourceFileError(msg)
    for spot, at in enumerate(worded):
        match = _CHAPTER.fullmatch(flat[at])
        if not match and not _EXHIBITS.fullmatch(flat[at]):
            continue
        above = letters(" ".join(head[:spot]))
        manual = next((name for name in sorted(PUBLICATIONS, key=len)[::-1] if letters(name) in above), "")
        if not manual:
            continue
        title = [match[3]] if match else [flat[at]]
        after = at + 1
        for later in worded[spot + 1 :]:
            if _ENDS.match(flat[later]) or len(title) > 4:
                break
            title.append(flat[later])
            after = later + 1
        whole = re.sub(r"^\(Sections?\b[^)]*\)\s*", "", " ".join(part for part in title if part))
        number = re.sub(r"\s", "", match[1]).lower().lstrip("0") if match else "exhibits"
        return _Chapter(manual, PUBLICATIONS[manual], number, (match[2] or "") if match else "", whole, after)
    msg = (
        f"{place}: expected the title of a CMS Internet-Only Manual and 'Chapter N' on the first page; "
        f"found: {' '.join(head)[:120]}"
    )
    raise SourceFileError(msg)


def _latest(flat: Sequence[str], sections: Sequence[Section], chapter: _Chapter) -> Revision | None:
    """The latest revision that the title page names, else the latest of a section."""
    named: list[Revision] = []
    worded = [at for at in range(len(flat)) if flat[at]]
    for at in worded[: worded.index(chapter.after - 1) + 12]:
        if flat[at].lower().startswith("transmittals"):
            break
        found = revision_at(flat, at)
        if found and found[0].chapter in {"", chapter.number}:
            named.append(found[0])
    dated = [revision for revision in named if revision.issued]
    dated = dated or [found.revision for found in sections if found.revision and found.revision.issued]
    return max(dated, key=lambda found: (found.issued or date.min, found.number), default=None)


def _rows(chapter: _Chapter, sections: Sequence[Section], titles: dict[str, str]) -> Iterator[PassageRow]:
    above = {**titles, **{section.number: section.title for section in sections}}
    for section in sections:
        path = [chapter.title]
        for number in _path(section.number):
            if number in above or number != chapter.number:
                path.append(above.get(number, ""))
        path[-1] = section.title
        since = section.revision.effective if section.revision else None
        if (
            since is None
            and len(told := days_in(" ".join(re.findall(r"\(Effective[^)]*\)", section.title)))) == 1
        ):
            since = told[0]
        for label, heading, page, lines in lettered(section):
            number = f"{section.number}.{label}" if label else section.number
            names = (*path, heading) if label else tuple(path)
            for block in merged(page_blocks(lines), page):
                yield PassageRow(
                    chapter.document,
                    chapter.name,
                    number,
                    names,
                    block.text,
                    kind=block.kind,
                    page=block.page,
                    since=since,
                )


def _path(number: str) -> list[str]:
    """The numbers that lead to a section, its own last: 30, 30.6, 30.6.7; of an exhibit only its own."""
    if not number[0].isdigit():
        return [number]
    labels = number.split(".")
    return [".".join(labels[:depth]) for depth in range(1, len(labels) + 1)]


def _remarks(lost: Sequence[str]) -> list[str]:
    held = ", ".join(lost[:8]) + (" …" if len(lost) > 8 else "")
    said = f"Sections of the table of contents that the chapter does not have ({len(lost):,}): {held}."
    return [said] if lost else []
