"""Pieces of escaped HTML that the panels share, and the one style sheet."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from html import escape
from pathlib import Path
from typing import Any, Protocol

from markdown_it import MarkdownIt

from codinglab.model import Assertion, Encounter, Evidence, Severity

STATIC = Path(__file__).parent / "static"
NOTES = "note_reader.css"
"""The sheet of marked notes."""
PAGE_SHEETS = ("lab.css", "drg.css", "exercise.css")
BENCH_SHEETS = (
    "bench.css",
    "claim_sheet.css",
    "em_panel.css",
    "validation.css",
    "score.css",
    "suggestions.css",
    "query_desk.css",
)

SEVERITY_SIGNS = {
    Severity.FAIL: ("✖", "Stop"),
    Severity.WARN: ("▲", "Warning"),
    Severity.INFO: ("●", "Note"),
}
ASSERTION_SIGNS = {
    Assertion.AFFIRMED: "",
    Assertion.NEGATED: "no",
    Assertion.POSSIBLE: "?",
    Assertion.HISTORICAL: "hx",
    Assertion.FAMILY: "fam",
    Assertion.HYPOTHETICAL: "if",
    Assertion.PLANNED: "plan",
    Assertion.SCREENING: "scr",
}


class Panel(Protocol):
    """A panel of the workbench."""

    widget: Any

    def static_html(self) -> str:
        """The panel as HTML for a reader without a kernel."""


@cache
def style_sheet(*names: str) -> str:
    """Style sheets one after the other; light and dark through JupyterLab's own variables, a file a room."""
    return "".join((STATIC / name).read_text(encoding="utf-8") for name in names)


def script(*names: str) -> str:
    """A module of the browser out of several files: a file uses what those before it define."""
    return "\n".join((STATIC / name).read_text(encoding="utf-8") for name in names)


def style(*more: str) -> str:
    """What pages are set in, as an element, with the sheets of a room after it."""
    return f"<style>{style_sheet(*PAGE_SHEETS, *more)}</style>"


def bench_style() -> str:
    """What the workbench is set in, as an element."""
    return style(*BENCH_SHEETS)


def element(tag: str, *inner: str, css: str = "", **attributes: str) -> str:
    """An element around HTML that is already escaped; attribute values are escaped here."""
    written = "".join(
        f' {name.strip("_").replace("_", "-")}="{escape(value)}"' for name, value in attributes.items()
    )
    marked = f' class="{escape(css)}"' if css else ""
    return f"<{tag}{marked}{written}>{''.join(inner)}</{tag}>"


def heading(text: str, note: str = "") -> str:
    """The heading of a panel."""
    beside = element("span", escape(note), css="cl-beside") if note else ""
    return element("h3", escape(text), beside, css="cl-heading")


def message(text: str, kind: str = "info") -> str:
    """A message to the person: kind is "info", "warn" or "fail"."""
    return element("p", escape(text).replace("\n", "<br>"), css=f"cl-message cl-{kind}")


def severity_mark(severity: Severity) -> str:
    """A severity as sign and word, never colour alone."""
    sign, word = SEVERITY_SIGNS[severity]
    return element(
        "span",
        element("span", sign, aria_hidden="true"),
        f" {word}",
        css=f"cl-severity cl-{severity.lower()}",
    )


def quoted(evidence: Evidence, encounter: Encounter) -> str:
    """Words of the chart with the document that they stand in."""
    title = next(
        (item.title for item in encounter.documents if item.id == evidence.document), evidence.document
    )
    words = " ".join(evidence.quote.split())
    return element("q", escape(words), css="cl-quote") + element("span", f" {escape(title)}", css="cl-source")


def press(label: str, say: str, css: str = "cl-say", **attributes: str) -> str:
    """A button of a page that reports `say` when it is pressed (see `page.Page`)."""
    return element("button", escape(label), css=css, type="button", data_say=say, **attributes)


def tab_bar(label: str, tabs: Iterable[tuple[str, str, bool]], name: str) -> str:
    """Tabs side by side: each with its text, what it says when pressed, and whether it is the open one.

    Args:
        label: what the tabs are, read aloud.
        tabs: in their order.
        name: of the list that the arrow keys move in.
    """
    buttons = (
        press(text, say, css="cl-tab", role="tab", aria_selected=str(chosen).lower())
        for text, say, chosen in tabs
    )
    return element("div", *buttons, css="cl-tabs", role="tablist", aria_label=label, data_list=name)


def listed(items: Iterable[str], css: str = "cl-list") -> str:
    """A list of items that are HTML already."""
    return element("ul", *(element("li", item) for item in items), css=css)


def unfolding(summary: str, inner: str) -> str:
    """A details element; `summary` is plain text, `inner` is HTML."""
    return element("details", element("summary", escape(summary)), inner, css="cl-details")


def markdown(text: str) -> str:
    """Markdown as HTML; raw HTML in it is shown, not obeyed."""
    return element("div", MarkdownIt("js-default").render(text), css="cl-markdown")


def live(text: str, css: str = "cl-status") -> str:
    """Text that a screen reader announces when it changes."""
    return element("div", escape(text).replace("\n", "<br>"), css=css, role="status", aria_live="polite")
