"""A tuning period and a holdout period side by side: an edit is not measured on what it was made with.

The difference of the rates has Newcombe's interval of two Wilson intervals.
Source: SPEC 8.3; R. G. Newcombe, Statistics in Medicine 17 (1998) 873-890, method 10.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from codinglab.backtest.measures.amounts import fee_schedule
from codinglab.backtest.measures.database import MEMORY, connected
from codinglab.backtest.measures.measure import Say, prepared, silent
from codinglab.backtest.measures.opened import Run
from codinglab.backtest.measures.overlap import MONEY_TABLE
from codinglab.backtest.measures.scope import Scope
from codinglab.backtest.measures.summary import SUMMARY
from codinglab.backtest.measures.table import COUNT, EDIT, MONEY, SHARE, YES_NO, Column, Table
from codinglab.model import InvalidInputError

if TYPE_CHECKING:
    import pyarrow as pa

_FIGURES = (
    Column("hits", COUNT, "rows hit, each once"),
    Column("eligible", COUNT, "rows that the edit could judge"),
    Column("rate", SHARE, "hits / eligible, of 1"),
    Column("low", SHARE, "lower end of its 95 % interval (Wilson)"),
    Column("high", SHARE, "upper end of it"),
    Column("allowed", MONEY, "gross: allowed on lines at stake, dollars; null where none has an amount"),
    Column("incremental", MONEY, "allowed on what the edit adds, dollars; null where none has an amount"),
    Column("per_thousand", MONEY, "gross a thousand eligible rows, dollars"),
)
PERIODS = ("tuning", "holdout")

HOLDOUT = Table(
    "holdout",
    "The tuning period beside the holdout period: one row an edit.",
    (
        EDIT,
        *(
            Column(f"{period}_{one.name}", one.kind, f"{period} period: {one.about}")
            for period in PERIODS
            for one in _FIGURES
        ),
        Column("difference", SHARE, "rate of the holdout less that of the tuning period, of 1"),
        Column("difference_low", SHARE, "lower end of its 95 % interval (Newcombe)"),
        Column("difference_high", SHARE, "upper end of it"),
        Column("differs", YES_NO, "whether the interval leaves out 0"),
    ),
    """
    SELECT *, difference_low > 0 OR difference_high < 0 AS differs FROM (
        SELECT *, holdout_rate - tuning_rate AS difference,
            holdout_rate - tuning_rate - sqrt((holdout_rate - holdout_low) ** 2
                + (tuning_high - tuning_rate) ** 2) AS difference_low,
            holdout_rate - tuning_rate + sqrt((holdout_high - holdout_rate) ** 2
                + (tuning_rate - tuning_low) ** 2) AS difference_high
        FROM tuning JOIN holdout USING (edit))""",
    "edit",
)


@dataclass(frozen=True)
class HeldOut:
    """Measures of both periods.

    Attributes:
        split: the first day of the holdout period.
        table: as `HOLDOUT` describes it.
    """

    split: date
    table: pa.Table


def hold_out(run: Run, split: date, *, memory: str = MEMORY, say: Say = silent) -> HeldOut:
    """Measure the days before a day, and those from it on.

    Args:
        run: the back-test.
        split: the first day of the holdout period, the first of a month.
        memory: the most that DuckDB may use.
        say: called with a sentence and the share done, 0 to 1.

    Raises:
        InvalidInputError: the day is not the first of a month, or one of the periods holds no eligible row.
    """
    scopes = (Scope(through=split - timedelta(days=1)), Scope(since=split)) if split.day == 1 else ()
    if not scopes:
        Scope(since=split)
    found = []
    for number, (period, scope) in enumerate(zip(PERIODS, scopes, strict=True)):
        say(f"the {period} period", number / 2)
        with prepared(run, scope, schedule=fee_schedule(), memory=memory) as connection:
            found.append((SUMMARY.read(connection), MONEY_TABLE.read(connection)))
            told = connection.execute("SELECT COALESCE(sum(told), 0) FROM eligible").fetchone()
            if not told or not told[0]:
                msg = (
                    f"The {period} period ({_said(scope)}) holds no eligible rows: choose another day to "
                    "split at."
                )
                raise InvalidInputError(msg)
    with connected(memory) as connection:
        for period, (summary, money) in zip(PERIODS, found, strict=True):
            connection.register("summary", summary)
            connection.register("money", money)
            figures = ", ".join(f"{one.name} AS {period}_{one.name}" for one in _FIGURES[:-1])
            connection.execute(
                f"CREATE TABLE {period} AS SELECT edit, {figures}, "
                f"1000 * allowed / NULLIF(eligible, 0) AS {period}_per_thousand "
                "FROM summary JOIN (SELECT edit, incremental FROM money) USING (edit)"
            )
        table = HOLDOUT.read(connection)
    say("both periods measured", 1.0)
    return HeldOut(split, table)


def _said(scope: Scope) -> str:
    return f"from {scope.since}" if scope.since else f"to {scope.through}"
