"""The class: title, due time, cases, and the roster, checked before it is written."""

from __future__ import annotations

import json
import os
import tempfile
from datetime import datetime
from pathlib import Path

import ipywidgets as widgets

from codinglab.classroom.roster import CLASS_FILE, COLUMNS, ROSTER_FILE, Roster, read_roster
from codinglab.lab.class_desk.parts import FULL, Room, Status, action, table_html, text_box
from codinglab.lab.display import heading, message
from codinglab.model import CodinglabError, InvalidInputError
from codinglab.reference.case_folders import case_folders

EXAMPLE = (
    "learner,name,email,id,cohort,extra_time\n"
    "ada,Ada Example,ada@example.org,S001,day,1\n"
    "ben,Ben Example,ben@example.org,S002,evening,1.5\n"
)


class ClassSection:
    """Shows and changes `class.toml` and `roster.csv`."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._status = Status()
        self._title = text_box("Title")
        self._due = text_box("Due, with time zone", "2026-12-01T23:59:00-05:00")
        self._cases = text_box("Cases", "ids with spaces between; empty for all", "760px")
        self._shown = widgets.HTML()
        self._csv = widgets.Textarea(
            description="Roster as CSV",
            placeholder=",".join(COLUMNS),
            layout=FULL(width="760px", height="110px"),
            style={"description_width": "150px"},
        )
        save = action("Save the class", "Write class.toml", self._status, self._save)
        replace = action("Replace the roster", "Checked, then written", self._status, self._replace)
        example = action("Make an example roster", "Only where there is none", self._status, self._example)
        buttons = widgets.HBox([replace, example])
        self.widget = widgets.VBox(
            [self._title, self._due, self._cases, save, self._shown, self._csv, buttons,
             self._status.widget]
        )  # fmt: skip

    def refresh(self) -> None:
        """Show how the class stands now."""
        self._shown.value = self.static_html()
        try:
            about = read_roster(self._room.folder).about
        except CodinglabError:
            return
        self._title.value = about.title
        self._due.value = about.due.isoformat() if about.due else ""
        self._cases.value = " ".join(about.cases)

    def static_html(self) -> str:
        """The roster, or the fault in it by its line."""
        try:
            roster = read_roster(self._room.folder)
        except CodinglabError as error:
            return heading("Roster") + message(str(error), "warn")
        rows = [
            (one.learner, one.name, one.email, one.id, one.cohort, one.extra_time)
            for one in roster.learners.values()
        ]
        if not rows:
            return heading("Roster") + message("There is no roster yet; grading works without one.")
        return heading("Roster", f"{len(rows):,} learners") + table_html("Roster", COLUMNS, rows)

    def _save(self) -> str:
        due, cases = self._due.value.strip(), self._cases.value.replace(",", " ").split()
        lines = [f"title = {json.dumps(self._title.value.strip() or 'Class', ensure_ascii=False)}"]
        if due:
            try:
                lines.append(f"due = {datetime.fromisoformat(due).isoformat()}")
            except ValueError:
                msg = f"'{due}' is no date and time: write it as 2026-12-01T23:59:00-05:00."
                raise InvalidInputError(msg) from None
        if unknown := sorted(set(cases) - case_folders().keys()):
            msg = f"There is no case '{unknown[0]}': write ids as the section Release lists them."
            raise InvalidInputError(msg)
        lines.append(f"cases = {json.dumps(cases)}")
        _checked(self._room.folder, CLASS_FILE, "\n".join(lines) + "\n")
        self.refresh()
        return "Saved class.toml."

    def _replace(self) -> str:
        if not self._csv.value.strip():
            msg = "Paste the roster first: one line a learner, the first line names the columns."
            raise InvalidInputError(msg)
        roster = _checked(self._room.folder, ROSTER_FILE, self._csv.value.strip() + "\n")
        self._csv.value = ""
        self.refresh()
        return f"Saved roster.csv: {len(roster.learners):,} learners."

    def _example(self) -> str:
        if (self._room.folder / ROSTER_FILE).exists():
            msg = "There is a roster already; it was left as it is."
            raise InvalidInputError(msg)
        _checked(self._room.folder, ROSTER_FILE, EXAMPLE)
        self.refresh()
        return "Wrote an example roster.csv: replace its learners by yours."


def _checked(folder: Path, name: str, text: str) -> Roster:
    """Write a file of the class, once it is read without a fault; raises InvalidInputError as reading."""
    with tempfile.TemporaryDirectory(dir=folder, prefix=".checking-") as draft:
        path = Path(draft, name)
        path.write_text(text, encoding="utf-8")
        try:
            roster = read_roster(Path(draft))
        except InvalidInputError as error:
            msg = str(error).replace(f"{draft}{os.sep}", "") + " Nothing was written."
            raise InvalidInputError(msg) from None
        os.replace(path, folder / name)
    return roster
