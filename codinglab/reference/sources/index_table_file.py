"""The ICD-10-CM Table of Neoplasms and Table of Drugs and Chemicals, in CDC's XML."""

from __future__ import annotations

from codinglab.reference.install.archive import SourceFileError
from codinglab.reference.install.columns import normal
from codinglab.reference.install.document import Document, enough, open_document
from codinglab.reference.install.fiscal import edition, fiscal_since, year_through
from codinglab.reference.install.reading import Reading, Request
from codinglab.reference.sources.index_entries import Entry, entries, entry_table, texts, title_of, whole_text

LEAST_NEOPLASM = 1_000
LEAST_DRUG = 5_000
COLUMNS = range(2, 8)
_HEADINGS = {
    "icd10cm-neoplasm": (
        "Malignant Primary",
        "Malignant Secondary",
        "Ca in situ",
        "Benign",
        "Uncertain Behavior",
        "Unspecified Behavior",
    ),
    "icd10cm-drug": (
        "Poisoning, Accidental (unintentional)",
        "Poisoning, Intentional self-harm",
        "Poisoning, Assault",
        "Poisoning, Undetermined",
        "Adverse effect",
        "Underdosing",
    ),
}


def read_neoplasm(request: Request) -> Reading:
    """Read the Table of Neoplasms: table `icd10cm_neoplasm_row`.

    Columns: id, parent, level, title, nemod, see, see_also as in the index; cell2 to cell7 are malignant
    primary, malignant secondary, in situ, benign, uncertain and unspecified behavior, codes as published
    (a final "-" asks for more characters), "" where the table has a dash or nothing.

    Raises:
        SourceFileError: it is another document, not whole, or its columns are others.
    """
    return _read(request, "icd10cm-neoplasm", "icd10cm_neoplasm_row", LEAST_NEOPLASM)


def read_drug(request: Request) -> Reading:
    """Read the Table of Drugs and Chemicals: table `icd10cm_drug_row`, columns as `read_neoplasm`.

    cell2 to cell7 are poisoning accidental, by self-harm, by assault and undetermined, adverse effect,
    and underdosing.

    Raises:
        SourceFileError: it is another document, not whole, or its columns are others.
    """
    return _read(request, "icd10cm-drug", "icd10cm_drug_row", LEAST_DRUG)


def _read(request: Request, source_id: str, table_id: str, least: int) -> Reading:
    document = open_document(request, source_id)
    since = fiscal_since(request, document.version, document.name)
    _check_headings(document, source_id)
    rows = entries(document)
    enough(document, "rows", len(rows), least)
    columns = {
        "nemod": [_modifiers(row) for row in rows],
        "see": ["; ".join(texts(row.element, ("see",))) for row in rows],
        "see_also": ["; ".join(texts(row.element, ("seeAlso",))) for row in rows],
    }
    cells = [_cells(row, document.name) for row in rows]
    columns |= {f"cell{column}": [row.get(column, "") for row in cells] for column in COLUMNS}
    table = entry_table(rows, columns)
    return Reading(edition(since), since, year_through(since), {table_id: table})


def _check_headings(document: Document, source_id: str) -> None:
    heads = [whole_text(head) for head in document.root.iterfind("indexHeading/head")][1:]
    expected = _HEADINGS[source_id]
    if [normal(head) for head in heads] != [normal(head) for head in expected]:
        msg = f"{document.name}: expected the columns {', '.join(expected)}; found {', '.join(heads)}."
        raise SourceFileError(msg)


def _modifiers(row: Entry) -> str:
    """The nonessential modifiers; the neoplasm table has some in brackets, tagged as a manifestation."""
    bracketed = [f"[{text}]" for text in texts(row.element, ("manif",))]
    return " ".join(word for word in (title_of(row.element)[1], *bracketed) if word)


def _cells(row: Entry, place: str) -> dict[int, str]:
    cells: dict[int, str] = {}
    for cell in row.element.findall("cell"):
        column = cell.get("col", "")
        if not column.isdigit() or int(column) not in COLUMNS:
            msg = (
                f"{place}, '{title_of(row.element)[0]}': expected cells of columns 2 to 7; found '{column}'."
            )
            raise SourceFileError(msg)
        text = whole_text(cell)
        cells[int(column)] = "" if set(text) <= {"-"} else text
    return cells
