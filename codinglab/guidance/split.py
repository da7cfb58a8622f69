"""A section in pieces that fit the eye: whole paragraphs, a table never divided."""

from __future__ import annotations

from collections.abc import Iterator

FITS = 900


def pieces(text: str, fits: int = FITS) -> Iterator[str]:
    r"""Paragraphs put together while they fit into `fits` characters; a longer paragraph stands alone.

    An introduction that ends with a colon stays with what follows it.

    >>> list(pieces("One.\nTwo.\nA long third.", 10))
    ['One.\nTwo.', 'A long third.']
    """
    held: list[str] = []
    for paragraph in text.split("\n"):
        size = sum(map(len, held)) + len(held)
        if held and size + len(paragraph) > fits and not held[-1].endswith(":"):
            yield "\n".join(held)
            held = []
        held.append(paragraph)
    if any(held):
        yield "\n".join(held)
