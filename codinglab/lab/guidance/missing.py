"""What to say of a section that cannot be opened for a day: it is nowhere, or it holds on other days."""

from __future__ import annotations

from datetime import date

from codinglab.guidance.index import GuidanceIndex
from codinglab.guidance.reading import all_editions, editions_with


def has_section(index: GuidanceIndex, document: str, section: str) -> bool:
    """Whether any edition of a document, or a card of ours about it, has a section of this number."""
    return bool(_editions(index, document, section))


def missing_words(index: GuidanceIndex, document: str, section: str, on: date) -> str:
    """Why a section is not shown for the day, in a sentence, with the days for which it could be."""
    held = _editions(index, document, section)
    if not held:
        return f"There is no section '{section}' in {document} at hand."
    days = ", ".join(held)
    return f"Section '{section}' of {document} is at hand, but not for {on}. Ask for a day in: {days}."


def _editions(index: GuidanceIndex, document: str, section: str) -> list[str]:
    editions = all_editions(index)
    held = [editions[number] for number in editions_with(index, document, section)]
    said = (f"{one.name} ({one.period})" for one in held if one.is_document or one.is_card)
    return list(dict.fromkeys(said))
