"""The review desk without a browser: verdicts, reasons, notes, undo, resume, results; and the commands."""

from __future__ import annotations

import csv
import json
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from codinglab.backtest.opened import BackTest, open_backtest
from codinglab.backtest.sample import Wanted, draw_sample
from codinglab.backtest.sampled import read_sample, write_sample
from codinglab.backtest.second_review import agreements, second_units
from codinglab.backtest.verdicts import Reason, Review, Said, counted_verdicts, read_reviews
from codinglab.lab.commands.backtest_review import app
from codinglab.lab.hit_review.desk import Clock, HitReview, open_hit_review
from codinglab.model import InvalidInputError


@pytest.fixture
def run(built: Any, small: BackTest, tmp_path: Path) -> BackTest:
    """A copy of the small back-test with a sample of it."""
    shutil.copytree(small.folder, tmp_path / "run", ignore=shutil.ignore_patterns("review"))
    copied = open_backtest(tmp_path / "run")
    write_sample(
        copied.folder, draw_sample(copied, built.edit, Wanted(size=12, by=("specialty",), non_hits=4))
    )
    return copied


def ticking() -> Clock:
    seconds = (float(number) for number in range(0, 100_000, 3))
    return Clock(lambda: datetime(2026, 6, 9, 12, tzinfo=UTC), lambda: next(seconds))


def desk(run: BackTest, built: Any, reviewer: str = "ana", *, second: bool = False) -> HitReview:
    return HitReview(run, built.edit, reviewer, second=second, clock=ticking())


def saved(run: BackTest, built: Any, reviewer: str = "ana") -> dict[str, Any]:
    path = run.folder / "review" / built.edit / f"{reviewer}.json"
    return dict(json.loads(path.read_text(encoding="utf-8")))


def test_a_page_shows_message_claim_history_and_edit(run: BackTest, built: Any) -> None:
    one = desk(run, built)
    html = one.static_html()
    assert "Hit 1 of 12" in html
    assert "Line 1: 6 units of 99213." in html
    assert "◀ hit" in html
    assert "Other claims of the patient" in html
    assert "Essential (primary) hypertension" in html
    assert "0 of 16 judged." in html
    one._heard("page", "")
    assert "A visit has no five units." in one.static_html()
    assert "<b>Look</b>" not in one.static_html()


def test_what_stands_in_a_chart_is_shown_escaped(run: BackTest, built: Any) -> None:
    one = desk(run, built)
    while not one._claims[one.unit.claim_id].notes:
        one.turn(1)
    html = one.static_html()
    assert "Documentation: Office note" in html
    assert "&lt;script&gt;" in html
    assert "<script>" not in html


def test_a_verdict_is_saved_at_once_with_its_time(run: BackTest, built: Any) -> None:
    one = desk(run, built)
    first = one.unit.id
    one._heard(f"yes {first}", "")
    told = saved(run, built)
    assert told["reviewer"] == "ana"
    assert [(item["unit"], item["said"]) for item in told["verdicts"]] == [(first, "yes")]
    assert told["verdicts"][0]["seconds"] > 0
    assert told["verdicts"][0]["at"].startswith("2026-06-09T12:00")
    assert one.unit.id != first
    assert "1 of 16 judged." in one.static_html()
    assert "Precision: 100.0%, 95 % interval" in one.static_html()


def test_no_waits_for_its_reason(run: BackTest, built: Any) -> None:
    one = desk(run, built)
    first = one.unit.id
    one._heard("reason 2", "")
    assert "first, then why" in one.static_html()
    one._heard(f"no {first}", "")
    assert one.unit.id == first
    one._heard("reason 2", "")
    assert one.answer.by_unit[first].reason is Reason.EXCEPTION
    assert one.unit.id != first


def test_a_late_press_does_not_judge_the_next_unit(run: BackTest, built: Any) -> None:
    one = desk(run, built)
    first = one.unit.id
    one._heard(f"yes {first}", "")
    one._heard(f"yes {first}", "")
    assert len(one.answer.verdicts) == 1


def test_notes_are_kept_and_chart_words_are_not(run: BackTest, built: Any) -> None:
    one = desk(run, built)
    while not one._claims[one.unit.claim_id].notes:
        one.turn(1)
    unit = one.unit.id
    one._heard("note-done", "the patient was seen <script>alert(1)</script> for a blood pressure check")
    assert "in your own words" in one.static_html()
    one._heard("yes " + unit, "")
    assert one.answer.by_unit[unit].note == ""
    one.undo()
    one._heard("note-done", "typing fault")
    one._heard("unsure " + unit, "")
    assert saved(run, built)["verdicts"][0]["note"] == "typing fault"


def test_undo_takes_back_and_returns(run: BackTest, built: Any) -> None:
    one = desk(run, built)
    first = one.unit.id
    one.say(Said.YES)
    one.say(Said.UNSURE)
    one.undo()
    one.undo()
    assert one.answer.verdicts == ()
    assert one.unit.id == first
    assert saved(run, built)["verdicts"] == []
    one.undo()
    assert "Nothing to take back." in one.static_html()


def test_one_goes_on_where_one_stopped(run: BackTest, built: Any) -> None:
    one = desk(run, built)
    for _ in range(5):
        one.say(Said.YES)
    stopped = one.unit.id
    again = desk(run, built)
    assert again.unit.id == stopped
    assert len(again.answer.verdicts) == 5


def test_two_windows_lose_nothing(run: BackTest, built: Any) -> None:
    one, other = desk(run, built), desk(run, built)
    one.say(Said.YES)
    other.say(Said.UNSURE)
    assert "Another window changed ana.json" in other.static_html()
    assert saved(run, built)["verdicts"][0]["said"] == "yes"
    assert (run.folder / "review" / built.edit / "ana.conflict-1.json").is_file()
    reviews, _ = read_reviews(run.folder, one.sample)
    assert len(reviews) == 1


def test_all_judged_shows_results_and_exports(run: BackTest, built: Any) -> None:
    one = desk(run, built)
    while not one.done:
        one.say(Said.YES if one.unit.hits else Said.UNSURE)
    one.turn(-1)
    one.say(Said.NO)
    one.turn(1)
    html = one.static_html()
    assert "Results" in html
    assert "By stratum" in html
    assert "Misses:" in html
    assert "Savings, gross: $" in html
    one._heard("export", "")
    folder = run.folder / "review" / built.edit
    rows = pq.read_table(folder / "results-ana.parquet").to_pylist()
    assert [row["stratum"] for row in rows] == ["207Q", "208D", "all, weighted"] * 2
    assert rows[2]["population"] == 60
    text = (folder / "verdicts-ana.csv").read_text(encoding="utf-8-sig")
    verdicts = list(csv.DictReader(text.splitlines()))
    assert len(verdicts) == 16
    assert {row["reviewer"] for row in verdicts} == {"ana"}


def test_a_note_is_no_formula_in_a_spreadsheet(run: BackTest, built: Any) -> None:
    one = desk(run, built)
    one.write_note("=HYPERLINK(1)")
    one.say(Said.YES)
    one.export()
    text = (run.folder / "review" / built.edit / "verdicts-ana.csv").read_text(encoding="utf-8-sig")
    assert "'=HYPERLINK(1)" in text


def test_the_second_review_is_blind_and_of_a_tenth(run: BackTest, built: Any) -> None:
    first = desk(run, built)
    for _ in range(12):
        first.say(Said.YES)
    blind = desk(run, built, "ben", second=True)
    assert len(blind._units) == 2 + 1
    assert {unit.id for unit in blind._units} == second_units(first.sample)
    assert "0 of 3 judged." in blind.static_html()
    assert "Precision" not in blind.static_html()
    blind.say(Said.UNSURE)
    reviews, _ = read_reviews(run.folder, first.sample)
    assert counted_verdicts(reviews)[blind.answer.verdicts[0].unit] is Said.YES
    (found,) = agreements(reviews)
    assert (found.units, found.alike) == (1, 0)
    with pytest.raises(InvalidInputError, match="for somebody else"):
        desk(run, built, "ana", second=True)


def test_two_first_reviewers_who_differ_leave_it_unsure() -> None:
    from codinglab.backtest.verdicts import Verdict

    at = datetime(2026, 1, 1, tzinfo=UTC)
    reviews = [
        Review(name, "own/x", "s", verdicts=(Verdict("1", said, at), Verdict("2", Said.YES, at)))
        for name, said in (("ana", Said.YES), ("ben", Said.NO))
    ]
    assert counted_verdicts(reviews) == {"1": Said.UNSURE, "2": Said.YES}


def test_a_damaged_review_is_kept_aside(run: BackTest, built: Any) -> None:
    one = desk(run, built)
    one.say(Said.YES)
    path = run.folder / "review" / built.edit / "ana.json"
    path.write_text("{", encoding="utf-8")
    again = desk(run, built)
    assert "kept as" in again.static_html()
    assert (path.parent / "ana.damaged").is_file()


@pytest.mark.parametrize("name", ["../ana", "sample", "SAMPLE", "con", ""])
def test_names_that_cannot_name_a_file_are_refused(run: BackTest, built: Any, name: str) -> None:
    with pytest.raises(InvalidInputError, match="name"):
        desk(run, built, name)


def test_without_a_sample_the_way_to_one_is_said(small: BackTest, built: Any) -> None:
    with pytest.raises(InvalidInputError, match="codinglab backtest sample"):
        open_hit_review(small.folder, built.edit)


def test_the_order_is_blind_and_each_reviewers_own(run: BackTest, built: Any) -> None:
    ana, ben = desk(run, built)._units, desk(run, built, "ben")._units
    assert {unit.id for unit in ana} == {unit.id for unit in ben}
    assert [unit.id for unit in ana] != [unit.id for unit in ben]
    assert [unit.id for unit in ana] == [unit.id for unit in desk(run, built, "ANA")._units]
    assert all(unit.hits for unit in ana[:12])


@pytest.fixture
def commands() -> CliRunner:
    return CliRunner()


def test_the_commands_draw_and_tell(small: BackTest, built: Any, tmp_path: Path, commands: CliRunner) -> None:
    shutil.copytree(small.folder, tmp_path / "run", ignore=shutil.ignore_patterns("review"))
    where = [str(tmp_path / "run"), built.edit]
    options = ["--size", "20", "--by", "month,specialty", "--seed", "7", "--non-hits", "6"]
    done = commands.invoke(app, ["sample", *where, *options, "--from", "2026-01-01"])
    assert done.exit_code == 0, done.output
    assert "hits: 20 of 60 drawn" in done.output
    told = commands.invoke(app, ["precision", *where])
    assert isinstance(told.exception, InvalidInputError)
    one = HitReview(open_backtest(tmp_path / "run"), built.edit, "ana", clock=ticking())
    for _ in range(20):
        one.say(Said.YES)
    said = commands.invoke(app, ["precision", *where, "--overturn", "0.05", "--json", "--export"])
    assert said.exit_code == 0, said.output
    assert "Precision: 100.0%" in said.output
    assert read_sample(tmp_path / "run", built.edit).seed == 7
    shown = commands.invoke(app, ["precision", *where])
    assert "all, weighted" in shown.output


@pytest.mark.parametrize(
    "options", [["--allocation", "fair"], ["--prior", "x"], ["--by", "moon"], ["--from", "June"]]
)
def test_options_that_are_not_understood(
    small: BackTest, built: Any, commands: CliRunner, options: list[str]
) -> None:
    done = commands.invoke(app, ["sample", str(small.folder), built.edit, *options])
    assert isinstance(done.exception, InvalidInputError)
