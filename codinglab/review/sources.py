"""What the source of words may support: the provider's statement, another clinician's, a bare finding."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Any

from codinglab.model import Authority, DocumentType, Source, Standing
from codinglab.reference.paths import REFERENCE

_STANDINGS = {
    "provider": Standing.PROVIDER,
    "clinician": Standing.CLINICIAN,
    "finding": Standing.FINDING,
}


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((REFERENCE / "lexicon" / "sources.toml").read_text(encoding="utf-8"))


@cache
def source_of(document: DocumentType, section: str, *, inpatient: bool = False) -> Source:
    """What words of a document's section may support, and the rule that says so.

    Args:
        document: the type of the document.
        section: the normalised name of the section, "" before the first header.
        inpatient: whether the chart is of an inpatient facility claim: there a report of radiology or
            pathology supports nothing without the attending provider.

    Returns:
        The first entry of reference/lexicon/sources.toml that fits (guidelines I.A.19, I.B.14, III.B).
    """
    fact = next(
        one
        for one in _data()["source"]
        if document.value in one.get("documents", [document.value])
        and section in one.get("sections", [section])
        and (inpatient or not one.get("inpatient"))
    )
    authority = Authority("ICD-10-CM Official Guidelines", "FY2026", fact["section"])
    return Source(_STANDINGS[fact["standing"]], authority)
