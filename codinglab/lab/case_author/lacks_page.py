"""What the key still lacks, always beside the form: what blocks, what is advice, and the way to each."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import ipywidgets as widgets

from codinglab.classroom.lacks import Lacking
from codinglab.classroom.proof import Fault
from codinglab.lab.case_author.places import spot
from codinglab.lab.case_author.sheet import AuthorSheet
from codinglab.lab.display import element, heading, press
from codinglab.lab.page import Page


class LacksPage:
    """The faults of the draft; a press on one calls `go` with it."""

    def __init__(self, sheet: AuthorSheet, go: Callable[[Fault], object]) -> None:
        self._sheet = sheet
        self._go = go
        self.answer: tuple[Fault, ...] = ()
        self._status = widgets.HTML()
        self._page = Page(self._said)
        self.widget = widgets.VBox(
            [widgets.HTML(heading("What the key still lacks")), self._status, self._page]
        )
        self.widget.add_class("cl-lacks")
        self.show()

    def show(self) -> None:
        """Show what is known now; while a proof is running the faults of the last one stay."""
        status = status_html(self._sheet.found, proving=self._sheet.proving, first=not self._sheet.warm)
        if status != self._status.value:
            self._status.value = status
        if not self._sheet.proving:
            self.answer = self._sheet.found.faults
            self._page.html = self.html()

    def html(self) -> str:
        """The faults, a group for what blocks and one for advice."""
        groups = ""
        numbered = list(enumerate(self.answer))
        for title, blocks in (("Must be mended before a release", True), ("Advice", False)):
            inner = "".join(self._row(number, fault) for number, fault in numbered if fault.blocks is blocks)
            if inner:
                groups += element("h4", title) + element("ul", inner, css="cl-findings")
        return groups

    def static_html(self) -> str:
        """The list for readers without a kernel."""
        return heading("What the key still lacks") + status_html(self._sheet.found) + self.html()

    def _row(self, number: int, fault: Fault) -> str:
        where = spot(self._sheet.draft, fault)
        entry = f", {where.number + 1}" if where.number is not None else ""
        go = press(f"{where.tab}{entry}", f"go {number}", css="cl-link", title=f"Go to {fault.place}")
        return element("li", mark(fault), " ", escape(fault.message), " ", element("span", "→ ", go))

    def _said(self, words: str, _text: str) -> None:
        verb, _, number = words.partition(" ")
        if verb == "go" and number.isdigit() and int(number) < len(self.answer):
            self._go(self.answer[int(number)])


def mark(fault: Fault) -> str:
    """A fault's weight as sign and word."""
    sign, word, css = ("✖", "Must", "fail") if fault.blocks else ("●", "May", "info")
    return element("span", element("span", sign, aria_hidden="true"), f" {word}", css=f"cl-severity cl-{css}")


def status_html(found: Lacking, *, proving: bool = False, first: bool = False) -> str:
    """How much is lacking, announced when it changes."""
    must = sum(fault.blocks for fault in found.faults)
    may = len(found.faults) - must
    if proving:
        wait = " The first check can take a minute." if first else ""
        said, css = f"Checking … what you wrote is saved.{wait}", "cl-status cl-is-info"
    elif not must and found.whole:
        said, css = f"✓ The case can be released. {may} to consider.", "cl-status cl-is-clean"
    else:
        said, css = f"{must} must be mended, {may} to consider.", "cl-status cl-is-fail"
        if not found.whole:
            said += " Edits, grouping and score are checked when every box can be read."
    return element("div", escape(said), css=css, role="status", aria_live="polite")
