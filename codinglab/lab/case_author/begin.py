"""Beginning a case from the form: empty with a title and a role, or as a copy of one that is there."""

from __future__ import annotations

from collections.abc import Callable

import ipywidgets as widgets

from codinglab.classroom.authoring import copy_case, new_case
from codinglab.lab.case_author.timing import after_typing
from codinglab.lab.case_author.words import ROLES
from codinglab.lab.display import element, heading, message
from codinglab.model import CodinglabError, InvalidInputError, Role
from codinglab.reference.case_folders import case_folders, cases_dir
from codinglab.reference.cases import has_key

_STYLE = {"description_width": "118px"}


class Begin:
    """Asks for what a new case needs; `begun` is called when its folder is there."""

    def __init__(self, case_id: str, begun: Callable[[], object]) -> None:
        self._id = case_id
        self._begun = begun
        wide = widgets.Layout(width="auto", max_width="640px")
        self.title = widgets.Text(
            description="Title", placeholder="as learners see it", style=_STYLE, layout=wide
        )
        self.role = widgets.Dropdown(description="Role", options=ROLES, style=_STYLE, layout=wide)
        self.model = widgets.Dropdown(
            description="Copy of", options=list(_copyable(case_id)), style=_STYLE, layout=wide
        )
        make = widgets.Button(
            description="Begin an empty case",
            button_style="primary",
            layout=widgets.Layout(width="auto", align_self="flex-start"),
        )
        copy = widgets.Button(
            description="Begin with this copy", layout=widgets.Layout(width="auto", align_self="flex-start")
        )
        make.on_click(lambda _button: after_typing(lambda: self._attempt(self._new)))
        copy.on_click(lambda _button: self._attempt(lambda: copy_case(self.model.value, self._id)))
        self.said = widgets.HTML()
        about = f"There is no case of yours called {case_id} yet. It will be kept in {cases_dir().name}/."
        self.widget = widgets.VBox(
            [
                widgets.HTML(heading("Begin a case", case_id) + element("p", about, css="cl-source")),
                widgets.HTML(element("h4", "Empty")),
                self.title,
                self.role,
                make,
                widgets.HTML(element("h4", "Or as a copy, to change")),
                self.model,
                copy,
                self.said,
            ]
        )
        self.widget.add_class("cl-entry")

    def _new(self) -> None:
        title = self.title.value.strip()
        if not title:
            msg = "Give the case a title first: what it is about, as learners see it."
            raise InvalidInputError(msg)
        new_case(self._id, title, Role(self.role.value))

    def _attempt(self, action: Callable[[], object]) -> None:
        try:
            action()
        except (CodinglabError, OSError) as error:
            self.said.value = element("div", message(str(error), "warn"), role="alert")
            return
        self._begun()


def _copyable(case_id: str) -> tuple[str, ...]:
    """The ids of the cases whose key is open."""
    found = []
    for known, folders in case_folders().items():
        if known != case_id and len(folders) == 1 and has_key(known):
            found.append(known)
    return tuple(found)
