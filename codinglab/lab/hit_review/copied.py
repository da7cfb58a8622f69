"""Whether a reviewer's note repeats words of a chart: those stay in the extract."""

from __future__ import annotations

from collections.abc import Iterable

WORDS = 5


def copied_words(note: str, texts: Iterable[str]) -> str:
    """The first five words in a row of a note that stand in one of the texts; "" where there are none.

    >>> chart = ["The patient was seen for blood pressure check."]
    >>> copied_words("it says: Seen for  blood pressure check", chart)
    'seen for blood pressure check'
    >>> copied_words("seen for her blood pressure alone", chart)
    ''
    """
    words = _words(note)
    charts = [f" {' '.join(_words(text))} " for text in texts] if len(words) >= WORDS else []
    for start in range(len(words) - WORDS + 1):
        row = " ".join(words[start : start + WORDS])
        if any(f" {row} " in chart for chart in charts):
            return row
    return ""


def _words(text: str) -> list[str]:
    return ["".join(letter for letter in word if letter.isalnum()) for word in text.casefold().split()]
