"""Objections: what a learner says against a line of the score, the ruling, the raw and the final score."""

from __future__ import annotations

from dataclasses import replace
from html import escape

import ipywidgets as widgets

from codinglab.classroom.grade import Grade
from codinglab.classroom.rulings_file import add_ruling, read_rulings
from codinglab.lab.class_desk.parts import Room, Status, action, choice, table_html, text_box
from codinglab.lab.display import element, heading, listed, message, quoted
from codinglab.lab.guidance.rules import rules_html
from codinglab.model import InvalidInputError, Rebuttal
from codinglab.score import Ruling, final


class ObjectionsSection:
    """Rules on one objection after the other."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._status = Status()
        self._which = choice("Objection")
        self._shown = widgets.HTML()
        self._reason, self._by = (
            text_box("Your reason", "for the learner to read", "620px"),
            text_box("Your name"),
        )
        accept = action("Accept", "The line counts as right", self._status, lambda: self._rule(accepted=True))
        reject = action("Reject", "The line stays a fault", self._status, lambda: self._rule(accepted=False))
        self._which.observe(self._draw, "value")
        self.widget = widgets.VBox(
            [
                self._which,
                self._shown,
                self._reason,
                self._by,
                widgets.HBox([accept, reject]),
                self._status.widget,
            ]
        )
        self.refresh()

    def refresh(self) -> None:
        """Show how the class stands now."""
        chosen = self._which.value
        found = self._objections()
        ruled = self._ruled()
        labels = []
        for at, (grade, one) in enumerate(found):
            state = ruled.get((grade.answers.learner.casefold(), grade.case.id, one.item), "open")
            labels.append(
                (f"{state}: {grade.answers.learner}, {grade.case.id}, {one.item.split('|')[0]}", at)
            )
        labels.sort(key=lambda label: (not label[0].startswith("open"), label[1]))
        self._which.options = labels
        if found:
            self._which.value = chosen if chosen is not None and chosen < len(found) else labels[0][1]
        self._draw()

    def static_html(self) -> str:
        """The objection that is chosen."""
        if self._room.book is None:
            return message("Nothing is graded yet: press Grade in the section Collect and grade.")
        found = self._objections()
        if self._which.value is None or not found:
            return message("No learner objects to anything.")
        grade, objection = found[self._which.value]
        line = next((one for one in grade.card.lines if one.item == objection.item), None)
        told = heading("Objection", f"{grade.answers.learner}, {grade.case.title}")
        told += element("p", f"The learner says: {escape(objection.reason)}")
        if line is None:
            told += message("The score no longer has this line.")
        else:
            rows = [(line.area, line.about, line.keyed, line.answered, line.outcome.value)]
            told += table_html("The line", ("item", "about", "key", "answer", "outcome"), rows)
            told += listed(quoted(one, grade.case.encounter) for one in line.evidence)
            told += element("p", escape(line.rationale), css="cl-source") + rules_html(line.authority)
        return told + _beside(grade)

    def _draw(self, _change: object = None) -> None:
        self._shown.value = self.static_html()

    def _objections(self) -> list[tuple[Grade, Rebuttal]]:
        book = self._room.book
        return [(grade, one) for grade in (book.grades if book else ()) for one in grade.answers.rebuttals]

    def _ruled(self) -> dict[tuple[str, str, str], str]:
        if self._room.book is None:
            return {}
        return {
            (one.learner.casefold(), one.case, one.item): "accepted" if one.accepted else "rejected"
            for one in read_rulings(self._room.folder)
        }

    def _rule(self, *, accepted: bool) -> str:
        book, found = self._room.book, self._objections()
        reason, by = self._reason.value.strip(), self._by.value.strip()
        if book is None or self._which.value is None:
            msg = "There is no objection to rule on."
            raise InvalidInputError(msg)
        if not reason or not by:
            msg = "Write a reason for the learner and your name first."
            raise InvalidInputError(msg)
        grade, objection = found[self._which.value]
        learner, case = grade.answers.learner, grade.case
        add_ruling(self._room.folder, Ruling(learner, case.id, objection.item, accepted, reason, by))
        rulings = [
            replace(one, learner=learner)
            for one in read_rulings(self._room.folder)
            if one.learner.casefold() == learner.casefold()
        ]
        again = replace(grade, card=final(grade.raw, case, book.standards[case.id].key, rulings))
        grades = tuple(again if one is grade else one for one in book.grades)
        self._room.book = replace(book, grades=grades)
        self._reason.value = ""
        self.refresh()
        done = "Accepted" if accepted else "Rejected"
        return f"{done}; rulings.json has it. Press Grade again to write the files with it."


def _beside(grade: Grade) -> str:
    """The raw and the final score side by side."""
    rows = [
        (name, f"{card.correct} of {card.items}", f"{card.code_over_code:.1%}", f"{card.points:.1f}")
        for name, card in (("raw", grade.raw), ("final", grade.card))
    ]
    return table_html("Raw and final score", ("score", "code over code", "share", "points"), rows)
