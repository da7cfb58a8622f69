"""The ICD-10-CM Index to Diseases and Injuries and the External Cause Index, in CDC's XML."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from codinglab.reference.install.document import Document, enough, open_document
from codinglab.reference.install.fiscal import edition, fiscal_since, year_through
from codinglab.reference.install.reading import Reading, Request
from codinglab.reference.sources.index_entries import entries, entry_table, texts
from codinglab.reference.sources.order_check import check_year

LEAST_INDEX = 50_000
LEAST_EXTERNAL = 5_000
_PUBLISHED_TITLES = {"icd-10-cm index to diseases and injuries", "icd-10-cm external cause of injuries index"}
# Older editions wrote "see category" and "see subcategory" as elements of their own.
_SEE_WORDS = {"see": "", "seecat": "category ", "subcat": "subcategory "}


def read_index(request: Request) -> Reading:
    """Read the Index to Diseases and Injuries: table `icd10cm_index_entry`.

    Columns: id int32 in the order of the book, parent int32 (-1 for a main term), level int8 (0 for a
    main term), title without nonessential modifiers, nemod (those), code, manifestation (the second
    code, in brackets in the book), see, see_also; codes as published, "" where there is none.

    Raises:
        SourceFileError: it is another document, or not whole.
    """
    return _read(request, "icd10cm-index", "icd10cm_index_entry", LEAST_INDEX)


def read_external(request: Request) -> Reading:
    """Read the External Cause of Injuries Index: table `icd10cm_external_entry`, as `read_index`.

    Raises:
        SourceFileError: it is another document, or not whole.
    """
    return _read(request, "icd10cm-external-cause", "icd10cm_external_entry", LEAST_EXTERNAL)


def _read(request: Request, source_id: str, table_id: str, least: int) -> Reading:
    document = open_document(request, source_id)
    since = fiscal_since(request, document.version, document.name)
    request.say("reading the index", 0.5)
    rows = entries(document)
    enough(document, "terms", len(rows), least)
    columns: dict[str, list[str]] = {"code": [], "manifestation": [], "see": [], "see_also": []}
    for row in rows:
        columns["code"].append("; ".join(texts(row.element, ("code",))))
        columns["manifestation"].append("; ".join(texts(row.element, ("manif",))))
        columns["see"].append(_see(row.element))
        columns["see_also"].append("; ".join(texts(row.element, ("seeAlso",))))
    codes = {code.replace(".", "").rstrip("-") for cell in columns["code"] for code in cell.split("; ")}
    check_year(codes - {""}, since, document.name)
    name, remarks = _edition(document, edition(since))
    table = entry_table(rows, columns)
    return Reading(name, since, year_through(since), {table_id: table}, remarks)


def _see(element: Element) -> str:
    return "; ".join(
        words + text for tag, words in _SEE_WORDS.items() for text in texts(element, (tag,)) if text
    )


def _edition(document: Document, name: str) -> tuple[str, tuple[str, ...]]:
    """The edition; one that does not bear the published title says so."""
    if document.title.lower() in _PUBLISHED_TITLES:
        return name, ()
    return f"{name}, not as published", (f"The document calls itself “{document.title}”.",)
