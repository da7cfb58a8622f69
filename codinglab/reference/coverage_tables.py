"""Local coverage as edits read it, from installed exports of the Medicare Coverage Database.

An article governs a code for a contractor on the days of its version. The contractor is told by its number,
as claims have it; where an export gives none, by its name and state ("Invented Services, LLC, NY"). Part B
binds professional claims, Part A outpatient ones. LCDs that list codes themselves are those for equipment,
whose claims are not judged here. Of two versions in force on a day the higher counts.
Source: the data dictionaries of the exports; Medicare Program Integrity Manual (100-08) ch. 13.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from codinglab.model import ClaimType
from codinglab.reference.install.releases import Release, read_table
from codinglab.reference.jurisdiction import claim_names
from codinglab.reference.sources.coverage_versions import version_spans

if TYPE_CHECKING:
    import pyarrow as pa

_PART = {ClaimType.PROFESSIONAL.value: "B", ClaimType.OUTPATIENT.value: "A"}


def articles(release: Release, claim_type: str) -> pa.Table:
    """`coverage_article`: claim_type, article, version, contractor, code, hcpcs_group, since, through."""
    import pyarrow as pa
    import pyarrow.compute as pc

    bound = read_table(release, "coverage_contractor")
    part = bound.column("part")
    here = pc.or_(pc.equal(part, _PART[claim_type]), pc.equal(part, ""))
    bound = bound.filter(pc.and_(here, pc.equal(bound.column("kind"), "article")))
    bound = pa.table({"id": bound["id"], "version": bound["version"], "contractor": claim_names(bound)})
    bound = bound.group_by(bound.column_names).aggregate([])
    codes = read_table(release, "coverage_hcpcs").select(["id", "version", "code", "group"])
    met = _days(release).join(bound, ["id", "version"], join_type="inner")
    met = met.join(codes, ["id", "version"], join_type="inner")
    names = ["id", "version", "contractor", "code", "group", "since", "through"]
    met = met.select(names).rename_columns(
        ["article", "version", "contractor", "code", "hcpcs_group", "since", "through"]
    )
    return met.add_column(0, "claim_type", pa.array([claim_type] * met.num_rows, pa.string())).sort_by(
        [(name, "ascending") for name in ("article", "version", "contractor", "code", "hcpcs_group")]
    )


def diagnoses(release: Release, _claim_type: str) -> pa.Table:
    """`coverage_diagnosis`: article, version, code, diagnosis_group, covered, since, through."""
    names = {"id": "article", "version": "version", "code": "code", "group": "diagnosis_group"}
    return _renamed(release, "coverage_diagnosis_list", {**names, "covered": "covered"})


def paragraphs(release: Release, _claim_type: str) -> pa.Table:
    """`coverage_paragraph`: article, version, part, group_number, words (in one line), since, through."""
    import pyarrow.compute as pc

    names = {"id": "article", "version": "version", "list": "part", "group": "group_number", "text": "words"}
    rows = _renamed(release, "coverage_paragraph", names)
    at = rows.column_names.index("words")
    return rows.set_column(at, "words", pc.replace_substring(rows.column(at), "\n", " "))


def _renamed(release: Release, table: str, names: dict[str, str]) -> pa.Table:
    """Columns of a table under other names, on the days of the release; empty where it has no such table."""
    import pyarrow as pa

    if table in release.tables:
        rows = read_table(release, table).select(list(names)).rename_columns(list(names.values()))
    else:
        kinds = {"version": pa.int32(), "group": pa.int32(), "covered": pa.bool_()}
        rows = pa.table({new: pa.array([], kinds.get(old, pa.string())) for old, new in names.items()})
    rows = rows.append_column("since", pa.array([release.since] * rows.num_rows, pa.date32()))
    return rows.append_column("through", pa.nulls(rows.num_rows, pa.date32()))


def _days(release: Release) -> pa.Table:
    """The versions of articles with their days: id, version, since, through, cut by the higher versions."""
    import pyarrow as pa

    rows = read_table(release, "coverage_policy").to_pylist()
    spans = version_spans(
        (row["id"], row["version"], row["since"], row["through"])
        for row in rows
        if row["kind"] == "article" and row["since"]
    )
    kept = [
        {"id": number, "version": version, "since": since, "through": through}
        for (number, version), (since, through) in spans.items()
    ]
    day = pa.date32()
    kinds = [("id", pa.string()), ("version", pa.int32()), ("since", day), ("through", day)]
    return pa.Table.from_pylist(kept, pa.schema(kinds))
