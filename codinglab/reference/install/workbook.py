"""A published spreadsheet: its first sheet as rows of cells, opened under limits."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from codinglab.reference.install.archive import SourceFileError

LARGEST_SHEETS = 1 << 28


def first_sheet(raw: bytes, place: str) -> list[list[Any]]:
    """The rows of the first sheet of an xlsx file; cells are str, float, date and such, "" when empty.

    Raises:
        SourceFileError: it is no whole workbook, or would unpack to more than a published one does.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as parts:
            size = sum(part.file_size for part in parts.infolist())
        if size > LARGEST_SHEETS:
            msg = f"{place} would unpack to {size:,} bytes. No published workbook does; it is refused."
            raise SourceFileError(msg)
        rows: list[list[Any]] = (
            CalamineWorkbook.from_filelike(io.BytesIO(raw)).get_sheet_by_index(0).to_python()
        )
    except (CalamineError, zipfile.BadZipFile, OSError, ValueError) as error:
        msg = f"{place} is not a whole xlsx workbook ({error}). Fetch it again."
        raise SourceFileError(msg) from None
    return rows
