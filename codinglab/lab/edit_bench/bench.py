"""The bench: an edit's hits in a list, the claim and its note beside it, and the steps that led there."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from typing import Any

import ipywidgets as widgets

from codinglab.lab.bench_keys import BenchKeys
from codinglab.lab.display import element, heading, message, style, tab_bar
from codinglab.lab.edit_bench.claim_html import claim_html
from codinglab.lab.edit_bench.edit_html import facts_html
from codinglab.lab.edit_bench.lists_html import (
    FIRES,
    OPEN,
    PASSES,
    SORT,
    UNKNOWN,
    Shown,
    columns_of,
    counted,
    counts,
    list_html,
    rows_of,
)
from codinglab.lab.edit_bench.sources import Source, read_source
from codinglab.lab.edit_bench.steps_html import steps_html
from codinglab.lab.mimebundle import bundle
from codinglab.lab.page import Page
from codinglab.model import CodinglabError
from codinglab.validate.edit import Edit
from codinglab.validate.loaded import LoadedClaims
from codinglab.validate.opened import open_claim
from codinglab.validate.steps import steps
from codinglab.validate.trial import LIMIT, Hit, Other, Trial, try_on

_TABS = {FIRES: "Fires", PASSES: "Passes", UNKNOWN: "Not evaluated"}
_SIDES = {"claim": "Claim and notes", "steps": "Steps: why it does, or does not"}
_KEYS = "Arrow keys go through the list, Enter opens a row; the headings sort."


class EditBench:
    """An edit on claims.

    Args:
        edit: the edit.
        loaded: the claims.
        limit: how many rows of each list are shown.

    Raises:
        InvalidInputError: the edit judges none of the claims.
    """

    def __init__(self, edit: Edit, loaded: LoadedClaims, limit: int = LIMIT) -> None:
        self._loaded = loaded
        self.answer: Trial = try_on(edit, loaded, limit=limit)
        filled = next((name for name, count in counts(self.answer).items() if count), FIRES)
        self.shown = Shown(filled)
        self.side = "claim"
        self._page = Page(self._heard)
        self._show()
        self.widget = widgets.VBox([widgets.HTML(bench_style()), BenchKeys(), self._page])
        self.widget.add_class("cl-workbench")

    def __repr__(self) -> str:
        told = self.answer
        return (
            f"{told.edit.id} on {told.words}: {counted(told.count, 'hit')} on {told.claims_hit:,} of "
            f"{counted(told.judged, 'claim')}, {counted(told.eligible, 'row')} eligible; "
            f"{told.passes:,} passed, {told.unjudged:,} not evaluated"
        )

    def _repr_mimebundle_(self, **options: Any) -> Any:
        return {**bundle(self.widget, repr(self), **options), "text/html": self.static_html()}

    def static_html(self) -> str:
        """The bench as it stands, for readers without a kernel."""
        page = self._head() + list_html(self.answer, self.shown, live=False)
        row = self.row
        opened = self._side(row, "claim") if row is not None else ""
        return element("div", bench_style(), page, opened, css="cl-page")

    @property
    def row(self) -> Hit | Other | None:
        """The row that is open."""
        rows = rows_of(self.answer, self.shown)
        return rows[self.shown.row] if rows else None

    def show(self, which: str) -> None:
        """Show a list: "fires", "passes" or "not evaluated"."""
        self.shown = Shown(which)
        self._show()

    def sort(self, by: str) -> None:
        """Sort the list by a column; once more turns it round."""
        if by in {column.name for column in columns_of(self.shown.which)}:
            down = self.shown.by == by and not self.shown.down
            self.shown = replace(self.shown, by=by, down=down, row=0)
            self._show()

    def open(self, number: int) -> None:
        """Open a row of the list as it is sorted, from 0."""
        if 0 <= number < len(rows_of(self.answer, self.shown)):
            self.shown = replace(self.shown, row=number)
            self._show()

    def look_at(self, side: str) -> None:
        """Show the open claim ("claim") or its steps ("steps")."""
        if side in _SIDES:
            self.side = side
            self._show()

    def _show(self) -> None:
        tabs = [
            (f"{word} ({counts(self.answer)[name]:,})", f"list {name}", name == self.shown.which)
            for name, word in _TABS.items()
        ]
        keys = element("p", _KEYS, css="cl-source")
        left = tab_bar("What the edit says", tabs, "lists") + keys + list_html(self.answer, self.shown)
        row = self.row
        right = self._opened(row) if row is not None else element("p", "No claim is open.", css="cl-empty")
        parts = (
            element("section", left, css="cl-bench-list", aria_label="Claims"),
            element("section", right, css="cl-bench-claim", aria_label="The claim that is open"),
        )
        bench = element("div", element("div", *parts, css="cl-bench"), css="cl-bench-frame")
        self._page.html = self._head() + bench

    def _head(self) -> str:
        edit = self.answer.edit
        said = element("div", escape(f"{self!r}."), css="cl-status", role="status")
        about = element("details", element("summary", "About the edit"), facts_html(edit), css="cl-details")
        return heading(edit.title, f"{edit.id}, version {edit.version}") + said + about

    def _opened(self, row: Hit | Other) -> str:
        tabs = [(word, f"side {name}", name == self.side) for name, word in _SIDES.items()]
        return tab_bar("The claim", tabs, "sides") + self._side(row, self.side)

    def _side(self, row: Hit | Other, side: str) -> str:
        try:
            if side == "claim":
                return claim_html(open_claim(self._loaded, row.claim), row)
            patient = self._loaded.of_patient(row.claim)
            return steps_html(steps(self.answer.edit, patient, row.claim_type))
        except CodinglabError as error:
            return message(str(error), "warn")

    def _heard(self, words: str, _text: str) -> None:
        if words.startswith(OPEN) and words.removeprefix(OPEN).isdigit():
            self.open(int(words.removeprefix(OPEN)))
        elif words.startswith(SORT):
            self.sort(words.removeprefix(SORT))
        elif words.startswith("list ") and words.removeprefix("list ") in _TABS:
            self.show(words.removeprefix("list "))
        elif words.startswith("side "):
            self.look_at(words.removeprefix("side "))


def try_edit(edit: Edit, claims: Source = None, *, limit: int = LIMIT, partitions: int = 1) -> EditBench:
    """Try an edit on claims and look at what it fires on.

    Args:
        edit: the edit; a draft too.
        claims: a claim, several, a claim extract or its folder, or "cases" for the keys of the teaching
            cases; by default the claims that were loaded (`load_claims`), else the edit's examples.
        limit: how many rows of each list are shown.
        partitions: how many partitions of an extract are tried.

    Raises:
        InvalidInputError: the claims cannot be read, or the edit judges none of them.
    """
    return EditBench(edit, read_source(claims, edit, partitions=partitions), limit)


def bench_style() -> str:
    """The lab's style sheet with the bench's own."""
    return style("edit_bench.css")
