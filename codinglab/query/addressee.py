"""Who can answer a query: the author of the diagnosis, the operator of the procedure, or the attending."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from codinglab.model import Document, DocumentType, Encounter, Evidence
from codinglab.query.supported import stands

_BY_OTHERS = frozenset(
    {
        DocumentType.PATHOLOGY_REPORT,
        DocumentType.RADIOLOGY_REPORT,
        DocumentType.LABORATORY_REPORT,
        DocumentType.NURSING_NOTE,
        DocumentType.QUERY_RESPONSE,
    }
)
_ATTENDING = (
    DocumentType.DISCHARGE_SUMMARY,
    DocumentType.PROGRESS_NOTE,
    DocumentType.HISTORY_AND_PHYSICAL,
    DocumentType.OFFICE_NOTE,
    DocumentType.OPERATIVE_REPORT,
    DocumentType.ED_NOTE,
    DocumentType.CONSULTATION,
)
_PROVIDER = re.compile(
    r"\b(?:MD|DO|MBBS|MBChB|DPM|DDS|DMD|APRN|ARNP|CRNP|CRNA|CNM|[A-Z]*NP(?:-[A-Z]+)?|PA(?:-C)?)\b"
    r"|\b[MD]\.[DO]\."
)
_OTHER_CLINICIAN = re.compile(
    r"\b(?:RN|LPN|LVN|CNA|RDN?|LDN|PT|DPT|OTR?|SLP|RRT|RT|PharmD|RPh|LCSW|MSW|WOCN|CWOCN|CCS|CCDS|CPC)\b"
    r"|\b(?:nurse(?! (?:practitioner|anesthetist))|dieti[ct]ian|therapist|pharmacist|scribe|coder|student)\b",
    re.IGNORECASE,
)


def attending(encounter: Encounter) -> str:
    """The attending, "" when no provider wrote.

    Who calls himself so in a signature; else who wrote the discharge summary, most of the progress notes,
    the history, and so on down to a consultation.
    """
    written = _by_providers(encounter)
    for document in reversed(written):
        if re.search(r"\battending\b", document.author, re.IGNORECASE):
            return document.author
    for kind in _ATTENDING:
        authors = Counter(document.author for document in reversed(written) if document.type is kind)
        if authors:
            return authors.most_common(1)[0][0]
    return ""


def author_of(encounter: Encounter, words: str, evidence: Sequence[Evidence] = ()) -> str:
    """The provider who last wrote what is asked about without denying it, "" when none did.

    Args:
        encounter: with its documents.
        words: the diagnosis, as the chart has it; "" when there is none.
        evidence: where it stands. The documents that it names come first.
    """
    wanted = " ".join(words.split()).casefold()
    if not wanted:
        return ""
    written = _by_providers(encounter)
    named = {one.document for one in evidence if wanted in " ".join(one.quote.split()).casefold()}
    holding = [one for one in written if one.id in named] or [
        one for one in written if stands((wanted,), " ".join(one.text.split()))
    ]
    return holding[-1].author if holding else ""


def operator(encounter: Encounter, evidence: Sequence[Evidence] = ()) -> str:
    """Who signed the report of the procedure, the one that the evidence names if there are several."""
    reports = [one for one in _by_providers(encounter) if one.type is DocumentType.OPERATIVE_REPORT]
    named = {one.document for one in evidence}
    holding = [one for one in reports if one.id in named] or reports
    return holding[-1].author if holding else ""


def _by_providers(encounter: Encounter) -> list[Document]:
    """The documents of those who can answer, the latest last."""
    return sorted(
        (one for one in encounter.documents if one.type not in _BY_OTHERS and _may_answer(one.author)),
        key=lambda document: document.written_on,
    )


def _may_answer(author: str) -> bool:
    """Whether a signature can be a provider's: a provider's credential outweighs others."""
    if not author.strip():
        return False
    return bool(_PROVIDER.search(author)) or not _OTHER_CLINICIAN.search(author)
