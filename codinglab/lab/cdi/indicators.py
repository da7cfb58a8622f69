"""Clinical indicators as of the day: the criteria of a definition, and the values over the days."""

from __future__ import annotations

from collections.abc import Iterable

from codinglab.indicators import Definition, assess_encounter, conditions, definitions, observations
from codinglab.lab.display import element, press, unfolding
from codinglab.lab.timeline import indicators_html, timeline_html
from codinglab.model import Assessment, CriterionOutcome, Observation
from codinglab.what_if import WorkingDay


class IndicatorPages:
    """One definition at a time; those with a criterion met come first."""

    def __init__(self) -> None:
        self._chosen = ""

    def html(self, at: WorkingDay) -> str:
        """The page."""
        observed = observed_of(at)
        found = assessed(at, observed)
        if not found:
            return element("p", "No criterion of any definition is met by the facts so far.", css="cl-empty")
        names = [_name(one) for one in found]
        if self._chosen not in names:
            self._chosen = names[0]
        one = found[names.index(self._chosen)]
        named = list(zip(names, found, strict=True))
        enough = self._bar("Definitions", [pair for pair in named if pair[1].satisfied])
        some = [pair for pair in named if not pair[1].satisfied]
        rest = self._bar("Others", some)
        if some and one.satisfied:
            rest = unfolding(f"Others with a criterion met ({len(some)})", rest)
        chart = timeline_html(at.encounter, observed, _definition(one))
        return enough + rest + indicators_html([one]) + chart

    def say(self, words: str, text: str, at: WorkingDay) -> None:
        """Choose a definition."""
        verb, _, rest = words.partition(" ")
        if verb == "definition":
            self._chosen = rest

    def _bar(self, label: str, named: Iterable[tuple[str, Assessment]]) -> str:
        buttons = (self._button(name, one) for name, one in named)
        return element("div", *buttons, css="cl-choose", data_list=label, role="group", aria_label=label)

    def _button(self, name: str, one: Assessment) -> str:
        met = sum(each.outcome is CriterionOutcome.MET for each in one.criteria)
        enough = "✔ " if one.satisfied else ""
        label = f"{enough}{name} ({met} of {len(one.criteria)} met)"
        chosen = str(name == self._chosen).lower()
        return press(label, f"definition {name}", aria_pressed=chosen, title=label)


def observed_of(at: WorkingDay) -> tuple[Observation, ...]:
    """The facts of the chart as of the day."""
    return observations(at.encounter, at.concepts)


def assessed(at: WorkingDay, observed: tuple[Observation, ...]) -> tuple[Assessment, ...]:
    """The definitions with a criterion met, those that are satisfied first."""
    met = assess_encounter(at.encounter, observed)
    return tuple(sorted(met, key=lambda one: not one.satisfied))


def _name(one: Assessment) -> str:
    return f"{one.condition}: {one.definition}"


def _definition(one: Assessment) -> Definition | None:
    of_condition = (each for name in conditions() for each in definitions(name))
    return next((each for each in of_condition if each.name == one.definition), None)
