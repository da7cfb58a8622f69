"""From an authority, as decisions cite it, to the section itself."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from codinglab.guidance.cards import edition_days
from codinglab.guidance.documents import Document, document_of, places
from codinglab.guidance.index import GuidanceIndex, guidance_index
from codinglab.guidance.opened import Opened, open_section
from codinglab.guidance.reading import all_editions
from codinglab.model import Authority, InvalidInputError

_CODE = re.compile(r"\b[A-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,4})?\b")


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


def open_authority(authority: Authority, on: date | None = None) -> Cited:
    """Open what an authority cites.

    Args:
        authority: the citation.
        on: the edition in force on this day; None for the edition that the authority names, else the latest.

    Raises:
        StoreError: the index of guidance cannot be made or read.
    """
    on = on or _cited_day(authority)
    document = document_of(authority.source)
    if document.id == "icd10cm-tabular":
        named = _CODE.findall(authority.section)
        return Cited(authority, document, (), named[0] if named else "", () if named else (document.where,))
    index = guidance_index()
    wanted = places(document, authority.section)
    opened = [(place, _open(index, *place, on)) for place in wanted]
    sections = tuple(found for _, found in opened if found)
    return Cited(authority, document, sections, "", tuple(_told(index, document, authority, opened, on)))


def _cited_day(authority: Authority) -> date:
    """A day of the edition that an authority names; the last day of all where it names none."""
    try:
        return edition_days(authority.edition).since
    except InvalidInputError:
        return date.max


def _open(index: GuidanceIndex, document: str, section: str, on: date) -> Opened | None:
    if document != "iom-100-03":
        return open_section(index, document, section, on)
    rows = index.rows(
        "SELECT DISTINCT document FROM edition WHERE document LIKE 'iom-100-03-%' OR document = ? "
        "ORDER BY document",
        section,
    )
    return next((found for (held,) in rows if (found := open_section(index, held, section, on))), None)


def _is_here(document: str, here: Collection[str]) -> bool:
    return any(held == document or held.startswith(f"{document}-") for held in here)


def _told(
    index: GuidanceIndex,
    document: Document,
    authority: Authority,
    opened: Sequence[tuple[tuple[str, str], Opened | None]],
    on: date,
) -> Iterator[str]:
    if not opened:
        yield f"{authority} names no section that could be opened. {document.where}"
    here = {held.document for held in all_editions(index).values() if held.is_document}
    lacking = [place for place, found in opened if not (found and found.edition.is_document)]
    no_section = [section for held, section in lacking if _is_here(held, here)]
    if no_section:
        yield f"No installed edition of {authority.source} has section {', '.join(no_section)}."
    for held in dict.fromkeys(held for held, _ in lacking if not _is_here(held, here)):
        chapter = held.removeprefix(f"{document.id}-")
        named = authority.source if chapter == held else f"{authority.source}, chapter {chapter},"
        install = f" Install it: {document.command}." if document.command else ""
        yield f"{named} is not at hand here.{install} {document.where}"
    for (_, section), found in opened:
        if found and not found.current and on != date.max:
            yield f"{section} is shown from {found.edition}, which is not in force on {on}."
