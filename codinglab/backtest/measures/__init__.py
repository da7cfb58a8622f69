"""The measures of a back-test: what an edit hits, what that is worth, and how far the figures carry.

    from codinglab.backtest.measures import compare, hold_out, measure, open_run

    run = open_run(Path("back-test"))
    tables = measure(run)                                   # writes <run>/tables/*.parquet
    compare(run, "own/one", open_run(Path("later")), "own/one")
    hold_out(run, date(2026, 1, 1))

Each measure is a table: its columns explained, one DuckDB statement that makes it (`table`), over tables that
all share (`base`, `population`). Computed out of core, memory limited.
"""

from codinglab.backtest.measures.holdout import hold_out
from codinglab.backtest.measures.measure import measure
from codinglab.backtest.measures.opened import Run, open_run
from codinglab.backtest.measures.scope import Scope
from codinglab.backtest.measures.versions import compare

__all__ = ["Run", "Scope", "compare", "hold_out", "measure", "open_run"]
