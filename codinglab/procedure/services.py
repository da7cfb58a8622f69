"""Service codes of a procedure: those of the shipped slices, the user's own CPT list, and HCPCS drugs.

No descriptor of the AMA is ours: a code stands with our own words, or with the title of the user's file.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from datetime import date

from codinglab.model import Hcpcs, ServiceCode
from codinglab.procedure.passages import Passage, says
from codinglab.procedure.slots import Given
from codinglab.procedure.tables import Told
from codinglab.procedure.terms import Term
from codinglab.reference.hcpcs import HcpcsTable, cpt, hcpcs
from codinglab.reference.lookup import lookup_file

_MOST = 8
_WORD = re.compile(r"[a-z]{4,}")
_COMMON = frozenset({"with", "from", "open", "tube", "line", "total", "skin"})


def service_codes(term: Term, told: Told, text: str, on: date) -> tuple[ServiceCode, ...]:
    """The codes of a procedure.

    Args:
        term: the procedure.
        told: what the chart tells of it.
        text: the text of its documents, where the conditions of the table are looked for.
        on: the day of service.
    """
    own = cpt()
    listed = own.covers(on)
    found: dict[str, ServiceCode] = {}
    count = int(told.value("count") or 1) if term.count else 1
    if _fits(term, told, text):
        for code in term.family:
            if not listed or own.entry(code, on).billable:
                found[code] = ServiceCode(Hcpcs(code), _gloss(own, code, term.name, listed), 1)
        for code in term.addon if count > 1 else ():
            gloss = _gloss(own, code, f"{term.name}, each further lesion", listed)
            found[code] = ServiceCode(Hcpcs(code), gloss, count - 1)
    if listed and not found:
        for code, title in _by_words(term.name, on):
            found[code] = ServiceCode(Hcpcs(code), title)
    return tuple(found.values())


def drug_codes(given: Sequence[Given], on: date) -> tuple[ServiceCode, ...]:
    """The HCPCS codes of injected drugs, with the units of the dose; of the list of the day, if installed."""
    table = hcpcs()
    listed = table.covers(on)
    codes = []
    for one in given:
        if listed and not table.entry(one.drug.code, on).billable:
            continue
        gloss = f"{one.drug.name}, {one.drug.per:g} {one.drug.unit} a unit"
        units = None if one.amount is None else math.ceil(round(one.amount / one.drug.per, 6))
        codes.append(ServiceCode(Hcpcs(one.drug.code), _gloss(table, one.drug.code, gloss, listed), units))
    return tuple(codes)


def _fits(term: Term, told: Told, text: str) -> bool:
    lower = text.lower()
    own = " ".join(passage.text for passage in told.own).lower()
    needed = not term.needs or any(word in lower for word in term.needs)
    refused = any(says([Passage("", 0, text)], words) for words in term.unless) or any(
        word in own for word in term.not_with
    )
    return needed and not refused


def _gloss(table: HcpcsTable, code: str, ours: str, listed: bool) -> str:
    return (table.title(code) if listed else "") or ours


def _by_words(name: str, on: date) -> list[tuple[str, str]]:
    """Codes of the user's CPT list whose titles have every word of a name; none when they are many."""
    words = [word for word in _WORD.findall(name.lower()) if word not in _COMMON]
    if not words:
        return []
    rows = lookup_file().rows(
        "SELECT code, title FROM span WHERE system = 'CPT' AND lower(title) LIKE ? "
        "AND since <= ? AND (through IS NULL OR through >= ?) ORDER BY code",
        f"%{words[0]}%",
        on.isoformat(),
        on.isoformat(),
    )
    found = [(code, title) for code, title in rows if all(word in title.lower() for word in words)]
    return found if len(found) <= _MOST else []
