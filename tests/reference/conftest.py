"""Small files in the publishers' layouts, made on the spot, and a home of their own to install them into."""

from __future__ import annotations

import io
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
