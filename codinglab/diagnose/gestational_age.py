"""How far a pregnancy has come, as the notes tell it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta

from codinglab.diagnose.draft import Chart
from codinglab.model import DocumentType, Evidence

_SHORTEST, _LONGEST = 4, 44
_WEEKS = r"(?:weeks?|wks?|w)(?![a-z])"
_AGE = r"(?:gestational age|gestation|EGA|GA)"
_PREGNANCY = r"(?:gestation\w*|pregnan\w+|EGA|GA|IUP|intrauterine)"


def _days_beside(number: int) -> str:
    """The odd days: "and 3 days", "+3", "3/7"; the number keeps the names of groups apart."""
    return (
        rf"(?: ?(?:and )?(?P<days{number}>[0-6]) ?(?:days?|d)\b"
        rf"| ?\+ ?(?P<plus{number}>[0-6])\b| (?P<part{number}>[0-6])/7)?"
    )


_FORMS = (
    rf"\b{_AGE}:?(?: (?:is|of|at|was))? ?(?P<week1>\d{{1,2}}){_days_beside(1)}"
    rf"(?: ?{_WEEKS}{_days_beside(2)})?",
    rf"\b(?P<week3>\d{{1,2}}){_days_beside(3)}[ -]?{_WEEKS}{_days_beside(4)},? ?(?:of )?{_PREGNANCY}",
    r"\b(?P<week5>\d{1,2}) ?w(?:k|ks)? ?(?P<days5>[0-6]) ?d\b",
    rf"\b(?:pregnan\w+|IUP)(?: (?:at|of|now|currently)|,|:)* (?P<week6>\d{{1,2}}){_days_beside(6)} ?{_WEEKS}"
    rf"{_days_beside(7)}",
    rf"\bat (?P<week8>\d{{1,2}}){_days_beside(8)} ?{_WEEKS}{_days_beside(9)}",
)
_PATTERNS = tuple(re.compile(form, re.IGNORECASE) for form in _FORMS)
_OTHER_TIME = re.compile(
    r"\b(?:deliver\w*|born|birth|cesarean|c-section|miscarr\w*|loss|previous\w*|prior|last pregnancy|"
    r"history of|will|plan\w*|schedul\w*|repeat\w*|return\w*|follow[- ]?up|until|induc\w+|recheck|screen\w*|"
    r"next|before|after)\b[^.;\n]{0,40}$",
    re.IGNORECASE,
)
_OTHER_AGE = re.compile(
    r"\s*(?:postpartum|post[- ]?op|after|ago|old|following|from now|of age)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class GestationalAge:
    """Completed days of gestation, and the words that tell it."""

    evidence: Evidence
    days: int


def gestational_age(chart: Chart) -> GestationalAge | None:
    """What the earliest document of the encounter tells, brought back to the day of admission of a stay.

    Forms that name the pregnancy are looked for first, "at 33 weeks" last.
    """
    for document in sorted(chart.encounter.documents, key=lambda document: document.written_on):
        if document.written_on < chart.encounter.from_date or document.type is DocumentType.LABORATORY_REPORT:
            continue
        since = document.written_on - chart.encounter.from_date if chart.is_inpatient else timedelta()
        for pattern in _PATTERNS:
            for found in pattern.finditer(document.text):
                days = _days(found, since)
                if days is None or _is_other(document.text, found):
                    continue
                quote = found[0].strip()
                start = found.start() + found[0].index(quote)
                return GestationalAge(Evidence(document.id, start, start + len(quote), quote), days)
    return None


def _days(found: re.Match[str], since: timedelta) -> int | None:
    """Days of gestation; of weeks without days nothing is taken off for the time since admission."""
    groups = {name: text for name, text in found.groupdict().items() if text}
    weeks = next(int(text) for name, text in groups.items() if name.startswith("week"))
    odd = next((int(text) for name, text in groups.items() if not name.startswith("week")), None)
    if not _SHORTEST <= weeks <= _LONGEST:
        return None
    return weeks * 7 + odd - since.days if odd is not None else weeks * 7


def _is_other(text: str, found: re.Match[str]) -> bool:
    """Whether the weeks are of another pregnancy or another day."""
    line = text[max(text.rfind("\n", 0, found.start()) + 1, found.start() - 60) : found.start()]
    return bool(_OTHER_TIME.search(line) or _OTHER_AGE.match(text, found.end()))
