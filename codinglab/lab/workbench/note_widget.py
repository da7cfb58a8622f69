"""The browser's half of the note reader: one plain ES module, joined from the parts that it is written in."""

from __future__ import annotations

from typing import Any

import anywidget
import traitlets

from codinglab.lab.display import NOTES, script, style_sheet

PARTS = ("text", "layers", "pane", "strips", "frame", "room", "reader")
MODULES = tuple(f"note_{part}.js" for part in PARTS)
"""The parts of the browser's half, in the order in which they make one module."""
SHEETS = (NOTES, "note_panes.css")


class NoteReaderWidget(anywidget.AnyWidget):
    """The browser's half. All offsets that cross are code points."""

    _esm = script(*MODULES)
    _css = style_sheet(*SHEETS)
    documents: Any = traitlets.List().tag(sync=True)
    hidden: Any = traitlets.List().tag(sync=True)
    reasons: Any = traitlets.List().tag(sync=True)
    selection: Any = traitlets.Dict().tag(sync=True)
    coded: Any = traitlets.List().tag(sync=True)
    decisions: Any = traitlets.Dict().tag(sync=True)
    counts: Any = traitlets.Dict().tag(sync=True)
    left = traitlets.Int().tag(sync=True)
    active = traitlets.Unicode().tag(sync=True)
    second = traitlets.Unicode().tag(sync=True)
    size = traitlets.Int().tag(sync=True)

    def __repr__(self) -> str:
        return "NoteReaderWidget()"
