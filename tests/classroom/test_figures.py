"""Figures of a class: items, agreement, mastery, cohorts, the curve; against published and own reckoning."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from codinglab.classroom.agreement import agreement, class_kappa
from codinglab.classroom.cohorts import cohorts, differences
from codinglab.classroom.curve import learning_curve
from codinglab.classroom.items import items, misses, point_biserial
from codinglab.classroom.mastery import level, mastery, rolled_up
from codinglab.classroom.resample import resampled
from codinglab.lab.command import app
from codinglab.lab.curve_chart import curve_html
from codinglab.lab.grading import grade_folder
from codinglab.model import Answers, Authority, Diagnosis, Icd10cm, InvalidInputError
from codinglab.model.kappa import cohen, fleiss
from codinglab.reference.cases import load_key

RUN = CliRunner()


@pytest.mark.parametrize(
    ("a", "b", "c", "d", "kappa"),
    [
        (20, 5, 10, 15, 0.4),
        (45, 15, 25, 15, 0.1304),
        (25, 35, 5, 35, 0.2593),
    ],
)
def test_cohens_kappa_by_published_tables(a: int, b: int, c: int, d: int, kappa: float) -> None:
    """The fifty grants of the textbooks, and two tables of equal agreement (60 %) and unequal kappa."""
    decisions = [(True, True)] * a + [(True, False)] * b + [(False, True)] * c + [(False, False)] * d
    n = a + b + c + d
    expected = ((a + b) * (a + c) + (c + d) * (b + d)) / n**2
    assert cohen(decisions) == pytest.approx(((a + d) / n - expected) / (1 - expected))
    assert cohen(decisions) == pytest.approx(kappa, abs=6e-4)


def test_fleiss_kappa_of_a_binary_table_by_hand() -> None:
    """Ten subjects, six raters, the first category of Fleiss' table against the rest."""
    yes = [0, 0, 0, 0, 2, 0, 0, 4, 6, 3]
    p = sum(yes) / 60
    alike = sum(one * (one - 1) + (6 - one) * (5 - one) for one in yes) / (10 * 30)
    by_hand = (alike - p**2 - (1 - p) ** 2) / (2 * p * (1 - p))
    assert fleiss([(one, 6) for one in yes]) == pytest.approx(by_hand)
    assert by_hand == pytest.approx(1 - sum(one * (6 - one) for one in yes) / (10 * 6 * 5 * p * (1 - p)))


@given(st.lists(st.tuples(st.booleans(), st.booleans()), max_size=30))
def test_kappa_is_symmetric_and_at_most_one(decisions: list[tuple[bool, bool]]) -> None:
    kappa, other = cohen(decisions), cohen([(b, a) for a, b in decisions])
    assert kappa == pytest.approx(other)
    assert kappa is None or -1 - 1e-9 <= kappa <= 1 + 1e-9
    if kappa is not None and all(a == b for a, b in decisions):
        assert kappa == pytest.approx(1)


def coded(learner: str, case: str, *codes: str) -> Answers:
    return Answers(learner, case, diagnoses=tuple(Diagnosis(Icd10cm(code)) for code in codes))


def test_raters_are_compared_on_the_charts_both_coded() -> None:
    one = [coded("a", "x", "I10", "J40"), coded("a", "y", "I10"), coded("a", "only-a", "E11.9")]
    other = [coded("b", "x", "I10"), coded("b", "y", "I10", "R05.9"), coded("b", "z", "I10")]
    found = agreement(one, other, {})
    assert found is not None
    assert (found.charts, found.decisions, found.observed) == (2, 4, 0.5)
    assert found.shared == pytest.approx(2 * 2 / 6)
    assert agreement(one[2:], other, {}) is None
    assert class_kappa([*one, *other], {})["only-a"] is None


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 20).map(lambda n: n / 20)), max_size=25))
def test_discrimination_is_the_correlation(answers: list[tuple[bool, float]]) -> None:
    found = point_biserial(answers)
    right, scores = np.array([hit for hit, _ in answers], float), np.array([score for _, score in answers])
    told = len(answers) >= 3 and right.std() > 0 and scores.std() > 1e-12
    assert (found is not None) == told
    if found is not None:
        assert found == pytest.approx(np.corrcoef(right, scores)[0, 1], abs=1e-9)


@pytest.fixture
def folder(room: Any, tmp_path: Path) -> Path:
    made = tmp_path / "class"
    for number, (learner, missing) in enumerate([("ann", 0), ("ben", 0), ("cy", 1), ("dan", 2), ("eve", 1)]):
        room.put(made, room.work(learner, missing))
        later = room.work(learner, min(missing, 1), room.other)
        attempt = replace(later.attempts[0], submitted_at=room.when + timedelta(days=1 + number))
        room.put(made, replace(later, attempts=(attempt,)))
    names = "learner,cohort\nann,blue\nben,blue\ncy,red\ndan,red\neve,red\n"
    (made / "roster.csv").write_text(names, encoding="utf-8")
    return made


def test_items_of_a_class_against_an_independent_reckoning(room: Any, folder: Path) -> None:
    book = grade_folder(folder)
    last = load_key(room.office.id).diagnoses[len(room.work("x").diagnoses) - 1].code.written
    grades = [grade for grade in book.grades if grade.case.id == room.office.id]
    hits, rests = [], []
    for grade in grades:
        (line,) = [one for one in grade.card.lines if one.area == "diagnosis" and one.keyed == last]
        others = [one.right for one in grade.card.lines if one is not line]
        hits.append(line.right)
        rests.append(sum(others) / len(others))
    (item,) = [
        one for one in items(book.grades) if one.case == room.office.id and one.name == last
    ]  # fmt: skip
    assert (item.learners, item.difficulty) == (5, pytest.approx(2 / 5))
    assert item.discrimination == pytest.approx(np.corrcoef(np.array(hits, float), rests)[0, 1])
    assert [one.difficulty for one in items(book.grades)] == sorted(
        one.difficulty for one in items(book.grades)
    )
    (miss,) = [one for one in misses(book.grades) if one.code == last]
    assert room.office.id in miss.cases
    assert miss.missed >= 3
    assert miss.added == 0


def test_cohorts_and_the_curve(room: Any, folder: Path) -> None:
    book = grade_folder(folder)
    whole = {one.cohort: one for one in cohorts(book.grades) if not one.case}
    assert (whole["blue"].accuracy.share, whole["blue"].learners, whole["red"].learners) == (1.0, 2, 3)
    (found,) = differences(book.grades)
    assert (found.one, found.other) == ("blue", "red")
    assert found.difference < 0
    assert found.interval is not None
    assert found.interval[0] <= found.difference <= found.interval[1] <= 0
    assert differences(book.grades) == differences(book.grades) == differences(grade_folder(folder).grades)
    points = learning_curve(book.grades)
    assert [(one.cohort, one.place) for one in points] == [("blue", 1), ("blue", 2), ("red", 1), ("red", 2)]
    assert [one.accuracy.charts for one in points] == [2, 2, 3, 3]
    evil = tuple(replace(one, cohort="<script>") for one in points[:2])
    assert "<script>" not in curve_html(evil)
    assert "&lt;script&gt;" in curve_html(evil)
    assert "two cases or more" in curve_html(points[:1])


def test_resampling_is_the_same_twice_and_needs_two_units() -> None:
    groups = [[0.1, 0.5, 0.9], [0.4, 0.6]]

    def gap(drawn: list[list[float]]) -> float:
        return float(np.mean(drawn[1]) - np.mean(drawn[0]))

    assert resampled(groups, gap) == resampled(groups, gap)
    assert resampled([[0.1], [0.4, 0.6]], gap) is None
    assert resampled(groups, lambda _drawn: None) is None


def test_mastery_by_section(folder: Path) -> None:
    found = mastery(grade_folder(folder).grades)
    assert {one.learner for one in found} == {"", "ann", "ben", "cy", "dan", "eve"}
    for one in found:
        own = [other for other in found if other.section == one.section and other.learner]
        if not one.learner:
            assert (one.right, one.judged) == (sum(o.right for o in own), sum(o.judged for o in own))
        assert one.interval[0] <= one.share <= one.interval[1]
    assert [level(*told) for told in ((3, 3), (9, 10), (7, 10), (6, 10))] == [
        "too few to tell", "mastered", "shaky", "to practise",
    ]  # fmt: skip
    guidelines = "ICD-10-CM Official Guidelines"
    assert rolled_up(Authority(guidelines, "FY2026", "II.C")) == "II.C"
    assert rolled_up(Authority(guidelines, "FY2026", "Appendix I")) == "Appendix I"
    assert rolled_up(Authority(guidelines, "FY2026", "III.B.2")) == "III.B.2"


def test_two_class_folders_of_the_same_name_are_two_cohorts(room: Any, tmp_path: Path) -> None:
    for place, missing in (("one", 0), ("other", 1)):
        for learner in ("ann", "ben"):
            room.put(tmp_path / place / "class", room.work(learner, missing))
    shown = RUN.invoke(
        app, ["class", "compare", str(tmp_path / "one/class"), str(tmp_path / "other/class")],
        catch_exceptions=False,
    )  # fmt: skip
    assert shown.exit_code == 0
    assert "share no case" not in shown.output


def test_agreement_wants_one_rater_a_folder(room: Any, tmp_path: Path) -> None:
    for place, learner in (("one", "ann"), ("other", "ben")):
        room.put(tmp_path / place, room.work(learner))
    command = ["class", "agreement", str(tmp_path / "one"), str(tmp_path / "other")]
    shown = RUN.invoke(app, command, catch_exceptions=False)
    assert "Kappa 1.000" in shown.output
    room.put(tmp_path / "other", room.work("cy"))
    with pytest.raises(InvalidInputError, match="2 raters"):
        RUN.invoke(app, command, catch_exceptions=False)


def test_a_ruling_by_command_is_kept_in_order(room: Any, folder: Path) -> None:
    from codinglab.classroom.rulings_file import read_rulings

    for choice in ("--accept", "--reject"):
        words = [
            "class",
            "rule",
            str(folder),
            "cy",
            room.office.id,
            "diagnosis||I10|",
            "--reason",
            "r",
            "--by",
            "E",
        ]
        assert RUN.invoke(app, [*words, choice], catch_exceptions=False).exit_code == 0
    assert [one.accepted for one in read_rulings(folder)] == [True, False]
