"""Each measure against plain loops, on claims and hits of any kind."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from codinglab.backtest.measures import compare, hold_out, open_run
from codinglab.backtest.measures.base import DIMENSIONS
from codinglab.backtest.measures.measure import TABLES, prepared
from tests.backtest.measures.build import Billed, Maker, Ran, Service, hit
from tests.backtest.measures.plain import Plain

FIND = (Phase.explicit, Phase.reuse, Phase.generate)
"""A database is made for each example: shrinking one takes minutes."""
MONEY = st.sampled_from([None, 0.0, 12.5, 60.0])
SERVICES = st.builds(
    Service,
    code=st.sampled_from(["99213", "20610"]),
    on=st.sampled_from([date(2026, 1, 5), date(2026, 2, 5), date(2026, 3, 5)]),
    charge=st.sampled_from([0.0, 80.0, 100.5]),
    allowed=MONEY,
    denied_by=st.sampled_from([None, "", "other"]),
)
CLAIMS = st.lists(
    st.builds(
        Billed,
        patient=st.sampled_from(["p1", "p2", "p3", "p4"]),
        lines=st.lists(SERVICES, max_size=3).map(tuple),
        claim_type=st.sampled_from(["professional", "outpatient"]),
        provider=st.sampled_from(["", "d1", "d2", "d3"]),
        facility=st.sampled_from(["", "h1"]),
        specialty=st.sampled_from(["", "cardiology"]),
        contractor=st.sampled_from(["12345", "54321"]),
        diagnoses=st.lists(st.sampled_from(["I10", "E119"]), max_size=2).map(tuple),
    ),
    min_size=1,
    max_size=12,
)


@st.composite
def backtests(draw: st.DrawFn) -> tuple[list[Billed], list[Ran]]:
    """Claims, and four edits that hit some of their rows."""
    claims = draw(CLAIMS)
    both = ("professional", "outpatient")
    edits = []
    for name, judges, severity in (
        ("own/one", "line", "FAIL"),
        ("ncci/column-two-code", "line", "FAIL"),
        ("own/dx", "diagnosis", "FAIL"),
        ("structure/one", "claim", "WARN"),
    ):
        ran = Ran(name, judges=judges, severity=severity, types=both)
        places = Plain(claims, [ran]).population(ran)
        chosen = draw(st.lists(st.sampled_from(places), max_size=8)) if places else []
        hits = []
        for claim, place in chosen:
            if judges == "line":
                other = draw(st.sampled_from([None, *(at for at in places if at != (claim, place))]))
                more = {"other_claim": other[0], "other_line": other[1]} if other else {}
                hits.append(hit(claim, place, **more))
                if other and draw(st.booleans()):
                    hits.append(hit(other[0], other[1], other_claim=claim, other_line=place))
            elif judges == "diagnosis":
                hits.append(hit(claim, diagnosis=place))
            else:
                hits.append(hit(claim))
        edits.append(Ran(name, tuple(hits), judges=judges, severity=severity, types=both))
    return claims, edits


def near(found: dict[str, Any], expected: dict[str, Any]) -> None:
    got = {name: found[name] for name in expected}
    assert got == {
        name: value if value is None else pytest.approx(value, rel=1e-9, abs=1e-9)
        for name, value in expected.items()
    }


@given(backtests())
@settings(max_examples=12, deadline=None, phases=FIND)
def test_every_measure_is_what_plain_loops_give(made: tuple[list[Billed], list[Ran]]) -> None:
    claims, edits = made
    plain = Plain(claims, edits)
    with tempfile.TemporaryDirectory() as folder:
        run = open_run(Maker(Path(folder)).run(claims, *edits))
        shared = {"summary", "by", "money", "overlap", "concentration", "stability", "equity", "lorenz"}
        with prepared(run) as connection:
            told = {one.name: one.read(connection).to_pylist() for one in TABLES if one.name in shared}
    rows = {name: {row["edit"]: row for row in told[name]} for name in ("summary", "money", "stability")}
    overlap = {(row["edit"], row["other"]): row["lines"] for row in told["overlap"]}
    for one in edits:
        near(rows["summary"][one.id], plain.summary(one))
        near(rows["money"][one.id], plain.money(one))
        for dimension in DIMENSIONS:
            found = {
                row["value"]: row
                for row in told["by"]
                if row["edit"] == one.id and row["dimension"] == dimension
            }
            expected = plain.by(one, dimension)
            assert found.keys() == expected.keys()
            for value, figures in expected.items():
                near(found[value], figures)
        for two in edits:
            if one is not two:
                assert overlap.get((one.id, two.id), 0) == plain.overlap(one, two)
        if plain.population(one):
            near(rows["stability"][one.id], plain.stability(one))
        if plain.units[one.id]:
            (spread,) = [row for row in told["concentration"] if row["edit"] == one.id]
            near(spread, plain.concentration(one))
            curve = [row for row in told["lorenz"] if row["edit"] == one.id]
            assert (curve[0]["hits_share"], curve[-1]["hits_share"]) == (0.0, 1.0)


@given(backtests())
@settings(max_examples=5, deadline=None, phases=FIND)
def test_what_is_new_released_and_kept_adds_up(made: tuple[list[Billed], list[Ran]]) -> None:
    claims, edits = made
    before, after = (set(Plain(claims, edits).units[name]) for name in ("own/one", "ncci/column-two-code"))
    with tempfile.TemporaryDirectory() as folder:
        run = open_run(Maker(Path(folder)).run(claims, *edits))
        found = compare(run, "own/one", run, "ncci/column-two-code")
    counts = {row["change"]: row["hits"] for row in found.tables["version_changes"].to_pylist()}
    assert counts == {
        "newly hit": len(after - before),
        "released": len(before - after),
        "kept": len(before & after),
    }
    by_code = [row for row in found.tables["version_by"].to_pylist() if row["dimension"] == "code"]
    assert sum(row["hits"] for row in by_code) == sum(counts.values())


@given(backtests())
@settings(max_examples=5, deadline=None, phases=FIND)
def test_both_periods_together_are_the_whole(made: tuple[list[Billed], list[Ran]]) -> None:
    claims, edits = made
    dates = [line.on for claim in claims for line in claim.lines] + [claim.on for claim in claims]
    split = date(2026, 2, 1)
    with tempfile.TemporaryDirectory() as folder:
        run = open_run(Maker(Path(folder)).run(claims, *edits))
        if min(dates) >= split or max(dates) < split:
            return
        found = {row["edit"]: row for row in hold_out(run, split).table.to_pylist()}
    plain = Plain(claims, edits)
    for one in edits:
        if one.judges == "line":
            row = found[one.id]
            assert row["tuning_hits"] + row["holdout_hits"] == len(plain.units[one.id])
            assert (row["tuning_eligible"] or 0) + (row["holdout_eligible"] or 0) == len(
                plain.population(one)
            )
