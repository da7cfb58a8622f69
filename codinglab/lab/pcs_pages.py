"""The ICD-10-PCS builder as a book: seven characters, each with the values that are legal for it."""

from __future__ import annotations

from datetime import date
from html import escape

from codinglab.lab.display import element, heading, listed, press
from codinglab.reference.icd10cm import CodeEntry
from codinglab.reference.pcs_builder import VALUES, Axis, PcsBuilder

EMPTY = "_" * 7
_FITTING = 8
_KEYS = "Type the characters, or choose them; Backspace takes back."


class PcsPages:
    """Builds a code axis by axis: by pressing values, or by typing their characters.

    Args:
        on: the day asked about.
        may_assign: offer a button that assigns the finished code.
    """

    def __init__(self, on: date, *, may_assign: bool) -> None:
        self._on = on
        self._may_assign = may_assign
        self.chosen = EMPTY
        self._before: list[str] = []
        self._asked = 0
        self._key = ""
        self.path = ""
        self.focus = ""
        self._trouble = ""

    def say(self, words: str, text: str) -> None:
        """Choose a value ("4 T"), see an axis ("axis 4"), take a choice back, start anew, or ask the key.

        "type T" chooses a value of the axis that is shown. When a choice finishes the code, `focus` is the
        button that assigns it.
        """
        verb, _, rest = words.partition(" ")
        self.focus = self._trouble = ""
        if verb == "clear":
            self._before, self.chosen, self._asked = [], EMPTY, 0
        elif verb == "less" and self._before:
            self.chosen, self._asked = self._before.pop(), 0
        elif verb == "axis" and rest.isdigit() and 1 <= int(rest) <= self._reach:
            self._asked = int(rest)
        elif verb == "type" and len(rest) == 1:
            self._typed(rest)
        elif verb.isdigit() and len(rest) == 1:
            self._choose(int(verb), rest)
        elif verb == "key":
            self._key = text

    def html(self) -> str:
        """The page."""
        builder = PcsBuilder(self._on)
        axes = [builder.axis(position, self.chosen) for position in range(1, self._reach + 1)]
        remark = element("p", escape(builder.remark), css="cl-source") if builder.remark else ""
        return (
            self._head(builder)
            + self._strip(axes)
            + self._values(axes[self._current - 1])
            + self._fitting(builder)
            + self._keys(builder)
            + remark
        )

    @property
    def _reach(self) -> int:
        """How many axes can be chosen from: the first three in their order, then all."""
        start = self.chosen[:3]
        return start.index("_") + 1 if "_" in start else 7

    @property
    def _current(self) -> int:
        """The axis whose values are shown: the one asked for, or the first without a choice."""
        if self._asked:
            return min(self._asked, self._reach)
        return self.chosen.index("_") + 1 if "_" in self.chosen else 7

    def _typed(self, character: str) -> None:
        """Choose by a key: only a legal value, and never take one back."""
        axis = PcsBuilder(self._on).axis(self._current, self.chosen)
        legal = any(value.legal for value in axis.values if value.value == character)
        if "_" not in self.chosen and not self._asked:
            if character == self.chosen[-1]:
                return
            self._trouble = (
                "All seven characters are chosen: Enter assigns the code, Backspace takes one back."
            )
        elif not legal:
            self._trouble = f"{character} is no value of {axis.name} in a row with the values chosen."
        elif self.chosen[axis.position - 1] != character:
            self._choose(axis.position, character)

    def _choose(self, position: int, value: str) -> None:
        builder = PcsBuilder(self._on)
        self._before.append(self.chosen)
        before = self.chosen[: position - 1]
        after = "_" * (7 - position) if position <= 3 else self.chosen[position:]
        same = self.chosen[position - 1] == value
        chosen = before + ("_" if same else value) + after
        self.chosen, self._asked = chosen if same else builder.filled(chosen), 0
        entry = builder.complete(self.chosen)
        if entry is not None and entry.billable and self._may_assign:
            self.focus = f"assign PCS {entry.code}"

    def _head(self, builder: PcsBuilder) -> str:
        shown = element("span", escape(self.chosen.replace("_", "·")), css="cl-code cl-pcs")
        less = press("Take back", "less", data_key="Backspace", aria_disabled=str(not self._before).lower())
        clear = press("Start anew", "clear")
        entry = builder.complete(self.chosen)
        told, take = "", ""
        if entry is not None:
            self.path = f"ICD-10-PCS tables: {self.chosen[:3]} {self.chosen[3:]}"
            told = escape(entry.title if entry.billable else entry.why)
            take = self._assign(entry)
        said = element(
            "p",
            escape(self._trouble) or told or escape(_KEYS),
            role="status",
            css="cl-title" if told and not self._trouble else "cl-source",
        )
        keys = (
            element("span", hidden="hidden", data_key=value, data_say=f"type {value}") for value in VALUES
        )
        return element("div", shown, take, less, clear, *keys, css="cl-bar") + said

    def _assign(self, entry: CodeEntry) -> str:
        if not entry.billable or not self._may_assign:
            return ""
        return press(f"Assign {entry.code}", f"assign PCS {entry.code}", css="cl-say cl-first")

    def _strip(self, axes: list[Axis]) -> str:
        cells = [self._cell(axis) for axis in axes]
        return element(
            "div", *cells, css="cl-pcs-strip", role="group", aria_label="Characters", data_list="axes"
        )

    def _cell(self, axis: Axis) -> str:
        value = self.chosen[axis.position - 1]
        label = next((one.label for one in axis.values if one.value == value), "")
        inner = (
            element("span", escape(f"{axis.position} {axis.name}"), css="cl-pcs-name")
            + element("span", escape(value.replace("_", "·")), css="cl-code")
            + element("span", escape(label), css="cl-pcs-label")
        )
        return element(
            "button",
            inner,
            css="cl-pcs-cell",
            type="button",
            data_say=f"axis {axis.position}",
            aria_pressed=str(axis.position == self._current).lower(),
            title=f"{axis.name}: {label}" if label else axis.name,
        )

    def _values(self, axis: Axis) -> str:
        first = next((value.value for value in axis.values if value.legal), "")
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
                **({"data_focus": "true"} if value.value == first else {}),
            )
            for value in axis.values
        )
        name = element("h4", escape(f"{axis.position} {axis.name}"))
        told = element("p", escape(axis.definition), css="cl-places") if axis.definition else ""
        labelled = any(value.label for value in axis.values)
        group = element(
            "div",
            values,
            css="cl-pcs-values" if labelled else "cl-pcs-values cl-bare",
            role="group",
            aria_label=f"{axis.name}, character {axis.position}",
            data_list=str(axis.position),
        )
        return element("section", name, told, group)

    def _fitting(self, builder: PcsBuilder) -> str:
        """Codes that begin so, by their titles: the way for those who know the procedure, not the letters."""
        if "_" in self.chosen[:3] or "_" not in self.chosen:
            return ""
        found = builder.codes(self.chosen, _FITTING + 1)
        rows = (
            element("span", escape(entry.written), css="cl-code")
            + element("span", escape(f" {entry.title} "), css="cl-title")
            + (
                press("Assign", f"assign PCS {entry.code}", aria_label=f"Assign {entry.code}")
                if self._may_assign
                else ""
            )
            for entry in found[:_FITTING]
        )
        more = "the first of many" if len(found) > _FITTING else f"{len(found)} left"
        return heading("Codes that fit", more) + listed(rows, css="cl-plain cl-fitting")

    def _keys(self, builder: PcsBuilder) -> str:
        box = element(
            "label",
            "Body part and device key ",
            element("input", type="text", data_ask="key", placeholder="Abdominal esophagus", css="cl-ask"),
        )
        found = builder.key(self._key)[:12] if len(self._key.strip()) > 2 else ()
        items = (f"{escape(term)}: {element('b', escape(use))}" for term, use in found)
        return element("div", box, css="cl-bar") + (listed(items, css="cl-plain") if found else "")
