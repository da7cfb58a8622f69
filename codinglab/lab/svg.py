"""Elements of SVG that take their colours from the page's style sheet."""

from __future__ import annotations

from html import escape

from codinglab.lab.display import element


def tag(name: str, *inner: str, css: str = "", **places: float | str) -> str:
    """An element around SVG that is already escaped; numbers are written short."""
    written = {key: f"{value:g}" if isinstance(value, float) else str(value) for key, value in places.items()}
    return element(name, *inner, css=css, **written)


def text(words: str, css: str = "cl-tick", **places: float | str) -> str:
    """Words at a place, escaped."""
    return tag("text", escape(words), css=css, **places)
