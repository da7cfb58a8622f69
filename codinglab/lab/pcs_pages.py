"""The ICD-10-PCS builder as a book: seven columns, only legal values can be chosen."""

from __future__ import annotations

from datetime import date
from html import escape

from codinglab.lab.display import element, listed, message, press
from codinglab.reference.pcs_builder import Axis, PcsBuilder

EMPTY = "_" * 7


class PcsPages:
    """Builds a code axis by axis.

    Args:
        on: the day asked about.
        may_assign: offer a button that assigns the finished code.
    """

    def __init__(self, on: date, *, may_assign: bool) -> None:
        self._on = on
        self._may_assign = may_assign
        self.chosen = EMPTY
        self._key = ""
        self.path = ""

    def say(self, words: str, text: str) -> None:
        """Choose a value ("4 T"), unchoose it, start anew ("clear"), or look a term up in the key ("key")."""
        verb, _, rest = words.partition(" ")
        if verb == "clear":
            self.chosen = EMPTY
        elif verb == "key":
            self._key = text
        elif verb.isdigit() and len(rest) == 1:
            self._choose(int(verb), rest)

    def html(self) -> str:
        """The page."""
        builder = PcsBuilder(self._on)
        reach = 3 if "_" in self.chosen[:3] else 7
        columns = [
            self._column(builder.axis(position, self.chosen))
            for position in range(1, reach + 1)
            if reach == 7 or "_" not in self.chosen[: position - 1]
        ]
        remark = message(builder.remark, "info") if builder.remark else ""
        return self._head(builder) + remark + element("div", *columns, css="cl-axes") + self._keys(builder)

    def _choose(self, position: int, value: str) -> None:
        before = self.chosen[: position - 1]
        after = "_" * (7 - position) if position <= 3 else self.chosen[position:]
        same = self.chosen[position - 1] == value
        chosen = before + ("_" if same else value) + after
        self.chosen = chosen if same else PcsBuilder(self._on).filled(chosen)

    def _head(self, builder: PcsBuilder) -> str:
        shown = element("span", escape(self.chosen.replace("_", "·")), css="cl-code cl-pcs")
        clear = press("Start anew", "clear")
        entry = builder.complete(self.chosen)
        told, take = "", ""
        if entry is not None:
            self.path = f"ICD-10-PCS tables: {self.chosen[:3]} {self.chosen[3:]}"
            told = f" {escape(entry.title)}" if entry.billable else f" {escape(entry.why)}"
            if entry.billable and self._may_assign:
                take = press(f"Assign {entry.code}", f"assign PCS {entry.code}")
        return element("div", shown, element("span", told, role="status"), take, clear, css="cl-bar")

    def _column(self, axis: Axis) -> str:
        values = "".join(
            element(
                "button",
                element("span", value.value, css="cl-code"),
                f" {escape(value.label)}",
                type="button",
                css="cl-axis-value",
                data_say=f"{axis.position} {value.value}",
                aria_pressed=str(self.chosen[axis.position - 1] == value.value).lower(),
                aria_disabled=str(not value.legal).lower(),
                title=value.label if value.legal else f"{value.label}: in no row with the values chosen",
            )
            for value in axis.values
        )
        name = element("h4", f"{axis.position} {escape(axis.name)}", title=axis.definition or axis.name)
        told = element("p", escape(axis.definition), css="cl-places") if axis.definition else ""
        label = f"{axis.name}, character {axis.position}"
        group = element(
            "div", values, css="cl-axis-values", role="group", aria_label=label, data_list=str(axis.position)
        )
        return element("section", name, told, group, css="cl-axis")

    def _keys(self, builder: PcsBuilder) -> str:
        box = element(
            "label",
            "Body part and device key ",
            element("input", type="text", data_ask="key", placeholder="Abdominal esophagus", css="cl-ask"),
        )
        found = builder.key(self._key)[:12] if len(self._key.strip()) > 2 else ()
        items = (f"{escape(term)}: {element('b', escape(use))}" for term, use in found)
        return element("div", box, css="cl-bar") + (listed(items, css="cl-plain") if found else "")
