"""Markdown (CommonMark with pipe tables) as headings, paragraphs and tables."""

from __future__ import annotations

import re

from codinglab.reference.install.archive import SourceFileError
from codinglab.reference.sources.html_document import Item, html_items

DEEPEST = 100
_FRONT = re.compile(r"---[ \t]*\n(?P<said>(?:.*\n)*?)(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_FRONT_LINE = re.compile(r"\s*(?:#.*|-\s.*|[\w .-]+:(?:\s.*)?|[ \t]+\S.*)?")
_LONGEST_FRONT = 5_000


def markdown_items(text: str, place: str) -> tuple[list[Item], int]:
    """What a browser would show of a Markdown text, as `html_items`; settings above the text are left out.

    Raises:
        SourceFileError: quotations and lists are nested deeper than in any document.
    """
    from markdown_it import MarkdownIt

    markdown = MarkdownIt("commonmark", {"maxNesting": DEEPEST}).enable(["table", "strikethrough"])
    parsed = markdown.parse(_without_settings(text.lstrip("\ufeff")))
    if any(token.level >= DEEPEST - 2 for token in parsed):
        msg = f"{place}: its lists or quotations are nested more than {DEEPEST} deep. Save it again, simpler."
        raise SourceFileError(msg)
    return html_items(str(markdown.renderer.render(parsed, markdown.options, {})), place)


def _without_settings(text: str) -> str:
    """The text below the settings ("title: …" between lines of three hyphens) that some editors put first."""
    match = _FRONT.match(text[:_LONGEST_FRONT])
    if not match or not match["said"].strip():
        return text
    held = all(_FRONT_LINE.fullmatch(line) for line in match["said"].splitlines())
    return text[match.end() :] if held and ":" in match["said"] else text
