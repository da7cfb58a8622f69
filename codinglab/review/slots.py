"""The details of a problem: side, site, acuity, severity, type, stage, trimester, encounter."""

from __future__ import annotations

import re
import tomllib
from functools import cache

from codinglab.model import Evidence, Slot
from codinglab.reference.paths import REFERENCE
from codinglab.reference.side_letters import sides_in_letters

_ENDS = re.compile(r"[.;\n]|,? and | but ")
_BESIDE = 40


@cache
def _details() -> tuple[re.Pattern[str], dict[str, str]]:
    """One pattern with a named group a detail, and the normal forms."""
    data = tomllib.loads((REFERENCE / "lexicon" / "slots.toml").read_text(encoding="utf-8"))
    groups = "|".join(f"(?P<{name}>{fact['pattern']})" for name, fact in data.items())
    says = {written: normal for fact in data.values() for written, normal in fact.get("says", {}).items()}
    return re.compile(rf"(?<!\w)(?:{groups})(?!\w)", re.IGNORECASE), says


def slots_of(evidence: Evidence, text: str) -> tuple[Slot, ...]:
    """The details that the words of a problem give, and those beside it in its part of the sentence.

    Of a detail that is given twice the nearest stays: that of its own words, else the one before it.
    """
    start, end = evidence.start, evidence.end
    before, after = max(0, start - _BESIDE), min(len(text), end + _BESIDE)
    first = max((found.end() for found in _ENDS.finditer(text, before, start)), default=before)
    ending = _ENDS.search(text, end, after)
    last = ending.start() if ending else after
    pattern, says = _details()
    found: dict[str, tuple[int, Slot]] = {}
    details = [
        (match.lastgroup or "", match.start(), match.end(), match[0])
        for match in pattern.finditer(text, first, last)
    ]
    letters = [
        ("side", place, stop, side.split()[0])
        for place, (stop, side) in sides_in_letters(text).items()
        if first <= place and stop <= last
    ]
    for name, place, stop, said in sorted((*details, *letters), key=lambda one: one[1]):
        written = " ".join(said.lower().split())
        far = max(start - stop, place - end, -1)
        if name not in found or far < found[name][0]:
            where = Evidence(evidence.document, place, stop, text[place:stop])
            found[name] = far, Slot(name, says.get(written, written), where)
    return tuple(slot for _, slot in found.values())
