"""A query on paper: everything it holds, escaped, as text, section and page."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest

from codinglab.model import Channel, Indicator, Query, QueryStatus, QueryType
from codinglab.query import render_html, render_page, render_text

FULL = Query(
    id="enc-9-<1>",
    encounter_id="enc-9&",
    type=QueryType.YES_NO,
    title="Clarification <b>of</b> & documentation",
    question="Was it present & documented <then>?",
    indicators=(
        Indicator("Creatinine < 1.0", date(2026, 1, 2), "Lab & clinic", prior=True),
        Indicator("Urine > 1 L", date(2026, 11, 3), "Note", quote="voided >1 L", contrary=True),
    ),
    options=("Yes", "No", "Other <please specify>", "Unable to determine"),
    subject="kidney <injury>",
    documented=("AKI & CKD",),
    addressee="A. Roe, <MD>",
    author="C. Writer, RN & CCDS",
    written_on=date(2026, 11, 5),
    status=QueryStatus.ANSWERED,
    answer="Yes <clearly>",
    answered_by="A. Roe & co",
    answered_on=date(2026, 11, 6),
    patient_id="MRN <5150>",
    contact="ext. & 4021",
    channel=Channel.VERBAL,
    transcript="I asked <him>.",
    spoken_at="14:05",
    generator="codinglab",
    reviewer="R. Reader, <RN>",
    asked_before=2,
)
SHOWN = (
    "enc-9-<1>", "enc-9&", "yes no", FULL.title, FULL.question, "Creatinine < 1.0", "Urine > 1 L",
    "voided >1 L", "2026-01-02, Lab & clinic, earlier encounter", "2026-11-03, Note, contrary",
    *FULL.options, "kidney <injury>", "AKI & CKD", "A. Roe, <MD>", "C. Writer, RN & CCDS", "2026-11-05",
    "answered", "Yes <clearly>", "Answered by: A. Roe & co, 2026-11-06", "MRN <5150>", "ext. & 4021",
    "verbal", "I asked <him>.", "14:05", "codinglab (program)", "R. Reader, <RN>",
)  # fmt: skip


class Reader(HTMLParser):
    """The words of a page, and the tags they stand in."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: list[str] = []
        self.left_open: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag != "meta":
            self.left_open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.left_open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def test_the_text_has_all_that_the_query_holds() -> None:
    text = render_text(FULL)
    for words in SHOWN:
        assert words in text


@pytest.mark.parametrize("written", [render_html(FULL), render_page(FULL)], ids=("section", "page"))
def test_the_html_has_all_that_the_query_holds_and_nothing_unescaped(written: str) -> None:
    read = Reader(written)
    told = "".join(read.words)
    for words in SHOWN:
        assert words in told
    assert not {"b", "then", "md", "clearly", "script", "link", "img"} & set(read.tags)
    assert read.left_open == []


def test_the_page_stands_alone_for_screen_and_paper() -> None:
    page = render_page([FULL, replace(FULL, id="second")], title="Queries & more")
    assert page.startswith("<!doctype html>")
    assert "<title>Queries &amp; more</title>" in page
    for words in (
        '<html lang="en">', 'charset="utf-8"', "<main>", "<h1>", "prefers-color-scheme: dark", "@media print"
    ):  # fmt: skip
        assert words in page
    assert page.count("<section") == 2
    assert "http" not in page
    assert "No query." in render_page([])


def test_a_bare_query_says_what_it_has_not() -> None:
    bare = Query("q", "e", QueryType.OPEN, "Clarification", "Please clarify.")
    for written in (render_text(bare), render_html(bare)):
        assert "None given." in written
        assert "Please answer from your own clinical judgment" in written
        assert "Options" not in written
    drafted = replace(bare, generator="codinglab")
    assert "Reviewed by: nobody yet" in render_text(drafted)
