"""The pages of a published document as text, from a PDF or from a text with a form feed after each page.

A PDF holds pieces of text in the order its author touched them: footers first, the first letter of a
paragraph apart from its word, a table's lines where they were moved from. Here the pieces go into lines
by where they stand on the page, so that a page reads as people see it: an empty line where there is a gap
between lines, and blanks at the beginning of a line that is indented.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from codinglab.reference.sources.document_pages import each_page
from codinglab.reference.sources.grid import decode

if TYPE_CHECKING:
    import pypdf

    from codinglab.reference.install.reading import Request

_MARGIN, _COLUMN = 72.0, 4.8
_SAME_LINE, _GAP = 4.0, 21.0
_LABEL = re.compile(r"\(?\w{1,4}[.)]")
_OPEN_CODE = re.compile(r"\b[A-Z]\d\w\.\w*-+$")
_STRAY_BLANK = re.compile(
    r"(?<![\w.][A-Z])(?<=[A-Z]) (?=\d\d\.\d)|(?<=[\w)]) (?=[.,;](?: (?!\.)|$)|-[a-z]{3})"
)


@dataclass(slots=True)
class _Row:
    """A line being made: its height on the page, and its pieces with where each begins."""

    height: float
    pieces: list[tuple[float, str]] = field(default_factory=list)


def page_texts(request: Request, member: str) -> list[str]:
    """The text of each page of a PDF or text.

    Args:
        request: the file; told how far the reading is.
        member: the name of the document inside the archive.

    Raises:
        SourceFileError: the PDF is not whole (`document_pages.each_page`).
    """
    raw = request.archive.read(member)
    if not raw.startswith(b"%PDF"):
        return decode(raw, member).removesuffix("\f").split("\f")
    return each_page(request, raw, _text)


def paragraphs(lines: Iterable[str]) -> str:
    """Lines into paragraphs: a blank line ends one, unless the next line goes on in lower case."""
    found: list[str] = []
    blank = True
    for line in lines:
        if line and (not blank or (found and line[0].islower())):
            found[-1] = joined(found[-1], line)
        elif line:
            found.append(line)
        blank = not line
    return "\n".join(found)


def joined(text: str, line: str) -> str:
    """A text and the line it goes on in.

    >>> joined("codes 93040-", "93042"), joined("category T86.1-", "should be used")
    ('codes 93040-93042', 'category T86.1- should be used')
    """
    broken = text.endswith(("-", "/")) and not (_OPEN_CODE.search(text) and line[0].islower())
    return text + line if broken else f"{text} {line}"


def _text(page: pypdf.PageObject) -> str:
    rows: list[_Row] = []

    def place(text: str, page_matrix: list[float], text_matrix: list[float], *_font: Any) -> None:
        text = text.replace("\n", "")
        if not text:
            return
        x, y = text_matrix[4], text_matrix[5]
        across = x * page_matrix[0] + y * page_matrix[2] + page_matrix[4]
        height = x * page_matrix[1] + y * page_matrix[3] + page_matrix[5]
        row = next((row for row in reversed(rows) if abs(row.height - height) < _SAME_LINE), None)
        if row is None:
            row = _Row(height)
            rows.append(row)
        row.pieces.append((across, text))

    page.extract_text(visitor_text=place)
    lines: list[str] = []
    last = None
    for row in sorted(rows, key=lambda row: -row.height):
        line = _line(row)
        if not line:
            continue
        if last is not None and last - row.height > _GAP:
            lines.append("")
        lines.append(line)
        last = row.height
    return "\n".join(lines)


def _line(row: _Row) -> str:
    pieces = sorted(row.pieces, key=lambda piece: piece[0])
    text = ""
    for _, piece in pieces:
        text += f" {piece}" if _LABEL.fullmatch(text.strip()) else piece
    if not text.strip():
        return ""
    first = min(across for across, piece in pieces if piece.strip())
    return " " * max(0, round((first - _MARGIN) / _COLUMN)) + _STRAY_BLANK.sub("", " ".join(text.split()))
