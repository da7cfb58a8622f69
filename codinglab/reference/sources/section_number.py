"""The number that a heading is printed with."""

from __future__ import annotations

import re

# "Part B" is of Medicare unless a stop follows it.
_WORDED = re.compile(
    r"(?:(?i:section|chapter|article|§{1,2})\s*|(?i:part)\s+(?=\d|\w+\s*[.):–—-]))"
    r"(?P<label>\d{1,3}(?:\.\d{1,3})*|[IVXLC]{1,6}|[A-Z])(?:\s*[.):–—-]+)?(?:\s+(?P<title>\S.*))?"
)
_DOTTED = re.compile(r"(?P<label>\d{1,3}(?:\.\d{1,3})+)(?:\s*[.):–—-]+)?\s+(?P<title>[^\W\d_a-z].*|[(\"“].*)")
_PLAIN = re.compile(
    r"\(?(?P<label>\d{1,2}|[IVXLC]{1,6}|[ivxlc]{1,6}|[A-Za-z])(?:[.):]+|\s+[–—-]+)\s*"
    r"(?P<title>[^\W_a-z].*|[(\"“].*)"
)
_SPACED = re.compile(r"(?P<label>\d{1,2})\s+(?P<title>[^\W\d_a-z].*)")
_BARE = re.compile(r"\(?(?P<label>\d{1,3}(?:\.\d{1,3})*|[A-Za-z]|[ivx]{1,5}|[IVX]{1,5})[.):]*(?P<title>)")


def printed_number(heading: str) -> tuple[str, str]:
    """The number of a heading ("" for none) and its title.

    >>> printed_number("1.2 Modifiers"), printed_number("Section 3: Scope"), printed_number("A. General")
    (('1.2', 'Modifiers'), ('3', 'Scope'), ('A', 'General'))
    >>> printed_number("Part 2 - Scope"), printed_number("Part B Drugs")
    (('2', 'Scope'), ('', 'Part B Drugs'))
    >>> printed_number("A policy"), printed_number("2026 update"), printed_number("C. difficile")
    (('', 'A policy'), ('', '2026 update'), ('', 'C. difficile'))
    """
    for form in (_WORDED, _DOTTED, _PLAIN, _SPACED, _BARE):
        if match := form.fullmatch(heading):
            return match["label"], heading if match["title"] is None else match["title"]
    return "", heading
