"""How a widget shows itself in a cell: with plain text for readers without widgets."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets

from codinglab.lab.display import NOTES, style


def bundle(widget: widgets.Widget, text: str, **options: Any) -> dict[str, Any]:
    """The widget's own bundle with `text` as its plain text."""
    made = widget._repr_mimebundle_(**options)
    data = made[0] if isinstance(made, tuple) else made
    return {**data, "text/plain": text}


def bundle_alone(widget: widgets.Widget, text: str, *, notes: bool = False, **options: Any) -> dict[str, Any]:
    """The same for a part shown by itself: with the lab's style sheet, and that of notes if asked for."""
    box = widgets.VBox([widgets.HTML(style(*([NOTES] if notes else []))), widget])
    box.add_class("cl-workbench")
    return bundle(box, text, **options)
