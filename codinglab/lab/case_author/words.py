"""The choices of the form in words, and the sources that authors cite."""

from __future__ import annotations

from enum import StrEnum

from codinglab.model import ClaimType, Difficulty, DocumentType, Need, QueryType, Role, Setting


def spelled(kind: type[StrEnum]) -> tuple[tuple[str, str], ...]:
    """The values of an enumeration as (words, value)."""
    return tuple((one.value.replace("_", " "), one.value) for one in kind)


ROLES = spelled(Role)
SETTINGS = spelled(Setting)
DIFFICULTIES = spelled(Difficulty)
CLAIM_TYPES = spelled(ClaimType)
DOCUMENT_TYPES = spelled(DocumentType)
NEEDS = spelled(Need)
QUERY_TYPES = spelled(QueryType)
SEXES = (("female", "F"), ("male", "M"), ("unknown", "U"))
POA = (("not reported", ""), ("Y: yes", "Y"), ("N: no", "N"), ("U: unknown", "U"), ("W: cannot tell", "W"))
SOURCES = tuple(
    (source, source)
    for source in (
        "ICD-10-CM Official Guidelines",
        "ICD-10-CM tabular",
        "ICD-10-CM Index",
        "ICD-10-PCS Official Guidelines",
        "ICD-10-PCS tables",
        "NCCI Policy Manual",
        "Medicare Claims Processing Manual (100-04)",
        "Medicare Benefit Policy Manual (100-02)",
        "UHDDS",
    )
)
EDITIONS = (("FY2026", "FY2026"), ("FY2025", "FY2025"), ("2026", "2026"), ("2025", "2025"))
