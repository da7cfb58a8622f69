"""The gradebook: figures of the class, a learner's scorecard with its evidence, cohorts compared."""

from __future__ import annotations

from dataclasses import replace

import ipywidgets as widgets

from codinglab.classroom.cohorts import cohorts, differences
from codinglab.classroom.curve import learning_curve
from codinglab.classroom.tables import Table, tables
from codinglab.lab.class_desk.parts import Room, Status, action, choice, table_html, text_box
from codinglab.lab.curve_chart import curve_html
from codinglab.lab.display import heading, message
from codinglab.lab.gradebook_html import SHOWN
from codinglab.lab.grading import grade_folder
from codinglab.lab.guidance.rules import rules_html
from codinglab.model import InvalidInputError
from codinglab.reference.paths import ROOT
from codinglab.score import audit
from codinglab.score.feedback import to_html

_NOT_YET = "Nothing is graded yet: press Grade in the section Collect and grade."
_SUMMARY, _CARD, _CURVE = "Summary", "A learner's scorecard", "Learning curve"


class GradebookSection:
    """Shows the gradebook, a part at a time."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._status = Status()
        self._tables: dict[str, Table] = {}
        self._part = choice("Show", [_SUMMARY, _CARD, _CURVE])
        self._learner, self._case = choice("Learner"), choice("Case")
        self._shown = widgets.HTML()
        self._other = text_box("Another class folder")
        compare = action("Compare with it", "Grade the other class and compare", self._status, self._compare)
        for one in (self._part, self._learner, self._case):
            one.observe(self._draw, "value")
        self.widget = widgets.VBox(
            [self._part, self._learner, self._case, self._shown, widgets.HBox([self._other, compare]),
             self._status.widget]
        )  # fmt: skip
        self.refresh()

    def refresh(self) -> None:
        """Show how the class stands now."""
        book = self._room.book
        if book is not None:
            self._tables = {SHOWN[one.name]: one for one in tables(book) if one.name in SHOWN and one.rows}
            part, learner, case = self._part.value, self._learner.value, self._case.value
            self._part.options = [_SUMMARY, _CARD, _CURVE, *self._tables]
            self._learner.options = list(dict.fromkeys(grade.answers.learner for grade in book.grades))
            self._case.options = list(dict.fromkeys(grade.case.id for grade in book.grades))
            for box, before in ((self._part, part), (self._learner, learner), (self._case, case)):
                if box.options:
                    box.value = before if before in box.options else box.options[0]
        self._draw()

    def static_html(self) -> str:
        """The part that is chosen."""
        book, part = self._room.book, self._part.value
        if book is None:
            return message(_NOT_YET)
        if part == _CARD:
            return self._card()
        if part == _CURVE:
            return heading(_CURVE) + curve_html(learning_curve(book.grades))
        if part in self._tables:
            table = self._tables[part]
            return heading(part) + table_html(table.about, table.header, table.rows)
        figures = audit([grade.card for grade in book.grades])
        shown = [("Code over code", figures.codes), ("Whole records right", figures.records)]
        shown += [("DRG right", figures.drgs)] if figures.drgs.items else []
        rows = [
            (
                name,
                f"{one.share:.1%}",
                f"{one.correct:,} of {one.items:,}",
                f"{one.interval[0]:.1%} to {one.interval[1]:.1%}",
            )
            for name, one in shown
        ]
        return heading(book.roster.about.title) + table_html(
            "Summary", ("figure", "share", "count", "95 % interval"), rows
        )

    def _draw(self, _change: object = None) -> None:
        for box in (self._learner, self._case):
            box.layout.display = "" if self._part.value == _CARD else "none"
        self._shown.value = self.static_html()

    def _card(self) -> str:
        chosen = (self._learner.value, self._case.value)
        for grade in self._room.book.grades if self._room.book else ():
            if (grade.answers.learner, grade.case.id) == chosen:
                return to_html(grade.card, grade.case, cite=rules_html)
        return message("This learner has no grade on this case.")

    def _compare(self) -> str:
        if self._room.book is None:
            raise InvalidInputError(_NOT_YET)
        named = self._other.value.strip()
        folder = ROOT / named
        if not named or folder.resolve() == self._room.folder.resolve():
            msg = "Name the folder of another class."
            raise InvalidInputError(msg)
        names = (self._room.folder.name, folder.name)
        if names[0] == names[1]:
            names = (str(self._room.folder), str(folder))
        grades = [
            replace(grade, learner=replace(grade.learner, cohort=name))
            for name, book in zip(names, (self._room.book, grade_folder(folder)), strict=True)
            for grade in book.grades
        ]
        rows = [
            (one.cohort, one.case or "all", one.learners, f"{one.accuracy.share:.1%}", f"{one.points:.1f}")
            for one in cohorts(grades)
        ]
        header = ("cohort", "case", "learners", "code over code", "points")
        self._shown.value = heading("Cohorts compared") + table_html("Cohorts", header, rows)
        told = [
            f"{one.other} less {one.one}: {one.difference:+.1%}. {one.says}" for one in differences(grades)
        ]
        return " ".join(told) or "The two share no case."
