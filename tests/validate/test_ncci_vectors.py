"""NCCI by the vectors of the field, over small tables of our own: they test the rule, not CMS's values."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import pyarrow as pa
import pytest

from codinglab.model import Claim, ClaimType, Period, Severity
from codinglab.reference.rule_tables import Edition, RuleTable
from codinglab.validate.catalogue import edits
from codinglab.validate.engines.many_claims import ManyClaimsEngine
from codinglab.validate.examples import line, professional
from codinglab.validate.run import run

PAIRS = [
    ("45385", "45380", date(2020, 1, 1), None, 1),
    ("11102", "99213", date(2019, 1, 1), None, 1),
    ("80053", "80048", date(2020, 1, 1), None, 0),
    ("G0101", "Q0091", date(2024, 4, 1), date(2024, 4, 1), 9),
    ("27447", "20610", date(2020, 1, 1), date(2025, 3, 31), 1),
]
LIMITS = [("G0438", 1, 2), ("J3301", 8, 3), ("J1100", 4, 1), ("T9999", 0, 2)]
ADD_ONS = [("11103", 1, "11102"), ("T9998", 2, ""), ("T9997", 3, "99213")]
GLOBALS = [("27447", "090"), ("11102", "000"), ("99213", "XXX"), ("11103", "ZZZ"), ("T9996", "ZZZ")]
FIRST = date(2019, 1, 1)


@cache
def engine() -> ManyClaimsEngine:
    chosen = [edit for edit in edits() if edit.family == "ncci"]
    tables = {
        "ncci_ptp": table(
            "claim_type column1 column2 since through indicator", [("professional", *r) for r in PAIRS]
        ),
        "ncci_mue": table(
            "claim_type code mue mai since through", [("professional", *r, FIRST, None) for r in LIMITS]
        ),
        "ncci_add_on": table("code kind primary since through", [(*r, FIRST, None) for r in ADD_ONS]),
        "mpfs_indicator": table(
            "code modifier global_days since through", [(c, "", g, FIRST, None) for c, g in GLOBALS]
        ),
    }
    return ManyClaimsEngine(chosen, tables)


def table(columns: str, rows: list[tuple[Any, ...]]) -> RuleTable:
    names = columns.split()
    kinds = {"since": pa.date32(), "through": pa.date32()} | dict.fromkeys(
        ("indicator", "mue", "mai", "kind"), pa.int32()
    )
    schema = pa.schema([(name, kinds.get(name, pa.string())) for name in names])
    whole = pa.table([list(column) for column in zip(*rows, strict=True)], schema=schema)
    return RuleTable(whole, {"": (Edition("of the test", Period(FIRST, None), complete=True),)})


def said(*claims: Claim) -> dict[tuple[str, str, int | None], str]:
    """What was found: edit, severity and line, with the message."""
    own = [replace(claim, claim_id=f"c{number}") for number, claim in enumerate(claims)]
    reports = run(engine(), own)
    return {
        (found.edit.removeprefix("ncci/"), found.severity.name, found.line): found.message
        for report in reports.values()
        for found in report.findings
    }


def missed(claim: Claim) -> dict[str, str]:
    return {
        one.edit.removeprefix("ncci/"): one.reason for one in run(engine(), [claim])["example"].not_evaluated
    }


COLUMN_TWO = "column-two-code"


@pytest.mark.parametrize(
    ("vector", "claim", "expected"),
    [
        ("N01", professional(line("45385"), line("45380"), on="2026-11-05"), {(COLUMN_TWO, "FAIL", 2)}),
        ("N03", professional(line("45385", "XS"), line("45380")), set()),
        ("N05", professional(line("45385"), line("45380", "22")), {(COLUMN_TWO, "FAIL", 2)}),
        ("N07", professional(line("11102"), line("99213")), {(COLUMN_TWO, "FAIL", 2)}),
        ("N08", professional(line("11102"), line("99213", "25")), set()),
        ("N09", professional(line("11102", "25"), line("99213")), set()),
        ("N11", professional(line("27447"), line("20610"), on="2025-03-31"), {(COLUMN_TWO, "FAIL", 2)}),
        ("N11b", professional(line("27447"), line("20610"), on="2025-04-01"), set()),
        (
            "N15",
            professional(line("27447", "RT"), line("20610", "RT"), on="2025-03-01"),
            {("same-side", "WARN", 2)},
        ),
        ("N15b", professional(line("27447", "RT"), line("20610", "LT"), on="2025-03-01"), set()),
        ("indicator 0", professional(line("80053"), line("80048", "91")), {(COLUMN_TWO, "FAIL", 2)}),
        ("indicator 9", professional(line("G0101"), line("Q0091"), on="2024-04-01"), set()),
        ("U03", professional(line("J3301", units=8)), set()),
        (
            "U04",
            professional(line("J3301", units=6), line("J3301", units=6)),
            {("units-above-mue", "FAIL", 1), ("units-above-mue", "FAIL", 2)},
        ),
        ("U05", professional(line("J1100", units=5)), {("units-above-mue", "FAIL", 1)}),
        ("U06", professional(line("J1100", units=4), line("J1100", "76", units=4)), set()),
        ("U08", professional(line("T9999")), {("units-above-mue", "FAIL", 1)}),
        (
            "U09",
            professional(line("J3301", "GA", units=9)),
            {("units-above-mue", "FAIL", 1), ("ga-on-mue-denied", "WARN", 1)},
        ),
        ("A21", professional(line("11103")), {("add-on-without-primary", "FAIL", 1)}),
        ("A22", professional(line("11102"), line("11103")), set()),
        ("A23", professional(line("T9998")), {("add-on-alone", "WARN", 1)}),
        ("type 3", professional(line("T9997"), line("45385")), {("add-on-primary-not-listed", "WARN", 1)}),
        ("type 3 listed", professional(line("T9997"), line("99213")), set()),
        ("ZZZ", professional(line("T9996")), {("add-on-alone", "WARN", 1)}),
    ],
)
def test_a_vector(vector: str, claim: Claim, expected: set[tuple[str, str, int | None]]) -> None:
    assert set(said(claim)) == expected, vector


def test_n13_another_day_makes_no_pair() -> None:
    days = [professional(line("45385"), on="2026-11-05"), professional(line("45380"), on="2026-11-06")]
    assert not said(*days)


def test_u01_both_lines_are_denied_and_nothing_overrides() -> None:
    found = said(professional(line("G0438"), line("G0438")))
    assert set(found) == {("units-above-mue", "FAIL", 1), ("units-above-mue", "FAIL", 2)}
    assert all("no contractor may override" in message for message in found.values())


def test_an_appeal_under_indicator_3_needs_records() -> None:
    (message,) = said(professional(line("J3301", units=9))).values()
    assert "unless the records show" in message


def test_u07_no_row_is_not_evaluated() -> None:
    assert "confidential" in missed(professional(line("71046")))["units-above-mue"]


def test_a23_the_contractor_decides_on_type_2() -> None:
    assert "contractor" in missed(professional(line("T9998")))["add-on-primary-not-listed"]


def test_a_span_is_divided_by_its_days() -> None:
    for units, above in ((26, False), (24, False), (27, True)):
        claim = professional(line("J1100", units=units))
        days = date(2026, 6, 9), date(2026, 6, 14)
        spanning = replace(claim, lines=(replace(claim.lines[0], through=days[1]),), through_date=days[1])
        assert bool(said(spanning)) is above


def test_history_counts_for_pairs_units_and_add_ons() -> None:
    found = said(professional(line("45385")), professional(line("45380")))
    assert "(line 1 of claim c0)" in found[COLUMN_TWO, "FAIL", 1]
    assert not said(professional(line("11102")), professional(line("11103")))
    assert said(professional(line("J3301", units=5)), professional(line("J3301", units=5)))


def test_each_column_one_code_is_named() -> None:
    found = run(engine(), [professional(line("45385"), line("45385", "76"), line("45380"))])[
        "example"
    ].findings
    assert len(found) == 2
    assert all("one of 2 column one lines" in one.message for one in found)
    assert {one.severity for one in found} == {Severity.FAIL}


def test_only_billed_services_are_judged() -> None:
    assert all(ClaimType.INPATIENT not in edit.applies_to for edit in engine().edits)
