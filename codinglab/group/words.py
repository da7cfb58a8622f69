"""How groupings are put in words."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from codinglab.group.grouper import Answer
from codinglab.model import Complication, MsDrg

_SEVERITY = re.compile(r",?\s+(?:with|without|w/o|w)\s+(?:CC|MCC)\b.*$", re.IGNORECASE)


def drg_of(answer: Answer) -> MsDrg:
    """The DRG of an answer."""
    return MsDrg(f"{answer.drg:03d}")


def named(answer: Answer) -> str:
    """The DRG of an answer with its title."""
    return f"{answer.drg:03d} {answer.raw['final_drg_description'] or ''}".rstrip()


def stem(title: str) -> str:
    """The title of a DRG without its severity.

    >>> stem("Simple Pneumonia and Pleurisy with MCC")
    'Simple Pneumonia and Pleurisy'
    >>> stem("Bronchitis and Asthma without CC/MCC")
    'Bronchitis and Asthma'
    """
    return _SEVERITY.sub("", title)


def counting(codes: Sequence[str], severity: Complication) -> str:
    """Codes, each once, and what they count as.

    >>> counting(["J96.01", "J96.01"], Complication.MCC), counting(["D62", "N39.0"], Complication.CC)
    ('J96.01 counts as MCC', 'D62 and N39.0 count as CC')
    """
    each = list(dict.fromkeys(codes))
    return f"{joined(each)} count{'s' if len(each) == 1 else ''} as {severity}"


def level_words(severities: Collection[Complication]) -> str:
    """The severities of one DRG in the words of its title.

    >>> level_words([Complication.NONE, Complication.CC]), level_words([Complication.MCC])
    ('without MCC', 'with MCC')
    """
    if Complication.NONE in severities:
        return "without MCC" if Complication.CC in severities else "without CC or MCC"
    return f"with {' or '.join(severities)}"


def joined(words: Sequence[str]) -> str:
    """Words as a list in a sentence.

    >>> joined(["a", "b", "c"])
    'a, b and c'
    """
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1]))) if words else ""
