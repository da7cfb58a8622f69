"""A section open as a page: its words whole, what stands above, below and beside it, what changed in it."""

from __future__ import annotations

from html import escape

from codinglab.guidance.changes import ChangeOf, SectionChange
from codinglab.guidance.opened import Opened
from codinglab.lab.display import element, listed, message, press
from codinglab.lab.guidance.passage_html import citation_html, own_words_html, passage_html, trail_html

_SAID = {
    ChangeOf.UNCHANGED: "The words are those of",
    ChangeOf.REWORDED: "Reworded since",
    ChangeOf.MOVED: "Moved or renumbered since",
    ChangeOf.NEW: "New: it is not in",
    ChangeOf.REMOVED: "It is no longer there; it was in",
}


def section_html(opened: Opened, on_words: str = "", *, pressable: bool = False) -> str:
    """The page of a section.

    Args:
        opened: the section.
        on_words: the day asked about, for the warning where the edition is not in force on it.
        pressable: headings below and sections beside are buttons, and the heading takes the focus that what
            was pressed leaves behind (`GuidancePages`).
    """
    document = opened.edition.document
    focus = {"tabindex": "-1", "data_focus": "true"} if pressable else {}
    title = escape(f"{opened.section} {opened.titles[-1]}".strip())
    parts = [trail_html(opened.titles[:-1]), element("h4", title, css="cl-code-title", **focus)]
    if not opened.current:
        parts.append(message(f"Not current: {opened.edition} is not in force{on_words}.", "warn"))
    parts += [passage_html(passage) for passage in opened.passages]
    parts.append(own_words_html(opened.cards))
    if opened.passages or opened.cards:
        parts.append(citation_html((*opened.passages, *opened.cards)[0]))
    if opened.below:
        parts.append(listed(_below(opened, pressable=pressable), css="cl-plain"))
    if pressable:
        beside = [("Before", opened.before), ("After", opened.after)]
        buttons = (
            press(f"{word}: {section}", f"section {document} {section}")
            for word, section in beside
            if section
        )
        parts.append(element("div", *buttons, css="cl-bar", data_list="beside"))
    return element("article", *parts, css="cl-section", aria_label=opened.citation)


def changes_html(change: SectionChange) -> str:
    """What changed in a section: added words underlined, deleted words struck through, both said aloud."""
    where = f" as {change.before.section}" if change.kind is ChangeOf.MOVED and change.before else ""
    head = element("p", escape(f"{_SAID[change.kind]} {change.earlier}{where}."), css="cl-label")
    if change.kind is ChangeOf.UNCHANGED:
        return head
    tags = {"added": "ins", "deleted": "del"}
    runs = []
    for run in change.runs:
        words = escape(run.text).replace("\n", "<br>")
        runs.append(element(tags[run.kind], words, css=f"cl-{run.kind}") if run.kind in tags else words)
    said = element("p", " ".join(runs), css="cl-passage")
    return element("section", head, said, css="cl-changes", aria_label="What changed")


def _below(opened: Opened, *, pressable: bool) -> list[str]:
    document = opened.edition.document
    return [
        press(f"{section} {title}".strip(), f"section {document} {section}", css="cl-link")
        if pressable
        else escape(f"{section} {title}")
        for section, title in opened.below
    ]
