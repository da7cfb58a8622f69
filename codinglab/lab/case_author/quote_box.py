"""A box for words of the chart: it says at once whether they stand once in their document, and where."""

from __future__ import annotations

import re
from html import escape
from typing import Any

import ipywidgets as widgets

from codinglab.classroom.drafts import Draft, Path
from codinglab.classroom.lacks import times_found
from codinglab.lab.case_author.fields import Field, clean, to_text
from codinglab.lab.case_author.sheet import AuthorSheet
from codinglab.lab.case_author.timing import after_typing, focus_soon
from codinglab.lab.display import element, press
from codinglab.lab.page import Page

_BESIDE = 45


class QuoteBox:
    """The words, and below them whether they are found, with what stands around them."""

    def __init__(self, sheet: AuthorSheet, path: Path, field: Field, label: str = "") -> None:
        self._sheet = sheet
        self._path = (*path, *field.path)
        self._document = (*path, "source" if field.optional else "document")
        self._optional = field.optional
        self._input = widgets.Textarea(
            value=to_text(field, sheet.draft.value(self._path)),
            description=label or field.label,
            placeholder="type or paste the words exactly as the chart has them",
            rows=2,
            style={"description_width": "118px"},
            layout=widgets.Layout(width="auto"),
        )
        self._input.observe(self._typed, names="value")
        self._page = Page(self._said)
        self._page.add_class("cl-under")
        self.widget = widgets.VBox([self._input, self._page])
        self.widget.add_class("cl-box")
        self.changed()

    def changed(self) -> None:
        """Look for the words again."""
        html = quote_html(
            self._sheet.draft, str(self._sheet.draft.value(self._document)), str(self._input.value)
        )
        if html != self._page.html:
            self._page.html = html

    def focus(self) -> None:
        """Put the cursor into the box."""
        focus_soon(self._input)

    def _typed(self, change: dict[str, Any]) -> None:
        text = clean(change["new"])
        self._sheet.put(self._path, None if self._optional and not text else text)
        self.changed()

    def _said(self, words: str, _text: str) -> None:
        verb, _, rest = words.partition(" ")
        if verb == "there":
            after_typing(lambda: self._sheet.change(self._sheet.draft.put(self._document, rest)))
        elif verb == "as":
            chosen = str(self._sheet.draft.value(self._document))
            as_written = loosely(self._sheet.draft.text_of(chosen) or "", str(self._input.value))
            if len(as_written) == 1:
                self._input.value = as_written[0]


def quote_html(draft: Draft, document: str, quote: str) -> str:
    """Whether words stand once in their document, by sign and word, with what stands around them."""
    if not quote.strip():
        return element("span", "● No words yet.", css="cl-source", role="status")
    text = draft.text_of(document)
    times = times_found(draft, document, quote)
    if text is not None and times == 1:
        return _in_context(text, quote)
    if times > 1:
        said = f"✖ Stands {times} times: add the words beside it, so that it stands once."
        return element("span", said, css="cl-open-mark", role="status")
    said = "✖ Choose the document." if text is None else "✖ Not in this document as it is written here."
    return element("span", said, css="cl-open-mark", role="status") + _remedies(draft, document, quote)


def loosely(text: str, quote: str) -> list[str]:
    """The places of a text that have the words of a quote, whatever the spaces and capitals between."""
    words = [re.escape(word) for word in quote.split()]
    return [found[0] for found in re.finditer(r"\s+".join(words), text, re.I)] if words else []


def _remedies(draft: Draft, document: str, quote: str) -> str:
    if len(loosely(draft.text_of(document) or "", quote)) == 1:
        return " " + press("Take the words as they stand there", "as written")
    elsewhere = [item for item in draft.documents if times_found(draft, str(item.get("id")), quote) == 1]
    return "".join(
        " " + press(f"It stands once in {item.get('title') or item.get('id')}", f"there {item.get('id')}")
        for item in elsewhere
    )


def _in_context(text: str, quote: str) -> str:
    start = text.index(quote)
    before = text[max(start - _BESIDE, 0) : start]
    if start > _BESIDE:
        before = before[before.find(" ") + 1 :]
    after = text[start + len(quote) : start + len(quote) + _BESIDE].rstrip()
    shown = (
        f"… {escape(before.lstrip())}"
        + element("mark", escape(quote), css="cl-quote cl-taken-words")
        + f"{escape(after)} …"
    )
    found = element("span", "✓ Found once:", css="cl-good-mark", role="status")
    return found + " " + element("span", shown, css="cl-places cl-context")
