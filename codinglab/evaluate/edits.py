"""How fast and how exact the edits are: a million lines against plain loops, and one claim at a time.

The lines are made from the official table of NCCI pairs for hospitals, `ncci/ptp-hospital*.zip` in the
folder of official files. DuckDB and, where it is installed, Spark must find exactly the hits that plain
nested loops find.
"""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Iterable, Iterator
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING, Any

from codinglab.backtest.run import backtest
from codinglab.claims.extract import write_extract
from codinglab.claims.intake import Batch
from codinglab.evaluate.many_lines import Hit, claims_of, make_lines, plain_hits
from codinglab.evaluate.reference import Figure, print_figures
from codinglab.model import ClaimType, InvalidInputError, Period
from codinglab.reference.install.archive import Archive
from codinglab.reference.install.reading import Request
from codinglab.reference.rule_tables import Edition, RuleTable
from codinglab.reference.sources.ptp import read_hospital
from codinglab.validate import validate
from codinglab.validate.catalogue import edits
from codinglab.validate.edit import Edit
from codinglab.validate.engines.many_claims import ManyClaimsEngine
from codinglab.validate.engines.one_claim import Row

if TYPE_CHECKING:
    import pyarrow as pa

LINES = 1_000_000
MEDIAN_MS, SLOW_MS = 100.0, 150.0
FIRST, LAST = date(2019, 7, 1), date(2026, 6, 30)
_EDIT = "ncci/column-two-code"
_TYPES = (ClaimType.OUTPATIENT,)


def official_pairs(data: Path) -> pa.Table:
    """The rows of the official hospital table of pairs.

    Raises:
        InvalidInputError: the folder has no such file.
        SourceFileError: it is not what CMS publishes.
    """
    files = sorted(data.glob("ncci/ptp-hospital*.zip"))
    if not files:
        msg = f"{data} has no ncci/ptp-hospital*.zip: name the folder of the official files with --data."
        raise InvalidInputError(msg)
    return read_hospital(Request(Archive(files[-1]))).tables["ncci_ptp"]


def pair_table(pairs: pa.Table) -> dict[str, RuleTable]:
    """The pairs as a whole table that holds from FIRST to LAST, by the days of its rows."""
    edition = Edition("ncci-ptp-hospital", Period(FIRST, LAST), complete=True)
    return {"ncci_ptp": RuleTable(pairs, {ClaimType.OUTPATIENT.value: (edition,)})}


def column_two_code() -> Edit:
    """The edit that is proved."""
    return next(edit for edit in edits() if edit.id == _EDIT)


def hits_of(rows: Iterable[Row]) -> list[Hit]:
    """The hits that an engine gives, in the shape of the plain loops."""
    found = []
    for _, kind, claim, detail in rows:
        said = json.loads(detail)
        if kind == "hit":
            numbers = int(said["line"]), int(said["indicator"])
            found.append((claim, numbers[0], said["where"], said["code"], said["other_code"], numbers[1]))
    return found


def figures(data: Path, lines: int = LINES) -> Iterator[Figure]:
    """Measure everything; Spark last."""
    times = sorted(_one_claim())
    size = f"{len(times)} claims, {len(edits())} edits"
    yield Figure("all edits on one claim, median", 1000 * median(times), "ms", MEDIAN_MS, size)
    yield Figure("all edits on one claim, 95th percentile", 1000 * quantiles(times, n=20)[-1], "ms", SLOW_MS)
    pairs = official_pairs(data)
    relations = make_lines(pairs, lines, FIRST, LAST)
    start = time.perf_counter()
    expected = plain_hits(relations, pairs, FIRST, LAST)
    taken = time.perf_counter() - start
    yield Figure(f"plain loops over {lines:,} lines", taken, "s", None, f"{len(expected):,} hits")
    start = time.perf_counter()
    engine = ManyClaimsEngine([column_two_code()], pair_table(pairs))
    found = hits_of(engine.judge(relations, _TYPES))
    yield from _compared("DuckDB", found, expected, time.perf_counter() - start)
    if find_spec("pyspark") is None:
        return
    from codinglab.claims.spark import end_session, local_session

    start = time.perf_counter()
    session = local_session()
    yield Figure("start Spark", time.perf_counter() - start, "s")
    try:
        with tempfile.TemporaryDirectory() as work:
            start = time.perf_counter()
            found = extract_hits(relations, pairs, session, Path(work))
            yield from _compared("Spark", found, expected, time.perf_counter() - start)
    finally:
        end_session(session)


def extract_hits(relations: dict[str, pa.Table], pairs: pa.Table, engine: Any, work: Path) -> list[Hit]:
    """The hits of a back-test over an extract of the lines, with any engine, in the shape of the loops.

    Args:
        relations: as `make_lines` gives them.
        pairs: the table of pairs.
        engine: as `backtest` takes it.
        work: an empty folder.
    """
    batch = Batch({**relations, "claim": claims_of(relations)})
    extract = write_extract([batch], work / "extract")
    run = backtest(extract, [column_two_code()], work / "run", engine=engine, tables=pair_table(pairs))
    hits = read_files(run.files("hits"))
    names = read_files(extract.files("claim"))
    named = dict(zip(names["claim_id"].to_pylist(), names["name"].to_pylist(), strict=True))
    ids = [named[number] for number in hits["claim_id"].to_pylist()]
    return hits_of(
        ("", "hit", claim, detail) for claim, detail in zip(ids, hits["detail"].to_pylist(), strict=True)
    )


def read_files(files: Iterable[Path]) -> pa.Table:
    """The rows of Parquet files of one kind."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    return pa.concat_tables([pq.read_table(file) for file in files])


def main(data: Path) -> int:
    """Print the figures beside their targets; 0 when all are met, else 1."""
    return print_figures(figures(data))


def _compared(engine: str, found: list[Hit], expected: set[Hit], seconds: float) -> Iterator[Figure]:
    wrong = len(found) - len(set(found)) + len(set(found) ^ expected)
    yield Figure(f"{engine}, the same lines", seconds, "s", None, f"{len(found):,} hits")
    yield Figure(f"{engine}, hits that are not those of the loops", float(wrong), "hits", 0.0)


def _one_claim() -> Iterator[float]:
    """Seconds of all edits on the claim of each example, the first run of each type apart."""
    claims = [example.claim for edit in edits() for example in edit.examples]
    for claim in {claim.claim_type: claim for claim in claims}.values():
        validate(claim)
    for claim in claims:
        start = time.perf_counter()
        validate(claim)
        yield time.perf_counter() - start
