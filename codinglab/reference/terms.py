"""What one term of the tabular means: its codes, the best first, and the code of each side."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import pyarrow as pa

_UNSPECIFIED = re.compile(
    r" (?:nos|unspecified(?: organism| type| site| severity| whether .*)?"
    r"|without complications?|not specified)$"
)
_EXTERNAL_CAUSES = tuple("VWXY")

_COLUMNS = ("term", "codes", "entered", "words", "sides")


def term_table(terms: Iterable[tuple[str, str, str]]) -> pa.Table:
    """The terms with what they mean, one row each: term, codes, entered, words, sides.

    Args:
        terms: (normalised term, code, source) of the tabular, in its order.
    """
    columns = zip(*_ranked(dict.fromkeys(terms)), strict=True)
    table = dict(zip(_COLUMNS, columns, strict=True))
    return pa.table(table | {"entered": pa.array(table["entered"]).dictionary_encode()})


def _ranked(terms: Iterable[tuple[str, str, str]]) -> Iterator[tuple[str, str, str, str, str]]:
    """Each term with its codes, from all places where the book has it.

    A term of many codes keeps all of them: codes before headers, and the one that a title says is
    unspecified first. A title that ends in "unspecified" also answers to the words before it,
    and the header of a category leads to its unspecified code. External causes (V00-Y99) are
    left out: they are coded from the story of an injury, not from a term.

    Yields:
        The term, its codes with spaces between, where the best stands, the words there ("" when they are
        the term), and the codes of sides ("right=S72001 left=S72002", or "").
    """
    rows = [row for row in terms if not row[1].startswith(_EXTERNAL_CAUSES)]
    titles = {code: term for term, code, source in rows if source == "title"}
    headers = {code[:length] for code in titles for length in range(3, len(code))}
    rank: dict[str, list[tuple[bool, int, str, str, str]]] = {}
    for term, code, source in rows:
        header = code in headers
        rank.setdefault(term, []).append((header, 0 if source == "title" else 1, code, source, term))
        short = _UNSPECIFIED.sub("", term)
        if short.startswith("unspecified "):
            short = short.removeprefix("unspecified ")
        if short != term and not short.startswith(("other ", "unspecified")):
            rank.setdefault(short, []).append((header, -1, code, source, term))
    for term, found in rank.items():
        best = sorted(found)
        codes = dict.fromkeys(code for _, _, code, _, _ in best)
        sides = " ".join(f"{side}={code}" for side, code in _sides(best[0][2], titles).items())
        words = best[0][4] if best[0][4] != term else ""
        yield term, " ".join(codes), f"ICD-10-CM {best[0][3]}", words, sides


def _sides(code: str, titles: dict[str, str]) -> dict[str, str]:
    """The codes beside an unspecified one whose titles differ in the side alone.

    Read from the codes that share all but the last character; of a header, from those below it.
    """
    title = titles.get(code, "")
    parent = code if code + "1" in titles else code[:-1]
    if parent != code and ("unspecified" not in title or len(code) < 5):
        return {}
    found: dict[str, str] = {}
    for digit, side in (("1", "right"), ("2", "left"), ("3", "bilateral"), ("0", "bilateral")):
        beside = parent + digit
        words = titles.get(beside, "").split()
        if beside != code and side in words and side not in found:
            found[side] = beside
    return found
