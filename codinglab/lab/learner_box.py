"""The box for a learner's name."""

from __future__ import annotations

from collections.abc import Callable

import ipywidgets as widgets


def learner_box(learner: str, change: Callable[[str], None]) -> widgets.Text:
    """A box with a learner's name; `change` is called with what is typed when the box is left."""
    box = widgets.Text(
        value=learner,
        description="Learner",
        continuous_update=False,
        layout=widgets.Layout(width="240px"),
    )
    box.style.description_width = "initial"
    box.observe(lambda changed: change(changed["new"]), names="value")
    return box
