"""The pages of a document: a PDF's words, or a text with a form feed after each page."""

from __future__ import annotations

import io
import re
import zlib
from collections import Counter
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from codinglab.reference.install.archive import SourceFileError
from codinglab.reference.install.reading import Request

if TYPE_CHECKING:
    import pypdf

LARGEST_PDF = 100 << 20
MOST_PAGES = 5_000
_EDGE = 3
_FOLIO = re.compile(r"(?:[-–—\s]*|page\s+)(\d{1,4})(?:\s*(?:of|/)\s*\d{1,4})?[-–—\s]*", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]")


def pdf_pages(request: Request, raw: bytes) -> list[str]:
    """The words of each page of a PDF, in the order its author touched them; "" for a picture of a page.

    Raises:
        SourceFileError: as `each_page`.
    """
    return each_page(request, raw, lambda page: _CONTROL.sub(" ", page.extract_text()))


def each_page(request: Request, raw: bytes, words_of: Callable[[pypdf.PageObject], str]) -> list[str]:
    """What is read from each page of a PDF.

    Args:
        request: told how far the reading is.
        raw: the file.
        words_of: reads a page.

    Raises:
        SourceFileError: it is damaged, locked with a password, too large, or no page has words.
    """
    import pypdf

    name = request.archive.name
    if len(raw) > LARGEST_PDF:
        msg = f"{name} is larger than {LARGEST_PDF:,} bytes. Split it, and install the parts."
        raise SourceFileError(msg)
    faults = (
        pypdf.errors.PyPdfError,
        ArithmeticError,
        AssertionError,
        AttributeError,
        LookupError,
        NotImplementedError,
        OSError,
        RecursionError,
        TypeError,
        ValueError,
        zlib.error,
    )
    try:
        reader = pypdf.PdfReader(io.BytesIO(raw))
        if reader.is_encrypted and not reader.decrypt(""):
            msg = f"{name} is locked with a password. Save a copy without one, and install that."
            raise SourceFileError(msg)
        count = len(reader.pages)
        if count > MOST_PAGES:
            msg = f"{name} has {count:,} pages; at most {MOST_PAGES:,} are read. Split it."
            raise SourceFileError(msg)
        pages = []
        for number, page in enumerate(reader.pages):
            request.say(f"reading page {number + 1} of {count}", number / count)
            pages.append(words_of(page))
    except SourceFileError:
        raise
    except faults as error:
        msg = f"{name} is not a whole PDF ({error}). Fetch it again."
        raise SourceFileError(msg) from None
    if not any(_worded(page) for page in pages):
        msg = (
            f"{name} has no words, only pictures of pages. Make its text readable first (OCR), or fetch "
            "the edition with text."
        )
        raise SourceFileError(msg)
    return pages


def text_pages(text: str) -> list[str]:
    """The pages of a text: a form feed ends one."""
    return _CONTROL.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n")).removesuffix("\f").split("\f")


def empty_remarks(pages: Iterable[str]) -> list[str]:
    """A sentence that names the pages without a word; none when each has some."""
    empty = [str(number) for number, page in enumerate(pages, start=1) if not _worded(page)]
    held = ", ".join(empty[:8]) + (" …" if len(empty) > 8 else "")
    return [f"Pages without words (pictures?): {held}."] if empty else []


def lines_of(pages: Iterable[str]) -> list[tuple[int, str]]:
    """Each line with its page number, without the lines that stand at the edge of most pages.

    A line at the top or the foot is left out when, its numbers aside, at least half of the pages (and
    three of them) have it, or when it is the number of the page.
    """
    split = [page.split("\n") for page in pages]
    seen: Counter[str] = Counter()
    for lines in split:
        seen.update({_masked(lines[at]) for at in _edges(lines)})
    often = {line for line, times in seen.items() if times >= max(3, len(split) / 2)}
    found: list[tuple[int, str]] = []
    for number, lines in enumerate(split, start=1):
        out = {at for at in _edges(lines) if _masked(lines[at]) in often or _is_folio(lines, at, number)}
        found += [(number, line.rstrip()) for at, line in enumerate(lines) if at not in out]
    return found


def _worded(page: str) -> bool:
    return any(character.isalnum() for character in page)


def _edges(lines: list[str]) -> list[int]:
    """The places of the first and last lines with words."""
    worded = [at for at, line in enumerate(lines) if line.strip()]
    return sorted({*worded[:_EDGE], *worded[-_EDGE:]})


def _masked(line: str) -> str:
    """A line with its numbers, Roman ones too, made alike."""
    return re.sub(r"\b[IVXLC]+\b|\d+", "0", " ".join(line.split()))


def _is_folio(lines: list[str], at: int, number: int) -> bool:
    """Whether the first or last line of a page is its number."""
    match = _FOLIO.fullmatch(lines[at].strip())
    edge = not any(line.strip() for line in lines[:at]) or not any(line.strip() for line in lines[at + 1 :])
    return bool(match and edge and int(match[1]) == number)
