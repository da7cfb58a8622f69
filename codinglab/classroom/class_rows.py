"""The rows of the gradebook that tell of the class: items, codes, sections, cohorts, agreement, curve."""

from __future__ import annotations

from collections.abc import Iterable

from codinglab.classroom.agreement import class_kappa
from codinglab.classroom.cohorts import cohorts, differences
from codinglab.classroom.curve import learning_curve
from codinglab.classroom.grade import Grade, Gradebook
from codinglab.classroom.items import items, misses
from codinglab.classroom.mastery import mastery
from codinglab.classroom.rows import Rows, share
from codinglab.score import audit


def categories_rows(grades: Iterable[Grade]) -> Rows:
    """What became of each kind of item."""
    for one in audit([grade.card for grade in grades]).categories:
        yield {
            "category": one.category,
            "right": one.right,
            "possible": one.possible,
            "share": share(one.right / one.possible),
            "missed": one.missed,
            "added": one.added,
            "wrong": one.wrong,
            "sequence": one.sequence,
            "accepted": one.accepted,
        }


def items_rows(grades: Iterable[Grade]) -> Rows:
    """How hard each item of the keys was, the hardest first."""
    for item in items(grades):
        tells = item.discrimination
        yield {
            "case": item.case,
            "category": item.category,
            "item": item.name,
            "learners": item.learners,
            "difficulty": share(item.difficulty),
            "discrimination": None if tells is None else round(tells, 3),
            "most_given_instead": item.instead,
        }


def codes_rows(grades: Iterable[Grade]) -> Rows:
    """Codes missed, wrong in detail or added, the most frequent first."""
    for miss in misses(grades):
        yield {
            "code": miss.code,
            "system": miss.system,
            "missed": miss.missed,
            "wrong_detail": miss.wrong,
            "added": miss.added,
            "cases": " ".join(miss.cases),
        }


def mastery_rows(grades: Iterable[Grade]) -> Rows:
    """Right by guideline section; no learner means the class."""
    for one in mastery(grades):
        yield {
            "learner": one.learner,
            "section": one.section,
            "right": one.right,
            "judged": one.judged,
            "share": share(one.share),
            "interval_low": share(one.interval[0]),
            "interval_high": share(one.interval[1]),
            "level": one.level,
        }


def cohorts_rows(grades: tuple[Grade, ...]) -> Rows:
    """Cohorts by case; no case means all."""
    for one in cohorts(grades):
        yield {
            "cohort": one.cohort,
            "case": one.case,
            "learners": one.learners,
            "code_over_code": share(one.accuracy.share),
            "interval_low": share(one.accuracy.interval[0]),
            "interval_high": share(one.accuracy.interval[1]),
            "first_code_over_code": share(one.first.share),
            "points": round(one.points, 2),
        }


def comparison_rows(grades: tuple[Grade, ...]) -> Rows:
    """Every two cohorts on the cases they share."""
    for one in differences(grades):
        low, high = one.interval or (None, None)
        yield {
            "one": one.one,
            "other": one.other,
            "cases": len(one.cases),
            "difference": share(one.difference),
            "interval_low": None if low is None else share(low),
            "interval_high": None if high is None else share(high),
            "says": one.says,
        }


def agreement_rows(book: Gradebook) -> Rows:
    """How far the class agrees on each case (Fleiss' kappa)."""
    keys = {case: standard.key for case, standard in book.standards.items()}
    for case, kappa in class_kappa((grade.answers for grade in book.grades), keys).items():
        raters = sum(grade.case.id == case for grade in book.grades)
        yield {"case": case, "raters": raters, "fleiss_kappa": None if kappa is None else round(kappa, 3)}


def curve_rows(grades: Iterable[Grade]) -> Rows:
    """Accuracy at the first attempt, by the order of cases."""
    for point in learning_curve(grades):
        yield {
            "cohort": point.cohort,
            "case_number": point.place,
            "learners": point.accuracy.charts,
            "first_code_over_code": share(point.accuracy.share),
            "interval_low": share(point.accuracy.interval[0]),
            "interval_high": share(point.accuracy.interval[1]),
            "minutes": round(point.minutes, 1),
        }
