"""Policies of the user's own: their structure, their days and payers, and what is refused."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import date
from html import escape
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codinglab.reference.install.archive import Archive, SourceFileError
from codinglab.reference.install.install import install, remove
from codinglab.reference.install.reading import Reading, Request
from codinglab.reference.install.releases import list_releases, read_table
from codinglab.reference.sources.blocks import Heading
from codinglab.reference.sources.html_document import html_items
from codinglab.reference.sources.local_policy import identity, read
from codinglab.reference.sources.markdown_document import markdown_items
from codinglab.reference.sources.printed_outline import printed_items

DAY = date(2026, 1, 1)
MARKDOWN = """---
title: settings of an editor
---
# Invented Payer: Modifier Policy

Words above the *first* number.

## 1. Scope

This is [linked](https://example.org/hidden-address) and `code`.

| Modifier | Paid |
|----------|------|
| 25       | yes  |
| 59 \\| X | no   |

After the table.

### A. Exceptions

1. First item
2. Second item

## Appeals
"""
HTML = """<!doctype html><html><head><title>Not shown</title><style>p { color: red }</style>
<script>document.write("<p>script words</p>")</script></head><body>
<h1>Invented Payer: Modifier Policy</h1><p>Words above the <em>first</em> number.
<div hidden>hidden words</div><div style="display: none"><p>more hidden words</div>
<h2>1. Scope</h2><p>This is <a href="https://example.org/hidden-address">linked</a> and <code>code</code>.</p>
<table><tr><th>Modifier<th>Paid<tr><td>25<td>yes<tr><td>59 | X<td>no</table>
<p>After the table.<h3>A. Exceptions</h3><ol><li>First item<li>Second item</ol><!-- a comment -->
<h2>Appeals</h2></body></html>"""
TEXT = """INVENTED PAYER: MODIFIER POLICY

Words above the first number, in a paragraph that goes on over the end of
a line.

1. Scope

These are words. See
2. Another Section for more, and

    Modifier    Paid
    25          yes
    59          no

1.1 Exceptions

Words of 1.1.

2. Appeals

A. How To Appeal

Write a letter.
"""


def rows(reading: Reading) -> list[tuple[str, str, str]]:
    return [
        (row["section"], row["kind"], row["text"]) for row in reading.tables["guidance_passage"].to_pylist()
    ]


def titles(reading: Reading) -> dict[str, list[str]]:
    return {row["section"]: row["titles"] for row in reading.tables["guidance_passage"].to_pylist()}


@pytest.mark.parametrize(("name", "content"), [("policy.md", MARKDOWN), ("policy.html", HTML)])
def test_headings_and_tables_of_markdown_and_html(publish, name: str, content: str) -> None:
    reading = read(publish(name, content, DAY))
    assert rows(reading) == [
        ("Invented Payer: Modifier Policy", "text", "Words above the first number."),
        ("1", "text", "This is linked and code."),
        ("1", "table", "Modifier | Paid\n25 | yes\n59 | X | no"),
        ("1", "text", "After the table."),
        ("1.A", "text", "1. First item\n2. Second item"),
        ("Appeals", "text", ""),
    ]
    assert titles(reading)["1.A"] == ["Invented Payer: Modifier Policy", "Scope", "Exceptions"]
    assert (reading.document, reading.since, reading.through, reading.edition) == (
        "local-invented-payer-modifier-policy",
        DAY,
        None,
        "from 2026-01-01",
    )


@pytest.mark.parametrize("form", ["text", "pdf"])
def test_printed_headings_of_text_and_pdf(publish, pdf: Callable[..., bytes], form: str) -> None:
    name, content = ("policy.pdf", pdf([TEXT])) if form == "pdf" else ("policy.txt", TEXT)
    request = publish(name, content, DAY)
    assert rows(read(request)) == [
        (
            "INVENTED PAYER: MODIFIER POLICY",
            "text",
            "Words above the first number, in a paragraph that goes on over the end of a line.",
        ),
        ("1", "text", "These are words. See\n2. Another Section for more, and"),
        ("1", "table", "Modifier | Paid\n25 | yes\n59 | no"),
        ("1.1", "text", "Words of 1.1."),
        ("2", "text", ""),
        ("2.A", "text", "Write a letter."),
    ]


def test_a_page_is_a_section_where_nothing_is_a_heading(publish, pdf: Callable[..., bytes]) -> None:
    pages = ["These are invented words.", "", "and these are others."]
    reading = read(publish("Letter of May.pdf", pdf(pages), DAY))
    assert rows(reading) == [
        ("page 1", "text", "These are invented words."),
        ("page 3", "text", "and these are others."),
    ]
    assert [row["page"] for row in reading.tables["guidance_passage"].to_pylist()] == [1, 3]
    assert (reading.document, reading.remarks[0]) == (
        "local-letter-of-may",
        "Pages without words (pictures?): 2.",
    )


def test_title_days_and_payers_are_as_was_said(tmp_path: Path) -> None:
    path = tmp_path / "p.txt"
    path.write_text("Words alone.\n", encoding="utf-8")
    said = Request(
        Archive(path), DAY, date(2026, 6, 30), " Ärzte: Größe & Maß ", (" Payer  A ", "05102", "Payer A", " ")
    )
    reading = read(said)
    assert (reading.document, reading.through) == ("local-arzte-grosse-mass", date(2026, 6, 30))
    assert rows(reading) == [("Ärzte: Größe & Maß", "text", "Words alone.")]
    assert reading.tables["coverage_contractor"].to_pylist() == [
        {
            "kind": "local",
            "id": "local-arzte-grosse-mass",
            "version": 0,
            "contractor": name,
            "number": number,
            "state": "",
            "part": "",
        }
        for name, number in (("Payer A", ""), ("05102", "05102"))
    ]
    assert reading.remarks == (
        'It is called "Ärzte: Größe & Maß". To remove it: codinglab reference remove local-policy '
        "2026-01-01~local-arzte-grosse-mass",
    )


def test_ids_of_titles() -> None:
    assert identity("方針").startswith("local-policy-")
    assert identity("方針") != identity("政策")
    long = "a" * 100
    assert identity(long) != identity(long + "b")
    assert len(identity(long)) < 80


@pytest.mark.parametrize(
    ("encoding", "remark"),
    [
        ("utf-8", ""),
        ("utf-8-sig", ""),
        ("utf-16", ""),
        ("cp1252", "policy.txt is not in UTF-8; it was read as Windows-1252."),
    ],
)
def test_encodings(publish, encoding: str, remark: str) -> None:
    reading = read(publish("policy.txt", "Grüße – “quoted”\r\n".encode(encoding), DAY))
    assert rows(reading)[0][2] == "Grüße – “quoted”"
    assert reading.remarks[:-1] == ((remark,) if remark else ())


@pytest.mark.parametrize(
    ("name", "content", "since", "said"),
    [
        ("p.txt", "Words.", None, "Say its first day: --since YYYY-MM-DD"),
        ("p.txt", b"\x89\x00\x01\x02", DAY, "holds zero bytes"),
        ("p.txt", b"\xff\xfe\x00", DAY, "is not whole"),
        ("p.txt", b"\x81\x8d\xff", DAY, "expected text in UTF-8 or Windows-1252"),
        ("p.txt", " \n\f\n", DAY, "no words that can be seen"),
        ("p.html", "<script>words</script><p hidden>words", DAY, "no words that can be seen"),
        ("p.html", "<div>" * 300 + "words", DAY, "nested more than 256 deep"),
        ("p.md", "> " * 200 + "words", DAY, "nested more than 100 deep"),
        ("p.html", b"<meta charset=shift_jis><p>\x83\x65", DAY, "says that it is in shift_jis"),
        ("p.pdf", b"%PDF-1.7 and then nothing", DAY, "not a whole PDF"),
        ("p.pdf", b"words", DAY, "is no PDF"),
        ("p.rtf", b"{\\rtf1}", DAY, r"expected one policy \(.pdf, .html, .md or .txt\)"),
        ("p.docx", {"word/document.xml": "<w/>", "[Content_Types].xml": "<t/>"}, DAY, "is a Word file"),
        ("p.txt", b"a" * (10 << 20) + b"bb", DAY, "is larger than 10,485,760 bytes"),
    ],
)
def test_what_is_refused(publish, name: str, content: Any, since: date | None, said: str) -> None:
    with pytest.raises(SourceFileError, match=said):
        read(publish(name, content, since))


def test_pdfs_that_are_pictures_or_locked_are_refused(
    publish, pdf: Callable[..., bytes], tmp_path: Path
) -> None:
    import pypdf

    with pytest.raises(SourceFileError, match="only pictures of pages"):
        read(publish("p.pdf", pdf(["", ""]), DAY))
    (tmp_path / "whole.pdf").write_bytes(pdf(["Words of a page."]))
    for password, readable in (("", True), ("secret", False)):
        writer = pypdf.PdfWriter(clone_from=tmp_path / "whole.pdf")
        writer.encrypt(password, owner_password="owner", algorithm="AES-256")  # noqa: S106
        writer.write(tmp_path / "locked.pdf")
        asked = Request(Archive(tmp_path / "locked.pdf"), DAY)
        if readable:
            assert rows(read(asked)) == [("locked", "text", "Words of a page.")]
        else:
            with pytest.raises(SourceFileError, match="locked with a password"):
                read(asked)


def test_struck_words_are_left_out_and_said(publish) -> None:
    reading = read(publish("p.html", "<p>Paid <del>at 90 %</del> <ins>at 80 %</ins>", DAY))
    assert rows(reading)[0][2] == "Paid at 80 %"
    assert reading.remarks[0] == "Struck through, and so left out: 1 passages."


def test_a_table_that_lays_out_a_page_is_read_through() -> None:
    html = (
        "<table><tr><td><h2>Scope</h2><p>One<p>Two<table><caption>Rates</caption>"
        "<tr><th rowspan=2>25<td>yes<tr><td colspan=2>no</table><td>Three</table>"
    )
    items, _ = html_items(html, "p.html")
    assert [(type(item).__name__, item.text) for item in items] == [
        ("Heading", "Scope"),
        ("Block", "One"),
        ("Block", "Two"),
        ("Block", "Rates\n25 | yes\n | no | "),
        ("Block", "Three"),
    ]


@pytest.mark.parametrize(
    "piece", ["<a ", "<a b='", "<!--", "<![", "</", "<", "&", "<script>", "</p>", "<tr><td>", "<p>", "<b>"]
)
def test_unfinished_html_takes_no_more_than_its_length(piece: str) -> None:
    began = time.perf_counter()
    html_items(piece * 40_000, "p.html")
    assert time.perf_counter() - began < 10


WORD = st.text("abcdeäüß&<>\"'", min_size=1, max_size=6).map(lambda word: f"w{word}w")
WORDS = st.lists(WORD, min_size=1, max_size=5)
SILENT = st.sampled_from(
    [
        "<!-- c -->",
        "<script>var a = '<p>no</p>'</script>",
        "<p hidden>no</p>",
        "<style>no</style>",
        "<br>",
        "\n",
    ]
)


def _paragraph(words: Sequence[str]) -> tuple[str, list[str]]:
    return f"<p>{' <b>'.join(map(escape, words))}", list(words)


def _heading(words: Sequence[str]) -> tuple[str, list[str]]:
    return f"<h2>{escape(' '.join(words))}</h2>", list(words)


def _list(words: Sequence[str]) -> tuple[str, list[str]]:
    return f"<ul>{''.join(f'<li>{escape(word)}' for word in words)}</ul>", list(words)


def _table(words: Sequence[str]) -> tuple[str, list[str]]:
    return f"<table><tr>{''.join(f'<td>{escape(word)}' for word in words)}</table>", list(words)


PIECES = st.one_of(
    *[WORDS.map(make) for make in (_paragraph, _heading, _list, _table)], SILENT.map(lambda text: (text, []))
)


def seen(items: Sequence[Any]) -> list[str]:
    words = " ".join(item.text for item in items).split()
    return [word for word in words if word not in {"•", "|"}]


@given(st.lists(PIECES, max_size=12))
def test_every_visible_word_of_html_is_kept_in_order(pieces: list[tuple[str, list[str]]]) -> None:
    items, _ = html_items("".join(text for text, _ in pieces), "p.html")
    assert seen(items) == [word for _, words in pieces for word in words]


MARKDOWN_WORD = st.text("abcdeäüß0123", min_size=1, max_size=6).map(lambda word: f"w{word}w")
MARKDOWN_PIECE = st.tuples(
    st.sampled_from(["# {}", "### {}", "{}", "*{}*", "- {}", "> {}", "1. {}", "| {} |\n|---|\n| {} |"]),
    st.lists(MARKDOWN_WORD, min_size=1, max_size=5),
)


@given(st.lists(MARKDOWN_PIECE, max_size=12))
def test_every_visible_word_of_markdown_is_kept_in_order(pieces: list[tuple[str, list[str]]]) -> None:
    text = "\n\n".join(form.replace("{}", " ".join(words)) for form, words in pieces)
    items, _ = markdown_items(text, "p.md")
    expected = [word for form, words in pieces for _ in range(form.count("{}")) for word in words]
    assert [word for word in seen(items) if word.startswith("w")] == expected


ANY = st.one_of(st.text(max_size=300), st.text("<>/!-[]&;#=\"' \n\tabhp1|*_`~:.IA", max_size=300))


@given(ANY)
def test_no_text_stops_a_reader(text: str) -> None:
    html_items(text, "p.html")
    markdown_items(text, "p.md")
    items = printed_items([(None, line) for line in text.split("\n")])
    words = " ".join(item.text for item in items).replace("|", " ")
    assert "".join(words.split()) == "".join(text.replace("|", " ").split())


@given(st.lists(st.sampled_from(["1. One Two", "A. Words", "I. More", "1.1 Deep", "CAPITALS", "", "text"])))
def test_levels_of_printed_headings_go_down_one_at_a_time(lines: list[str]) -> None:
    level = 0
    for item in printed_items([(None, line) for line in lines]):
        if isinstance(item, Heading):
            assert 1 <= item.level <= level + 1
            level = item.level


def test_install_and_remove(own_home: Path, tmp_path: Path) -> None:
    path = tmp_path / "Grundsätze für Modifier.md"
    path.write_text(MARKDOWN, encoding="utf-8")
    for title in ("Übersicht A", "Übersicht B"):
        install("local-policy", path, DAY, title=title, binds=("Payer",))
    assert [release.name for release in list_releases("local-policy")] == [
        "2026-01-01~local-ubersicht-a",
        "2026-01-01~local-ubersicht-b",
    ]
    assert read_table(list_releases("local-policy")[0], "coverage_contractor").num_rows == 1
    assert remove("local-policy", "2026-01-01~local-ubersicht-a") == ("2026-01-01~local-ubersicht-a",)
    assert [release.document for release in list_releases("local-policy")] == ["local-ubersicht-b"]
