"""What a document and its section may support by itself, and what other clinicians may document.

The table is reference/lexicon/sources.toml, read in the Official Guidelines: code assignment rests on
the provider's statement (I.A.19); nurses and others document only what I.B.14 lists; a result means
what the provider says it means (III.B), but for the final report of an outpatient test (IV.K).
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from codinglab.model import Authority, DocumentType, Source, Standing
from codinglab.reference.paths import REFERENCE


@dataclass(frozen=True, slots=True)
class ClinicianDetail:
    """A detail that clinicians other than the provider may document.

    Attributes:
        detail: its name in guideline I.B.14.
        codes: prefixes of its codes, without dot; none for laterality, which has no code of its own.
        associated: prefixes of the diagnoses of which the provider must have documented one; none
            where the guideline names none.
        authority: the guideline of this detail.
    """

    detail: str
    codes: tuple[str, ...]
    associated: tuple[str, ...]
    authority: Authority


@cache
def source_of(document_type: DocumentType, section: str) -> Source:
    """What a section of a document may support, by the first entry of the table that fits.

    Args:
        document_type: what the document is.
        section: the normalised name of the section, "" before the first header.
    """
    table = _table()
    entry = next(
        entry
        for entry in table["source"]
        if document_type.value in entry.get("documents", (document_type.value,))
        and section in entry.get("sections", (section,))
    )
    return Source(Standing[entry["standing"].upper()], _guideline(table, entry["section"]))


@cache
def clinician_details() -> tuple[ClinicianDetail, ...]:
    """The list of guideline I.B.14, in its order."""
    table = _table()
    return tuple(
        ClinicianDetail(
            entry["detail"],
            tuple(code.replace(".", "") for code in entry["codes"]),
            tuple(code.replace(".", "") for code in entry.get("associated", ())),
            _guideline(table, entry["section"]),
        )
        for entry in table["clinician"]
    )


def clinician_detail(code: str) -> ClinicianDetail | None:
    """The detail of guideline I.B.14 that a code stands for, None when it is not on the list."""
    stored = code.replace(".", "")
    return next((detail for detail in clinician_details() if stored.startswith(detail.codes)), None)


def clinician_may_document(code: str) -> bool:
    """Say whether a code may rest on a clinician who is not the patient's provider.

    >>> clinician_may_document("L89.153"), clinician_may_document("R40.20")
    (True, False)
    """
    return clinician_detail(code) is not None


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((REFERENCE / "lexicon" / "sources.toml").read_text(encoding="utf-8"))


def _guideline(table: dict[str, Any], section: str) -> Authority:
    return Authority(table["guidelines"]["source"], table["guidelines"]["edition"], section)
