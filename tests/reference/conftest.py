"""Small files in the publishers' layouts, made on the spot, and a home of their own to install them into."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest

from codinglab.reference.install.archive import Archive
from codinglab.reference.install.reading import Request
from codinglab.reference.sources import poa_exempt_file
from codinglab.reference.sources.code_master import read_code_masters

Publish = Callable[..., Request]
Zipped = Callable[..., Path]


@pytest.fixture
def publish(tmp_path: Path) -> Publish:
    """Write a file and ask for it: text, bytes, rows (an Excel sheet) or members by name (a zip)."""

    def write(name: str, content: Any, since: date | None = None) -> Request:
        path = tmp_path / name
        path.write_bytes(_bytes(content))
        return Request(Archive(path), since)

    return write


@pytest.fixture
def pdf() -> Callable[[Sequence[str]], bytes]:
    """A PDF from the text of its pages, a line a line; a page of "" is a page without words."""
    return _pdf


@pytest.fixture
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home, so that the tests leave what is installed alone."""
    home = tmp_path / "home"
    monkeypatch.setenv("CODINGLAB_HOME", str(home))
    return home


@pytest.fixture
def zipped(tmp_path: Path) -> Zipped:
    """Write a zip: its name, then the text or bytes of each member by name."""

    def write(name: str, members: dict[str, str | bytes]) -> Path:
        path = tmp_path / name
        path.write_bytes(_bytes(members))
        return path

    return write


@pytest.fixture
def poa(zipped: Zipped, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """Write a small list of exempt codes of a fiscal year."""
    monkeypatch.setattr(poa_exempt_file, "LEAST_ROWS", 1)

    def write(year: int = 26, codes: Sequence[str] = ("B90.0", "B90.1", "Z99.2"), name: str = "") -> Path:
        lines = [f"{number:05}\t{code}\tTitle of {code}" for number, code in enumerate(codes, start=1)]
        text = "\r\n".join([f"Order{year}\tPOAexemptCode\tDescription", *lines, ""])
        return zipped(name or f"poa-{year}.zip", {f"POAexemptCodesFY{year}.txt": text})

    return write


def order_text(system: str, day: date) -> str:
    """An order file of all codes that the code master holds on a day, in the published columns."""
    master = read_code_masters()[0 if system == "icd10cm" else 1]
    codes = [row.code for row in master.rows if row.since <= day <= row.through]
    lines = (
        f"{number:05} {code:7} 1 {'Short title':60} Title of {code}"
        for number, code in enumerate(codes, start=1)
    )
    return "\r\n".join([*lines, ""])


@pytest.fixture(scope="session")
def order_files() -> Callable[[str, date], str]:
    """The text of an order file by system and day."""
    written: dict[tuple[str, date], str] = {}

    def text(system: str, day: date) -> str:
        if (system, day) not in written:
            written[system, day] = order_text(system, day)
        return written[system, day]

    return text


@pytest.fixture
def workbook() -> Callable[[list[list[Any]]], bytes]:
    """An Excel workbook of one sheet, from rows of text and numbers."""
    return _bytes


def _bytes(content: Any) -> bytes:
    if isinstance(content, bytes):
        return content
    if isinstance(content, str):
        return content.encode()
    if isinstance(content, dict):
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, member in content.items():
                archive.writestr(name, _bytes(member))
        return file.getvalue()
    return _bytes(_workbook(content))


def _workbook(rows: list[list[Any]]) -> dict[str, str]:
    def cell(value: Any) -> str:
        if isinstance(value, int | float):
            return f"<c><v>{value}</v></c>"
        return f'<c t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'

    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    body = "".join(f"<row>{''.join(map(cell, row))}</row>" for row in rows)
    return {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/xl/sheet.xml" ContentType="{kind}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="r1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}">'
        '<sheets><sheet name="s" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="r1" Type="{office}/worksheet" Target="sheet.xml"/></Relationships>',
        "xl/sheet.xml": f'<worksheet xmlns="{main}"><sheetData>{body}</sheetData></worksheet>',
    }


def _pdf(pages: Sequence[str]) -> bytes:
    """The least of a PDF: Helvetica, a string a line, blank lines as a string of one blank."""
    kids = " ".join(f"{4 + 2 * at} 0 R" for at in range(len(pages)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>".encode(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    for at, page in enumerate(pages):
        lines = [re.sub(r"([\\()])", r"\\\1", line) or " " for line in page.split("\n")] if page else []
        shown = "".join(f"({line}) Tj 0 -12 Td\n" for line in lines).encode("cp1252")
        stream = b"BT /F 10 Tf 72 760 Td\n" + shown + b"ET"
        objects += [
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents {5 + 2 * at} 0 R"
            "/Resources<</Font<</F 3 0 R>>>>>>".encode(),
            f"<</Length {len(stream)}>>\nstream\n".encode() + stream + b"\nendstream",
        ]
    written, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(written))
        written += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    return (
        written
        + (
            f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
            f"trailer\n<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{len(written)}\n%%EOF\n"
        ).encode()
    )
