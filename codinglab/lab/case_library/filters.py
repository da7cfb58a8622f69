"""The boxes above the list: words, and a choice each of role, setting, difficulty and state."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import ipywidgets as widgets

from codinglab.lab.case_library.rows import CaseRow, State
from codinglab.lab.case_library.wanted import ANY, Wanted, spoken
from codinglab.model import Difficulty, Role, Setting


class Filters:
    """Reports what is wanted whenever it changes."""

    def __init__(self, changed: Callable[[], None]) -> None:
        self.words = widgets.Text(
            description="Words", placeholder="words of the title, an objective, a section", layout=_wide(310)
        )
        self.role, self.setting = _choice("Role", 190), _choice("Setting", 220)
        self.difficulty, self.state = _choice("Difficulty", 175), _choice("Your work", 250)
        boxes = (self.role, self.setting, self.difficulty, self.state, self.words)
        for box in boxes:
            box.style.description_width = "initial"
            box.observe(lambda _change: changed(), names="value")
        self.widget = widgets.HBox(boxes, layout=widgets.Layout(flex_flow="row wrap"))
        self.widget.add_class("cl-filters")

    @property
    def wanted(self) -> Wanted:
        """What is chosen and typed now."""
        return Wanted(
            self.role.value, self.setting.value, self.difficulty.value, self.state.value, self.words.value
        )

    def offer(self, rows: Iterable[CaseRow]) -> None:
        """Offer the values that occur among the rows, and every state; what was chosen stays where it can."""
        cases = [row.case for row in rows]
        _offer(self.role, [role for role in Role if role in {case.role for case in cases}])
        settings = {case.encounter.setting for case in cases}
        _offer(self.setting, [setting for setting in Setting if setting in settings])
        hard = {case.difficulty for case in cases}
        _offer(self.difficulty, [one for one in Difficulty if one in hard])
        _offer(self.state, list(State))


def _choice(name: str, width: int) -> widgets.Dropdown:
    return widgets.Dropdown(description=name, options=[("any", ANY)], value=ANY, layout=_wide(width))


def _wide(pixels: int) -> widgets.Layout:
    return widgets.Layout(width=f"{pixels}px")


def _offer(box: widgets.Dropdown, values: Iterable[Role | Setting | Difficulty | State]) -> None:
    options = [("any", ANY), *((spoken(one.value), one.value) for one in values)]
    if list(box.options) == options:
        return
    chosen = box.value
    box.options = options
    box.value = chosen if chosen in {value for _name, value in options} else ANY
