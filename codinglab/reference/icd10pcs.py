"""ICD-10-PCS through time: codes with titles and validity."""

from __future__ import annotations

from datetime import date

from codinglab.model import Icd10pcs
from codinglab.reference.dated import DatedCodes
from codinglab.reference.icd10cm import CodeEntry, flags
from codinglab.reference.lookup import Lookup, lookup_file
from codinglab.reference.store import Store, per_store


class Icd10pcsTable(DatedCodes):
    """The ICD-10-PCS code list of the store."""

    def __init__(self, lookup: Lookup) -> None:
        super().__init__(lookup, "ICD-10-PCS")

    def entry(self, code: str, on: date) -> CodeEntry:
        """Say what a code is on a day; never raises for an unknown code.

        Raises:
            NotInForceError: no code list covers the day.
        """
        key = Icd10pcs(code)
        span = self.span(key, on)
        valid = span is not None and span.covers(on)
        since, through = (span.since, span.through) if span else (None, None)
        header = not valid and bool(self.below(key, on, limit=1))
        return CodeEntry(
            key,
            self.title(key),
            valid,
            valid,
            header,
            since,
            through,
            "" if valid else _why_not(key, on, header),
        )

    def flags(self, code: str, on: date) -> tuple[str, ...]:
        """The Medicare Code Editor flags of a code on a day."""
        return flags(self._lookup, "ICD-10-PCS", Icd10pcs(code), on)


def _why_not(key: Icd10pcs, on: date, header: bool) -> str:
    if header:
        return f"{key} is not complete: an ICD-10-PCS code has seven characters."
    if not key.well_formed:
        return f"{key} is not an ICD-10-PCS code: seven characters, digits and letters without I and O."
    return f"{key} is not an ICD-10-PCS code on {on}."


@per_store
def icd10pcs(_: Store) -> Icd10pcsTable:
    """The installed ICD-10-PCS code list. Raises StoreError when there is no store."""
    return Icd10pcsTable(lookup_file())
