"""HTML as publishers paste it: headings that are bold lines, tables, lists, text escaped twice."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codinglab.reference.sources.html_parts import Part, html_parts
from codinglab.reference.sources.passages import TABLE
from codinglab.reference.sources.plain_text import plain_text


def test_headings_of_every_kind_and_what_stands_below_them() -> None:
    parts = html_parts(
        "<p>Opening.</p><h2>Covered</h2><p>First <b>always</b>.</p>"
        "<p><strong><u>When:</u></strong></p><ul><li>once;</li><li><b>Twice</b></li></ul>"
        "<p><u>Not then</u><br>later</p><h3>Deep</h3><p>far</p><H2>Not&nbsp;covered</H2>never"
    )
    assert parts == [
        Part((), "Opening."),
        Part(("Covered",), "First always."),
        Part(("Covered", "When"), "once;\nTwice"),
        Part(("Covered", "When", "Not then"), "later"),
        Part(("Covered", "Deep"), "far"),
        Part(("Not covered",), "never"),
    ]


def test_headings_by_the_style_of_a_span() -> None:
    underlined, bold = '<span style="text-decoration: underline;">', '<span style="font-weight:700">'
    assert html_parts(f"<p>{underlined}One</span></p>a<p>{bold}Two</span></p>b<p><span>c</span></p>") == [
        Part(("One",), "a"),
        Part(("Two",), "b\nc"),
    ]


def test_a_bold_line_with_nothing_below_it_is_not_lost() -> None:
    assert html_parts("<p><b>Only this</b></p><p><b>And that</b></p>") == [
        Part(("Only this",), ""),
        Part(("And that",), ""),
    ]


@pytest.mark.parametrize(
    "html",
    [
        "<p><b>Bold, and a sentence.</b></p>",
        "<p><b>Limit:</b> once a year</p>",
        "<li><b>An item</b></li><p><b>1.</b></p>".join(("<ul>", "</ul>")),
        f"<p><b>{'word ' * 17}</b></p>",
        "<b><p>Heading that never ends</p><p>and its text</p>".replace("<b>", "<b><p>x.</p>"),
    ],
)
def test_what_is_bold_and_no_heading(html: str) -> None:
    assert [part.titles for part in html_parts(html)] == [()]


def test_a_table_stays_whole_and_follows_the_text_around_it() -> None:
    parts = html_parts(
        "<p>Before</p><table><caption>Visits</caption><tr><th>Week</th><th><p>Visits</p></th></tr>"
        "<tr><td>1</td><td>two<br>or <table><tr><td>three</td><td>four</td></tr></table></td></tr>"
        "<tr><td></td><td>&nbsp;</td></tr><tr><td></td><td>none</td></tr></table><p>After</p>"
    )
    assert parts == [
        Part((), "Before\nAfter"),
        Part((), "Visits\nWeek | Visits\n1 | two or three four\n | none", TABLE),
    ]


def test_a_table_of_one_column_is_text_and_one_that_is_not_closed_is_read() -> None:
    assert html_parts("<table><tr><td>one</td></tr><tr><td><b>Two</b></td></tr></table>") == [
        Part((), "one\nTwo")
    ]
    assert html_parts("<table><td>a<td>b") == [Part((), "a | b", TABLE)]


def test_what_was_escaped_twice() -> None:
    assert html_parts("&lt;h4&gt;Use&lt;/h4&gt;&lt;p&gt;A &amp;amp; B&lt;/p&gt;") == [Part(("Use",), "A & B")]
    assert html_parts("<p>Age &lt; 5 &amp;amp; over</p><style>p {}</style>") == [Part((), "Age < 5 & over")]
    assert html_parts(" \n&nbsp; ") == []


_TAGS = st.sampled_from("<p> </p> <b> </b> <u> </u> <h3> </h3> <ul> <li> </ul> <br> <div> </div>".split())


@given(st.lists(st.one_of(_TAGS, st.sampled_from(["one", "two words", "three: ", "end.", " "])), max_size=30))
def test_no_word_is_lost(pieces: list[str]) -> None:
    html = "".join(pieces)
    words = {word for part in html_parts(html) for word in " ".join((*part.titles, part.text)).split()}
    assert {word.rstrip(":") for word in words} == {word.rstrip(":") for word in plain_text(html).split()}
