"""The table `guidance_passage`: a document of guidance cut into its sections, as every reader writes it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

TEXT, TABLE = "text", "table"
PASSAGES = "guidance_passage"
"""The id of the table."""


@dataclass(frozen=True, slots=True)
class PassageRow:
    """A section of a document with its own words, or a table in it.

    Attributes:
        document: the id of the document: "icd10cm-guidelines", "ncci-manual", "iom-100-04-12", "L36668".
        document_title: as people call it.
        version: of a document that has versions (Coverage Database), else 0.
        section: the place as it is cited: "I.C.4.a.3", "VI.C.6", "30.6.7"; a heading where nothing is
            numbered.
        titles: the headings that lead to it, outermost first, its own last; "" where a level has none.
        text: its own words, without those of the sections below it, a paragraph a line; of a table, a row
            a line with cells divided by " | ". "" where it has none.
        kind: "text" or "table".
        page: counted from 1; None where there are no pages.
        since, through: its own days, both included; None for those of the release.
        url: the publisher's page of it, "" where there is none.
    """

    document: str
    document_title: str
    section: str
    titles: tuple[str, ...]
    text: str
    version: int = 0
    kind: str = TEXT
    page: int | None = None
    since: date | None = None
    through: date | None = None
    url: str = ""


def passage_table(rows: Iterable[PassageRow]) -> pa.Table:
    """Rows as the table `guidance_passage`, in their order.

    Its columns are those of `PassageRow`, and `place`: which of the rows of the same section it is, from 0.
    """
    import pyarrow as pa

    held = list(rows)
    seen: dict[tuple[str, int, str], int] = {}
    places = []
    for row in held:
        key = (row.document, row.version, row.section)
        places.append(seen.get(key, 0))
        seen[key] = places[-1] + 1
    return pa.table(
        {
            "document": pa.array([row.document for row in held], pa.string()),
            "document_title": pa.array([row.document_title for row in held], pa.string()),
            "version": pa.array([row.version for row in held], pa.int32()),
            "section": pa.array([row.section for row in held], pa.string()),
            "place": pa.array(places, pa.int32()),
            "titles": pa.array([list(row.titles) for row in held], pa.list_(pa.string())),
            "text": pa.array([row.text for row in held], pa.string()),
            "kind": pa.array([row.kind for row in held], pa.string()),
            "page": pa.array([row.page for row in held], pa.int32()),
            "since": pa.array([row.since for row in held], pa.date32()),
            "through": pa.array([row.through for row in held], pa.date32()),
            "url": pa.array([row.url for row in held], pa.string()),
        }
    )
