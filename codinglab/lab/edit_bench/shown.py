"""How an edit and its steps show themselves in a notebook."""

from __future__ import annotations

from typing import Any

from codinglab.lab.display import element, message
from codinglab.lab.edit_bench.bench import bench_style
from codinglab.lab.edit_bench.edit_html import edit_html
from codinglab.lab.edit_bench.lists_html import FIRES, Shown, list_html
from codinglab.lab.edit_bench.sources import loaded_claims
from codinglab.lab.edit_bench.steps_html import steps_html
from codinglab.model import CodinglabError
from codinglab.validate.edit import Edit
from codinglab.validate.own import try_examples
from codinglab.validate.steps import StepThrough
from codinglab.validate.trial import try_on


def bundle_of(thing: Edit | StepThrough) -> dict[str, Any]:
    """What a cell shows of an edit or of its steps."""
    return edit_bundle(thing) if isinstance(thing, Edit) else steps_bundle(thing)


def edit_bundle(edit: Edit) -> dict[str, Any]:
    """An edit: its card, its examples, and what it fires on among the claims that are loaded."""
    return {"text/plain": _in_words(edit), "text/html": _page(edit_html(edit), _hits(edit))}


def steps_bundle(told: StepThrough) -> dict[str, Any]:
    """The steps of an edit."""
    return {"text/plain": str(told), "text/html": _page(steps_html(told))}


def _page(*parts: str) -> str:
    return bench_style() + element("div", *parts, css="cl-page cl-panel")


def _in_words(edit: Edit) -> str:
    try:
        tried = try_examples(edit)
    except CodinglabError as error:
        return f"{edit.id}: {edit.title}. {error}"
    lines = [
        f"{edit.id}, version {edit.version}: {edit.title} ({edit.severity.value}, {edit.disposition.value})"
    ]
    for number, one in enumerate(tried, start=1):
        mark = "as it says" if one.right else f"otherwise, it came out as: {one.came}"
        lines.append(f"  example {number} {one.example.outcome} ({one.example.because}): {mark}")
    return "\n".join(lines)


def _hits(edit: Edit) -> str:
    loaded = loaded_claims()
    if loaded is None:
        said = "No claims are loaded. See what it fires on with codinglab.try_edit, or load some with "
        return element("p", f"{said}codinglab.load_claims.", css="cl-empty")
    try:
        trial = try_on(edit, loaded, limit=10)
    except CodinglabError as error:
        return message(str(error), "warn")
    return element("h4", f"On {trial.words}") + list_html(trial, Shown(FIRES), live=False)
