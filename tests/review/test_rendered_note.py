"""A note shown whole: escaped, marked by more than colour, with its two tables."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import codinglab
from codinglab.model import InvalidInputError

NOTE = "ASSESSMENT & PLAN\n1. Gout <script>alert(1)</script>\n2. No fever. Possible pneumonia, Na 128\n"


def body(html: str) -> str:
    return html[html.rindex("</style>") + 8 :]


def test_a_note_is_shown_whole_and_escaped() -> None:
    html = body(codinglab.review_note(NOTE, on="2026-06-09")._repr_html_())
    assert "<script>" not in html
    page = re.search(r'cl-note-whole"[^>]*>(.*?)</div>', html, re.DOTALL)
    assert page is not None
    bare = re.sub(r"<sup.*?</sup>|<[^>]+>", "", page[1])
    assert bare.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") == NOTE


def test_what_is_said_shows_without_colour() -> None:
    html = body(codinglab.review_note(NOTE, on="2026-06-09")._repr_html_())
    assert '<b class="cl-header">ASSESSMENT &amp; PLAN</b>' in html
    assert 'class="cl-concept cl-negated" title="fever: problem, negated">fever</span><sup' in html
    assert 'class="cl-concept cl-possible" title="pneumonia: problem, possible">' in html


def test_its_tables() -> None:
    note = codinglab.review_note(NOTE, on="2026-06-09")
    for _, row in note.concepts.iterrows():
        assert NOTE[row["start"] : row["end"]] == row["words"]
    gout = note.concepts.set_index("words").loc["Gout"]
    assert (gout["code"], gout["title"], gout["assertion"]) == ("M10.9", "Gout, unspecified", "affirmed")
    assert list(note.codes["code"]) == ["M10.9"]
    assert note.codes["authority"][0]


def test_a_file_and_nothing_are_read(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_text(NOTE, encoding="utf-8")
    for place in (path, str(path)):
        assert codinglab.review_note(place, on="2026-06-09").read.text == NOTE
    empty = codinglab.review_note("", on="2026-06-09")
    assert "No codes to consider" in empty._repr_html_()
    assert len(empty.concepts) == len(empty.codes) == 0


@pytest.mark.parametrize(
    ("note", "words", "says"),
    [
        ("nowhere.txt", {}, "no such file"),
        ("Gout", {"setting": "moon"}, "no setting 'moon': choose among office"),
        ("Gout", {"document_type": "poem"}, "no document type 'poem'"),
        ("Gout", {"on": "June"}, "is not a date"),
        (7, {}, "not int"),
    ],
)
def test_what_cannot_be_read_is_told(note: str, words: dict[str, str], says: str) -> None:
    with pytest.raises(InvalidInputError, match=says):
        codinglab.review_note(note, **words)
