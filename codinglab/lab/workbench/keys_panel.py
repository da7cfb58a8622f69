"""The list of keys, as a tab: nothing covers the work while it is read."""

from __future__ import annotations

from html import escape

import ipywidgets as widgets

from codinglab.lab.bench_keys import KEYS
from codinglab.lab.display import element, heading

TAB = "Keys"


class KeysPanel:
    """Every key of the workbench, by place."""

    answer = None

    def __init__(self) -> None:
        self.widget = widgets.HTML(self.static_html())

    def static_html(self) -> str:
        """The keys."""
        groups = (
            element("section", element("h4", escape(place)), _rows(keys), css="cl-key-group")
            for place, keys in KEYS
        )
        return heading("Keys", "everything is by mouse as well") + element("div", *groups, css="cl-keys")


def _rows(keys: tuple[tuple[str, str], ...]) -> str:
    rows = (
        element("dt", *(element("kbd", escape(one)) + " " for one in key.split("  ")))
        + element("dd", escape(does))
        for key, does in keys
    )
    return element("dl", *rows)
