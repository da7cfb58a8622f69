"""The workbench: note on the left, codes on the right, what is at hand beside them, validation below."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets

from codinglab.diagnose import diagnose
from codinglab.lab.bench_keys import BenchKeys
from codinglab.lab.books import Books
from codinglab.lab.cdi.day_bar import DayBar
from codinglab.lab.display import Panel, bench_style
from codinglab.lab.drg.line import DrgLine
from codinglab.lab.mimebundle import bundle
from codinglab.lab.place import Place
from codinglab.lab.workbench import keys_panel
from codinglab.lab.workbench.case_header import CaseHeader
from codinglab.lab.workbench.claim_form import ClaimForm
from codinglab.lab.workbench.code_search import CodeSearch
from codinglab.lab.workbench.desks import desk_of, tabs_for
from codinglab.lab.workbench.drawer import Drawer
from codinglab.lab.workbench.note_reader import NoteReader
from codinglab.lab.workbench.validation import Validation
from codinglab.lab.worksheet import Topic, Worksheet
from codinglab.model import CodinglabError, Concept, Role, Section, Suggestion
from codinglab.review import review, sections

_STEPS = {"day before": -1, "day after": 1}


class Workbench:
    """The panels of one case around one worksheet; which ones stand in the drawer follows the desk.

    Args:
        worksheet: the work.
        desk: "cdi" or "facility_inpatient" for a stay; by the role of the case when not given.

    Raises:
        InvalidInputError: the case cannot be worked at that desk.
    """

    def __init__(self, worksheet: Worksheet, desk: str | None = None) -> None:
        self.worksheet = worksheet
        self.desk = desk_of(worksheet.case, desk)
        if self.desk is Role.CDI:
            worksheet.show_day(worksheet.case.encounter.from_date)
        concepts, headers, suggestions = _read(worksheet)
        self.header = CaseHeader(worksheet, self.submit, self._show_keys)
        self.note = NoteReader(worksheet, concepts, headers, suggestions)
        self.books = Books(worksheet.on, self._assign, procedures=worksheet.inpatient)
        self.search = CodeSearch(worksheet, self.show_code)
        self.claim = ClaimForm(worksheet, self.show_code)
        self.drawer = Drawer(worksheet, tabs_for(worksheet, concepts, suggestions, self.books))
        self.validation = Validation(worksheet)
        self.days = DayBar(worksheet) if worksheet.day else None
        self.drg = DrgLine(worksheet) if worksheet.inpatient else None
        self._told_left = -1
        worksheet.observe(self._changed)
        self.widget = self._laid_out()

    @property
    def panels(self) -> tuple[Panel, ...]:
        """The panels in reading order; the drawer holds the rest."""
        panels = (
            self.header, self.days, self.note, self.search, self.drg, self.claim, self.drawer, self.validation
        )  # fmt: skip
        return tuple(panel for panel in panels if panel is not None)

    def panel(self, tab: str) -> Any:
        """The panel of a tab of the drawer. Raises KeyError when this desk has no such tab."""
        return {one.name: one.panel for one in self.drawer.tabs}[tab]

    def __repr__(self) -> str:
        return f"Workbench({self.worksheet.case.id!r})"

    def show_code(self, code: str) -> None:
        """Open the tabular at a diagnosis code."""
        self.books.show_code(code)
        self.worksheet.go(Place("drawer", name="Books"))

    def submit(self) -> None:
        """Hand the work in and show the score; while conditions have no decision, only when asked twice."""
        self.worksheet.settle()
        left, revision = self.note.left, self.worksheet.answers.revision
        if left and self._told_left != revision and not self.worksheet.answers.submitted:
            self._told_left = revision
            waiting = "1 condition in the chart has" if left == 1 else f"{left} conditions in the chart have"
            self.worksheet.say(
                f"{waiting} no decision yet: u in the note goes to the next, d dismisses it. "
                "Submit once more to hand the work in all the same."
            )
            return
        if self.worksheet.attempt(self.worksheet.submit):
            self.worksheet.go(Place("drawer", name="Score"))

    def static_html(self) -> str:
        """Every panel as HTML, for readers without a kernel."""
        return bench_style() + "".join(panel.static_html() for panel in self.panels)

    def _repr_mimebundle_(self, **options: Any) -> Any:
        return bundle(self.widget, repr(self), **options)

    def _assign(self, code: str, system: str, path: str) -> None:
        """Assign a code chosen in a book."""
        long = {"CM": "ICD-10-CM", "PCS": "ICD-10-PCS"}[system]
        self.worksheet.attempt(lambda: self.search.assign(code, long, path))

    def _changed(self, topic: Topic) -> None:
        place = self.worksheet.place
        if topic is Topic.PLACE and place is not None and place.kind == "submit":
            self.submit()

    def _show_keys(self) -> None:
        self.worksheet.go(Place("drawer", name=keys_panel.TAB))

    def _pressed(self, key: str) -> None:
        """Do what a key means that is the same everywhere on the bench."""
        sheet = self.worksheet
        if key == "undo":
            sheet.attempt(sheet.undo)
        elif key == "redo":
            sheet.attempt(sheet.redo)
        elif key == "submit":
            self.submit()
        elif key == "keys":
            self._show_keys()
        elif key in _STEPS and self.days is not None:
            self.days.step(_STEPS[key])

    def _laid_out(self) -> widgets.VBox:
        note = _pane("note", self.note.widget)
        drg = [self.drg.widget] if self.drg else []
        codes = widgets.VBox([_pane("search", self.search.widget), *drg, _pane("claim", self.claim.widget)])
        codes.add_class("cl-codes")
        main = widgets.Box([note, codes, self.drawer.widget])
        main.add_class("cl-main")
        days = [self.days.widget] if self.days else []
        frame = widgets.VBox([self.header.widget, *days, main, _pane("validation", self.validation.widget)])
        frame.add_class("cl-frame")
        page = widgets.VBox([widgets.HTML(bench_style()), BenchKeys(self._pressed), frame])
        page.add_class("cl-workbench")
        page.add_class("cl-bench")
        return page


def _pane(name: str, widget: widgets.Widget) -> widgets.VBox:
    made = widgets.VBox([widget])
    made.add_class("cl-pane")
    made.add_class(f"cl-pane-{name}")
    return made


def _read(
    worksheet: Worksheet,
) -> tuple[tuple[Concept, ...], dict[str, tuple[Section, ...]], tuple[Suggestion, ...]]:
    """Review and diagnose the chart; without a reference store the chart is still shown, and says why."""
    encounter = worksheet.case.encounter
    try:
        headers = {document.id: sections(document) for document in encounter.documents}
        concepts = review(encounter)
        return concepts, headers, diagnose(encounter, concepts)
    except CodinglabError as error:
        worksheet.say(f"The chart was not reviewed. {error}")
        return (), {}, ()
