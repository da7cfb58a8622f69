"""The edit's part of a back-test on disk: its rows of every measure's table, or counts alone."""

from __future__ import annotations

import shutil
import string
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from codinglab.backtest.hand_over.review_part import write_review
from codinglab.backtest.opened import BackTest
from codinglab.model import InvalidInputError
from codinglab.validate.edit import Edit

TABLES, REPORT = "tables", "report.html"
NONE = (
    "None was handed over. Back-test the edit on at least 12 months of claims, review a sample, and export "
    "again with `--run`."
)
_FIGURES = {
    "summary": (
        "{hits:,} hits; hit rate {rate:.2%} of {eligible:,} eligible rows (95 % interval {low:.2%} to "
        "{high:.2%})",
        "{claims:,} claims, {patients:,} patients, {providers:,} providers",
    ),
    "money": (
        "allowed on the lines hit: ${gross:,.2f}",
        "of it not denied already and not hit by an edit asked earlier: ${incremental:,.2f}",
    ),
}
_COUNTS = {
    "hits": "SELECT claim_type, date_trunc('month', \"on\") AS month, count(*) AS hits, "
    "count(DISTINCT claim_id) AS claims",
    "unknown": "SELECT claim_type, month, reason, sum(rows) AS rows, sum(claims) AS claims",
    "eligible": "SELECT claim_type, month, sum(rows) AS rows, sum(claims) AS claims",
}


def write_backtest(one: Edit, run: BackTest | None, folder: Path) -> list[str]:
    """Write the edit's part of a back-test into a folder; what the README says of it, in lines.

    Claims are counted, never listed: no claim id goes into the folder.

    Raises:
        InvalidInputError: the back-test did not run this edit.
    """
    if run is None:
        return [NONE]
    ran = next((card for card in run.edits if card["id"] == one.id), None)
    if ran is None:
        msg = f"The back-test in {run.folder} did not run {one.id}; name another with --run, or run the edit."
        raise InvalidInputError(msg)
    folder.mkdir(parents=True)
    said = [
        f"Run with {run.card['engine']} over governing days {run.card['since']} to {run.card['through']}; "
        f"version {ran['version']} of the edit.",
        "",
    ]
    if str(ran["version"]) != one.version:
        said += [f"**The folder is of version {one.version}: the back-test is of another.**", ""]
    measured = sorted((run.folder / TABLES).glob("*.parquet"))
    said += _measures(one, measured, folder) if measured else _counts(one, run, folder)
    explained = run.folder / TABLES / "README.md"
    if measured and explained.is_file():
        shutil.copyfile(explained, folder / "README.md")
        said.append("`backtest/README.md` explains the tables and their columns.")
    said += ["", *write_review(one, run, folder)]
    if (run.folder / REPORT).is_file():
        said.append(f"\nThe whole report: `{REPORT}` in the folder of the back-test, {run.folder.name}.")
    return said


def _measures(one: Edit, measured: Sequence[Path], folder: Path) -> list[str]:
    """The rows of each measure's table that are of the edit; a table without such a column is left out."""
    import duckdb

    said, figures = ["| table | rows of this edit |", "|---|---|"], list[str]()
    with duckdb.connect() as connection:
        for path in measured:
            columns = connection.read_parquet(str(path)).columns
            if "edit" not in columns or "claim_id" in columns:
                continue
            asked = "SELECT * FROM read_parquet(?) WHERE edit = ?"
            rows: Any = connection.sql(asked, params=[str(path), one.id]).to_arrow_table()
            _write(rows, folder / path.name)
            said.append(f"| `backtest/{path.name}` | {rows.num_rows} |")
            for row in rows.to_pylist() if path.stem in _FIGURES else ():
                figures += [f"- {text.format(**row)}" for text in _FIGURES[path.stem] if _fits(text, row)]
    return [*figures, "", *said, ""]


def _fits(text: str, row: Mapping[str, Any]) -> bool:
    """Whether a row has every figure of a sentence."""
    return all(row.get(name) is not None for _, name, _, _ in string.Formatter().parse(text) if name)


def _counts(one: Edit, run: BackTest, folder: Path) -> list[str]:
    """What was hit, could not be judged, and could, by claim type and month."""
    import duckdb

    said = ["The back-test was not measured (`codinglab backtest report` does): counts alone.", ""]
    said += ["| | rows |", "|---|---|"]
    with duckdb.connect() as connection:
        for kind, counted in _COUNTS.items():
            files = [str(path) for path in run.files(kind)]
            by = ", ".join(map(str, range(1, 4 if kind == "unknown" else 3)))
            rows: Any = connection.sql(
                f"{counted} FROM read_parquet(?) WHERE edit = ? GROUP BY {by} ORDER BY {by}",
                params=[files, one.id],
            ).to_arrow_table()
            _write(rows, folder / f"{kind}.parquet")
            of = "hits" if kind == "hits" else "rows"
            said.append(f"| {kind} (`backtest/{kind}.parquet`) | {sum(rows.column(of).to_pylist())} |")
    return [*said, ""]


def _write(rows: Any, path: Path) -> None:
    import pyarrow.parquet as pq

    pq.write_table(rows, path)
