"""All built-in edits over claims with planted errors: the time and memory of one run, and what it finds."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from codinglab.backtest.opened import open_backtest
from codinglab.backtest.run import backtest
from codinglab.backtest.truth import measure, read_truth
from codinglab.claims.extract import open_extract
from codinglab.claims.extract.duck import parquet
from codinglab.evaluate.apart import apart
from codinglab.evaluate.reference import Figure
from codinglab.validate.catalogue import edits

if TYPE_CHECKING:
    import pyarrow as pa

MOST_MEMORY = 6.0


def figures(folder: Path, work: Path) -> Iterator[Figure]:
    """Run all built-in edits over an extract with its truth; the run is left in `work`."""
    run = work / f"{folder.name}-all"
    shutil.rmtree(run, ignore_errors=True)
    lines = open_extract(folder).count("line")
    done = apart(partial(_everything, folder, run))
    size = f"{len(edits())} edits on {lines:,} lines"
    yield Figure(size, done.value, "s")
    yield Figure(f"memory of {size}", done.peak, "GB", MOST_MEMORY)
    told = measure(read_truth(folder), named_hits(run), [one.id for one in edits()])
    planted = [one for one in told if one.planted]
    wanting = [one.edit for one in told if not one.planted]
    yield Figure("edits for which an error is planted", float(len(planted)), "", None, ", ".join(wanting))
    for name in ("recall", "precision"):
        worst = min(planted, key=lambda one: getattr(one, name) or 0.0)
        value = getattr(worst, name) or 0.0
        note = f"{sum(one.found for one in planted):,} of {sum(one.planted for one in planted):,} found"
        if name == "precision":
            note = (
                f"{sum(one.false for one in told):,} false of {sum(one.claims for one in told):,} claims hit"
            )
        if value < 1:
            note = f"{worst.edit}; {note}"
        yield Figure(f"planted errors, lowest {name} of an edit", value, "", 1.0, note, at_least=True)


def _everything(folder: Path, run: Path) -> float:
    start = time.perf_counter()
    backtest(open_extract(folder), edits(), run)
    return time.perf_counter() - start


def named_hits(run: Path) -> pa.Table:
    """The hits of a back-test with the claims' own names: edit, claim, line, diagnosis, procedure."""
    import duckdb

    found = open_backtest(run)
    with duckdb.connect() as connection:
        return connection.sql(
            "SELECT h.edit, c.name AS claim, h.line, h.diagnosis, h.procedure "  # noqa: S608 (our own files)
            f"FROM {parquet(found.files('hits'))} AS h "
            f"JOIN {parquet(found.extract().files('claim'))} AS c USING (claim_id)"
        ).to_arrow_table()
