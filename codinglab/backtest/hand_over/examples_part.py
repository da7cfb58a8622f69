"""The example claims on disk: as the lab's JSON, as rows of the claim relations, and what is expected."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from codinglab.backtest.hand_over.built import Built, expected_rows
from codinglab.backtest.hand_over.vectors import together
from codinglab.claims.json import write_claim
from codinglab.csv_files import csv_text

if TYPE_CHECKING:
    import pyarrow as pa

NULL = "\\N"


def write_examples(built: Built, folder: Path) -> None:
    """Write `json/`, `csv/`, `parquet/` and `expected.json` into a folder."""
    import pyarrow.parquet as pq

    for part in ("json", "csv", "parquet"):
        (folder / part).mkdir(parents=True)
    names = {claim.claim_id: vector.name for vector in built.vectors for claim in vector.claims}
    for vector in built.vectors:
        for claim in vector.claims:
            text = write_claim(claim)
            (folder / "json" / f"{claim.claim_id}.json").write_text(text, encoding="utf-8")
    for name, rows in built.relations.items():
        told = _with_example(rows, names)
        write_csv(folder / "csv" / f"{name}.csv", told)
        pq.write_table(told, folder / "parquet" / f"{name}.parquet")
    (folder / "expected.json").write_text(
        json.dumps(_expected(built), indent=1, ensure_ascii=False), encoding="utf-8"
    )


def write_csv(path: Path, rows: pa.Table) -> None:
    """Write rows as CSV: no value is empty, in a text column `NULL`; nothing is a formula."""
    texts = {field.name for field in rows.schema if str(field.type) == "string"}
    told = [
        [_cell(value, name in texts) for name, value in zip(rows.column_names, row, strict=True)]
        for row in zip(*(column.to_pylist() for column in rows.columns), strict=True)
    ]
    path.write_text(csv_text(rows.column_names, told, mark=False), encoding="utf-8", newline="")


def _cell(value: Any, text: bool) -> Any:
    if value is None:
        return NULL if text else ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if hasattr(value, "isoformat") else value


def _with_example(rows: pa.Table, names: Mapping[str, str]) -> pa.Table:
    import pyarrow as pa

    named = [names[claim_id] for claim_id in rows.column("claim_id").to_pylist()]
    return rows.add_column(0, "example", pa.array(named, pa.string()))


def _expected(built: Built) -> dict[str, Any]:
    return {
        "together": together(built.edit),
        "examples": [
            {
                "example": vector.name,
                "claims": [claim.claim_id for claim in vector.claims],
                "outcome": built.expected[vector.name].outcome,
                "because": vector.because,
                "derived_from": vector.derived_from,
                "kind": vector.kind,
                **expected_rows(built, vector),
            }
            for vector in built.vectors
        ],
    }
