"""HTML as publishers paste it into cells, to plain text."""

from __future__ import annotations

import re
from html.parser import HTMLParser

BREAKS = {"br", "p", "div", "li", "tr", "ul", "ol", "table", "h1", "h2", "h3", "h4", "h5", "h6"}
SILENT = {"script", "style"}
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z]\w*);")


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in SILENT
        self.parts.append("\n" if tag in BREAKS else " " if tag == "td" else "")

    def handle_endtag(self, tag: str) -> None:
        self._silent = max(0, self._silent - (tag in SILENT))
        self.parts.append("\n" if tag in BREAKS else "")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(data)


def plain_text(html: str) -> str:
    r"""The words of a piece of HTML, a line a paragraph; text that was escaped twice is unescaped twice.

    >>> plain_text("<p>Age &lt; 5 &amp;amp; over</p><ul><li>one</li></ul>")
    'Age < 5 & over\none'
    """
    text = html
    for _ in range(2):
        if not _TAG.search(text):
            break
        parser = _Text()
        parser.feed(text)
        parser.close()
        text = "".join(parser.parts)
    lines = (" ".join(line.split()) for line in text.splitlines())
    return "\n".join(line for line in lines if line)
