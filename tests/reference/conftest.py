"""Small official files, made here, and a home of their own to install them into."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from codinglab.reference.sources import poa_exempt_file
from codinglab.reference.sources.code_master import read_code_masters

Zipped = Callable[..., Path]


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
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for member, data in members.items():
                archive.writestr(member, data)
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
def workbook() -> Callable[[Sequence[Sequence[str | float]]], bytes]:
    """A workbook of one sheet, from rows of text and numbers."""

    def write(rows: Sequence[Sequence[str | float]]) -> bytes:
        cells = "".join(f"<row>{''.join(map(_cell, row))}</row>" for row in rows)
        main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        package = "http://schemas.openxmlformats.org/package/2006/relationships"
        parts = {
            "_rels/.rels": f'<Relationships xmlns="{package}"><Relationship Id="r1" '
            f'Type="{relation}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{relation}"><sheets>'
            '<sheet name="one" sheetId="1" r:id="r1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}"><Relationship Id="r1" '
            f'Type="{relation}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{cells}</sheetData>'
            "</worksheet>",
        }
        raw = io.BytesIO()
        with zipfile.ZipFile(raw, "w") as archive:
            for name, text in parts.items():
                archive.writestr(name, text)
        return raw.getvalue()

    return write


def _cell(value: str | float) -> str:
    if isinstance(value, str):
        return f'<c t="inlineStr"><is><t>{escape(value)}</t></is></c>'
    return f"<c><v>{value}</v></c>"
