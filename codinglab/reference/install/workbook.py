"""A published spreadsheet: its first sheet as rows of cells, opened under limits."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from codinglab.reference.install.archive import LARGEST_FILE, SourceFileError


def first_sheet(raw: bytes, place: str) -> list[list[Any]]:
    """The rows of the first sheet of an xlsx file; cells are str, float, date and such, "" when empty.

    Raises:
        SourceFileError: it is no whole workbook, or would unpack to more than a published one does.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as parts:
            size = sum(part.file_size for part in parts.infolist())
        if size > LARGEST_FILE:
            msg = f"{place} would unpack to {size:,} bytes. No published workbook does; it is refused."
            raise SourceFileError(msg)
        rows: list[list[Any]] = (
            CalamineWorkbook.from_filelike(io.BytesIO(raw))
            .get_sheet_by_index(0)
            .to_python(skip_empty_area=False)
        )
    except (CalamineError, zipfile.BadZipFile, IndexError, OSError, ValueError) as error:
        msg = f"{place}: expected an Excel workbook (.xlsx); it cannot be read ({error})."
        raise SourceFileError(msg) from None
    return rows
