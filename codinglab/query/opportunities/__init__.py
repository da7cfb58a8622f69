"""Query opportunities of a chart: one file a kind; adding a file is all there is to do.

A kind's file has `KIND` and `find(chart)`; its docstring says what is looked for, why it matters and what
the coder does. What is looked for is data: reference/lexicon/query/opportunities.toml.
"""

from __future__ import annotations

import inspect
import pkgutil
from functools import cache
from importlib import import_module
from types import ModuleType

from codinglab.diagnose import diagnose
from codinglab.indicators import observations
from codinglab.model import Concept, Encounter, Observation, Suggestion
from codinglab.query.opportunity import Kind, Opportunity
from codinglab.query.opportunity_chart import QueryChart
from codinglab.review import review

__all__ = ["explain_kind", "find", "opportunities"]


@cache
def _files() -> dict[Kind, ModuleType]:
    modules = [import_module(f"{__name__}.{one.name}") for one in pkgutil.iter_modules(__path__)]
    by_kind = {module.KIND: module for module in modules}
    return {kind: by_kind[kind] for kind in Kind if kind in by_kind}


def find(
    encounter: Encounter,
    concepts: tuple[Concept, ...],
    suggestions: tuple[Suggestion, ...],
    observed: tuple[Observation, ...],
) -> tuple[Opportunity, ...]:
    """Find the queries that a chart calls for; a person decides which are asked.

    Args:
        encounter: the chart.
        concepts: what `review` found in it.
        suggestions: what `diagnose` proposes.
        observed: its facts, from `codinglab.indicators.observations`.

    Returns:
        The opportunities in the order of the kinds, each id once.

    Raises:
        StoreError: there is no reference store.
        TableMissingError: the list of opportunities is missing.
    """
    chart = QueryChart(encounter, concepts, suggestions, observed)
    found: dict[str, Opportunity] = {}
    for module in _files().values():
        for one in module.find(chart):
            found.setdefault(one.id, one)
    return tuple(found.values())


def opportunities(encounter: Encounter) -> tuple[Opportunity, ...]:
    """Read a chart and find the queries that it calls for. Raises as `find`, `review` and `diagnose` do."""
    concepts = review(encounter)
    return find(encounter, concepts, diagnose(encounter, concepts), observations(encounter, concepts))


def explain_kind(kind: Kind) -> str:
    """Explain a kind: what it looks for, why it matters, what the coder does."""
    return inspect.getdoc(_files()[kind]) or ""
