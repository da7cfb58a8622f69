"""Release: cases chosen from the library into a set for the learners, keys sealed or kept apart."""

from __future__ import annotations

import ipywidgets as widgets

from codinglab.classroom.collect import RELEASED
from codinglab.classroom.sets import release
from codinglab.lab.class_desk.parts import FULL, Passphrase, Room, Status, action, choice, text_box
from codinglab.lab.display import element, heading
from codinglab.model import Case, InvalidInputError
from codinglab.reference.cases import has_key, list_cases

_APART, _SEALED = "kept apart, here at the educator's", "sealed into the set by a passphrase"


class ReleaseSection:
    """Chooses cases and writes the zip file."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._status = Status()
        self._known = {case.id: case for case in list_cases() if has_key(case.id)}
        roles = sorted({_role(case) for case in self._known.values()})
        self._role = choice("Role", ["all", *roles])
        self._words = text_box("Words in the title")
        self._boxes = {
            name: widgets.Checkbox(
                description=f"{case.title} ({_role(case)}, {case.minutes} min) {name}",
                indent=False,
                layout=FULL(width="auto", flex="0 0 auto"),
            )
            for name, case in self._known.items()
        }
        listed = widgets.VBox(list(self._boxes.values()), layout=FULL(max_height="260px", overflow="auto"))
        self._id = text_box("Id of the set", "letters, digits, - and _")
        self._title = text_box("Title")
        self._keys = choice("The keys are", [_APART, _SEALED])
        style = {"description_width": "150px"}
        self._first = Passphrase(description="Passphrase", layout=FULL(width="460px"), style=style)
        self._again = Passphrase(description="Passphrase again", layout=FULL(width="460px"), style=style)
        go = action("Release", "Write the zip file", self._status, self._release, primary=True)
        self._role.observe(self._filter, "value")
        self._words.observe(self._filter, "value")
        head = widgets.HTML(self.static_html())
        self.widget = widgets.VBox(
            [head, self._role, self._words, listed, self._id, self._title, self._keys,
             self._first, self._again, go, self._status.widget]
        )  # fmt: skip

    def refresh(self) -> None:
        """Nothing of it hangs on the class."""

    def static_html(self) -> str:
        """What releasing does."""
        words = (
            "A set holds the cases without their keys. The keys of the cases that ship "
            "stand in the project for everybody to read: for graded work release cases of your own."
        )
        return heading("Release cases") + element("p", words, css="cl-source")

    def _filter(self, _change: object) -> None:
        words = self._words.value.casefold()
        for name, box in self._boxes.items():
            case = self._known[name]
            fits = self._role.value in {"all", _role(case)} and words in f"{case.title} {name}".casefold()
            box.layout.display = "" if fits or box.value else "none"

    def _release(self) -> str:
        first, again = self._first.take(), self._again.take()
        sealed = self._keys.value == _SEALED
        if sealed and (not first or first != again):
            msg = "Write the same passphrase into both boxes; they were emptied."
            raise InvalidInputError(msg)
        chosen = [name for name, box in self._boxes.items() if box.value]
        name = self._id.value.strip()
        if not name:
            msg = "Give the set an id, such as fall-outpatient."
            raise InvalidInputError(msg)
        if set(name) & set("/\\"):
            msg = "The id of a set has letters, digits, '-' and '_' only."
            raise InvalidInputError(msg)
        path = self._room.folder / RELEASED / f"{name}.zip"
        path.parent.mkdir(exist_ok=True)
        made = release(name, self._title.value.strip() or name, chosen, path, first if sealed else "")
        kept = "sealed in the set" if made.sealed else "kept apart, here"
        return (
            f"Wrote {RELEASED}/{path.name}: {len(made.cases)} cases, the keys {kept}. "
            f"Give learners this file. Each puts it beside the lab, runs “codinglab class join {path.name}”, "
            "works on the cases, and then runs “codinglab class hand-in NAME”; the zip file it writes "
            "comes back into this class folder."
        )


def _role(case: Case) -> str:
    """The role as people read it."""
    return case.role.value.replace("_", " ")
