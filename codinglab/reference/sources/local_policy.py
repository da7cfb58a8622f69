"""A policy of the user's own (a payer's, a compliance desk's): PDF, HTML, Markdown or plain text.

It is cut by its own structure: headings and tables where the format has them, and in a PDF or a plain text
the numbers and capitals that headings are printed with; where there are none, a page is a section. The days,
the name and the payers it binds are as whoever installs it says.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePosixPath

from codinglab.reference.install.archive import SourceFileError
from codinglab.reference.install.reading import Reading, Request
from codinglab.reference.install.releases import release_name
from codinglab.reference.sources.blocks import Block, Heading, merged, page_blocks
from codinglab.reference.sources.coverage_policies import contractor_table
from codinglab.reference.sources.document_pages import empty_remarks, lines_of, pdf_pages, text_pages
from codinglab.reference.sources.html_document import Item, html_items
from codinglab.reference.sources.markdown_document import markdown_items
from codinglab.reference.sources.passages import PassageRow, passage_table
from codinglab.reference.sources.policy_text import policy_text
from codinglab.reference.sources.printed_outline import printed_items
from codinglab.reference.sources.section_number import printed_number

KIND = "local"
_HTML, _MARKDOWN, _TEXT = (".html", ".htm", ".xhtml"), (".md", ".markdown"), (".txt", ".text")
_LONGEST_ID = 60
_LONGEST_TITLE = 200


def read(request: Request) -> Reading:
    """Read a policy, as `Request` says its days, title and payers.

    Returns:
        Table `guidance_passage`: its document is the title in small letters and hyphens, its section the
        printed number ("1.2"; "II.A" of A below II), else the heading, else "page 3".
        Table `coverage_contractor`, when it binds somebody: kind "local", version 0.

    Raises:
        SourceFileError: no first day was said, or the file is of another kind, locked, damaged or empty.
    """
    place = request.archive.name
    if request.since is None:
        msg = f"{place} does not say from when it holds. Say its first day: --since YYYY-MM-DD"
        raise SourceFileError(msg)
    if request.through and request.through < request.since:
        msg = f"{place}: its last day, {request.through}, is before its first, {request.since}."
        raise SourceFileError(msg)
    items, remarks, own = _items(request)
    if not any(item.text.strip() for item in items):
        msg = f"{place} has no words that can be seen."
        raise SourceFileError(msg)
    title = " ".join((request.title.strip() or own).split())[:_LONGEST_TITLE]
    document = identity(title)
    tables = {"guidance_passage": passage_table(_rows(items, document, title))}
    bound = dict.fromkeys(name for said in request.binds for name in [" ".join(said.split())] if name)
    if bound:
        tables["coverage_contractor"] = contractor_table(
            (KIND, document, 0, name, name if name.isascii() and name.isdigit() else "", "", "")
            for name in bound
        )
    remarks.append(
        f'It is called "{title}". To remove it: codinglab reference remove local-policy '
        f"{release_name(request.since, document)}"
    )
    edition = f"from {request.since}"
    return Reading(edition, request.since, request.through, tables, tuple(remarks), document)


def identity(title: str) -> str:
    """The id of a document by its title, unlike that of any published one: small letters, digits, hyphens.

    >>> identity("Grundsätze der Kodierung, 2. Auflage")
    'local-grundsatze-der-kodierung-2-auflage'
    """
    plain = unicodedata.normalize("NFKD", title.replace("ß", "ss").replace("ẞ", "SS"))
    letters = "".join(character for character in plain if not unicodedata.combining(character))
    slug = re.sub(r"[^a-z0-9]+", "-", letters.lower()).strip("-")
    whole = all(character.isascii() for character in letters if character.isalnum())
    if whole and slug and len(slug) <= _LONGEST_ID:
        return f"local-{slug}"
    mark = hashlib.sha256(title.encode("utf-8", "replace")).hexdigest()[:8]
    return f"local-{slug[:_LONGEST_ID].strip('-') or 'policy'}-{mark}"


def _items(request: Request) -> tuple[list[Item], list[str], str]:
    """The headings and blocks of the document, remarks, and its own title or else the name of its file."""
    archive = request.archive
    if any(name.startswith("word/document") for name in archive.names):
        msg = f"{archive.name} is a Word file. Save it as PDF or as a web page (.html), and install that."
        raise SourceFileError(msg)
    member = archive.one(r".*\.(?:pdf|x?html?|md|markdown|te?xt)", "policy (.pdf, .html, .md or .txt)")
    raw = archive.read(member)
    path = PurePosixPath(member.replace("!", "/"))
    ending = path.suffix.lower()
    if raw.startswith(b"%PDF"):
        pages = pdf_pages(request, raw)
        return _printed(pages, path.stem, empty_remarks(pages), pdf=True)
    if ending == ".pdf":
        msg = f"{archive.name} is no PDF, though its name says so. Fetch it again."
        raise SourceFileError(msg)
    text, remark = policy_text(raw, archive.name, html=ending in _HTML)
    remarks = [remark] if remark else []
    if ending in _TEXT:
        return _printed(text_pages(text), path.stem, remarks, pdf=False)
    items, struck = (html_items if ending in _HTML else markdown_items)(text, archive.name)
    if struck:
        remarks.append(f"Struck through, and so left out: {struck:,} passages.")
    return items, remarks, _own_title(items) or path.stem


def _own_title(items: Iterable[Item]) -> str:
    """The first heading, unless it has a number: then it is of a section."""
    first = next((item.text for item in items if isinstance(item, Heading)), "")
    return "" if printed_number(first)[0] else first


def _printed(
    pages: Sequence[str], stem: str, remarks: list[str], pdf: bool
) -> tuple[list[Item], list[str], str]:
    """Headings and blocks of pages; without headings, a page is a section."""
    paged = pdf or len(pages) > 1
    lines = [(page if paged else None, line) for page, line in lines_of(pages)]
    items = printed_items(lines)
    headings = sum(isinstance(item, Heading) for item in items)
    if headings:
        told = (
            f"Headings, told from the numbers and capitals they are printed with: {headings:,}. Check them."
        )
        return items, [*remarks, told], _own_title(items) or stem
    if len(pages) == 1:
        return items, remarks, stem
    found: list[Item] = []
    for number in range(1, len(pages) + 1):
        blocks = page_blocks([line for line in lines if line[0] == number])
        found += [Heading(f"page {number}", 1, number), *blocks] if blocks else []
    return found, remarks, stem


def _rows(items: Iterable[Item], document: str, title: str) -> Iterator[PassageRow]:
    """A row a section with its words, and a row each table.

    What stands above the first heading is the section of the title.
    """
    section, page = title, None
    titles: tuple[str, ...] = (title,)
    opened: list[tuple[int, str, str]] = []
    blocks: list[Block] = []
    begun = False

    def row(block: Block) -> PassageRow:
        return PassageRow(document, title, section, titles, block.text, kind=block.kind, page=block.page)

    for item in items:
        if isinstance(item, Block):
            blocks.append(item)
            continue
        if begun or blocks:
            yield from map(row, merged(blocks, page))
        begun, blocks, page = True, [], item.page
        while opened and opened[-1][0] >= item.level:
            opened.pop()
        label, name = printed_number(item.text)
        above = next((number for _, number, _ in reversed(opened) if number), "")
        number = f"{above}.{label}" if label and above and "." not in label else label
        opened.append((item.level, number, name))
        section, titles = number or item.text, tuple(heading for _, _, heading in opened)
    yield from map(row, merged(blocks, page))
