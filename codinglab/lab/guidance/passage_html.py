"""Passages as HTML: words as they stand, those asked for marked, with the citation that makes them usable."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from codinglab.guidance.passage import Edition, Passage, trail
from codinglab.lab.display import element

OWN_WORDS = "in our own words"
_CELLS = " | "


def passage_html(passage: Passage, marks: Sequence[tuple[int, int]] = ()) -> str:
    """The words of a passage, a paragraph a line, or a table whole; `marks` are drawn as marked words."""
    if passage.kind == "table":
        return _table(passage.text)
    paragraphs, start = [], 0
    for line in passage.text.split("\n"):
        inside = [(a - start, b - start) for a, b in marks if start <= a and b <= start + len(line)]
        paragraphs.append(element("p", marked(line, inside), css="cl-passage"))
        start += len(line) + 1
    return "".join(paragraphs)


def marked(text: str, marks: Sequence[tuple[int, int]]) -> str:
    """Text as HTML with some of its spans marked."""
    pieces, at = [], 0
    for start, end in marks:
        pieces += [escape(text[at:start]), element("mark", escape(text[start:end]), css="cl-asked")]
        at = end
    return "".join([*pieces, escape(text[at:])])


def citation_html(passage: Passage) -> str:
    """Where the words stand: document, edition, section, days, page, whom it binds, the publisher's page."""
    edition = passage.edition
    said = [edition.title, edition.name, passage.section, f"in force {_days(passage)}"]
    if passage.page:
        said.append(f"page {passage.page} of the file")
    if edition.binds:
        said.append(f"binds {binds_words(edition)}")
    if edition.is_card:
        said.append(OWN_WORDS)
    link = ""
    if passage.url.startswith("https://"):
        link = " · " + element("a", "publisher's page", href=passage.url, target="_blank", rel="noopener")
    return element("p", escape(" · ".join(filter(None, said))), link, css="cl-source")


def binds_words(edition: Edition) -> str:
    """Whom an edition binds, the first few by name."""
    first = ", ".join(edition.binds[:3])
    return first if len(edition.binds) <= 3 else f"{first} and {len(edition.binds) - 3} more"


def trail_html(titles: Sequence[str]) -> str:
    """The headings that lead to a section."""
    return element("p", escape(trail(titles)), css="cl-trail")


def own_words_html(cards: Sequence[Passage]) -> str:
    """Our cards about a section, each marked as our own words."""
    return "".join(
        element(
            "aside",
            element("span", f"{escape(card.titles[-1])} ", css="cl-title"),
            element("span", f"({OWN_WORDS})", css="cl-source"),
            passage_html(card),
            css="cl-own-words",
        )
        for card in cards
    )


def _days(passage: Passage) -> str:
    period = passage.period
    return f"{period.since} to {period.through}" if period.through else f"since {period.since}"


def _table(text: str) -> str:
    rows = [line.split(_CELLS) for line in text.split("\n")]
    body = (element("tr", *(element("td", escape(cell)) for cell in row)) for row in rows)
    return element("div", element("table", *body, css="cl-table"), css="cl-wide", tabindex="0", role="group")
