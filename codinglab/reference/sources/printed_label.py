"""The label that a line begins with, as an outline counts: "II.", "A.", "1.", "1.1", "a)", "(1)"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from codinglab.reference.sources.ordinals import alphabetic, roman

_JOINING = frozenset(
    "a all an and any as at but by for from if in into is of on or per than the to under via when "
    "with".split()
)
_DOTTED = re.compile(r"(?P<label>\d{1,3}(?:\.\d{1,3})+)\.?\s+(?P<title>[^\Wa-z_].*|[(\"“].*)")
_PLAIN = re.compile(
    r"(?P<open>\(?)(?P<label>\d{1,2}|[A-Za-z]|[IVX]{2,5}|[ivx]{2,5})(?P<close>[.)])\s+(?P<title>[^\Wa-z_].*|[(\"“].*)"
)
_SPACED = re.compile(r"(?P<label>\d{1,2})\s+(?P<title>[A-Z].*)")
_TITLED = 0.6


@dataclass(frozen=True, slots=True)
class Label:
    """A label: its kind ("A.", "(1)", "2" for two numbers with a point), its value, as printed, the rest."""

    kind: str
    value: tuple[int, ...]
    printed: str
    title: str


def labels_of(line: str) -> list[Label]:
    """What the label of a line may be ("I." is a numeral or a letter); none when it has none."""
    if match := _DOTTED.fullmatch(line):
        value = tuple(int(part) for part in match["label"].split("."))
        return [Label(str(len(value)), value, match["label"], match["title"])]
    if match := _SPACED.fullmatch(line):
        return [Label("1.", (int(match["label"]),), match["label"], match["title"])]
    match = _PLAIN.fullmatch(line)
    if not match:
        return []
    label, title = match["label"], match["title"]
    printed = match["open"] + label + match["close"]
    if label.isdigit():
        found = [("1", int(label))]
    else:
        found = [("A" if label.isupper() else "a", alphabetic(label))] if len(label) == 1 else []
        if numeral := roman(label):
            found.append(("I" if label.isupper() else "i", numeral))
    return [
        Label(match["open"] + family + match["close"], (value,), printed, title) for family, value in found
    ]


def is_title(title: str, below: str, clear: bool) -> bool:
    """Whether words read like a heading: no sentence, and the line below does not go on with it.

    Args:
        title: the words.
        below: the next line, "" when blank.
        clear: the line above is blank; then a title without capitals will do, when one is below, too.
    """
    last = title.split()[-1].lower()
    goes_on = below[:1].islower() or (below[:1].isdigit() and not labels_of(below))
    if title.endswith((".", ";", ",")) or last in _JOINING or goes_on:
        return False
    words = [word for word in re.findall(r"[^\W\d_][\w'’-]*", title) if word.lower() not in _JOINING]
    capital = sum(word[0].isupper() for word in words)
    return bool(words) and (capital >= _TITLED * len(words) or (clear and not below))


def is_short(title: str, below: str) -> bool:
    """Whether words end before a new sentence or a blank line begins, without a stop of their own."""
    last = title.split()[-1].lower()
    return last not in _JOINING and not title.endswith((".", ";", ",", ":")) and not below[:1].islower()
