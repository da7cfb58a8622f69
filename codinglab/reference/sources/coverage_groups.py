"""The groups of codes of an LCD or article as passages.

The paragraph of a group says how its codes are meant, and which diagnoses go with which procedures. How many
codes the group has, and which when they are few, stands in its title.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from codinglab.model import Icd10cm
from codinglab.reference.sources.passages import PassageRow

if TYPE_CHECKING:
    import pyarrow as pa

NOTHING = {"n/a", "n/a.", "na", "none", "none.", "not applicable", "not applicable."}
_GROUPS = {
    "hcpcs": ("HCPCS", "CPT/HCPCS Codes"),
    "covered": ("diagnoses that support", "ICD-10-CM Codes that Support Medical Necessity"),
    "noncovered": ("diagnoses that do not support", "ICD-10-CM Codes that DO NOT Support Medical Necessity"),
}
_FEW = 12
_AT_ONCE = 10_000


def group_passages(
    tables: Mapping[str, pa.Table], bases: Mapping[tuple[str, int], Mapping[str, Any]]
) -> Iterator[PassageRow]:
    """The groups of codes of each version: their paragraphs, and those that have codes only.

    Args:
        tables: the lists of an export, by name: "paragraph", "hcpcs" and, of articles, "diagnosis_list".
        bases: by id and version, what every passage of it has; other versions are left out.
    """
    counts = {
        (row["id"], row["version"], "hcpcs", row["group"]): _count(row["code_distinct"], True)
        for row in _together(tables.get("hcpcs"), [])
    }
    for row in _together(tables.get("diagnosis_list"), ["covered"]):
        part = "covered" if row["covered"] else "noncovered"
        counts[row["id"], row["version"], part, row["group"]] = _count(row["code_distinct"], False)
    texts = {
        (row["id"], row["version"], row["list"], row["group"]): row["text"]
        for row in _rows(tables["paragraph"])
    }
    order = list(_GROUPS)
    for key in sorted({*counts, *texts}, key=lambda key: (*key[:2], order.index(key[2]), key[3])):
        document, version, part, group = key
        if (document, version) in bases:
            short, heading = _GROUPS[part]
            text = texts.get(key, "")
            text = "" if text.lower() in NOTHING else text
            if text or key in counts:
                yield PassageRow(
                    section=f"Group {group} ({short})",
                    titles=(heading, f"Group {group}: {counts.get(key, 'no codes')}"),
                    text=text,
                    **bases[document, version],
                )


def _together(codes: pa.Table | None, by: list[str]) -> Iterator[dict[str, Any]]:
    """The codes of each group, a row a group."""
    if codes is not None:
        keys = ["id", "version", "group", *by]
        yield from _rows(codes.select([*keys, "code"]).group_by(keys).aggregate([("code", "distinct")]))


def _rows(table: pa.Table) -> Iterator[dict[str, Any]]:
    for batch in table.to_batches(max_chunksize=_AT_ONCE):
        yield from batch.to_pylist()


def _count(codes: Iterable[str], procedures: bool) -> str:
    """How many codes, and which, or of which categories, when those are few.

    >>> _count(["I10", "E1122"], False)
    '2 codes, E11.22, I10'
    """
    held = sorted(codes)
    many = f"{len(held):,} code{'s' if len(held) > 1 else ''}"
    if len(held) <= _FEW:
        return f"{many}, {', '.join(held if procedures else (Icd10cm(code).written for code in held))}"
    if procedures:
        return many
    categories = sorted({Icd10cm(code).category for code in held})
    if len(categories) <= _FEW:
        return f"{many} of {', '.join(categories)}"
    return f"{many} of {len(categories):,} categories"
