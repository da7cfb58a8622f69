"""The ICD-10-PCS index in CMS's XML."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from codinglab.reference.install.document import enough, open_document
from codinglab.reference.install.fiscal import edition, fiscal_since, year_through
from codinglab.reference.install.reading import Reading, Request
from codinglab.reference.sources.index_entries import entries, entry_table, texts, whole_text

LEAST_ENTRIES = 15_000
_STEMS = ("codes", "tab")


def read(request: Request) -> Reading:
    """Read the index: table `icd10pcs_index_entry`.

    Columns: id int32 in the order of the book, parent int32 (-1 for a main term), level int8, title (""
    for a line that only refers), code (a whole code), codes (the first characters of the codes meant,
    three for a table), see and use (text, "" where there is none).

    Raises:
        SourceFileError: it is another document, or not whole.
    """
    document = open_document(request, "icd10pcs-index")
    since = fiscal_since(request, document.version, document.name)
    request.say("reading the index", 0.5)
    rows = entries(document)
    enough(document, "terms", len(rows), LEAST_ENTRIES)
    columns = {
        "code": ["; ".join(texts(row.element, ("code",))) for row in rows],
        "codes": [_stems(row.element) for row in rows],
        "see": [_words(row.element.find("see")) for row in rows],
        "use": [_words(row.element.find("use")) for row in rows],
    }
    table = entry_table(rows, columns).drop_columns(["nemod"])
    return Reading(edition(since), since, year_through(since), {"icd10pcs_index_entry": table})


def _stems(element: Element) -> str:
    inner = [child for child in element if child.tag in {"see", "use"}]
    return "; ".join(text for holder in (element, *inner) for text in texts(holder, _STEMS))


def _words(element: Element | None) -> str:
    """The text of a reference without the codes in it."""
    if element is None:
        return ""
    within = [child.tail or "" for child in element] if len(element) else []
    own = [whole_text(child) for child in element if child.tag not in _STEMS]
    return " ".join(" ".join([element.text or "", *own, *within]).split())
