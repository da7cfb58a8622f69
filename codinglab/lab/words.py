"""Words made short enough for a row."""

from __future__ import annotations


def shortened(text: str, longest: int) -> str:
    """The words of a text with single blanks between them, cut off with an ellipsis where there are too many.

    >>> shortened("acute  kidney injury", 10)
    'acute kid…'
    """
    words = " ".join(text.split())
    return words if len(words) <= longest else words[: longest - 1] + "…"
