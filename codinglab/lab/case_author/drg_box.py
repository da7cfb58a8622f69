"""The MS-DRG of the key: what the grouper says of it, and a button that takes it over."""

from __future__ import annotations

from html import escape

import ipywidgets as widgets

from codinglab.lab.case_author.sheet import AuthorSheet
from codinglab.lab.display import element, press
from codinglab.lab.page import Page

_DRG = ("key", "drg")


class DrgBox:
    """Compares the key's DRG with the grouper's."""

    def __init__(self, sheet: AuthorSheet) -> None:
        self._sheet = sheet
        self._page = Page(self._said)
        self.widget = widgets.VBox([self._page])
        self.changed()

    def changed(self) -> None:
        """Show the DRG as it is now."""
        html = self.html()
        if html != self._page.html:
            self._page.html = html

    def focus(self) -> None:
        """There is no box to put the cursor into."""

    def html(self) -> str:
        """What the key and the grouper say."""
        return element("h4", "MS-DRG") + self._compared()

    def _compared(self) -> str:
        keyed = str(self._sheet.draft.value(_DRG))
        if not self._sheet.inpatient:
            away = press("Take the DRG out of the key", "out") if keyed else ""
            return element("p", "Only an inpatient claim has an MS-DRG. ", away, role="status")
        said = self._sheet.found.drg
        on_key = f"the key says {keyed}" if keyed else "the key says nothing"
        if self._sheet.proving:
            return element("p", "Grouping …", role="status")
        if not said:
            wait = f"The grouper cannot say yet: finish what blocks; {on_key}."
            return element("p", "● ", escape(wait), css="cl-source", role="status")
        if said == keyed:
            return element("p", f"✓ The grouper says {escape(said)}, and so does the key.", role="status")
        take = press(f"Take {said} over", "take")
        return element("p", escape(f"▲ The grouper says {said}; {on_key}. "), take, role="status")

    def _said(self, words: str, _text: str) -> None:
        if words == "take" and self._sheet.found.drg:
            self._sheet.put(_DRG, self._sheet.found.drg)
        elif words == "out":
            self._sheet.put(_DRG, None)
        self.changed()
