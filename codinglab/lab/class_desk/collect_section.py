"""Collect and grade: who handed in what, what cannot be read, and the grades written out."""

from __future__ import annotations

import base64
from collections.abc import Callable
from html import escape
from pathlib import Path

import ipywidgets as widgets

from codinglab.classroom.collect import Collected, collect
from codinglab.classroom.roster import Roster, read_roster
from codinglab.classroom.sets import sealed_keys
from codinglab.lab.class_desk.parts import FULL, Passphrase, Room, Status, action, table_html, text_box
from codinglab.lab.display import element, heading, listed, message, unfolding
from codinglab.lab.grading import grade_folder, grades_folder, write_grades
from codinglab.model import CodinglabError, InvalidInputError
from codinglab.reference.paths import ROOT

LARGEST_LINK = 2_000_000
CANVAS = (
    "Canvas (Grades, Import): canvas.csv. Student is the name; SIS User ID is the roster's id; "
    "SIS Login ID is the e-mail address; each case is a column of points out of 100."
)
MOODLE = (
    "Moodle (Grades, Import, CSV file): moodle.csv. Map “Email address” or “ID number” to the user, "
    "each case's column to its grade item, and the column beside it, “… feedback”, to its feedback."
)
_KINDS = {".csv": "text/csv", ".html": "text/html"}


class CollectSection:
    """Reads the class folder and grades it; `graded` is called once there is a gradebook."""

    def __init__(self, room: Room, graded: Callable[[], None]) -> None:
        self._room, self._graded = room, graded
        self._status = Status()
        self._shown, self._files = widgets.HTML(), widgets.HTML()
        self._keys = text_box("Folder of keys", "empty for the usual places")
        self._sealed = Passphrase(
            description="Passphrase", placeholder="only for sealed sets", layout=FULL(width="460px"),
            style={"description_width": "150px"},
        )  # fmt: skip
        self._bar = widgets.FloatProgress(
            value=0.0, max=1.0, description="Not graded yet", layout=FULL(width="620px"),
            style={"description_width": "220px"},
        )  # fmt: skip
        again = action("Look again", "Read the class folder again", self._status, self._look)
        go = action("Grade", "Grade all and write the files", self._status, self._grade, primary=True)
        self.widget = widgets.VBox(
            [self._shown, self._keys, self._sealed, widgets.HBox([go, again]), self._bar, self._status.widget,
             self._files]
        )  # fmt: skip

    def refresh(self) -> None:
        """Show how the class stands now."""
        self._shown.value = self.static_html()

    def static_html(self) -> str:
        """Learners by cases, and what cannot be read."""
        try:
            collected, roster = collect(self._room.folder), read_roster(self._room.folder)
        except CodinglabError as error:
            return heading("Handed in") + message(str(error), "warn")
        troubles = [element("li", escape(f"{one.file}: {one.why}")) for one in collected.troubles[:50]]
        told = f"Cannot be graded: {len(collected.troubles):,} files"
        shown = unfolding(told, element("ul", *troubles)) if troubles else ""
        return (
            heading("Handed in", f"{len(collected.answers):,} answers files")
            + _matrix(collected, roster)
            + shown
        )

    def _look(self) -> str:
        self.refresh()
        return "The folder was read again."

    def _grade(self) -> str:
        words, named = self._sealed.take(), self._keys.value.strip()
        folder, keys = self._room.folder, (ROOT / named if named else None)
        if keys is not None and not keys.is_dir():
            msg = f"There is no folder {keys}: name the one that holds the cases with their keys."
            raise InvalidInputError(msg)
        opened = sealed_keys(sorted({one.case for one in collect(folder).answers}), words) if words else {}
        book = grade_folder(folder, keys=keys, opened=opened, say=self._say)
        files = write_grades(book, grades_folder(folder))
        self._room.book = book
        self._files.value = _links(files)
        self._graded()
        told = f"{len(book.grades):,} grades; {len(book.troubles):,} things not graded."
        return f"{told} Written to {files[0].parent}."

    def _say(self, sentence: str, share: float) -> None:
        self._bar.value, self._bar.description = share, sentence


def _matrix(collected: Collected, roster: Roster) -> str:
    """A row a learner, a column a case: a sign with its word in each cell."""
    names = {one.casefold(): one for one in (learner.learner for learner in roster.learners.values())}
    state = {}
    for answers in collected.answers:
        names.setdefault(answers.learner.casefold(), answers.learner)
        state[answers.learner.casefold(), answers.case] = "✓ handed in" if answers.submitted else "… begun"
    cases = roster.about.cases or tuple(sorted({answers.case for answers in collected.answers}))
    if not names:
        return message("Nothing is here yet: put the learners' hand-in files into the class folder.")
    rows = [
        (name, *(state.get((small, case), "– nothing") for case in cases))
        for small, name in sorted(names.items())
    ]
    return table_html("Handed in, learner by case", ("learner", *cases), rows)


def _links(files: tuple[Path, ...]) -> str:
    """Links that save each file, made of its own bytes: they work wherever the notebook server runs."""
    items = []
    for file in files:
        data = file.read_bytes()
        if len(data) > LARGEST_LINK:
            items.append(element("span", escape(f"{file.name}: large, open it in {file.parent}")))
            continue
        kind = _KINDS.get(file.suffix, "text/plain")
        where = f"data:{kind};base64,{base64.b64encode(data).decode()}"
        items.append(element("a", escape(file.name), href=where, download=file.name))
    return (
        heading("Grades, to save")
        + listed(items)
        + element("p", escape(CANVAS), css="cl-source")
        + element("p", escape(MOODLE), css="cl-source")
    )
