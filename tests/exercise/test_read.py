"""A file of exercises that is wrong is refused, and every fault is told with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from codinglab.lab.exercise import exercise, read_step, rules_behind
from codinglab.lab.exercise.read import FOLDER
from codinglab.model import InvalidInputError

GOOD = (FOLDER / "01-review.toml").read_text(encoding="utf-8")
ORDER = (FOLDER / "02-diagnose.toml").read_text(encoding="utf-8")


def refused(tmp_path: Path, text: str, name: str = "01-review") -> str:
    path = tmp_path / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InvalidInputError) as told:
        read_step(path)
    return str(told.value)


def test_a_good_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "01-review.toml"
    path.write_text(GOOD, encoding="utf-8")
    assert [one.id for one in read_step(path)] == ["01-review-1", "01-review-2", "01-review-3"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('kind = "mark"', 'kind = "guess"', "exercise.0.kind"),
        ('hint = "Read', 'clue = "Read', "exercise.0.clue: unknown key"),
        ("on = 2026-06-09", 'on = "June"', "not a day of the calendar"),
        ('step = "01-review"', 'step = "review"', "write the name of the file, '01-review'"),
        ('id = "01-review-2"', 'id = "nurse"', "exercise 2 has the id 'nurse': write '01-review-2'"),
        ('text = "Acute bronchitis"', 'text = "Bronchitis"', "01-review-1: option 'bronchitis'"),
        ('value = "chest pain"', 'value = "fever"', "each with a value of its own"),
        ("step = ", "step : ", "cannot be read as TOML"),
    ],
)
def test_a_fault_is_told_with_its_place(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in GOOD
    assert said in refused(tmp_path, GOOD.replace(old, new, 1))


def test_without_a_right_answer_or_a_rule_it_is_no_exercise(tmp_path: Path) -> None:
    assert "one that is right" in refused(tmp_path, GOOD.replace("right = true\n", ""))
    empty = GOOD.replace(
        GOOD[GOOD.index("authority = [\n") : GOOD.index("]\n\n[exercise.excerpt]") + 1], "authority = []"
    )
    assert "01-review-1: no authority" in refused(tmp_path, empty)


def test_an_order_that_nothing_can_keep_is_told(tmp_path: Path) -> None:
    both = ORDER + '\n[[exercise.before]]\nfirst = "J96.01"\nthen = ["R65.20"]\nwhy = "x"\n'
    assert "02-diagnose-3: before: no order keeps" in refused(tmp_path, both, "02-diagnose")
    none = ORDER + '\n[[exercise.before]]\nfirst = "A00.0"\nwhy = "x"\n'
    assert "'A00.0' is none of the options" in refused(tmp_path, none, "02-diagnose")


def test_a_quote_must_stand_in_its_chart_word_for_word(tmp_path: Path) -> None:
    score = (FOLDER / "06-score.toml").read_text(encoding="utf-8")
    wrong = score.replace("Metformin 1000 mg twice daily, resumed.", "Metformin, resumed.", 1)
    assert "does not stand once, word for word, in ds" in refused(tmp_path, wrong, "06-score")
    nowhere = score.replace('document = "ds"', 'document = "letter"', 1)
    assert "there is no document 'letter'" in refused(tmp_path, nowhere, "06-score")


def test_what_there_is_not_is_told_with_what_there_is() -> None:
    with pytest.raises(
        InvalidInputError, match=r"There is no exercise '01-review-9'\. There are 01-review-1"
    ):
        exercise("01-review-9")
    with pytest.raises(
        InvalidInputError, match=r"There is no step 'review' with exercises\. There are 01-review"
    ):
        rules_behind("review")
