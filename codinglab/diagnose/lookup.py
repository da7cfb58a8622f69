"""Look a code up by its beginning or by words."""

from __future__ import annotations

from datetime import date

from codinglab.reference.icd10cm import CodeEntry, icd10cm
from codinglab.reference.icd10pcs import icd10pcs


def lookup(text: str, on: date, limit: int = 20) -> tuple[CodeEntry, ...]:
    """ICD-10-CM codes, then ICD-10-PCS codes, valid on the day; by code prefix or by words.

    Raises:
        NotInForceError: no code list covers the day.
        StoreError: there is no reference store.
    """
    found = icd10cm().search(text, on, limit)
    return (*found, *icd10pcs().search(text, on, limit))[:limit]
