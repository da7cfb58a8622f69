"""Precision, misses, savings and overpayments against published and own reckoning."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from math import inf
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from codinglab.backtest.overpayment import Measured, overpayment, sampled_overpayment
from codinglab.backtest.precision import WeightedShare, weighted_share
from codinglab.backtest.sampled import AtStake, Part, Stratum, Unit
from codinglab.backtest.savings_range import savings_range
from codinglab.backtest.verdicts import Said
from codinglab.model import InvalidInputError
from codinglab.model.interval import wilson
from codinglab.model.student import t_quantile, t_share

Counts = tuple[int, int, int, int]


def part_of(*strata: Counts, allowed: float | None = 100.0) -> tuple[Part, dict[str, Said]]:
    """A sample with verdicts: of each stratum its population, and how many yes, no, unsure."""
    units, said, told = [], {}, []
    for number, (population, *counts) in enumerate(strata):
        verdicts = [one for one, count in zip(Said, counts, strict=True) for _ in range(count)]
        told.append(Stratum(f"s{number}", population, len(verdicts)))
        for place, verdict in enumerate(verdicts):
            name = f"{number}-{place}"
            units.append(Unit(name, place, "professional", date(2026, 1, 1), number, 1, allowed=allowed))
            said[name] = verdict
    return Part(tuple(told), tuple(units)), said


def share_of(*strata: Counts) -> WeightedShare:
    return weighted_share(*part_of(*strata))


def test_one_stratum_of_many_hits_has_wilsons_interval() -> None:
    """40 of 50: 67 to 89 % (the vector of the specification)."""
    found = share_of((10_000_000, 40, 10, 0))
    assert found.share == 0.8
    assert (round(found.strata[0].low, 4), round(found.strata[0].high, 4)) == tuple(
        round(end, 4) for end in wilson(40, 50)
    )
    assert (round(found.low, 2), round(found.high, 2)) == (0.67, 0.89)


def test_one_stratum_weighted_is_that_stratum() -> None:
    found = share_of((1_000_000_000, 2, 1, 0))
    assert (found.low, found.high) == pytest.approx((found.strata[0].low, found.strata[0].high))


def test_the_expected_savings_of_the_specification() -> None:
    """400 hits, 40 of 50 right, 5 % overturned: 16,800 * 0.8 * 0.95 = 12,768."""
    stake = AtStake(400, 0, 24_000.0, 16_800.0)
    found = savings_range(stake, share_of((400, 40, 10, 0)), overturn=0.05)
    assert found.incremental.middle == pytest.approx(12_768)
    assert found.gross.middle == pytest.approx(18_240)
    assert found.incremental.low < 12_768 < found.incremental.high


def test_the_limits_of_the_specification() -> None:
    """n 100, mean 42, SD 110, N 1,200: OIG's lower limit 29,416, the contractor's 34,095, to the dollar."""
    found = overpayment([Measured(1200, 100, 42.0, 110.0)])
    assert (round(found.point), round(found.oig), round(found.contractor)) == (50_400, 29_416, 34_095)
    assert found.error / 1200 == pytest.approx(10.53, abs=0.005)
    assert found.freedom == 99


def test_the_strata_weigh_by_the_hits_they_hold() -> None:
    found = share_of((9_000, 10, 0, 0), (1_000, 0, 10, 0))
    assert found.share == pytest.approx(0.9)
    assert found.low < 0.9 < found.high
    assert found.effective < 20


def test_a_frame_reviewed_whole_is_known() -> None:
    found = share_of((10, 8, 2, 0), (5, 5, 0, 0))
    assert found.effective == inf
    assert found.low == found.high == pytest.approx(13 / 15)
    assert found.strata[0].low == found.strata[0].high == 0.8


def test_no_fault_in_a_sample_proves_no_perfection() -> None:
    found = share_of((500, 15, 0, 0), (500, 15, 0, 0))
    assert found.share == 1.0
    assert 0.88 < found.low < 0.90
    assert found.high == 1.0


def test_the_unsure_are_counted_apart_and_bound_the_precision() -> None:
    plain, doubtful = share_of((10_000, 40, 10, 0)), share_of((10_000, 40, 10, 10))
    assert doubtful.share == plain.share == 0.8
    assert doubtful.unsure == 10
    assert doubtful.lowest < doubtful.low
    assert doubtful.highest > doubtful.high
    assert (plain.lowest, plain.highest) == (plain.low, plain.high)


def test_strata_without_a_verdict_are_not_guessed() -> None:
    found = share_of((600, 9, 1, 0), (400, 0, 0, 3))
    assert found.share == 0.9
    assert found.covered == pytest.approx(0.6)
    assert found.strata[1].share is None
    nothing = share_of((600, 0, 0, 0))
    assert (nothing.share, nothing.low, nothing.high, nothing.covered) == (None, 0.0, 1.0, 0.0)
    with pytest.raises(InvalidInputError, match="no precision"):
        savings_range(AtStake(1, 0, 1.0, 1.0), nothing)


@pytest.mark.parametrize(
    ("populations", "shares", "drawn"),
    [
        ([5000, 3000, 2000], [0.95, 0.8, 0.5], [25, 15, 10]),
        ([9000, 900, 100], [0.95, 0.8, 0.5], [17, 17, 16]),
    ],
)
def test_the_interval_holds_the_truth_as_often_as_it_says(
    populations: list[int], shares: list[float], drawn: list[int]
) -> None:
    chance = Random(3)  # noqa: S311 - a simulation, no secret
    frames = [
        [index < round(share * count) for index in range(count)]
        for count, share in zip(populations, shares, strict=True)
    ]
    truth = sum(map(sum, frames)) / sum(populations)
    held = 0
    for _ in range(400):
        counts = [sum(chance.sample(frame, n)) for frame, n in zip(frames, drawn, strict=True)]
        strata = [(N, yes, n - yes, 0) for N, yes, n in zip(populations, counts, drawn, strict=True)]
        found = share_of(*strata)
        held += found.low <= truth <= found.high
    assert held / 400 >= 0.93


stratum = st.tuples(st.integers(0, 20), st.integers(0, 20), st.integers(0, 5), st.integers(1, 4)).map(
    lambda one: (max(1, one[3] * sum(one[:3])), *one[:3])
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(stratum, min_size=1, max_size=5))
def test_intervals_hold_their_share(strata: list[Counts]) -> None:
    found = share_of(*strata)
    if found.share is not None:
        assert 0 <= found.low <= found.share + 1e-9
        assert found.share <= found.high + 1e-9 <= 1 + 1e-6
        assert found.lowest <= found.highest
    for one in found.strata:
        assert one.share is None or one.low <= one.share <= one.high


def test_the_overpayment_of_a_sample_takes_yes_alone() -> None:
    part, said = part_of((200, 10, 5, 5))
    found, why = sampled_overpayment(part, said)
    assert found is not None
    assert why == ""
    assert found.point == pytest.approx(200 * 50)
    assert found.oig < found.contractor < found.point
    part, said = part_of((200, 10, 5, 5), (50, 1, 0, 0))
    assert sampled_overpayment(part, said) == (
        None,
        "Two units at least of each stratum must be reviewed: s1 has 1.",
    )
    part, said = part_of((200, 2, 0, 0), allowed=None)
    assert "is not in the extract" in sampled_overpayment(part, said)[1]
    whole, said = part_of((3, 3, 0, 0))
    assert sampled_overpayment(whole, said)[0] == replace(
        overpayment([Measured(3, 3, 100.0, 0.0)]), sampled=3
    )


@pytest.mark.parametrize(
    ("freedom", "quantiles"),
    [(1, (3.0777, 6.3138, 12.7062)), (2, (1.8856, 2.9200, 4.3027)), (7, (1.4149, 1.8946, 2.3646)),
     (30, (1.3104, 1.6973, 2.0423)), (1000, (1.2824, 1.6464, 1.9623))],
)  # fmt: skip
def test_students_t_as_the_tables_have_it(freedom: int, quantiles: tuple[float, ...]) -> None:
    assert tuple(round(t_quantile(share, freedom), 4) for share in (0.9, 0.95, 0.975)) == quantiles


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.floats(0.5, 0.999), st.integers(1, 400))
def test_quantile_and_share_undo_one_another(share: float, freedom: int) -> None:
    assert t_share(t_quantile(share, freedom), freedom) == pytest.approx(share, abs=1e-9)


@pytest.mark.parametrize("words", [{"overturn": 1.5}, {"sustain": -0.1}])
def test_shares_are_shares(words: dict[str, float]) -> None:
    with pytest.raises(InvalidInputError, match="between 0 and 1"):
        savings_range(AtStake(1, 0, 1.0, 1.0), share_of((9, 2, 1, 0)), **words)
