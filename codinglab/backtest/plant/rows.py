"""Rows of the reference tables that hold on days of planted claims, straight from the tables."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Any

from codinglab.backtest.plant.kind import FIRST, LAST
from codinglab.reference.rule_tables import rule_table

Row = dict[str, Any]


@cache
def rows(table: str) -> tuple[Row, ...]:
    """The rows of a table, as dicts; none where it is not there."""
    found = rule_table(table)
    return tuple(found.rows.to_pylist()) if found else ()


def window(row: Row, table: str, first: date = FIRST, last: date = LAST) -> tuple[date, date] | None:
    """The days of FY2026 on which a row and its table hold; None for none."""
    found = rule_table(table)
    editions = [one for kind in found.editions.values() for one in kind] if found else []
    begins = max(first, row.get("since") or first, min(one.period.since for one in editions))
    ends = [row.get("through"), last, *({one.period.through for one in editions} - {None})]
    finish = min(day for day in ends if day is not None)
    return (begins, finish) if begins <= finish else None


def drawn(table: str, rng: Random, **wanted: object) -> Iterator[tuple[Row, date, date]]:
    """Rows that have some values, in random order, again and again, each with its first and last day."""
    fit = [
        (row, *days)
        for row in rows(table)
        if all(row[name] == value for name, value in wanted.items())
        if (days := window(row, table)) is not None
    ]
    while fit:
        rng.shuffle(fit)
        yield from fit


@cache
def diagnoses() -> tuple[str, ...]:
    """The diagnosis codes that hold all of FY2026."""
    return tuple(
        row["code"] for row in rows("icd10cm_code") if row["since"] <= FIRST and row["through"] >= LAST
    )


@cache
def under(prefix: str) -> tuple[str, ...]:
    """Those that begin so."""
    return tuple(code for code in diagnoses() if code.startswith(prefix))


@cache
def flagged(flag: str, table: str = "mce_diagnosis_flag") -> tuple[str, ...]:
    """The codes that have a flag of the code editor all of FY2026."""
    return tuple(
        row["code"]
        for row in rows(table)
        if row["flag"] == flag and row["since"] <= FIRST and row["through"] >= LAST
    )


def days_apart(rng: Random, least: int, most: int) -> timedelta:
    """Some days."""
    return timedelta(days=rng.randint(least, most))
