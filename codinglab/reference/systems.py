"""The code systems that can be looked up, behind one face."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Protocol

from codinglab.model import Period
from codinglab.reference.hcpcs import cpt, hcpcs
from codinglab.reference.icd10cm import CodeEntry, icd10cm
from codinglab.reference.icd10pcs import icd10pcs


class CodeList(Protocol):
    """A dated list of codes."""

    periods: tuple[Period, ...]
    """The days the installed lists cover, the oldest first; empty when none is installed."""

    def covers(self, on: date) -> bool:
        """Say whether an installed list holds on the day."""

    def check(self, on: date) -> None:
        """Raise NotInForceError unless the list covers the day."""

    def entry(self, code: str, on: date) -> CodeEntry:
        """What the list says of a code on a day."""

    def below(self, prefix: str, on: date, limit: int | None = None) -> tuple[str, ...]:
        """The codes valid on the day that begin with `prefix` and are longer."""


def list_of(system: str) -> CodeList:
    """The list of a system: "ICD-10-CM", "ICD-10-PCS", "HCPCS Level II" or "CPT"."""
    lists: dict[str, Callable[[], CodeList]] = {
        "ICD-10-CM": icd10cm,
        "ICD-10-PCS": icd10pcs,
        "HCPCS Level II": hcpcs,
        "CPT": cpt,
    }
    return lists[system]()
