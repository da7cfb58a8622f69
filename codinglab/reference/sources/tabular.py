"""The ICD-10-CM Tabular List in the publisher's XML, as carried by `simple-icd-10-cm`.

The XML is read directly: importing the package parses it into objects, which takes seconds.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import parse

from codinglab.model import StoreError

_NOTE_TAGS = {
    "includes": "includes",
    "inclusionTerm": "inclusion_term",
    "excludes1": "excludes1",
    "excludes2": "excludes2",
    "codeFirst": "code_first",
    "useAdditionalCode": "use_additional",
    "codeAlso": "code_also",
    "sevenChrNote": "seventh_character",
    "notes": "note",
}


@dataclass(frozen=True, slots=True)
class TabularNode:
    """A chapter, block or code of the tabular.

    `key` is the undotted code, or "chapter:1", "block:A00-A09". `seventh` maps each 7th character
    defined here to its meaning.
    """

    key: str
    kind: str
    title: str
    parent: str
    notes: tuple[tuple[str, str], ...] = ()
    seventh: dict[str, str] = field(default_factory=dict)
    is_leaf: bool = False


def tabular_path() -> Path:
    """The tabular XML inside the installed package; raises StoreError when it is not there."""
    spec = find_spec("simple_icd_10_cm")
    folder = Path(spec.origin).parent / "data" if spec and spec.origin else Path()
    found = sorted(folder.glob("icd10c*tabular*.xml"))
    if not found:
        msg = "The ICD-10-CM tabular is not installed: pip install -c constraints.txt simple-icd-10-cm"
        raise StoreError(msg)
    return found[-1]


def read_tabular(path: Path) -> tuple[TabularNode, ...]:
    """Read all nodes of a tabular file, each after its parent."""
    return tabular_nodes(parse(path).getroot())


def tabular_nodes(root: Element) -> tuple[TabularNode, ...]:
    """All nodes of a parsed tabular, each after its parent."""
    nodes: list[TabularNode] = []
    for chapter in root.findall("chapter"):
        key = f"chapter:{_text(chapter, 'name')}"
        nodes.append(TabularNode(key, "chapter", _text(chapter, "desc"), "", tuple(_notes(chapter))))
        for block in chapter.findall("section"):
            block_key = f"block:{block.get('id')}"
            nodes.append(TabularNode(block_key, "block", _text(block, "desc"), key, tuple(_notes(block))))
            for category in block.findall("diag"):
                nodes.extend(_codes(category, block_key, "category"))
    return tuple(nodes)


def _codes(element: Element, parent: str, kind: str) -> Iterator[TabularNode]:
    key = _text(element, "name").replace(".", "")
    children = element.findall("diag")
    seventh = {
        extension.get("char", ""): (extension.text or "").strip()
        for extension in element.iterfind("sevenChrDef/extension")
    }
    yield TabularNode(
        key, kind, _text(element, "desc"), parent, tuple(_notes(element)), seventh, is_leaf=not children
    )
    for child in children:
        yield from _codes(child, key, "subcategory")


def _notes(element: Element) -> Iterator[tuple[str, str]]:
    for child in element:
        kind = _NOTE_TAGS.get(child.tag)
        if kind is None:
            continue
        for note in child:
            text = " ".join("".join(note.itertext()).split())
            if text:
                yield kind, text


def _text(element: Element, tag: str) -> str:
    return " ".join((element.findtext(tag) or "").split())
