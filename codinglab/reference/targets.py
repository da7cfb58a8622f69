"""The codes that an instructional note points to: "(E11.-)", "(N18.1-N18.6)", "(O00-O9A)".

A note is free text with its targets in parentheses. A target is kept as a *prefix*: it covers
every code that starts with it. Ranges are read before wildcards: `O00-O9A` is not `O00-`.
Source: SPEC 2.1, checked against the April 2026 tabular.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

_CODE = r"[A-Z][0-9][0-9A-Z](?:\.[0-9A-Z]{1,4})?|[A-Z][A-Z][0-9](?:\.[0-9A-Z]{1,4})?"
_TARGET = re.compile(rf"\b({_CODE})(?:-?\s*[-\u2013]\s*({_CODE})|(\.?-))?")
_PARENTHESES = re.compile(r"\(([^()]*)\)")
_ENDINGS = re.compile(r"with final characters? (.+)")
_ENDING = re.compile(r"[0-9A-Z]+")


def targets(note: str, known: Sequence[str]) -> tuple[str, ...]:
    """Give the code prefixes that a note names.

    Args:
        note: the note's text.
        known: every undotted tabular code, sorted; ranges are spelled out from it.

    >>> targets("diabetes mellitus (E08-E10)", ["E08", "E09", "E090", "E10", "E11"])
    ('E08', 'E09', 'E10')
    >>> targets("anemia (D50.0-D64.9)", ["D50", "D500", "D62", "D64", "D649"])
    ('D500', 'D62', 'D649')
    >>> targets("postprocedural shock (T81.12-)", [])
    ('T8112',)
    >>> targets("atherosclerosis of the extremities (I70.2--I70.7-)", ["I702", "I704", "I707", "I708"])
    ('I702', 'I704', 'I707')
    >>> targets("facial weakness (I69. with final characters -92)", ["I69", "I69092", "I69192", "I69193"])
    ('I69092', 'I69192')
    """
    found: list[str] = []
    for inside in _PARENTHESES.findall(note):
        ending = _ENDINGS.search(inside)
        named = inside[: ending.start()] if ending else inside
        for low, high, _wildcard in _TARGET.findall(named):
            low, high = low.replace(".", ""), high.replace(".", "")
            within = _spell_out(low, high, known) if high else [low]
            found.extend(_ending_in(within, ending.group(1), known) if ending else within)
    return tuple(dict.fromkeys(found))


def _ending_in(prefixes: Sequence[str], endings: str, known: Sequence[str]) -> list[str]:
    """The codes under prefixes that end in characters which a note gives in words: "-92", ".00 or .01"."""
    wanted = tuple(_ENDING.findall(endings))
    return [
        code
        for prefix in prefixes
        for code in known[bisect_left(known, prefix) : bisect_right(known, prefix + "\uffff")]
        if code[len(prefix) :].endswith(wanted)
    ]


def _spell_out(low: str, high: str, known: Sequence[str]) -> list[str]:
    length = min(len(low), len(high))
    low, high = low[:length], high[:length]
    between = known[bisect_left(known, low) : bisect_right(known, high + "\uffff")]
    following = [*between[1:], ""]
    return [
        code
        for code, later in zip(between, following, strict=True)
        if len(code) == length or (len(code) < length and not later.startswith(code))
    ]
