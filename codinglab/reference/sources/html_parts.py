"""A text in HTML, cut at its headings: what stands below each, and its tables whole.

Publishers paste HTML into cells; headings are h1 to h6 there, or a line that is bold or underlined from end
to end. Such a line in a list, one that is long, and one that ends as a sentence does, is text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser

from codinglab.reference.sources.passages import TABLE, TEXT
from codinglab.reference.sources.plain_text import BREAKS, SILENT, plain_text

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BOLD, _UNDERLINED = {"b", "strong"}, {"u"}
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_UNDERLINED_STYLE = re.compile(r"text-decoration[^:;]*:[^;]*underline", re.IGNORECASE)
_BOLD_LEVEL, _UNDERLINED_LEVEL = 7, 8
_LISTS = {"ul", "ol"}
_CLOSING = {"p", "div", "li", "td", "th", *_HEADINGS}
_WIDEST, _MOST_WORDS = 120, 16
_REAL_TAG = re.compile(r"</?[a-zA-Z]")
_WRITTEN_TAG = re.compile(r"&(?:lt|#60|#x3c);/?[a-zA-Z]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Part:
    """What stands below a heading, or a table.

    Attributes:
        titles: the headings above it, outermost first; none where the text begins without one.
        text: a paragraph a line; of a table, a row a line with cells divided by " | ". "" below a heading
            that has nothing of its own and no heading below it.
        kind: "text" or "table", as in `PassageRow`.
    """

    titles: tuple[str, ...]
    text: str
    kind: str = TEXT


def html_parts(html: str) -> list[Part]:
    """Cut a text at its headings; a table follows the text of the part that it stands in.

    >>> [part.titles + (part.text,) for part in html_parts("<p>All.</p><p><b>Limits:</b></p><p>Once.</p>")]
    [('All.',), ('Limits', 'Once.')]
    """
    if not _REAL_TAG.search(html) and _WRITTEN_TAG.search(html):
        html = unescape(html)
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return list(_parts(reader.found()))


@dataclass(frozen=True, slots=True)
class _Piece:
    """A line (level 0), a heading (its level), or a table (level -1)."""

    text: str
    level: int


class _Reader(HTMLParser):
    """The lines, headings and tables of a piece of HTML."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._pieces: list[_Piece] = []
        self._line: list[tuple[str, bool, bool]] = []
        self._rows: list[list[list[str]]] = []
        self._spans: list[tuple[bool, bool]] = []
        self._silent = self._bold = self._under = self._tables = self._lists = self._heading = 0

    def found(self) -> list[_Piece]:
        self._end_line()
        self._end_table()
        return self._pieces

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in SILENT
        if self._tables:
            self._in_table(tag)
            return
        if tag in BREAKS or tag in {"td", "th"}:
            self._end_line()
        if tag == "table":
            self._tables = 1
        self._heading = _HEADINGS.get(tag, self._heading)
        if tag == "span":
            style = dict(attrs).get("style") or ""
            self._spans.append((bool(_BOLD_STYLE.search(style)), bool(_UNDERLINED_STYLE.search(style))))
        self._bold += tag in _BOLD
        self._under += tag in _UNDERLINED
        self._lists += tag in _LISTS

    def handle_endtag(self, tag: str) -> None:
        self._silent = max(0, self._silent - (tag in SILENT))
        if self._tables:
            self._tables -= tag == "table"
            if not self._tables:
                self._end_table()
            elif tag in BREAKS and self._rows and self._rows[-1]:
                self._rows[-1][-1].append(" ")
            return
        if tag in BREAKS:
            self._end_line()
        if tag in _CLOSING:
            self._bold = self._under = 0
            self._spans.clear()
        elif tag == "span" and self._spans:
            self._spans.pop()
        self._bold = max(0, self._bold - (tag in _BOLD))
        self._under = max(0, self._under - (tag in _UNDERLINED))
        self._lists = max(0, self._lists - (tag in _LISTS))
        if tag in _HEADINGS:
            self._heading = 0

    def handle_data(self, data: str) -> None:
        if self._silent:
            return
        if not self._tables:
            bold = self._bold > 0 or any(bold for bold, _ in self._spans)
            under = self._under > 0 or any(under for _, under in self._spans)
            self._line.append((data, bold, under))
        elif data.strip() or (self._rows and self._rows[-1]):
            if not self._rows or not self._rows[-1]:
                self._in_table("td")
            self._rows[-1][-1].append(data)

    def _in_table(self, tag: str) -> None:
        """A tag within a table; the cells of a table within a cell are words of that cell."""
        self._tables += tag == "table"
        if self._tables == 1 and tag in {"tr", "caption"}:
            self._rows.append([])
        elif self._tables == 1 and tag in {"td", "th"}:
            if not self._rows:
                self._rows.append([])
            self._rows[-1].append([])
        elif tag in BREAKS | {"td", "th"} and self._rows and self._rows[-1]:
            self._rows[-1][-1].append(" ")

    def _end_line(self) -> None:
        lines = plain_text("".join(text for text, _, _ in self._line)).splitlines()
        if lines:
            level = self._level(" ".join(lines))
            if level:
                self._pieces.append(_Piece(" ".join(lines).rstrip(" :"), level))
            else:
                self._pieces += [_Piece(line, 0) for line in lines]
        self._line = []

    def _level(self, text: str) -> int:
        if self._heading:
            return self._heading
        long = len(text) > _WIDEST or len(text.split()) > _MOST_WORDS
        if self._lists or long or text[-1] in ".;," or not re.search(r"[^\W\d_]", text):
            return 0
        words = [(bold, under) for piece, bold, under in self._line if piece.strip(" \t\r\n\xa0:")]
        if all(bold for bold, _ in words):
            return _BOLD_LEVEL
        return _UNDERLINED_LEVEL if all(under for _, under in words) else 0

    def _end_table(self) -> None:
        rows = [[" ".join(plain_text("".join(cell)).split()) for cell in row] for row in self._rows]
        rows = [row for row in rows if any(row)]
        if any(sum(map(bool, row)) > 1 for row in rows):
            self._pieces.append(_Piece("\n".join(" | ".join(row) for row in rows), -1))
        else:
            self._pieces += [_Piece("".join(row), 0) for row in rows]
        self._rows, self._tables = [], 0


def _parts(pieces: list[_Piece]) -> Iterator[Part]:
    above: list[_Piece] = []
    lines: list[str] = []
    tables: list[str] = []
    for piece in pieces:
        if piece.level == 0:
            lines.append(piece.text)
        elif piece.level < 0:
            tables.append(piece.text)
        else:
            yield from _part(above, lines, tables, piece.level)
            above = [*(one for one in above if one.level < piece.level), piece]
            lines, tables = [], []
    yield from _part(above, lines, tables, 0)


def _part(above: list[_Piece], lines: list[str], tables: list[str], following: int) -> Iterator[Part]:
    titles = tuple(piece.text for piece in above)
    if lines or (above and not tables and following <= above[-1].level):
        yield Part(titles, "\n".join(lines))
    yield from (Part(titles, table, TABLE) for table in tables)
