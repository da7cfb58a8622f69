"""The analyst's bench, side by side in one run: against SQL by hand, pandas and a bare scan; and the truth.

Each measurement runs in a process of its own, so that its memory is its own.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from math import log
from pathlib import Path
from statistics import median
from typing import Any

from codinglab.backtest.engines.duck import DuckEngine
from codinglab.backtest.opened import ALL_DAYS
from codinglab.backtest.planted_extract import write_planted
from codinglab.backtest.questions import rounds
from codinglab.backtest.run import backtest
from codinglab.backtest.truth import TRUTH_FILE
from codinglab.claims.extract import open_extract
from codinglab.claims.generate.generation import THROUGH
from codinglab.evaluate import batch, planted
from codinglab.evaluate.apart import apart
from codinglab.evaluate.backtest_sql import by_hand, by_pandas, connected, scanned
from codinglab.evaluate.edits import FIRST, column_two_code, official_pairs, pair_table
from codinglab.evaluate.reference import Figure, print_figures
from codinglab.model import ClaimType, Period
from codinglab.reference.rule_tables import Edition, RuleTable

SEED = 20261126
SMALL, LARGE, HUGE = 1_000_000, 10_000_000, 50_000_000
TO_HAND, TO_PANDAS, TO_SCAN, GROWTH = 1.10, 8.0, 6.0, 1.05
MOST_MEMORY = 4.0
RATE = 0.02
_TIMES = 5
_LIMIT = "3GB"


def figures(data: Path, work: Path, lines: int = LARGE, huge: int = HUGE) -> Iterator[Figure]:
    """Measure everything.

    Args:
        data: the folder of the official files.
        work: a folder for claims and runs; extracts that are there already are used again.
        lines: how many lines the side by side has.
        huge: how many the largest extract has.
    """
    large = _made(work, lines)
    yield from _side_by_side(data, large, work)
    yield from planted.figures(large, work)
    yield from batch.figures()
    sizes = sorted({min(SMALL, lines), lines, huge})
    yield from _growth(data, {number: _made(work, number) for number in sizes}, work)


def _made(work: Path, lines: int) -> Path:
    """An extract of generated claims with planted errors, made where it is not there."""
    folder = work / f"claims-{lines}"
    if not (folder / TRUTH_FILE).is_file():
        write_planted(folder, lines, seed=SEED, rate=RATE, replace=True)
    return folder


def _side_by_side(data: Path, folder: Path, work: Path) -> Iterator[Figure]:
    """Ours, SQL by hand and the scan in turns; pandas once."""
    found = apart(partial(_turns, data, folder, work))
    ours, hand, made, scan = (median(times) for times in found.value["times"])
    size = f"{open_extract(folder).count('line'):,} lines"
    yield Figure(f"NCCI pairs on {size}", ours, "s", None, f"{found.value['hits'][0]:,} hits")
    yield Figure("of SQL by hand, the pairs of a day stored", ours / hand, "times", TO_HAND)
    yield Figure("of SQL by hand that makes the pairs itself", ours / made, "times")
    yield Figure("of a scan of the columns needed", ours / scan, "times", TO_SCAN)
    pandas = apart(partial(_pandas, data, folder))
    yield Figure("pandas merge", pandas.value[0], "s", None, f"{pandas.peak:.1f} GB")
    yield Figure("pandas merge, of ours", pandas.value[0] / ours, "times", TO_PANDAS, at_least=True)
    counts = {*found.value["hits"], pandas.value[1]}
    yield Figure("numbers of hits that differ", float(len(counts) - 1), "", 0.0, str(counts))


def _growth(data: Path, folders: dict[int, Path], work: Path) -> Iterator[Figure]:
    """A whole back-test of the pairs at each size; how its time grows."""
    seconds = {}
    for lines, folder in folders.items():
        found = apart(partial(_whole, data, folder, work))
        seconds[lines] = found.value
        target = MOST_MEMORY if lines == max(folders) else None
        yield Figure(f"a back-test of the pairs on {lines:,} lines", found.value, "s")
        yield Figure(f"its memory on {lines:,} lines", found.peak, "GB", target)
    sizes = sorted(seconds)
    for first in sizes[:-1]:
        last = sizes[-1]
        exponent = log(seconds[last] / seconds[first]) / log(last / first)
        yield Figure(f"cost grows as n to the power of, {first:,} to {last:,}", exponent, "", GROWTH)


def _tables(data: Path) -> dict[str, RuleTable]:
    """The official pairs for hospitals, for physicians' claims too: a table of the size that both have."""
    import pyarrow as pa

    found = pair_table(official_pairs(data))["ncci_ptp"]
    kind = ClaimType.PROFESSIONAL.value
    place = found.rows.schema.get_field_index("claim_type")
    theirs = found.rows.set_column(place, "claim_type", pa.array([kind] * found.rows.num_rows, pa.string()))
    rows = pa.concat_tables([found.rows, theirs])
    whole = (Edition("official pairs, held to the end of the claims", Period(FIRST, THROUGH), complete=True),)
    return {"ncci_ptp": RuleTable(rows, dict.fromkeys((*found.editions, kind), whole))}


def _turns(data: Path, folder: Path, work: Path) -> dict[str, Any]:
    """Seconds of ours, by hand on stored pairs, by hand from lines, and the scan, in turns; and the hits."""
    extract, tables = open_extract(folder), _tables(data)
    asked = rounds([column_two_code()], tables, "duckdb", lambda _text, _share: None)
    statements = [one.asked.hits for found in asked for one in found.questions]
    engine = DuckEngine(tables, ALL_DAYS, memory=_LIMIT, spill=work)
    read = {name for found in asked for name in found.read}
    engine.load(extract, [partition.number for partition in extract.partitions], read, often=())
    with connected(tables["ncci_ptp"].rows, _LIMIT, work) as connection:
        ways: list[Callable[[], int]] = [
            lambda: sum(engine.ask(statement).num_rows for statement in statements),
            partial(by_hand, connection, extract, stored=True),
            partial(by_hand, connection, extract, stored=False),
            partial(scanned, connection, extract),
        ]
        hits = [way() for way in ways]
        times: list[list[float]] = [[] for _ in ways]
        for _ in range(_TIMES):
            for place, way in enumerate(ways):
                start = time.perf_counter()
                way()
                times[place].append(time.perf_counter() - start)
    return {"times": times, "hits": hits[:3]}


def _pandas(data: Path, folder: Path) -> tuple[float, int]:
    extract, pairs = open_extract(folder), _tables(data)["ncci_ptp"].rows
    start = time.perf_counter()
    hits = by_pandas(extract, pairs)
    return time.perf_counter() - start, hits


def _whole(data: Path, folder: Path, work: Path) -> float:
    extract, tables = open_extract(folder), _tables(data)
    with tempfile.TemporaryDirectory(dir=work) as run:
        start = time.perf_counter()
        backtest(extract, [column_two_code()], Path(run) / "run", tables=tables, memory=_LIMIT)
        return time.perf_counter() - start


def main(data: Path, work: Path, lines: int = LARGE, huge: int = HUGE) -> int:
    """Print the figures beside their targets; 0 when all are met, else 1."""
    work.mkdir(parents=True, exist_ok=True)
    return print_figures(figures(data, work, lines, huge))
