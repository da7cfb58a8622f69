"""The rows that were rejected on the way into an extract, kept as a CSV file beside it."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import astuple, fields
from pathlib import Path
from types import TracebackType
from typing import Self, TextIO

from codinglab.claims.intake.batch import Rejection
from codinglab.csv_files import safe

REJECTED = "rejected.csv"
_LONGEST = 10_000


class RejectedRows:
    """A CSV file of rejected rows, made when the first comes; no cell of it is a formula to a spreadsheet."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: TextIO | None = None
        self.count = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file is not None:
            self._file.close()

    def add(self, rejections: Iterable[Rejection]) -> None:
        """Write rejected rows; a row longer than 10,000 characters is cut, and says so."""
        for one in rejections:
            if self._file is None:
                self._file = self._path.open("w", encoding="utf-8-sig", newline="")
                self._writer = csv.writer(self._file)
                self._writer.writerow([field.name for field in fields(Rejection)])
            self._writer.writerow([_cell(value) for value in astuple(one)])
            self.count += 1


def _cell(value: str) -> str:
    text = value if len(value) <= _LONGEST else value[:_LONGEST] + f"… (cut, {len(value):,} characters)"
    return str(safe(text))
