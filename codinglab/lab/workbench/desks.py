"""The desks: which one a case is worked at, and which tabs stand in its drawer."""

from __future__ import annotations

from codinglab.lab.books import Books
from codinglab.lab.cdi.day_panel import DayPanel
from codinglab.lab.cdi.indicators import IndicatorPages
from codinglab.lab.drg import panel as drg_panel
from codinglab.lab.drg.panel import DrgPanel
from codinglab.lab.query_desk.desk import QueryDesk
from codinglab.lab.workbench import history_panel, keys_panel
from codinglab.lab.workbench.drawer import Tab
from codinglab.lab.workbench.em_panel import EmPanel
from codinglab.lab.workbench.hint_panel import HintPanel
from codinglab.lab.workbench.history_panel import HistoryPanel
from codinglab.lab.workbench.keys_panel import KeysPanel
from codinglab.lab.workbench.notes_panel import NotesPanel
from codinglab.lab.workbench.score_panel import ScorePanel
from codinglab.lab.workbench.suggestions import Suggestions
from codinglab.lab.worksheet import Worksheet
from codinglab.model import Case, ClaimType, Concept, InvalidInputError, Role, Suggestion
from codinglab.what_if import working

QUERY, INDICATORS = "Query", "Indicators"
_STAY = (Role.FACILITY_INPATIENT, Role.CDI)


def desk_of(case: Case, desk: str | None = None) -> Role:
    """The desk of a case: by its role, or the one asked for.

    A stay can be worked at the desk of the inpatient coder ("facility_inpatient") and of the CDI
    specialist ("cdi"); every other case has one desk.

    Raises:
        InvalidInputError: there is no such desk, or the case cannot be worked at it.
    """
    stay = case.encounter.claim_type is ClaimType.INPATIENT
    fitting = _STAY if stay else (case.role,)
    if desk is None:
        return case.role
    if desk not in fitting:
        named = " or ".join(f"'{role.value}'" for role in fitting)
        msg = f"{case.id} cannot be worked at the desk '{desk}': choose {named}."
        raise InvalidInputError(msg)
    return Role(desk)


def tabs_for(
    worksheet: Worksheet, concepts: tuple[Concept, ...], suggestions: tuple[Suggestion, ...], books: Books
) -> tuple[Tab, ...]:
    """The tabs of the drawer in their order; a worksheet with a day is at the CDI desk."""
    begin = _cdi(worksheet, books) if worksheet.day else _coder(worksheet, concepts, suggestions, books)
    return (
        *begin,
        Tab("Hints", HintPanel(worksheet)),
        Tab("Notes", NotesPanel(worksheet)),
        Tab(history_panel.TAB, HistoryPanel(worksheet)),
        Tab("Score", ScorePanel(worksheet), tall=True),
        Tab(keys_panel.TAB, KeysPanel(), quiet=True),
    )


def _coder(
    worksheet: Worksheet, concepts: tuple[Concept, ...], suggestions: tuple[Suggestion, ...], books: Books
) -> tuple[Tab, ...]:
    """What a coder has at hand: the DRG of a stay, the E/M helper of a professional claim."""
    drg = (Tab(drg_panel.TAB, DrgPanel(worksheet), tall=True),) if worksheet.inpatient else ()
    professional = worksheet.case.encounter.claim_type is ClaimType.PROFESSIONAL
    return (
        Tab("Suggested", Suggestions(worksheet, suggestions)),
        *drg,
        Tab("Books", books),
        *([Tab("E/M", EmPanel(worksheet), tall=True)] if professional else []),
        Tab(QUERY, QueryDesk(worksheet, concepts, suggestions), tall=True),
    )


def _cdi(worksheet: Worksheet, books: Books) -> tuple[Tab, ...]:
    """What a CDI specialist has at hand, as of the day."""
    case = worksheet.case
    return (
        Tab("Suggested", Suggestions(worksheet, (), lambda day: working(case, day).suggestions)),
        Tab(INDICATORS, DayPanel(worksheet, INDICATORS, IndicatorPages()), tall=True),
        Tab(drg_panel.TAB, DrgPanel(worksheet), tall=True),
        Tab(QUERY, QueryDesk(worksheet, (), (), day=lambda: worksheet.day), tall=True),
        Tab("Books", books),
    )
