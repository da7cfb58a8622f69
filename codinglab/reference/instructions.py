"""The tabular's sequencing notes as a table: code first, use additional code, code also.

A note is one line, or a heading ("underlying disease, such as:") with lines below it. Each line becomes a
row for every code that it names. Source: ICD-10-CM Official Guidelines I.A.13, I.A.17 and I.B.7.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import pyarrow as pa

from codinglab.reference.targets import targets

if TYPE_CHECKING:
    from codinglab.reference.sources.tabular import TabularNode

KINDS = ("code_first", "use_additional", "code_also")
_CONDITIONAL = re.compile(
    r"\b(if applicable|if known|any|associated|poisoning|complicating|due to|following|when|e\.g\.)\b",
    re.IGNORECASE,
)
_OPEN = re.compile(r"\bsuch as\b", re.IGNORECASE)
_CHARACTER = re.compile(r"with (?:fifth|sixth|final|fifth or six(?:th)?) characters?,? (\d)(?:-(\d))?")
_DEPTH = {"chapter": 1, "block": 2}
Row = tuple[str, int, str, bool, bool, str, str, str]


def instruction_table(nodes: Sequence[TabularNode]) -> pa.Table:
    """The notes by the code they name: node, depth, kind, required, open, target, characters, note.

    `required` is False where the note holds only in some cases ("if applicable", "if known", "any
    associated", a choice of lines). `open` is True where the codes named are examples ("such as") or the
    note names none (target ""). `characters` are those that the fifth or sixth character must be one of.
    """
    known = sorted(node.key for node in nodes if ":" not in node.key)
    rows = [row for node in nodes for kind in KINDS for row in _rows(node, kind, known)]
    names = ("node", "depth", "kind", "required", "open", "target", "characters", "note")
    return pa.table(dict(zip(names, (list(column) for column in zip(*rows, strict=True)), strict=True)))


def _rows(node: TabularNode, kind: str, known: Sequence[str]) -> Iterator[Row]:
    lines = [text.strip(" ,") for named, text in node.notes if named == kind]
    depth = _DEPTH.get(node.kind, len(node.key))
    heading = ""
    whole = " ".join(lines)
    required = kind == "code_first" and not _CONDITIONAL.search(whole)
    is_open = bool(_OPEN.search(whole))
    choice = sum(bool(targets(text, known)) for text in lines) > 1 and not is_open
    for text in lines:
        found = () if _part_of_a_code(text) else targets(text, known)
        if text.endswith(":") and not found:
            heading = text.removesuffix(":").strip()
            continue
        note = f"{heading}: {text}" if heading else text
        characters = _characters(text)
        for target in found or ("",):
            unnamed = is_open or not found
            yield node.key, depth, kind, required and not choice, unnamed, target, characters, note


def _part_of_a_code(text: str) -> bool:
    """Whether a line names codes by an ending that the table has no column for ("final characters -91")."""
    return "character" in text and not _characters(text)


def _characters(text: str) -> str:
    found = _CHARACTER.search(text)
    if found is None:
        return ""
    low, high = found.group(1), found.group(2) or found.group(1)
    return "".join(str(number) for number in range(int(low), int(high) + 1))
