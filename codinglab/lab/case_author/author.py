"""The educator's form of one case: tabs on the left, what the key still lacks on the right."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets

from codinglab.classroom.authoring import DraftFiles, is_own
from codinglab.classroom.drafts import check_id
from codinglab.classroom.proof import Fault
from codinglab.lab.bench_keys import BenchKeys
from codinglab.lab.buttons import close_all
from codinglab.lab.case_author.begin import Begin
from codinglab.lab.case_author.lacks_page import LacksPage
from codinglab.lab.case_author.places import TABS, spot
from codinglab.lab.case_author.sheet import AuthorSheet, Topic
from codinglab.lab.case_author.tabs import Tab, make_tab
from codinglab.lab.case_author.timing import after_typing
from codinglab.lab.display import heading, live, message, style, tab_bar
from codinglab.lab.mimebundle import bundle
from codinglab.lab.page import Page
from codinglab.model import CodinglabError

COLUMNS = widgets.Layout(
    display="grid",
    grid_template_columns="minmax(0, 1.7fr) minmax(280px, 1fr)",
    grid_gap="18px",
    overflow="visible",
)


class AuthorForm:
    """The tabs and the list of what is lacking, around one draft."""

    def __init__(self, sheet: AuthorSheet) -> None:
        self.sheet = sheet
        self.open = TABS[0]
        self.tab: Tab = make_tab(sheet, self.open)
        self._title = widgets.HTML(layout=widgets.Layout(flex="1 1 auto", min_width="0"))
        self._saved = widgets.HTML()
        self._undo = widgets.Button(
            description="Undo", tooltip="Take back the last change", layout=widgets.Layout(width="80px")
        )
        self._undo.on_click(lambda _button: after_typing(sheet.undo))
        self._bar = Page(self._said)
        self._place = widgets.VBox([self.tab.widget])
        self._place.add_class("cl-tab-place")
        self.lacks = LacksPage(sheet, lambda fault: after_typing(lambda: self.go(fault)))
        head = widgets.HBox([self._title, self._saved, self._undo])
        head.add_class("cl-head")
        columns = widgets.Box([widgets.VBox([self._bar, self._place]), self.lacks.widget], layout=COLUMNS)
        self.widget = widgets.VBox([head, columns])
        sheet.observe(self._changed)
        self._show()
        sheet.prove()

    def show(self, name: str) -> None:
        """Open a tab of `TABS`."""
        self.open = name
        self._put(make_tab(self.sheet, name))
        self._show()

    def go(self, fault: Fault) -> None:
        """Open the place where a fault is mended, and put the cursor there."""
        where = spot(self.sheet.draft, fault)
        if where.tab != self.open:
            self.show(where.tab)
        if where.part in self.tab.lists and where.number is not None:
            self.tab.lists[where.part].choose(where.number)
        self.tab.focus(where.part)

    def _said(self, words: str, _text: str) -> None:
        name = words.removeprefix("open ")
        if name in TABS and name != self.open:
            after_typing(lambda: self.show(name))

    def _changed(self, topic: Topic) -> None:
        if topic is Topic.SHAPE:
            chosen = {name: part.chosen for name, part in self.tab.lists.items()}
            self._rebuild(chosen)
        elif topic is Topic.LACKS:
            self.lacks.show()
            self.tab.changed()
        elif topic is Topic.WORDS:
            self.tab.changed()
        self._show()

    def _rebuild(self, chosen: dict[str, int]) -> None:
        """Make the open tab anew, at the entries that were open."""
        if self.tab.lists and len(self.tab.lists) == len(self._place.children[0].children):
            for part in self.tab.lists.values():
                part.rebuild()
            return
        tab = make_tab(self.sheet, self.open)
        for name, number in chosen.items():
            tab.lists[name].choose(number)
        self._put(tab)

    def _put(self, tab: Tab) -> None:
        """Show a tab in the place of the one before."""
        before, self.tab = self.tab, tab
        self._place.children = [self.tab.widget]
        close_all(before.widget)

    def _show(self) -> None:
        title = heading(str(self.sheet.draft.value(("case", "title"))) or "(no title)", self.sheet.draft.id)
        tabs = tab_bar(
            "Parts of the case", ((name, f"open {name}", name == self.open) for name in TABS), "tabs"
        )
        said = live(self.sheet.status or "Every change is saved at once.", css="cl-saved")
        if self.sheet.trouble:
            said = message(self.sheet.trouble, "warn")
        for part, html in ((self._title, title), (self._saved, said)):
            if part.value != html:
                part.value = html
        if self._bar.html != tabs:
            self._bar.html = tabs
        self._undo.disabled = not self.sheet.can_undo


class CaseAuthor:
    """The form of a case; for a case that is not there yet, what is needed to begin it.

    Raises:
        InvalidInputError: the id cannot be the id of a case.
    """

    def __init__(self, case_id: str) -> None:
        check_id(case_id)
        self.case_id = case_id
        self.answer: AuthorSheet | None = None
        self.form: AuthorForm | None = None
        self.begin: Begin | None = None
        self._place = widgets.VBox([])
        self.widget = widgets.VBox([widgets.HTML(style()), BenchKeys(), self._place])
        self.widget.add_class("cl-workbench")
        self._open()

    def __repr__(self) -> str:
        return f"CaseAuthor({self.case_id!r})"

    def static_html(self) -> str:
        """What is lacking, for readers without a kernel."""
        return style() + (self.form.lacks.static_html() if self.form else heading(self.case_id))

    def _repr_mimebundle_(self, **options: Any) -> Any:
        return bundle(self.widget, repr(self), **options)

    def _open(self) -> None:
        try:
            if is_own(self.case_id):
                self.answer = AuthorSheet(DraftFiles(self.case_id))
                self.form = AuthorForm(self.answer)
                self._place.children = [self.form.widget]
            else:
                self.begin = Begin(self.case_id, self._open)
                self._place.children = [self.begin.widget]
        except (CodinglabError, OSError) as error:
            self._place.children = [widgets.HTML(message(str(error), "fail"))]


def open_author(case_id: str) -> CaseAuthor:
    """Open an own case in the educator's form, or offer to begin it; nothing is written before you press.

    Args:
        case_id: small letters, digits and "-": the name of the case's folder.

    Raises:
        InvalidInputError: the id cannot be the id of a case.
    """
    return CaseAuthor(case_id)
