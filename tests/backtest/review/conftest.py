"""A small back-test for the tests of its review: claims of known kind, an edit of our own, and its run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from codinglab.backtest.opened import BackTest
from codinglab.backtest.run import backtest
from codinglab.claims.extract.layout import NOTE, PAYMENT
from codinglab.claims.extract.writer import write_extract
from codinglab.claims.intake.batch import Batch
from codinglab.claims.tables import claim_rows, claim_tables
from codinglab.model import Claim, Patient, Provider, Sex
from codinglab.validate import own
from codinglab.validate.examples import dx, fires, line, passes, professional

EDIT = "own/many-units"


@dataclass(frozen=True)
class Facts:
    """A claim of the small back-test with what was paid for its lines."""

    claim: Claim
    allowed: float = 60.0
    denied_by: str = ""
    note: str = ""


def visit(number: int, *, units: int = 1, on: str = "", patient: str = "", specialty: str = "207Q") -> Claim:
    """A visit of one line; many units of it are what the edit hits."""
    day = on or (date(2026, 1, 5) + timedelta(days=number % 150)).isoformat()
    claim = professional(dx("I10"), line("99213", units=units), on=day)
    paid = replace(claim.lines[0], charge=Decimal(100))
    return replace(
        claim,
        claim_id=f"C{number:05}",
        patient=Patient(patient or f"P{number // 2}", date(1950, 2, 3), Sex.FEMALE),
        provider=Provider(f"D{number % 7}", specialty),
        lines=(paid,),
    )


def register_edit() -> None:
    """The edit: a line of five units or more."""

    @own.edit(
        title="Five units or more",
        severity="WARN",
        applies_to=["professional"],
        judges="line",
        message="Line {line}: {units} units of {code}.",
        authority="Policy of the plan",
        examples=[
            fires(professional(line("99213", units=5)), because="five"),
            passes(professional(line("99213", units=4)), because="four"),
        ],
    )
    def many_units(claims: Any, reference: Any) -> Any:
        """A visit has no five units.

        <b>Look</b> for a typing fault.
        """
        lines = claims.lines
        return lines.filter(lines.units >= 5).select("claim_id", "on", "line", "code", "units")


def make_run(folder: Path, facts: Iterable[Facts], *, lines_a_partition: int = 1_000_000) -> BackTest:
    """An extract of the claims in `folder/claims`, and the edit's back-test over it in `folder/run`."""
    facts = list(facts)
    relations = claim_tables(claim_rows([one.claim for one in facts]))
    paid = [
        (one.claim.claim_id, number, one.allowed, 0.0 if one.denied_by else one.allowed, one.denied_by)
        for one in facts
        for number in range(1, len(one.claim.lines) + 1)
    ]
    notes = [(one.claim.claim_id, "Office note", one.note) for one in facts if one.note]
    relations.pop("prefix")
    relations["payment"] = _table(PAYMENT, paid)
    relations["note"] = _table(NOTE, notes)
    extract = write_extract([Batch(relations)], folder / "claims", lines_a_partition=lines_a_partition)
    chosen = [one for one in own.registered() if one.id == EDIT]
    return backtest(extract, chosen, folder / "run", threads=2)


def _table(schema: pa.Schema, rows: list[tuple[Any, ...]]) -> pa.Table:
    columns = zip(*rows, strict=True)
    return pa.table([list(column) for column in columns], schema=schema) if rows else schema.empty_table()


@pytest.fixture(scope="session")
def built() -> Any:
    """What tests build back-tests with."""
    return Built


class Built:
    """What tests build back-tests with."""

    edit = EDIT
    facts = Facts
    visit = staticmethod(visit)
    make = staticmethod(make_run)


@pytest.fixture(scope="module", autouse=True)
def _edit() -> Iterator[None]:
    register_edit()
    yield
    own.forget(EDIT)


@pytest.fixture(scope="module")
def small(_edit: None, tmp_path_factory: pytest.TempPathFactory) -> BackTest:
    """300 claims of two specialties, every fifth hit; the first hit's note has words of a chart."""
    every = (
        Facts(
            visit(number, units=6 if number % 5 == 0 else 1, specialty="207Q" if number % 3 else "208D"),
            note="The patient was seen <script>alert(1)</script> for a blood pressure check of long standing."
            if number % 10 == 0
            else "",
        )
        for number in range(300)
    )
    return make_run(tmp_path_factory.mktemp("small"), every, lines_a_partition=100)
