"""The educator's class desk: a tab for each step, from the roster to the rulings."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import ipywidgets as widgets

from codinglab.lab.class_desk.class_section import ClassSection
from codinglab.lab.class_desk.collect_section import CollectSection
from codinglab.lab.class_desk.gradebook_section import GradebookSection
from codinglab.lab.class_desk.objections_section import ObjectionsSection
from codinglab.lab.class_desk.parts import Room, Section, Status, action
from codinglab.lab.class_desk.release_section import ReleaseSection
from codinglab.lab.display import STATIC, heading, message, tab_bar
from codinglab.lab.mimebundle import bundle_alone
from codinglab.lab.page import Page
from codinglab.model import InvalidInputError
from codinglab.reference.paths import ROOT


class ClassDesk:
    """A class folder in hand.

    Args:
        folder: the class folder; where there is none, a button makes it.
    """

    def __init__(self, folder: Path) -> None:
        self._room = Room(folder)
        self._sections: dict[str, Section] = {}
        self._open = "Class"
        self._bar = Page(self._said)
        self._status = Status()
        self._panel = widgets.VBox([])
        css = widgets.HTML(f"<style>{(STATIC / 'class_desk.css').read_text(encoding='utf-8')}</style>")
        self.widget = widgets.VBox([css, self._bar, self._panel, self._status.widget])
        self._start()

    def __repr__(self) -> str:
        return f"ClassDesk({self._room.folder.name!r})"

    def _repr_mimebundle_(self, **options: Any) -> Any:
        return bundle_alone(self.widget, repr(self), notes=True, **options)

    @property
    def answer(self) -> Room:
        """The class with its gradebook, where it is graded."""
        return self._room

    def show(self, tab: str) -> ClassDesk:
        """Open a tab.

        Raises:
            InvalidInputError: there is no such tab.
        """
        if tab not in self._sections:
            msg = f"There is no tab '{tab}'. The tabs are {', '.join(self._sections) or 'not there yet'}."
            raise InvalidInputError(msg)
        self._open = tab
        self._draw()
        return self

    def static_html(self) -> str:
        """The desk as it stands."""
        return self._bar.html + (self._sections[self._open].static_html() if self._sections else "")

    def _start(self) -> None:
        folder = self._room.folder
        if not folder.is_dir():
            self._bar.html = heading("Class desk") + message(f"There is no folder {folder} yet.", "warn")
            make = action("Make the class folder", f"Make {folder}", self._status, self._make, primary=True)
            self._panel.children = (make,)
            return
        self._sections = {
            "Class": ClassSection(self._room),
            "Release": ReleaseSection(self._room),
            "Collect and grade": CollectSection(self._room, self._graded),
            "Gradebook": GradebookSection(self._room),
            "Objections": ObjectionsSection(self._room),
        }
        self._draw()

    def _make(self) -> str:
        self._room.folder.mkdir(parents=True, exist_ok=True)
        self._start()
        return f"Made {self._room.folder}."

    def _graded(self) -> None:
        for name in ("Gradebook", "Objections"):
            self._sections[name].refresh()

    def _draw(self) -> None:
        tabs = ((name, f"open {name}", name == self._open) for name in self._sections)
        self._bar.html = heading("Class desk", self._room.folder.name) + tab_bar("Class desk", tabs, "tabs")
        section = self._sections[self._open]
        section.refresh()
        self._panel.children = (section.widget,)

    def _said(self, words: str, _text: str) -> None:
        name = words.removeprefix("open ")
        if name in self._sections:
            self._open = name
            self._status.say("")
            self._draw()


def open_class(folder: str | Path) -> ClassDesk:
    """Open a class folder at the desk.

    Args:
        folder: absolute, or relative to the project's root.
    """
    return ClassDesk(ROOT / folder)
