"""Pages of a PDF as people see them, though their pieces lie in it in another order."""

from __future__ import annotations

import io

import pypdf
import pytest
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from codinglab.reference.install.archive import SourceFileError
from codinglab.reference.sources.page_text import joined, page_texts, paragraphs

PIECES = [
    (300, 50, "I-1"),
    (72, 700, "H"),
    (80.7, 700, "ospitals and clinics"),
    (90, 672, "1."),
    (108, 672, "Numbered"),
    (108, 658, "and its second line"),
    (72, 720, "Heading"),
    (72, 630, "Codes Z 91.14- and F40.2 ,"),
    (220, 630, " and PTP -associated ones . . . here"),
]


def pdf(*pages: list[tuple[float, float, str]]) -> bytes:
    writer = pypdf.PdfWriter()
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    for pieces in pages:
        page = writer.add_blank_page(612, 792)
        shown = "".join(f"BT /F1 12 Tf 1 0 0 1 {x} {y} Tm ({text}) Tj ET\n" for x, y, text in pieces)
        stream = DecodedStreamObject()
        stream.set_data(shown.encode("ascii"))
        page[NameObject("/Contents")] = stream
        fonts = DictionaryObject({NameObject("/F1"): font})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def test_a_page_reads_from_its_top_whatever_the_order_of_its_pieces(publish) -> None:
    (text,) = page_texts(publish("manual.pdf", pdf(PIECES)), "manual.pdf")
    assert [line.strip() for line in text.splitlines()] == [
        "Heading",
        "Hospitals and clinics",
        "",
        "1. Numbered",
        "and its second line",
        "",
        "Codes Z91.14- and F40.2, and PTP-associated ones . . . here",
        "",
        "I-1",
    ]
    indents = {line.strip(): len(line) - len(line.lstrip()) for line in text.splitlines()}
    assert indents["Heading"] == 0 < indents["1. Numbered"] < indents["and its second line"]


def test_a_text_has_a_form_feed_after_each_page(publish) -> None:
    assert page_texts(publish("manual.txt", "one\n\ftwo\n\f"), "manual.txt") == ["one\n", "two\n"]


def test_how_far_the_reading_is(publish) -> None:
    said: list[tuple[str, float]] = []
    request = publish("manual.pdf", pdf(PIECES, PIECES))
    object.__setattr__(request, "say", lambda sentence, share: said.append((sentence, share)))
    page_texts(request, "manual.pdf")
    assert said == [("reading page 1 of 2", 0.0), ("reading page 2 of 2", 0.5)]


def test_a_pdf_that_is_cut_off_is_refused(publish) -> None:
    with pytest.raises(SourceFileError, match=r"manual\.pdf is not a whole PDF .* Fetch it again"):
        page_texts(publish("manual.pdf", b"%PDF-1.7 and then nothing"), "manual.pdf")


def test_lines_become_paragraphs() -> None:
    lines = ["One of 93040-", "93042, broken", "", "over a page.", "", "Another."]
    assert joined("category T86.1-", "should be used") == "category T86.1- should be used"
    assert joined("I21.0-", "I21.4") == "I21.0-I21.4"
    assert joined("psychological/", "neuropsychological") == "psychological/neuropsychological"
    assert paragraphs(lines) == "One of 93040-93042, broken over a page.\nAnother."
