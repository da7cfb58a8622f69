"""Check the header of a published table, and give its cells by column."""

from __future__ import annotations

from collections.abc import Sequence

from codinglab.model import Icd10cm
from codinglab.reference.install.archive import SourceFileError


def normal(name: str) -> str:
    """A column name with its case, spaces and punctuation evened out.

    >>> normal("Deletion Date *=no data"), normal("HCPCS/CPT  Code")
    ('deletion date no data', 'hcpcs cpt code')
    """
    return " ".join("".join(c if c.isalnum() else " " for c in name.lower()).split())


def positions(header: Sequence[str], wanted: Sequence[str], place: str) -> list[int]:
    """Where each wanted column stands; a name fits when a header cell begins with it.

    Raises:
        SourceFileError: a column is missing; expected and found are named.
    """
    found = [normal(cell) for cell in header]
    at = []
    for name in wanted:
        hits = [number for number, cell in enumerate(found) if cell == normal(name)]
        hits = hits or [number for number, cell in enumerate(found) if cell.startswith(normal(name))]
        if not hits:
            msg = (
                f"{place}: expected the columns {', '.join(wanted)}; '{name}' is missing. "
                f"Found: {', '.join(str(cell) for cell in header)[:300]}"
            )
            raise SourceFileError(msg)
        at.append(hits[0])
    return at


def diagnosis(cell: str, place: str) -> str:
    """The ICD-10-CM code in a cell, undotted.

    Raises:
        SourceFileError: it has not the form of one. A word without a digit is none.
    """
    code = Icd10cm(cell)
    if not code.well_formed or code.isalpha():
        msg = f"{place}: expected an ICD-10-CM code; found '{cell}'."
        raise SourceFileError(msg)
    return str(code)
