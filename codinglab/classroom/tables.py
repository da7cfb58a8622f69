"""The tables of a gradebook, each as a header and rows of plain values, in a fixed order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from codinglab.classroom import class_rows, person_rows
from codinglab.classroom.grade import Gradebook
from codinglab.classroom.rows import Value


@dataclass(frozen=True, slots=True)
class Table:
    """A table: `name` is its file without ending, `about` what it holds."""

    name: str
    about: str
    header: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]


def tables(book: Gradebook) -> tuple[Table, ...]:
    """Every table of a gradebook; the same gradebook gives the same tables."""
    grades, persons, whole = book.grades, person_rows, class_rows
    return (
        _table("gradebook", "One row a learner and case.", persons.gradebook_rows(grades)),
        _table("learners", "One row a learner, over all cases.", persons.learners_rows(grades)),
        _table("categories", "What became of each kind of item.", whole.categories_rows(grades)),
        _table("items", "How hard each item of the keys was, hardest first.", whole.items_rows(grades)),
        _table("codes", "Codes missed, wrong in detail or added.", whole.codes_rows(grades)),
        _table("mastery", "Right by guideline section; no learner: the class.", whole.mastery_rows(grades)),
        _table("cohorts", "Cohorts by case; no case means all.", whole.cohorts_rows(grades)),
        _table("comparison", "Every two cohorts on the cases they share.", whole.comparison_rows(grades)),
        _table("agreement", "How far the class agrees (Fleiss' kappa).", whole.agreement_rows(book)),
        _table("curve", "First attempts, by the order of cases.", whole.curve_rows(grades)),
        _table("queries", "Every query with what the linter says.", persons.queries_rows(grades)),
        _table("objections", "Objections, for the educator to rule on.", persons.objections_rows(grades)),
        _table("lines", "Every line of every scorecard that is not right.", persons.lines_rows(grades)),
        _table("not_graded", "What was not graded, and why.", persons.troubles_rows(book)),
    )


def _table(name: str, about: str, rows: Iterable[dict[str, Value]]) -> Table:
    found = list(rows)
    header = tuple(dict.fromkeys(column for row in found for column in row)) or ("nothing",)
    return Table(name, about, header, tuple(tuple(row.get(column) for column in header) for row in found))
