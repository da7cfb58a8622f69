"""Samples: reproducible, stratified, in the period, no claim twice, and rows not hit."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from codinglab.backtest.allocation import Allocation, allocate, weights
from codinglab.backtest.opened import BackTest
from codinglab.backtest.sample import Wanted, draw_sample
from codinglab.backtest.sampled import ALL_OTHERS, read_sample, review_folder, write_sample
from codinglab.model import InvalidInputError
from codinglab.parse import dump_json


def test_the_sample_vector_of_the_specification(built: Any, tmp_path: Any) -> None:
    """10,000 eligible, 400 hits of $60, 120 denied already: gross 24,000, incremental 16,800."""
    run = built.make(
        tmp_path,
        (
            built.facts(
                built.visit(number, units=5 if number % 25 == 0 else 1),
                denied_by="other edit" if number < 3000 else "",
            )
            for number in range(10_000)
        ),
    )
    sample = draw_sample(run, built.edit, Wanted(size=50, non_hits=30, seed=7))
    assert sample.eligible == 10_000
    assert sample.hits.population == 400
    assert len(sample.hits.units) == 50
    assert (sample.at_stake.gross, sample.at_stake.incremental) == (24_000, 16_800)
    assert sample.non_hits is not None
    assert sample.non_hits.population == 9_600


def test_the_same_seed_gives_the_same_sample_whatever_the_order_of_rows(
    built: Any, small: BackTest, tmp_path: Any
) -> None:
    wanted = Wanted(size=20, by=("month", "specialty"), seed=7, non_hits=10)
    first = draw_sample(small, built.edit, wanted)
    shuffled = BackTest(tmp_path, small.card)
    (tmp_path / "hits").mkdir()
    files = [str(file) for file in small.files("hits")]
    rows = duckdb.read_parquet(files).order("hash(claim_id)").to_arrow_table()
    pq.write_table(rows, tmp_path / "hits" / "part-00000.parquet")
    (tmp_path / "eligible").symlink_to(small.folder / "eligible")
    assert dump_json(draw_sample(shuffled, built.edit, wanted)) == dump_json(first)
    other = draw_sample(small, built.edit, Wanted(size=20, by=("month", "specialty"), seed=8, non_hits=10))
    assert {unit.id for unit in other.units} != {unit.id for unit in first.units}


def test_a_larger_sample_holds_the_smaller_one(built: Any, small: BackTest) -> None:
    few, more = (draw_sample(small, built.edit, Wanted(size=size, seed=3)) for size in (10, 30))
    assert {unit.id for unit in few.units} < {unit.id for unit in more.units}


def test_every_stratum_is_sampled_and_named(built: Any, small: BackTest) -> None:
    sample = draw_sample(small, built.edit, Wanted(size=30, by=("month", "specialty")))
    assert [one.name for one in sample.hits.strata][:2] == ["2026-01, 207Q", "2026-01, 208D"]
    assert sample.hits.population == 60
    assert all(one.sampled >= 2 for one in sample.hits.strata)
    for number, one in enumerate(sample.hits.strata):
        assert sum(unit.stratum == number for unit in sample.hits.units) == one.sampled


def test_small_strata_go_together_where_there_are_too_many(built: Any, small: BackTest) -> None:
    sample = draw_sample(small, built.edit, Wanted(size=8, by=("month", "provider"), minimum=2))
    assert sample.hits.strata[-1].name == ALL_OTHERS
    assert len(sample.hits.strata) == 4
    assert sample.hits.population == 60
    assert len(sample.hits.units) == 8


def test_a_holdout_samples_its_days_alone(built: Any, small: BackTest) -> None:
    since, through = date(2026, 3, 1), date(2026, 3, 31)
    sample = draw_sample(small, built.edit, Wanted(non_hits=20, since=since, through=through))
    assert sample.units
    assert all(since <= unit.on <= through for unit in sample.units)
    assert sample.eligible == sample.hits.population + (sample.non_hits.population if sample.non_hits else 0)


def test_rows_not_hit_are_neither_hits_nor_drawn_twice(built: Any, small: BackTest) -> None:
    sample = draw_sample(small, built.edit, Wanted(size=60, non_hits=240))
    assert sample.non_hits is not None
    hit, missed = ({unit.id for unit in part.units} for part in (sample.hits, sample.non_hits))
    assert (len(hit), len(missed), len(hit | missed)) == (60, 240, 300)


def test_the_claim_as_unit_is_drawn_once_with_all_its_hits(built: Any, tmp_path: Any) -> None:
    from dataclasses import replace

    def twice(number: int) -> Any:
        claim = built.visit(number, units=6)
        return built.facts(replace(claim, lines=claim.lines * 2))

    run = built.make(tmp_path, (twice(number) for number in range(20)))
    by_line = draw_sample(run, built.edit, Wanted(size=50))
    by_claim = draw_sample(run, built.edit, Wanted(size=50, unit="claim", non_hits=5))
    assert by_line.hits.population == 40
    assert by_claim.hits.population == len({unit.claim_id for unit in by_claim.hits.units}) == 20
    assert all(len(unit.hits) == 2 and unit.allowed == 120 for unit in by_claim.hits.units)
    assert by_line.at_stake.gross == by_claim.at_stake.gross == 2400
    assert by_claim.non_hits is not None
    assert by_claim.non_hits.population == 0


def test_what_cannot_be_judged_is_no_miss(tmp_path: Any, built: Any) -> None:
    """A table that does not hold the day: the rows are NOT_EVALUATED, not passed."""
    from codinglab.backtest.run import backtest
    from codinglab.validate.catalogue import edit

    one = edit("ncci/units-above-mue")
    facts = [built.facts(built.visit(number, units=99, on="2026-02-03")) for number in range(10)]
    facts += [built.facts(built.visit(number, on="1990-02-03")) for number in range(10, 20)]
    made = built.make(tmp_path, facts)
    run = backtest(made.extract(), [one], tmp_path / "mue", threads=2)
    table = pq.read_table(run.files("eligible")[0]).to_pylist()
    judged = sum(row["rows"] for row in table)
    if pq.read_table(run.files("hits")[0]).num_rows == 0:
        pytest.skip("the table of MUE that ships does not hold the code")
    sample = draw_sample(run, one.id, Wanted(non_hits=20))
    assert sample.non_hits is not None
    assert sample.non_hits.population + sample.hits.population == judged
    assert all(unit.on.year == 2026 for unit in sample.units)


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        (Wanted(by=("moon",)), "Strata cannot be made of 'moon'"),
        (Wanted(by=("month", "month")), "stands twice"),
        (Wanted(unit="patient"), "line, claim"),
        (Wanted(size=0), "1 to 2,000"),
        (Wanted(minimum=0), "1 or more"),
        (Wanted(since=date(2026, 2, 1), through=date(2026, 1, 1)), "before it begins"),
        (Wanted(since=date(1999, 1, 1), through=date(1999, 2, 1)), "has no hits"),
        (Wanted(allocation=Allocation.NEYMAN, prior={"nowhere": 0.5}), "'nowhere'"),
        (Wanted(standing=("a/b",)), "is not among the edits that ran"),
    ],
)
def test_what_cannot_be_sampled_is_said(built: Any, small: BackTest, wanted: Wanted, said: str) -> None:
    with pytest.raises(InvalidInputError, match=said):
        draw_sample(small, built.edit, wanted)


def test_an_edit_that_did_not_run_is_refused(small: BackTest) -> None:
    with pytest.raises(InvalidInputError, match="own/many-units"):
        draw_sample(small, "ncci/column-two-code")


@pytest.mark.parametrize("edit", ["../../etc/passwd", "a/../b", "own/x/y", "/own/x", "own\\x", ""])
def test_no_edits_id_leads_out_of_the_folder(small: BackTest, edit: str) -> None:
    with pytest.raises(InvalidInputError, match="no edit's id"):
        review_folder(small.folder, edit)


def test_the_file_says_how_the_sample_was_drawn(built: Any, small: BackTest, tmp_path: Any) -> None:
    sample = draw_sample(small, built.edit, Wanted(size=12, by=("specialty",), seed=11))
    path = write_sample(tmp_path, sample)
    told = json.loads(path.read_text(encoding="utf-8"))
    assert (told["unit"], told["seed"], told["by"]) == ("line", 11, ["specialty"])
    assert sum(one["population"] for one in told["hits"]["strata"]) == 60
    assert read_sample(tmp_path, built.edit) == sample


def test_a_reviewed_sample_is_not_drawn_over(built: Any, small: BackTest, tmp_path: Any) -> None:
    first = draw_sample(small, built.edit, Wanted(seed=1))
    path = write_sample(tmp_path, first)
    write_sample(tmp_path, draw_sample(small, built.edit, Wanted(seed=2)))
    path.with_name("ana.json").write_text("{}", encoding="utf-8")
    with pytest.raises(InvalidInputError, match="holds another sample, which was reviewed"):
        write_sample(tmp_path, first)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.integers(1, 500), min_size=1, max_size=12),
    st.integers(1, 200),
    st.integers(1, 3),
    st.sampled_from(list(Allocation)),
)
def test_shares_add_up_within_what_there_is(
    populations: list[int], size: int, minimum: int, how: Allocation
) -> None:
    names = [str(number) for number in range(len(populations))]
    by = weights(names, populations, how, {})
    least = [min(minimum, count) for count in populations]
    if sum(least) > size:
        with pytest.raises(InvalidInputError, match="strata"):
            allocate(size, populations, by, minimum)
        return
    given_out = allocate(size, populations, by, minimum)
    assert sum(given_out) == min(size, sum(populations))
    assert all(low <= one <= high for low, one, high in zip(least, given_out, populations, strict=True))


def test_neyman_draws_more_where_less_is_known() -> None:
    by = weights(["sure", "open"], [100, 100], Allocation.NEYMAN, {"sure": 0.95, "open": 0.5})
    sure, unsure = allocate(50, [100, 100], by, 2)
    assert unsure > 2 * sure
