"""HCPCS through time: Level II, and the user's own licensed CPT file (Level I)."""

from __future__ import annotations

from datetime import date

from codinglab.model import Hcpcs
from codinglab.reference.dated import DatedCodes
from codinglab.reference.icd10cm import CodeEntry
from codinglab.reference.lookup import Lookup, lookup_file
from codinglab.reference.store import Store, per_store


class HcpcsTable(DatedCodes):
    """An installed list of HCPCS codes of one level."""

    def __init__(self, lookup: Lookup, system: str) -> None:
        super().__init__(lookup, system)
        self._name = system

    def entry(self, code: str, on: date) -> CodeEntry:
        """Say what a code is on a day; never raises for an unknown code.

        Raises:
            NotInForceError: no code list covers the day.
        """
        key = Hcpcs(code)
        span = self.span(key, on)
        valid = span is not None and span.covers(on)
        why = "" if valid else f"{key} is not a {self._name} code on {on}."
        since, through = (span.since, span.through) if span else (None, None)
        return CodeEntry(key, self.title(key), valid, valid, False, since, through, why)


@per_store
def hcpcs(_: Store) -> HcpcsTable:
    """HCPCS Level II; without a period when it is not installed."""
    return HcpcsTable(lookup_file(), "HCPCS Level II")


@per_store
def cpt(_: Store) -> HcpcsTable:
    """The user's licensed CPT list; without a period when it is not installed."""
    return HcpcsTable(lookup_file(), "CPT")
