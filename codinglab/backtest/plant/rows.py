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


@cache
def _span(table: str) -> tuple[date, date]:
    """The days of FY2026 that the editions of a table cover."""
    found = rule_table(table)
    periods = [one.period for kind in found.editions.values() for one in kind] if found else []
    begins = min((one.since for one in periods), default=LAST)
    ends = [one.through for one in periods if one.through is not None]
    return max(FIRST, begins), min([LAST, *([max(ends)] if len(ends) == len(periods) and ends else [])])


def window(row: Row, table: str) -> tuple[date, date] | None:
    """The days of FY2026 on which a row and its table hold; None for none."""
    begins, finish = _span(table)
    begins = max(begins, row.get("since") or begins)
    finish = min(finish, row.get("through") or finish)
    return (begins, finish) if begins <= finish else None


def drawn(table: str, rng: Random, **wanted: object) -> Iterator[tuple[Row, date, date]]:
    """Rows that have some values, in random order, again and again, each with its first and last day."""
    fit = [one for one in every(table) if all(one[0][name] == value for name, value in wanted.items())]
    while fit:
        rng.shuffle(fit)
        yield from fit


def every(table: str) -> list[tuple[Row, date, date]]:
    """The rows of a table that hold on some day of FY2026, each with its first and last."""
    return [(row, *days) for row in rows(table) if (days := window(row, table)) is not None]


@cache
def diagnoses() -> tuple[str, ...]:
    """The diagnosis codes that hold all of FY2026."""
    return tuple(
        row["code"] for row in rows("icd10cm_code") if row["since"] <= FIRST and row["through"] >= LAST
    )


@cache
def valid() -> frozenset[str]:
    """The same, to ask whether a code is one."""
    return frozenset(diagnoses())


@cache
def under(prefix: str) -> tuple[str, ...]:
    """Those that begin so."""
    return tuple(code for code in diagnoses() if code.startswith(prefix))


@cache
def flagged(flag: str, table: str = "mce_diagnosis_flag") -> tuple[str, ...]:
    """The codes that have a flag of the code editor all of FY2026."""
    return tuple(code for code, flags in _flags(table).items() if flag in flags)


@cache
def only_flagged(flag: str, table: str) -> tuple[str, ...]:
    """Those that have no other flag."""
    return tuple(code for code, flags in _flags(table).items() if flags == {flag})


@cache
def _flags(table: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for row in rows(table):
        if row["since"] <= FIRST and row["through"] >= LAST:
            found.setdefault(row["code"], set()).add(row["flag"])
    return found


def days_apart(rng: Random, least: int, most: int) -> timedelta:
    """Some days."""
    return timedelta(days=rng.randint(least, most))
