"""The drill desk without a browser, its file, and the command."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from codinglab.drills import History, draw
from codinglab.lab.command import app
from codinglab.lab.commands.drills import play
from codinglab.lab.drill_desk import Clock, DrillDesk, open_drills
from codinglab.lab.drill_file import DrillFile
from codinglab.model import InvalidInputError
from codinglab.parse import parse_json

DAY = date(2026, 6, 9)


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CODINGLAB_WORK", str(tmp_path))
    return tmp_path


def desk(*names: str, seed: int = 7, learner: str = "ana") -> DrillDesk:
    times = iter(range(0, 100_000, 5))
    return DrillDesk(learner, names, seed, Clock(lambda: DAY, lambda: float(next(times))))


def saved(work: Path) -> History:
    return parse_json(History, (work / "ana" / "drills.json").read_bytes(), source="drills.json")


def right_number(one: DrillDesk) -> str:
    assert one.asked is not None
    values = [option.value for option in one.asked.exercise.options]
    return str(values.index(one.asked.exercise.accepted[0]) + 1)


def test_an_answer_is_judged_saved_and_shown_with_sign_and_word(work: Path) -> None:
    one = desk("poa")
    assert one.asked is not None
    first = one.asked.exercise
    one._heard(f"choose {right_number(one)}", "")
    shown = one.static_html()
    assert "✔ Right." in shown
    assert 'role="status"' in shown
    assert "ICD-10-CM Official Guidelines FY2026 Appendix I" in shown
    (attempt,) = saved(work).attempts
    assert (attempt.exercise, attempt.right, attempt.day, attempt.seconds) == (first.id, True, DAY, 5.0)
    one._heard("choose 1", "")
    assert len(saved(work).attempts) == 1
    one._heard("next", "")
    assert one.asked.exercise.id != first.id
    assert one.verdict is None


def test_a_miss_is_told_and_comes_back(work: Path) -> None:
    one = desk("poa", "mue")
    assert one.asked is not None
    first = one.asked.exercise
    wrong = "1" if right_number(one) != "1" else "2"
    one.answer(wrong)
    assert "✖ Not right." in one.static_html()
    assert "1 missed exercise comes back today" in one.static_html()
    asked = []
    for _ in range(4):
        one.next()
        asked.append(one.asked.exercise.id)
        one.answer(right_number(one))
    assert first.id in asked
    assert asked[0] != first.id


def test_what_is_no_answer_is_told_and_not_counted(work: Path) -> None:
    one = desk("pcs")
    one._heard("typed", "0FT")
    one._heard("give", "")
    assert "has 3 characters" in one.static_html()
    assert not (work / "ana" / "drills.json").exists()
    assert 'value="0FT"' in one.static_html()
    assert one.asked is not None
    one._heard("give", one.asked.exercise.accepted[0].lower())
    assert "✔ Right." in one.static_html()


def test_keys_and_focus_are_marked(work: Path) -> None:
    shown = desk("poa").static_html()
    assert 'data-key="1"' in shown
    assert 'data-key="3"' in shown
    assert shown.count("data-focus") == 1
    typed = desk("pcs").static_html()
    assert 'data-enter="give"' in typed
    one = desk("poa")
    one.answer("1")
    assert 'data-say="next"' in one.static_html()
    assert one.static_html().count("data-focus") == 1


def test_the_desk_goes_on_where_it_was_left(work: Path) -> None:
    one = desk()
    one.answer("1") if one.asked and one.asked.exercise.options else one.answer("0000000")
    one.next()
    again = desk()
    assert again.history == one.history
    assert again.asked == one.asked
    assert "ana, 1 answered" in again.static_html()


def test_kinds_are_turned_on_and_off_and_one_stays(work: Path) -> None:
    one = desk("poa", "mue")
    one._heard("kind poa", "")
    assert one.names == ["mue"]
    assert one.asked is not None
    assert one.asked.exercise.kind == "mue"
    one._heard("kind mue", "")
    assert one.names == ["mue"]
    assert "One kind at least" in one.static_html()
    one._heard("kind poa", "")
    assert one.names == ["poa", "mue"]
    one._heard("kind nothing", "")
    one._heard("nonsense", "")


def test_every_text_is_escaped_and_the_representation_is_stable(
    work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dataclasses import replace

    one = desk("poa")
    assert one.asked is not None
    content = replace(one.asked.exercise.content, prompt="<b>x</b>", explanation="<i>y</i>", table="<u>z</u>")
    one.asked = replace(one.asked, exercise=replace(one.asked.exercise, content=content), why="<s>w</s>")
    one.answer("1")
    shown = one.static_html()
    assert not any(tag in shown for tag in ("<b>", "<i>", "<u>", "<s>"))
    assert repr(one) == "DrillDesk('ana')"
    assert one._repr_mimebundle_()["text/plain"] == "DrillDesk('ana')"


def test_another_window_and_a_damaged_file_lose_nothing(work: Path) -> None:
    one, two = desk("poa"), desk("poa")
    one.answer("1")
    two.answer("2")
    assert "Another window changed drills.json" in two.static_html()
    assert len(saved(work).attempts) == 1
    assert (work / "ana" / "drills.conflict-1.json").exists()
    (work / "ana" / "drills.json").write_text("{", encoding="utf-8")
    assert "damaged" in desk("poa").static_html()
    assert (work / "ana" / "drills.damaged").read_text(encoding="utf-8") == "{"
    (work / "ana" / "drills.json").write_text('{"learner": "ben"}', encoding="utf-8")
    assert "holds the drills of ben" in desk("poa").static_html()


def test_a_name_that_strays_and_an_unknown_kind_are_refused(work: Path) -> None:
    with pytest.raises(InvalidInputError, match="learner name"):
        open_drills("../ana")
    with pytest.raises(InvalidInputError, match="The kinds are"):
        open_drills("ana", kinds=["poa", "none"])
    assert repr(open_drills(kinds=["query"], seed=1)) == "DrillDesk('me')"


def test_kinds_without_tables_are_told_with_what_to_install(
    work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    early = Clock(lambda: date(2018, 1, 1), lambda: 0.0)
    one = DrillDesk("ana", (), 1, early)
    assert "ptp" not in one.names
    assert "codinglab reference install ncci-ptp-practitioner FILE" in one.static_html()
    none = DrillDesk("ana", ["ptp"], 1, early)
    assert none.asked is None
    assert "Install it: codinglab reference install ncci-ptp-practitioner FILE" in none.static_html()


def test_the_command_prints_the_same_exercises_for_the_same_seed() -> None:
    words = ["drill", "--kind", "poa", "--count", "3", "--seed", "7", "--on", "2026-06-09"]
    runner = CliRunner()
    told = runner.invoke(app, [*words, "--json", "--answers"])
    assert told.exit_code == 0
    listed: list[dict[str, Any]] = json.loads(told.stdout)
    assert [one["id"] for one in listed] == ["poa:7:1", "poa:8:1", "poa:9:1"]
    assert listed[0]["accepted"] == [*draw("poa", 7, 1, on=DAY).accepted]
    hidden = json.loads(runner.invoke(app, [*words, "--json"]).stdout)
    assert "accepted" not in hidden[0]
    printed = runner.invoke(app, words)
    assert "[poa:9:1]" in printed.stdout
    assert "Answer:" not in printed.stdout
    assert "Answer:" in runner.invoke(app, [*words, "--answers"]).stdout


def test_the_command_asks_the_kinds_in_turn() -> None:
    words = ["drill", "--kind", "mue", "--kind", "ptp", "--count", "4", "--json", "--difficulty", "2"]
    listed = json.loads(CliRunner().invoke(app, words).stdout)
    assert [one["id"] for one in listed] == ["mue:0:2", "ptp:1:2", "mue:2:2", "ptp:3:2"]


def test_drills_are_played_and_saved_in_a_terminal(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = iter(["9", "1", "2", None])
    play("ana", ["poa"], 5, DAY, lambda _asked: next(given), 7)
    said = capsys.readouterr().out
    assert "none of the answers offered" in said
    assert len(saved(work).attempts) == 2
    assert "of 2 right" in said
    assert DrillFile.of("ana").read("ana")[0].attempts[0].about == DAY
