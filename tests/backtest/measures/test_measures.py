"""What a back-test measures, by small extracts with known answers."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from codinglab.backtest.measures import Scope, measure, open_run
from codinglab.backtest.measures.measure import TABLES, prepared
from codinglab.backtest.measures.overlap import MONEY_TABLE
from codinglab.model import InvalidInputError
from codinglab.model.interval import wilson
from tests.backtest.measures.build import Billed, Maker, Ran, Service, hit

JAN, FEB, MAR = date(2026, 1, 5), date(2026, 2, 5), date(2026, 3, 5)


def tables(run: Path, **how: Any) -> dict[str, list[dict[str, Any]]]:
    how.setdefault("sample", 0)
    folder = measure(open_run(run), **how)
    return {file.stem: pq.read_table(file).to_pylist() for file in folder.glob("*.parquet")}


def of(rows: list[dict[str, Any]], edit: str = "own/one", **where: Any) -> dict[str, Any]:
    (found,) = [
        row for row in rows if row["edit"] == edit and all(row[name] == at for name, at in where.items())
    ]
    return found


def rails(told: dict[str, list[dict[str, Any]]]) -> dict[str, dict[str, Any]]:
    return {row["rail"]: row for row in told["guard_rails"]}


def test_the_sample_vector_of_the_specification(maker: Maker) -> None:
    """SPEC 8.3: 10,000 eligible lines, 400 hits of $60, 120 of them denied by another edit already."""
    lines = tuple(
        Service(allowed=60.0, paid=48.0, denied_by="other edit" if number < 120 else "")
        for number in range(400)
    )
    claims = [Billed(patient=f"p{n}", lines=lines[10 * n : 10 * n + 10]) for n in range(40)]
    claims += [Billed(patient=f"q{n}", lines=(Service(allowed=60.0),) * 100) for n in range(96)]
    hits = tuple(hit(claim, line) for claim in range(1, 41) for line in range(1, 11))
    told = tables(maker.run(claims, Ran(hits=hits)))
    summary, money = of(told["summary"]), of(told["money"])
    assert (summary["eligible"], summary["hits"], summary["rate"]) == (10_000, 400, 0.04)
    assert (summary["low"], summary["high"]) == pytest.approx(wilson(400, 10_000))
    assert (money["gross"], money["denied"], money["incremental"]) == (24_000.0, 7_200.0, 16_800.0)
    assert (money["incremental_lines"], money["incremental_hits"]) == (280, 280)
    assert (money["patient_share"], money["payer_share"]) == (280 * 12.0, 280 * 48.0)


def test_the_same_vector_when_an_earlier_edit_of_the_run_takes_the_lines(maker: Maker) -> None:
    claims = [Billed(patient=f"p{n}", lines=(Service(allowed=60.0),) * 10) for n in range(1_000)]
    places = [(1 + n // 10, 1 + n % 10) for n in range(400)]
    mine = Ran(hits=tuple(hit(*place) for place in places))
    earlier = Ran("ncci/column-two-code", hits=tuple(hit(*place) for place in places[:120]))
    later = Ran("own/two", hits=tuple(hit(*place) for place in places[:50]))
    warned = Ran("structure/warned", severity="WARN", hits=tuple(hit(*place) for place in places))
    told = tables(maker.run(claims, mine, earlier, later, warned))
    money = of(told["money"])
    assert (money["gross"], money["earlier"], money["incremental"]) == (24_000.0, 7_200.0, 16_800.0)
    assert of(told["money"], "ncci/column-two-code")["incremental"] == 7_200.0
    assert of(told["money"], "own/two")["incremental"] == 0.0
    both = of(told["overlap"], other="ncci/column-two-code")
    assert (both["lines"], both["share"], both["allowed"]) == (120, 0.3, 7_200.0)


def test_a_line_without_an_amount_is_not_evaluated_and_never_0(maker: Maker) -> None:
    claims = [Billed(lines=(Service(allowed=60.0), Service(), Service(denied_by="x", allowed=0.0)))]
    told = tables(maker.run(claims, Ran(hits=(hit(1, 1), hit(1, 2), hit(1, 3)))))
    money = of(told["money"])
    assert (money["gross"], money["without_amount"], money["from_payment"]) == (60.0, 2, 1)
    lack = of(told["amounts"], source="NOT_EVALUATED")
    assert "codinglab reference install mpfs" in lack["reason"]
    assert (lack["lines"], lack["allowed"]) == (2, None)
    none = tables(maker.run([Billed()], Ran(hits=(hit(1, 1),)), name="none"))
    assert of(none["money"])["gross"] is None
    assert of(none["summary"])["allowed"] is None
    no_hit = tables(maker.run([Billed()], Ran(), name="no-hit"))
    assert of(no_hit["money"])["gross"] == 0.0


def test_the_fee_schedule_prices_professional_lines_by_place_and_component(maker: Maker) -> None:
    columns: dict[str, list[Any]] = {
        "code": ["99213", "99213", "71046", "71046", "81002"],
        "modifier": ["", "", "", "26", ""],
        "status": ["A", "A", "A", "A", "X"],
        "work_rvu": [1.0, 2.0, 0.2, 0.2, 0.0],
        "nonfacility_pe_rvu": [1.0, 1.0, 0.6, 0.1, 0.0],
        "facility_pe_rvu": [0.5, 0.5, None, 0.1, 0.0],
        "malpractice_rvu": [0.1, 0.1, 0.0, 0.0, 0.0],
        "conversion_factor": [30.0] * 5,
        "since": [date(2025, 1, 1), date(2026, 2, 1), date(2025, 1, 1), date(2025, 1, 1), date(2025, 1, 1)],
        "through": [date(2026, 1, 31), None, None, None, None],
    }
    lines = (
        Service("99213", units=2),
        Service("99213", place="21"),
        Service("99213", on=FEB),
        Service("71046", modifiers=("26",)),
        Service("81002"),
        Service("J9999"),
    )
    claims = [Billed(lines=lines), Billed(claim_type="outpatient", lines=(Service("99213"),))]
    hits = (*(hit(1, n) for n in range(1, 7)), hit(2, 1))
    run = open_run(maker.run(claims, Ran(hits=hits, types=("professional", "outpatient"))))
    with prepared(run, schedule=pa.table(columns)) as connection:
        got = connection.sql("SELECT allowed, source, lack FROM fact ORDER BY claim_id, line").fetchall()
    assert [row[0] for row in got[:4]] == pytest.approx([126.0, 48.0, 93.0, 9.0])
    assert {row[1] for row in got[:4]} == {"fee schedule"}
    assert [row[0] for row in got[4:]] == [None, None, None]
    assert "no price (status X)" in got[4][2]
    assert "not in the fee schedule" in got[5][2]
    assert "of professional claims" in got[6][2]


def test_an_edit_of_whole_claims_puts_each_line_at_stake_once(maker: Maker) -> None:
    claims = [Billed(diagnoses=("I10", "E119"), lines=(Service(allowed=60.0), Service(allowed=40.0)))]
    stay = Billed(patient="p2", claim_type="inpatient", facility="h1", provider="", lines=(), allowed=9_000.0)
    diagnosis = Ran(
        "own/dx",
        judges="diagnosis",
        hits=(hit(1, diagnosis=1, code="I10"), hit(1, diagnosis=2, code="E119")),
    )
    whole = Ran("own/claim", judges="claim", hits=(hit(2),), types=("inpatient",))
    told = tables(maker.run([*claims, stay], diagnosis, whole))
    summary = of(told["summary"], "own/dx")
    assert (summary["hits"], summary["eligible"], summary["lines"], summary["allowed"]) == (2, 2, 2, 100.0)
    assert of(told["by"], "own/dx", dimension="code", value="I10")["allowed"] == 100.0
    claim = of(told["money"], "own/claim")
    assert (claim["lines"], claim["gross"]) == (1, 9_000.0)
    assert of(told["by"], "own/claim", dimension="provider")["value"] == "h1"


def test_a_pair_counts_once(maker: Maker) -> None:
    claims = [Billed(lines=(Service(), Service(), Service())), Billed()]
    pair = (
        hit(1, 1, other_line=2),
        hit(1, 2, other_line=1),
        hit(1, 3, other_claim=2, other_line=1),
        hit(2, 1, other_claim=1, other_line=3),
        hit(1, 3, other_line=2),
    )
    told = tables(maker.run(claims, Ran(hits=pair)))
    summary = of(told["summary"])
    assert (summary["hits"], summary["hit_rows"]) == (2, 3)


def test_replaced_and_voided_claims_are_not_measured(maker: Maker) -> None:
    hospital = {"claim_type": "outpatient", "facility": "h1"}
    claims = [
        Billed(bill_type="0131", **hospital),
        Billed(bill_type="0137", **hospital),
        Billed(patient="p2", bill_type="0131", **hospital),
        Billed(patient="p2", bill_type="0138", **hospital),
        Billed(patient="p3", bill_type="0131", **hospital),
    ]
    ran = Ran(
        hits=(*(hit(n, 1) for n in range(1, 6)), hit(5, 1, other_claim=4, other_line=1)),
        types=("outpatient",),
    )
    run = maker.run(claims, ran)
    told = tables(run)
    summary = of(told["summary"])
    assert (summary["hits"], summary["eligible"]) == (2, 2)
    rail = rails(told)["replaced and voided"]
    assert rail["rows"] == 3
    assert "bill type 7 or 8" in rail["words"]
    assert "frequency code missing" not in rails(told)
    kept = tables(run, scope=Scope(replaced=True))
    assert (of(kept["summary"])["hits"], of(kept["summary"])["eligible"]) == (5, 5)


def test_guard_rails_say_what_limits_the_figures(maker: Maker) -> None:
    claims = [
        Billed(
            patient=f"p{n}", lines=(Service(on=date(2026, 2 + n % 3, 5), modifiers=("25", "59"), allowed=9),)
        )
        for n in range(9)
    ]
    claims += [Billed(patient=f"q{n}", lines=(Service(on=date(2026, 5, 5)),)) for n in range(1)]
    told = rails(tables(maker.run(claims, Ran("modifier/global-period-visit", hits=(hit(1, 1),)))))
    assert told["modifiers cut at two"]["rows"] == 9
    assert "paid lines only" in told["survivors"]["words"]
    assert "90 days" in told["history too short"]["words"]
    assert told["history too short"]["rows"] == 10
    assert "2026-05 (1); the usual one has 3 claims" in told["months not full"]["words"]
    assert "2026-04-01" in told["change dates"]["words"]
    assert {"as-of date", "less than a year", "ran alone", "frequency code missing"} <= set(told)
    third = [Billed(lines=(Service(modifiers=("25", "59", "GA")), Service(modifiers=("25", "59"))))]
    assert "modifiers cut at two" not in rails(tables(maker.run(third, Ran(), name="third")))
    assert "no payment" in rails(tables(maker.run(third, Ran(), name="unpaid")))


def test_own_edits_say_how_far_they_look_back(maker: Maker) -> None:
    run = maker.run([Billed()], Ran(hits=(hit(1, 1),)))
    assert "history too short" not in rails(tables(run))
    assert rails(tables(run, needs={"own/one": 365}))["history too short"]["edit"] == "own/one"


def test_rates_where_an_edit_did_not_judge_every_row_say_so(maker: Maker) -> None:
    claims = [Billed(patient=f"p{n}") for n in range(10)]
    ran = Ran(
        hits=(hit(1, 1),),
        eligible={("professional", date(2026, 1, 1)): 4},
        unknown=(("professional", date(2026, 1, 1), "table {table} is not installed", 6),),
    )
    told = tables(maker.run(claims, ran))
    month, code = of(told["by"], dimension="month"), of(told["by"], dimension="code")
    assert (month["rows"], month["exact"], month["rate"]) == (4, True, 0.25)
    assert (code["rows"], code["exact"], code["rate"]) == (10, False, 0.1)
    assert "6 could not be judged" in rails(told)["rates of all rows"]["words"]
    assert of(told["not_evaluated"])["rows"] == 6


def test_stability_over_months(maker: Maker) -> None:
    claims = [Billed(patient=f"p{n}", lines=(Service(on=(JAN, FEB, MAR)[n % 3]),)) for n in range(300)]
    hits = tuple(hit(n + 1, 1) for n in range(300) if n // 3 < (10, 20, 30)[n % 3])
    told = tables(maker.run(claims, Ran(hits=hits)))
    found = of(told["stability"])
    assert (found["months"], found["mean"]) == (3, pytest.approx(0.2))
    assert found["variation"] == pytest.approx(0.5)
    assert found["slope"] == pytest.approx(0.1)
    assert found["z"] == pytest.approx(3.5355, abs=1e-3)


def test_every_table_has_the_columns_it_says(maker: Maker) -> None:
    run = maker.run([Billed()], Ran(hits=(hit(1, 1),)))
    folder = measure(open_run(run), sample=0)
    for one in TABLES:
        schema = pq.read_schema(folder / f"{one.name}.parquet")
        assert schema.equals(one.schema)
        assert all(schema.field(name).metadata[b"about"] for name in schema.names)
    assert f"## {MONEY_TABLE.name}.parquet" in (folder / "README.md").read_text(encoding="utf-8")


def test_measuring_again_gives_the_same_bytes(maker: Maker) -> None:
    run = maker.run([Billed(patient=f"p{n}") for n in range(20)], Ran(hits=(hit(1, 1), hit(2, 1))))
    first = {file.name: file.read_bytes() for file in measure(open_run(run), sample=0).iterdir()}
    again = {file.name: file.read_bytes() for file in measure(open_run(run), sample=0).iterdir()}
    assert first == again


def test_a_run_that_cannot_be_measured_says_why(maker: Maker, tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError, match="codinglab backtest run"):
        open_run(tmp_path / "nowhere")
    run = maker.run([Billed()], Ran())
    (run / "finished.json").unlink()
    with pytest.raises(InvalidInputError, match="not finished"):
        open_run(run)
    other = maker.run([Billed()], Ran(), name="other")
    card = tmp_path / "other-extract" / "extract.json"
    card.write_text(card.read_text().replace('"f1"', '"f2"'))
    with pytest.raises(InvalidInputError, match="have changed since"):
        open_run(other)
    with pytest.raises(InvalidInputError, match="ran over the extract f1"):
        open_run(other, tmp_path / "other-extract")
    assert open_run(other, tmp_path / "run-extract").extract.folder == tmp_path / "run-extract"
    with pytest.raises(InvalidInputError, match="first day of a month"):
        Scope(since=date(2026, 1, 2))
    third = maker.run([Billed()], Ran(), name="third")
    with pytest.raises(InvalidInputError, match="memory limit 'much'"):
        measure(open_run(third), memory="much")


def test_a_run_of_no_claims_is_measured(maker: Maker) -> None:
    told = tables(maker.run([], Ran()))
    assert of(told["summary"])["hits"] == 0
    assert "nothing to measure" in rails(told)["no claims"]["words"]
