"""From an authority, as decisions cite it, to the section itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from codinglab.guidance.documents import Document, document_of
from codinglab.guidance.index import GuidanceIndex, guidance_index
from codinglab.guidance.opened import Opened, open_section
from codinglab.guidance.reading import all_editions
from codinglab.model import Authority

_OUTLINE = re.compile(
    r"\b[IVX]+(?:\.[A-Za-z0-9]+)+\b|\bAppendix [IVX]+\b|\bIntroduction\b|(?<![\w.])[IVX]+(?![\w.])"
)
_CHAPTER = re.compile(r"\bchapter ([IVX]+)(?:, *(?:section )?([A-Z])(?:\.(\w+))?)?", re.IGNORECASE)
_MANUAL = re.compile(r"\bch(?:apter|\.)? *(\d+)[, ]*(?:section|§|sec\.)? *(\d+(?:\.\d+)*)?", re.IGNORECASE)
_NUMBER = re.compile(r"\b\d+(?:\.\d+)+\b")
_CODE = re.compile(r"\b[A-TV-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,4})?\b")


@dataclass(frozen=True, slots=True)
class Cited:
    """An authority opened.

    Attributes:
        authority: as it is cited.
        document: which document that is.
        sections: the sections it names that are there, in the order named.
        code: the code or category whose page is meant, where the Tabular List is cited; else "".
        told: what is missing and what to do, in sentences; () when everything named is there.
    """

    authority: Authority
    document: Document
    sections: tuple[Opened, ...]
    code: str
    told: tuple[str, ...]


def open_authority(authority: Authority, on: date) -> Cited:
    """Open what an authority cites, in the edition in force on the day.

    Raises:
        StoreError: the index of guidance cannot be made or read.
    """
    document = document_of(authority.source)
    if document.id == "icd10cm-tabular":
        named = _CODE.findall(authority.section)
        return Cited(authority, document, (), named[0] if named else "", () if named else (document.where,))
    index = guidance_index()
    wanted = tuple(dict.fromkeys(_places(document, authority.section)))
    opened = [(place, _open(index, *place, on)) for place in wanted]
    sections = tuple(found for _, found in opened if found)
    return Cited(authority, document, sections, "", tuple(_told(index, document, authority, opened)))


def sections_named(document: Document, section: str) -> tuple[str, ...]:
    """The sections that the words of a citation name, as documents number them.

    >>> sections_named(document_of("ICD-10-CM Official Guidelines"), "II and IV.A; Appendix I, Newborns")
    ('II', 'IV.A', 'Appendix I')
    >>> sections_named(document_of("NCCI Policy Manual"), "chapter I, C.11")
    ('I.C.11',)
    """
    return tuple(dict.fromkeys(place for _, place in _places(document, section)))


def _places(document: Document, section: str) -> list[tuple[str, str]]:
    if document.id == "iom-100-03":
        return [(document.id, number) for number in _NUMBER.findall(section)]
    if document.id.startswith("iom-"):
        return [(f"{document.id}-{chapter}", number) for chapter, number in _MANUAL.findall(section)]
    chapters = _CHAPTER.findall(section)
    if chapters:
        return [(document.id, ".".join(filter(None, parts))) for parts in chapters]
    return [(document.id, place) for place in _OUTLINE.findall(section)]


def _open(index: GuidanceIndex, document: str, section: str, on: date) -> Opened | None:
    if document != "iom-100-03":
        return open_section(index, document, section, on)
    rows = index.rows(
        "SELECT DISTINCT document FROM edition WHERE document LIKE 'iom-100-03-%' OR document = ? "
        "ORDER BY document",
        section,
    )
    return next((found for (held,) in rows if (found := open_section(index, held, section, on))), None)


def _told(
    index: GuidanceIndex,
    document: Document,
    authority: Authority,
    opened: Sequence[tuple[tuple[str, str], Opened | None]],
) -> Iterator[str]:
    if not opened:
        yield f"{authority} names no section that could be opened. {document.where}"
    lacking = [section for (_, section), found in opened if not (found and found.edition.is_document)]
    if lacking and any(
        held.is_document and held.document.startswith(document.id) for held in all_editions(index).values()
    ):
        yield f"No installed edition of {authority.source} has section {', '.join(lacking)}."
    elif lacking:
        install = (
            f" Install it: codinglab reference install {document.source} FILE." if document.source else ""
        )
        yield f"{authority.source} is not at hand here.{install} {document.where}"
    for (_, section), found in opened:
        if found and not found.current:
            yield f"{section} is shown from {found.edition}, which is not in force on the day asked about."
