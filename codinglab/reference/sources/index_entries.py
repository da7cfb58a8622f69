"""What the XML of every ICD-10 index shares: main terms and terms below them, in the order of the book."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element

from codinglab.reference.install.archive import SourceFileError
from codinglab.reference.install.document import Document

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Entry:
    """A term: its number in the order of the document, its parent's (-1 for a main term), its level."""

    id: int
    parent: int
    level: int
    element: Element


def entries(document: Document) -> list[Entry]:
    """Every term of a document, each after its parent.

    Raises:
        SourceFileError: a term's level is not that of its place.
    """
    found: list[Entry] = []

    def add(element: Element, parent: int, level: int) -> None:
        if level and element.get("level") != str(level):
            place = f"{document.name}: '{title_of(element)[0]}' below '{title_of(found[parent].element)[0]}'"
            msg = f"{place}: expected level {level}; found '{element.get('level')}'."
            raise SourceFileError(msg)
        number = len(found)
        found.append(Entry(number, parent, level, element))
        for term in element.findall("term"):
            add(term, number, level + 1)

    for main in document.root.iterfind("letter/mainTerm"):
        add(main, -1, 0)
    return found


def title_of(element: Element) -> tuple[str, str]:
    """The title without its nonessential modifiers, and those: ("Abasia", "(-astasia) (hysterical)")."""
    title = element.find("title")
    if title is None:
        return "", ""
    words = [title.text or ""]
    modifiers = []
    for child in title:
        modifiers.append(whole_text(child))
        words.append(child.tail or "")
    return " ".join(" ".join(words).split()), " ".join(modifiers)


def whole_text(element: Element | None) -> str:
    """All text of an element with its spaces evened out; "" for None."""
    return "" if element is None else " ".join("".join(element.itertext()).split())


def texts(element: Element, tags: Sequence[str]) -> Iterator[str]:
    """The text of each child with one of the tags, in their order."""
    return (whole_text(child) for child in element if child.tag in tags)


def entry_table(rows: Sequence[Entry], columns: dict[str, list[str]]) -> pa.Table:
    """A table of entries: id int32, parent int32, level int8, title, nemod, and text columns.

    A column named nemod takes the place of the modifiers in the title.
    """
    import pyarrow as pa

    titles = [title_of(row.element) for row in rows]
    data: dict[str, Any] = {
        "id": pa.array([row.id for row in rows], pa.int32()),
        "parent": pa.array([row.parent for row in rows], pa.int32()),
        "level": pa.array([row.level for row in rows], pa.int8()),
        "title": pa.array([title for title, _ in titles], pa.string()),
        "nemod": pa.array([modifiers for _, modifiers in titles], pa.string()),
    }
    return pa.table(data | {name: pa.array(cells, pa.string()) for name, cells in columns.items()})
