"""Pieces that the sections of the class desk share: the class in hand, buttons, tables, the status line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any, Protocol

import ipywidgets as widgets

from codinglab.classroom.grade import Gradebook
from codinglab.classroom.rows import Value
from codinglab.lab.display import element, live, message
from codinglab.model import CodinglabError

MOST_ROWS = 200
FULL = widgets.Layout


@dataclass(slots=True)
class Room:
    """The class in hand: its folder, and its gradebook once it is graded."""

    folder: Path
    book: Gradebook | None = None


class Section(Protocol):
    """One tab of the desk."""

    widget: Any

    def refresh(self) -> None:
        """Show how the class stands now."""

    def static_html(self) -> str:
        """The section for a reader without a kernel."""


class Status:
    """What became of the last action, announced to screen readers."""

    def __init__(self) -> None:
        self.widget = widgets.HTML(live(""))

    def __repr__(self) -> str:
        return "Status()"

    def say(self, words: str) -> None:
        """Show a sentence."""
        self.widget.value = live(words)

    def attempt(self, action: Callable[[], str]) -> None:
        """Do something and say what came of it; what goes wrong is said as well."""
        try:
            self.say(action())
        except (CodinglabError, OSError) as error:
            self.widget.value = element("div", message(str(error), "warn"), role="alert")


class Passphrase(widgets.Password):  # type: ignore[misc]
    """A box for a passphrase that is never shown; `take` gives the words and empties it."""

    def __repr__(self) -> str:
        return "Passphrase()"

    def take(self) -> str:
        """The words; they are in no widget state after this."""
        words = str(self.get_state(["value"])["value"])
        self.set_trait("value", "")
        return words


def action(
    label: str, tooltip: str, status: Status, do: Callable[[], str], *, primary: bool = False
) -> widgets.Button:
    """A button that does something and says what came of it."""
    made = widgets.Button(
        description=label,
        tooltip=tooltip,
        button_style="primary" if primary else "",
        layout=FULL(width="auto", align_self="flex-start"),
    )
    made.on_click(lambda _button: status.attempt(do))
    return made


def text_box(label: str, hint: str = "", width: str = "460px") -> widgets.Text:
    """A line to type in, with its name beside it."""
    style = {"description_width": "150px"}
    return widgets.Text(description=label, placeholder=hint, layout=FULL(width=width), style=style)


def choice(label: str, options: Sequence[Any] = ()) -> widgets.Dropdown:
    """A list to choose one from."""
    style = {"description_width": "150px"}
    return widgets.Dropdown(description=label, options=options, layout=FULL(width="620px"), style=style)


def table_html(about: str, header: Sequence[str], rows: Sequence[Sequence[Value]]) -> str:
    """A table of plain values, escaped; a long one is cut, and says so."""
    cut = len(rows) - MOST_ROWS
    note = f" The first {MOST_ROWS} of {len(rows):,} rows." if cut > 0 else ""
    heads = "".join(element("th", escape(name.replace("_", " ")), scope="col") for name in header)
    body = "".join(
        element(
            "tr", element("th", _shown(row[0]), scope="row"), *(element("td", _shown(one)) for one in row[1:])
        )
        for row in rows[:MOST_ROWS]
    )
    table = element(
        "table",
        element("caption", escape(about + note)),
        f"<thead><tr>{heads}</tr></thead>",
        f"<tbody>{body}</tbody>",
    )
    return element("div", table, css="cl-class-table", tabindex="0", role="region", aria_label=about)


def _shown(value: Value) -> str:
    return "" if value is None else escape(str(value))
