"""The official ICD-10-CM Tabular List in XML, as CDC publishes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codinglab.reference.install.document import enough, open_document
from codinglab.reference.install.fiscal import edition, fiscal_since, year_through
from codinglab.reference.install.reading import Reading, Request
from codinglab.reference.sources.order_check import check_year
from codinglab.reference.sources.tabular import TabularNode, tabular_nodes

if TYPE_CHECKING:
    import pyarrow as pa

LEAST_CODES = 40_000


def read(request: Request) -> Reading:
    """Read the tabular: its tree, its notes and its 7th characters.

    Tables: `icd10cm_tabular_node` (key, kind, title, parent, is_leaf; keys as in `TabularNode`),
    `icd10cm_tabular_note` (key, kind, text), `icd10cm_tabular_seventh` (key, character, meaning).

    Raises:
        SourceFileError: it is another document, or not whole.
    """
    document = open_document(request, "icd10cm-tabular")
    since = fiscal_since(request, document.version, document.name)
    request.say("reading the tabular", 0.5)
    nodes = tabular_nodes(document.root)
    enough(document, "codes and headers", sum(":" not in node.key for node in nodes), LEAST_CODES)
    check_year({node.key for node in nodes if node.is_leaf and ":" not in node.key}, since, document.name)
    tables = {
        "icd10cm_tabular_node": _nodes(nodes),
        "icd10cm_tabular_note": _triples(
            ("key", "kind", "text"), [(node.key, kind, text) for node in nodes for kind, text in node.notes]
        ),
        "icd10cm_tabular_seventh": _triples(
            ("key", "character", "meaning"),
            [(node.key, character, said) for node in nodes for character, said in node.seventh.items()],
        ),
    }
    return Reading(edition(since), since, year_through(since), tables)


def _nodes(nodes: tuple[TabularNode, ...]) -> pa.Table:
    import pyarrow as pa

    return pa.table(
        {
            "key": [node.key for node in nodes],
            "kind": [node.kind for node in nodes],
            "title": [node.title for node in nodes],
            "parent": [node.parent for node in nodes],
            "is_leaf": pa.array([node.is_leaf for node in nodes], pa.bool_()),
        }
    )


def _triples(names: tuple[str, str, str], rows: list[tuple[str, str, str]]) -> pa.Table:
    import pyarrow as pa

    return pa.table({name: pa.array([row[at] for row in rows], pa.string()) for at, name in enumerate(names)})
