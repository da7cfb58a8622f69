"""Why this DRG, as a picture and in words: the path as steps, the severity ladder, each code's part."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from codinglab.group.words import level_words
from codinglab.lab.display import element, heading, message, unfolding
from codinglab.model import Complication, Explanation, Grouping, Removed, Rung, SecondaryDiagnosis, Step

_SIGNS = {Complication.MCC: "▲▲", Complication.CC: "▲", Complication.NONE: "·"}


def why_html(found: Explanation) -> str:
    """An explanation; a claim that was not grouped says why not."""
    grouping = found.grouping
    if grouping.drg is None:
        return heading("MS-DRG") + message(f"Not grouped. {grouping.not_evaluated}", "warn")
    return "".join(
        (
            heading("MS-DRG", f"version {grouping.version}; for the coder's eyes, never in a query"),
            element(
                "p", element("span", grouping.drg, css="cl-code"), f" {escape(grouping.title)}", css="cl-drg"
            ),
            element("p", escape(weight_words(grouping)), css="cl-said"),
            path_html(found.path),
            ladder_html(found.ladder),
            element("p", escape(found.driver), css="cl-title") if found.driver else "",
            _secondary(grouping.secondary, found.removed),
            procedures_html(found.removed[len(grouping.secondary) :]),
        )
    )


def weight_words(grouping: Grouping) -> str:
    """The MDC, the weight and the stay of a grouping in a line."""
    weight = (
        grouping.weight_note
        or f"weight {grouping.weight}, geometric mean stay {grouping.geometric_mean_stay} days"
    )
    return f"MDC {grouping.mdc} {grouping.mdc_title}; {weight}"


def table(caption: str, names: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table of cells that are HTML already; the first cell of a row is its header."""
    head = element("tr", *(element("th", escape(name), scope="col") for name in names))
    body = (
        element("tr", element("th", cells[0], scope="row"), *(element("td", cell) for cell in cells[1:]))
        for cells in map(tuple, rows)
    )
    return element(
        "table",
        element("caption", escape(caption)),
        element("thead", head),
        element("tbody", *body),
        css="cl-table",
    )


def path_html(path: Iterable[Step]) -> str:
    """The steps from the principal diagnosis to the DRG, each with what shows it."""
    return element("ol", *map(_step, path), css="cl-steps", aria_label="The path to the DRG")


def _step(step: Step) -> str:
    return element(
        "li",
        element("div", escape(step.name), css="cl-step-name"),
        element("div", escape(step.outcome), css="cl-title"),
        element("div", escape(step.because), css="cl-said"),
        unfolding("Shown by", element("div", escape(step.shown_by), css="cl-reason")),
    )


def ladder_html(ladder: tuple[Rung, ...]) -> str:
    """The rungs from the highest; those of one DRG stand together."""
    if len({rung.drg for rung in ladder}) < 2:
        return ""
    together: dict[str, list[Rung]] = {}
    for rung in reversed(ladder):
        together.setdefault(rung.drg, []).append(rung)
    most = max((rung.weight or 0 for rung in ladder), default=0)
    rows = [_rung(rungs, most) for rungs in together.values()]
    return element("div", "Severity of the base DRG", css="cl-label") + element(
        "ul", *rows, css="cl-ladder", aria_label="Severity levels of the base DRG"
    )


def _rung(rungs: list[Rung], most: float) -> str:
    here = any(rung.here for rung in rungs)
    levels = level_words([rung.severity for rung in rungs])
    weight = rungs[0].weight
    bar = element(
        "span", css="cl-rung-bar", style=f"width:{round(100 * (weight or 0) / most) if most else 0}%"
    )
    said = [
        element("span", f"{rungs[0].drg}", css="cl-code"),
        element("span", escape(levels)),
        element("span", "" if weight is None else f"{weight:.4f}"),
        element("span", bar, css="cl-rung-track", aria_hidden="true"),
        element("strong", "◀ this claim" if here else ""),
    ]
    return element("li", *said, css="cl-rung cl-here" if here else "cl-rung")


def _secondary(secondary: tuple[SecondaryDiagnosis, ...], removed: tuple[Removed, ...]) -> str:
    if not secondary:
        return element("p", "No secondary diagnosis.", css="cl-empty")
    rows = (
        (
            element("span", one.code.written, css="cl-code"),
            severity_words(one.listed),
            severity_words(one.counted),
            escape(one.reason),
            without_words(rest),
        )
        for one, rest in zip(secondary, removed, strict=False)
    )
    return table("Secondary diagnoses", ("code", "listed", "counts", "why", "without it"), rows)


def procedures_html(removed: tuple[Removed, ...]) -> str:
    """The procedures, each with the DRG that is left without it."""
    if not removed:
        return ""
    rows = ((element("span", one.code.written, css="cl-code"), without_words(one)) for one in removed)
    return table("Procedures", ("code", "without it"), rows)


def severity_words(severity: Complication) -> str:
    """A severity as sign and word."""
    return f"{element('span', _SIGNS[severity], aria_hidden='true')} {severity}"


def without_words(rest: Removed) -> str:
    """The DRG that is left without a code, and whether it is another one."""
    said = f"{rest.without}"
    return element("strong", f"{said} ◀ changes") if rest.changes else escape(f"{said}, the same")
