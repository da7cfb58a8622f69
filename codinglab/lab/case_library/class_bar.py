"""The learner's side of a class, without commands: join a released set, and hand the work in."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import ipywidgets as widgets

from codinglab.classroom.archive import LARGEST
from codinglab.classroom.sets import join
from codinglab.lab.buttons import plain_button
from codinglab.lab.display import element, live, message
from codinglab.lab.hand_in import hand_in
from codinglab.model import CodinglabError


class ClassBar:
    """Takes the zip file of the educator, and makes the zip file for the educator.

    Args:
        learner: gives the name of the learner at that time.
        joined: called when the cases are other ones.
    """

    def __init__(self, learner: Callable[[], str], joined: Callable[[], None]) -> None:
        self._learner = learner
        self._joined = joined
        self._file = widgets.FileUpload(
            accept=".zip",
            multiple=False,
            icon="",
            description="Join a class set",
            tooltip="Choose the zip file that your educator gave you",
            layout=widgets.Layout(width="auto"),
        )
        self._file.observe(self._chosen, names="value")
        hand = plain_button(
            "Hand in", "Put all your answers into one zip file for your educator", self.hand_in
        )
        self._said = widgets.HTML()
        row = widgets.HBox([self._file, hand])
        row.add_class("cl-buttons")
        self.widget = widgets.VBox([row, self._said])

    def join(self, name: str, data: bytes) -> None:
        """Put a released set among the learner's cases, and say what came of it."""
        if len(data) > LARGEST:
            self._say(f"{name} is larger than a case set can be.", "warn")
            return
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "set.zip")
            path.write_bytes(data)
            try:
                joined = join(path)
            except (CodinglabError, OSError) as error:
                self._say(str(error).replace(str(path), name), "warn")
                return
        self._joined()
        self._say(f"{joined.title}: {_cases(len(joined.cases))} in your library now.")

    def hand_in(self) -> None:
        """Write the learner's work into one zip file, and say where it is."""
        try:
            path, cases = hand_in(self._learner())
        except (CodinglabError, OSError) as error:
            self._say(str(error), "warn")
            return
        self._say(f"{_cases(len(cases))} in {path}. Give this file to your educator.")

    def _chosen(self, _change: dict[str, Any]) -> None:
        if self._file.value:
            chosen = self._file.value[0]
            self._file.value = ()
            self.join(str(chosen["name"]), bytes(chosen["content"]))

    def _say(self, words: str, kind: str = "info") -> None:
        if kind == "warn":
            self._said.value = element("div", message(words, kind), role="alert")
        else:
            self._said.value = live(words, css="cl-saved")


def _cases(count: int) -> str:
    return "1 case is" if count == 1 else f"{count} cases are"
