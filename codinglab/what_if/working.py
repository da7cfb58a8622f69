"""Concurrent review: the chart as of a day of the stay, and the working DRG that follows from it.

The working claim holds what the chart suggests up to that day, unreviewed. It is no claim to be billed: a
patient who is still in the hospital has discharge status 30 and an interim bill (type of bill 0112, 0113).
Source: Medicare Claims Processing Manual (100-04) ch. 25 section 75 (UB-04 form locators 4 and 17).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from codinglab.diagnose import diagnose
from codinglab.group import why
from codinglab.model import (
    Case,
    Claim,
    Concept,
    Diagnosis,
    Encounter,
    Explanation,
    InvalidInputError,
    Procedure,
    Suggestion,
)
from codinglab.procedure import procedure
from codinglab.review import review

_STILL_PATIENT, _INTERIM = "30", "0112"


@dataclass(frozen=True, slots=True)
class WorkingDay:
    """What the chart says at the end of a day.

    Attributes:
        encounter: the chart with the documents written by then.
        suggestions: the diagnosis codes it leads to.
        claim: the working claim, from the suggestions as they are.
        explanation: its MS-DRG and why.
    """

    day: date
    encounter: Encounter
    concepts: tuple[Concept, ...]
    suggestions: tuple[Suggestion, ...]
    claim: Claim
    explanation: Explanation


def days(case: Case) -> tuple[date, ...]:
    """The days of a stay, first to last."""
    encounter = case.encounter
    length = (encounter.through_date - encounter.from_date).days
    return tuple(encounter.from_date + timedelta(days=number) for number in range(length + 1))


def as_of(encounter: Encounter, day: date) -> Encounter:
    """The chart as it stood at the end of a day.

    Raises:
        InvalidInputError: the day is not one of the encounter.
    """
    if not encounter.from_date <= day <= encounter.through_date:
        msg = f"{day} is not a day of this encounter, {encounter.from_date} to {encounter.through_date}."
        raise InvalidInputError(msg)
    documents = tuple(one for one in encounter.documents if one.written_on <= day)
    return replace(encounter, documents=documents, through_date=day)


@lru_cache(maxsize=16)
def working(case: Case, day: date) -> WorkingDay:
    """Read and code the chart as of a day.

    Raises:
        InvalidInputError: the day is not one of the encounter.
    """
    encounter = as_of(case.encounter, day)
    concepts = tuple(review(encounter))
    suggestions = tuple(diagnose(encounter, concepts))
    claim = _claim(case, encounter, concepts, suggestions)
    return WorkingDay(day, encounter, concepts, suggestions, claim, why(claim))


def _claim(
    case: Case, encounter: Encounter, concepts: tuple[Concept, ...], suggestions: tuple[Suggestion, ...]
) -> Claim:
    done = [table.code for one in procedure(encounter, concepts) for table in one.tables if table.code]
    shell = replace(
        case.shell,
        through_date=encounter.through_date,
        diagnoses=tuple(Diagnosis(one.code, one.poa) for one in suggestions if one.billable),
        procedures=tuple(Procedure(code, encounter.from_date) for code in dict.fromkeys(done)),
    )
    if encounter.through_date == case.encounter.through_date:
        return shell
    return replace(shell, discharge_status=_STILL_PATIENT, bill_type=_INTERIM)
