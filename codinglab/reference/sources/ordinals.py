"""Which in its row a label is, and words by their letters alone: what readers of printed outlines compare."""

from __future__ import annotations

_ROMAN = "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx".split()
HIGHEST_ROMAN = len(_ROMAN)


def roman(label: str) -> int:
    """The value of a Roman numeral from i to xx, in small letters or capitals; 0 when it is none.

    >>> roman("IV"), roman("xx"), roman("b")
    (4, 20, 0)
    """
    return _ROMAN.index(label.lower()) + 1 if label.lower() in _ROMAN else 0


def alphabetic(label: str) -> int:
    """The place of a letter in the alphabet, from 1."""
    return ord(label.lower()) - ord("a") + 1


def letters(text: str) -> str:
    """The letters and digits of a text, small."""
    return "".join(character for character in text.lower() if character.isalnum())
