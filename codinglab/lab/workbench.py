"""The workbench: note on the left, codes on the right, validation below, then query and score."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets

from codinglab.diagnose import diagnose
from codinglab.lab.books import Books
from codinglab.lab.case_header import CaseHeader
from codinglab.lab.claim_form import ClaimForm
from codinglab.lab.code_search import CodeSearch
from codinglab.lab.display import Panel, style
from codinglab.lab.hint_panel import HintPanel
from codinglab.lab.mimebundle import bundle
from codinglab.lab.note_reader import NoteReader
from codinglab.lab.query_desk import QueryDesk
from codinglab.lab.score_panel import ScorePanel
from codinglab.lab.shortcuts import Shortcuts
from codinglab.lab.suggestions import Suggestions
from codinglab.lab.validation import Validation
from codinglab.lab.worksheet import Worksheet, open_worksheet
from codinglab.model import CodinglabError, Concept, Section, Suggestion
from codinglab.review import review, sections

COLUMNS = widgets.Layout(
    display="grid",
    grid_template_columns="minmax(0, 1.08fr) minmax(0, 1fr)",
    grid_gap="14px",
    overflow="visible",
)


class Workbench:
    """The panels of one case around one worksheet."""

    def __init__(self, worksheet: Worksheet) -> None:
        self.worksheet = worksheet
        concepts, headers, suggestions = _read(worksheet)
        self.header = CaseHeader(worksheet)
        self.note = NoteReader(worksheet, concepts, headers)
        self.books = Books(worksheet.on, self._assign, procedures=worksheet.inpatient)
        self.search = CodeSearch(worksheet, self.books.show_code)
        self.claim = ClaimForm(worksheet)
        self.suggestions = Suggestions(worksheet, suggestions)
        self.validation = Validation(worksheet)
        self.query = QueryDesk(worksheet)
        self.hints = HintPanel(worksheet)
        self.score = ScorePanel(worksheet)
        self.widget = self._laid_out()

    @property
    def panels(self) -> tuple[Panel, ...]:
        """The panels in reading order."""
        return (
            self.header,
            self.note,
            self.search,
            self.books,
            self.claim,
            self.suggestions,
            self.validation,
            self.query,
            self.hints,
            self.score,
        )

    def __repr__(self) -> str:
        return f"Workbench({self.worksheet.case.id!r})"

    def _assign(self, code: str, system: str, path: str) -> None:
        """Assign a code chosen in a book."""
        long = {"CM": "ICD-10-CM", "PCS": "ICD-10-PCS"}[system]
        self.worksheet.attempt(lambda: self.search.assign(code, long, path))

    def static_html(self) -> str:
        """Every panel as HTML, for readers without a kernel."""
        return style() + "".join(panel.static_html() for panel in self.panels)

    def _repr_mimebundle_(self, **options: Any) -> Any:
        return bundle(self.widget, repr(self), **options)

    def _laid_out(self) -> widgets.VBox:
        left = widgets.VBox([self.note.widget])
        right = widgets.VBox(
            [self.search.widget, self.books.widget, self.claim.widget, self.suggestions.widget]
        )
        after = widgets.Box([self.query.widget, self.hints.widget], layout=COLUMNS)
        for column in (left, right):
            column.add_class("cl-column")
        page = widgets.VBox(
            [
                widgets.HTML(style()),
                Shortcuts(),
                self.header.widget,
                widgets.Box([left, right], layout=COLUMNS),
                self.validation.widget,
                after,
                self.score.widget,
            ]
        )
        page.add_class("cl-workbench")
        return page


def open_case(case_id: str, learner: str = "me") -> Workbench:
    """Open a teaching case on the workbench, with whatever the learner has saved before.

    Raises:
        UnknownCaseError: no case has that id.
        InvalidInputError: the learner's name cannot name a folder.
    """
    return Workbench(open_worksheet(case_id, learner))


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
