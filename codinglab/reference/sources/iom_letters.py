"""The lettered parts of a section of an Internet-Only Manual: "A. General", "B - Direct Supervision"."""

from __future__ import annotations

import re

from codinglab.reference.sources.iom_outline import Lines, Section

_LETTER = re.compile(r"([A-Z])(?:\.|\)|\s*[-–—])\s*([A-Z0-9(\"“‘].*)")
_JOINING = set(
    "a an and as at but by for from in into of on or per than the to under versus via vs with".split()
)
_WIDEST = 110
_TITLED = 0.6
Part = tuple[str, str, int | None, Lines]


def lettered(section: Section) -> list[Part]:
    """A section in parts: letter, heading, page and lines; first what stands above the letters, letter "".

    A letter opens a part when it is the next one, its line reads like a heading (short, mostly capitalised
    words, no full stop), and the line below does not go on with its sentence.
    """
    parts: list[Part] = [("", section.title, section.page, [])]
    flat = [" ".join(line.split()) for _, line in section.lines]
    at = 0
    while at < len(flat):
        opened = _opens(flat, at, parts[-1][0])
        if opened:
            letter, heading, taken = opened
            parts.append((letter, heading, section.lines[at][0], []))
            at += taken
        else:
            parts[-1][3].append(section.lines[at])
            at += 1
    return parts


def _opens(flat: list[str], at: int, open_letter: str) -> tuple[str, str, int] | None:
    match = _LETTER.fullmatch(flat[at])
    wanted = chr(ord(open_letter) + 1) if open_letter else "A"
    if not match or match[1] != wanted:
        return None
    heading, taken = match[2], 1
    below = flat[at + 1] if at + 1 < len(flat) else ""
    if (below and heading.split()[-1].lower() in _JOINING | {"&"}) or heading.endswith(("-", ",")):
        heading, taken = f"{heading} {below}", 2
        below = flat[at + 2] if at + 2 < len(flat) else ""
    if len(heading) > _WIDEST or heading.endswith((".", ";", ",", "?")) or below[:1].islower():
        return None
    words = [word for word in re.findall(r"[^\W\d_][\w'’-]*", heading) if word.lower() not in _JOINING]
    capital = sum(word[0].isupper() for word in words)
    if not words or (capital < _TITLED * len(words) and not (len(words) <= 8 and not below)):
        return None
    return wanted, heading, taken
