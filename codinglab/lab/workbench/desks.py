"""The three desks: which tabs stand in the drawer, by the role of the case."""

from __future__ import annotations

from codinglab.lab.books import Books
from codinglab.lab.query_desk.desk import QueryDesk
from codinglab.lab.workbench import history_panel, keys_panel
from codinglab.lab.workbench.drawer import Tab
from codinglab.lab.workbench.hint_panel import HintPanel
from codinglab.lab.workbench.history_panel import HistoryPanel
from codinglab.lab.workbench.keys_panel import KeysPanel
from codinglab.lab.workbench.notes_panel import NotesPanel
from codinglab.lab.workbench.score_panel import ScorePanel
from codinglab.lab.workbench.suggestions import Suggestions
from codinglab.lab.worksheet import Worksheet
from codinglab.model import Concept, Suggestion


def tabs_for(
    worksheet: Worksheet, concepts: tuple[Concept, ...], suggestions: tuple[Suggestion, ...], books: Books
) -> tuple[Tab, ...]:
    """The tabs of the desk that the case's role sits at, in their order."""
    return (
        Tab("Suggested", Suggestions(worksheet, suggestions)),
        Tab("Books", books),
        Tab("Query", QueryDesk(worksheet, concepts, suggestions), tall=True),
        Tab("Hints", HintPanel(worksheet)),
        Tab("Notes", NotesPanel(worksheet)),
        Tab(history_panel.TAB, HistoryPanel(worksheet)),
        Tab(keys_panel.TAB, KeysPanel()),
        Tab("Score", ScorePanel(worksheet), tall=True),
    )
