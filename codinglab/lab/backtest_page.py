"""A back-test's report in a cell of a notebook."""

from __future__ import annotations

from codinglab.lab.display import element

_BASE = '<head><base href="about:srcdoc">'
"""Without it a link to a section of the page would open the notebook inside the frame."""


class ReportPage:
    """A page of HTML in a frame of its own, where no script can run.

    Args:
        page: the whole page.
        title: what the frame shows, read aloud.
        height: of the frame, in pixels.
    """

    def __init__(self, page: str, title: str = "Report of the back-test", height: int = 640) -> None:
        self.page = page
        self.title = title
        self.height = height

    def __repr__(self) -> str:
        return f"{self.title}: a page of HTML"

    def _repr_html_(self) -> str:
        frame = {"title": self.title, "sandbox": "", "width": "100%", "height": str(self.height)}
        page = self.page.replace("<head>", _BASE, 1)
        return element("iframe", **frame, style="border: 1px solid #8888", srcdoc=page)
