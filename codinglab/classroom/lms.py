"""Grades for the common learning-management systems: the columns that Canvas and Moodle import.

Canvas (Gradebook, Import): Student, ID, SIS User ID, SIS Login ID, Section, then one column an assignment,
with a second line "Points Possible". A learner is found by SIS User ID or SIS Login ID; for a column that is
new to the course it offers to make the assignment.

Moodle (Grades, Import, CSV file): one line a learner; the teacher maps "Email address" or "ID number" to the
user, each case's column to its grade item, and the column beside it to that item's feedback.
"""

from __future__ import annotations

from collections import defaultdict

from codinglab.classroom.grade import Grade, Gradebook
from codinglab.classroom.tables import Table

POSSIBLE = 100


def canvas(book: Gradebook) -> Table:
    """The table for Canvas: training points of 100 a case; empty when it was not handed in."""
    cases = _cases(book)
    header = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section", *cases)
    rows: list[tuple[str | int | float | None, ...]] = [
        ("    Points Possible", "", "", "", "", *(POSSIBLE for _ in cases))
    ]
    for own in _by_learner(book).values():
        learner = own[0].learner
        known = {grade.case.id: grade for grade in own}
        points = (_points(known.get(case)) for case in cases)
        login = learner.email or learner.learner
        rows.append((learner.name or learner.learner, "", learner.id, login, learner.cohort, *points))
    return Table("canvas", "For the import of Canvas.", header, tuple(rows))


def moodle(book: Gradebook) -> Table:
    """The table for Moodle: training points of 100 a case and a line of feedback beside each."""
    cases = _cases(book)
    header = ["Email address", "ID number", "Full name"]
    for case in cases:
        header += [case, f"{case} feedback"]
    rows = []
    for own in _by_learner(book).values():
        learner = own[0].learner
        known = {grade.case.id: grade for grade in own}
        row: list[str | int | float | None] = [learner.email, learner.id, learner.name or learner.learner]
        for case in cases:
            row += [_points(known.get(case)), _feedback(known.get(case))]
        rows.append(tuple(row))
    return Table("moodle", "For the import of Moodle.", tuple(header), tuple(rows))


def _cases(book: Gradebook) -> list[str]:
    return sorted({grade.case.id for grade in book.grades})


def _by_learner(book: Gradebook) -> dict[str, list[Grade]]:
    found: defaultdict[str, list[Grade]] = defaultdict(list)
    for grade in book.grades:
        found[grade.answers.learner.casefold()].append(grade)
    return dict(sorted(found.items()))


def _points(grade: Grade | None) -> float | None:
    return round(grade.card.points, 2) if grade is not None and grade.answers.submitted else None


def _feedback(grade: Grade | None) -> str:
    if grade is None or not grade.answers.submitted:
        return ""
    card = grade.card
    late = ", late" if grade.late else ""
    counts = f"Code over code {card.correct} of {card.items}, attempts {grade.attempts}"
    return f"{counts}, hints {card.hint_points:g} points{late}"
