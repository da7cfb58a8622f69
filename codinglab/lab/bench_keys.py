"""The keys of a workbench or desk; JupyterLab's own are kept out; regions and boxes get their names."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import anywidget

from codinglab.lab.display import STATIC

KEYS = (
    ("In the note", (
        ("n  p", "next, previous concept"),
        ("u", "next concept without a decision"),
        ("Enter", "take the concept, or the marked words, as evidence"),
        ("c", "codes of these words: assigned and suggested; Enter chooses"),
        ("d", "dismiss: these words get no code, and why; again: take it back"),
        ("← → ↑ ↓", "move a caret by word and by line; with Shift mark words"),
        ("f  Ctrl+F", "find in the chart; Enter, Shift+Enter: next, previous match"),
        ("[  ]", "previous, next document"),
        ("v", "two documents side by side"),
        ("+  −", "larger, smaller type"),
        ("Esc", "drop what is marked or taken"),
    )),
    ("In the search", (
        ("/", "go to the search, from anywhere"),
        ("↑ ↓  Enter", "choose a code, assign it"),
        ("→", "7th characters of a code, or its page in the tabular"),
        ("Esc", "close the list"),
    )),
    ("On a row of the claim", (
        ("↑ ↓", "row before, row after"),
        ("Alt+↑  Alt+↓", "move the row"),
        ("P", "make it principal or first-listed"),
        ("Y N U W 1", "present on admission (1: exempt, not reported)"),
        ("e", "its evidence, in the note; again: the next place"),
        ("l", "link the taken words to it"),
        ("Enter", "a diagnosis: its page in the tabular; a line: edit it"),
        ("F2", "edit: boxes of a line, day of a procedure, POA"),
        ("Enter  Esc", "in a box: keep what is typed, take it back"),
        ("Del", "remove it"),
    )),
    ("In validation and the score", (
        ("↑ ↓  n p", "finding before, after; item before, after"),
        ("Enter", "unfold a finding"),
        ("g", "go to the place that mends it"),
        ("← →", "levels, faults or all"),
    )),
    ("Anywhere", (
        ("Alt+1 … Alt+7", "note, search, claim, drawer, validation, header, score"),
        ("Alt+8  Alt+9", "DRG, ICD-10-PCS builder (inpatient)"),
        ("Alt+,  Alt+.", "day before, day after (CDI desk)"),
        ("Alt+Q", "query desk; Enter adds the words taken"),
        ("Alt+G", "ask the guidance, with the words taken"),
        ("Alt+M", "larger or smaller drawer"),
        ("Ctrl+Z  Ctrl+Y", "undo, redo"),
        ("Ctrl+Enter", "submit"),
        ("?", "these keys"),
    )),
)  # fmt: skip
"""What the key list shows: by place, each key with what it does."""


class BenchKeys(anywidget.AnyWidget):
    """Marks what gets the focus inside an output area, so that JupyterLab leaves its keys alone.

    Within the `cl-workbench` around it, it moves the focus between the panes, and reports "undo", "redo",
    "submit", "keys", "day before" and "day after" to `said`.
    """

    _esm = STATIC / "bench_keys.js"

    def __init__(self, said: Callable[[str], Any] | None = None) -> None:
        super().__init__()
        self._said = said
        self.on_msg(self._heard)

    def __repr__(self) -> str:
        return "BenchKeys()"

    def _heard(self, _widget: object, content: dict[str, Any], _buffers: object) -> None:
        if self._said is not None:
            self._said(str(content.get("key", ""))[:20])
