"""The words of LCDs, articles and NCDs as passages: a row a part of a document, headings and tables kept.

Parts are named as the database shows them. What is only about the document (revision history, meetings,
comments) is left out, and so are the paragraphs of ICD-9. The paragraph of a group of codes says how its
codes are meant; how many they are, and which when they are few, stands in its title.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from codinglab.model import Icd10cm
from codinglab.reference.sources.coverage_files import Export
from codinglab.reference.sources.coverage_policies import identity, is_proposed
from codinglab.reference.sources.coverage_versions import Span, page_of, version_spans
from codinglab.reference.sources.html_parts import html_parts
from codinglab.reference.sources.passages import PassageRow
from codinglab.reference.sources.plain_text import plain_text

if TYPE_CHECKING:
    import pyarrow as pa

_PARTS = {
    "lcd": {
        "issue": "Issue Description",
        "issue_change": "Issue - Explanation of Change Between Proposed LCD and Final LCD",
        "cms_cov_policy": "CMS National Coverage Policy",
        "indication": "Coverage Indications, Limitations, and/or Medical Necessity",
        "summary_of_evidence": "Summary of Evidence",
        "analysis_of_evidence": "Analysis of Evidence (Rationale for Determination)",
        "diagnoses_support": "Diagnoses that Support Medical Necessity",
        "diagnoses_dont_support": "Diagnoses that Do Not Support Medical Necessity",
        "add_icd10_info": "Additional ICD-10 Information",
        "coding_guidelines": "Coding Guidelines",
        "revenue_para": "Revenue Codes",
        "doc_reqs": "Documentation Requirements",
        "util_guide": "Utilization Guidelines",
        "associated_info": "Associated Information",
        "appendices": "Appendices",
        "source_info": "Sources of Information",
        "bibliography": "Bibliography",
        "keywords": "Keywords",
    },
    "article": {
        "cms_cov_policy": "CMS National Coverage Policy",
        "description": "Article Text",
        "add_icd10_info": "Additional ICD-10 Information",
        "revenue_para": "Revenue Codes",
        "other_comments": "Other Comments",
        "keywords": "Keywords",
    },
    "ncd": {
        "itm_srvc_desc": "Item/Service Description",
        "indctn_lmtn": "Indications and Limitations of Coverage",
        "xref_txt": "Cross Reference",
        "othr_txt": "Other",
        "ncd_keyword": "Keywords",
    },
}
_TRANSMITTAL = "Transmittal Information"
_TRANSMITTALS = {
    "trnsmtl_num": "Transmittal number",
    "trnsmtl_issnc_dt": "Issued",
    "chg_rqst_num": "Change request",
    "trnsmtl_url": "Page",
}
_KEYS = {"ncd": ("NCD_mnl_sect", "NCD_vrsn_num")}
_FILES = {"lcd": "lcd.csv", "article": "article.csv", "ncd": "ncd_trkg.csv"}
_NOTHING = {"", "n/a", "n/a.", "na", "none", "none.", "not applicable", "not applicable."}
_GROUPS = {
    "hcpcs": ("HCPCS", "CPT/HCPCS Codes"),
    "covered": ("diagnoses that support", "ICD-10-CM Codes that Support Medical Necessity"),
    "noncovered": ("diagnoses that do not support", "ICD-10-CM Codes that DO NOT Support Medical Necessity"),
}
_FEW = 12
_AT_ONCE = 200


def passages(
    export: Export, tables: Mapping[str, pa.Table], since: date, say: Callable[[float], None]
) -> tuple[list[PassageRow], list[str]]:
    """The passages of an export, and remarks.

    Args:
        export: where the text is.
        tables: what was read of the same export: `coverage_policy` and the lists, by name ("policy").
        since: the first day of the release, on which an NCD without a first day is taken to begin.
        say: called with the share done, 0 to 1.
    """
    policies = {(row["id"], row["version"]): row for row in tables["policy"].to_pylist()}
    spans = version_spans(
        (*key, row["since"] or since, row["through"])
        for key, row in policies.items()
        if row["since"] or export.kind == "ncd"
    )
    names = _PARTS[export.kind]
    wanted = _KEYS.get(export.kind, (f"{export.kind}_id", f"{export.kind}_version"))
    extra = ("NCD_id", *_TRANSMITTALS) if export.kind == "ncd" else ("status", "display_id")
    file = _FILES[export.kind]
    raw, gaps = export.table_and_gaps(file, wanted, (*names, *extra))
    found: list[PassageRow] = []
    done: set[tuple[str, int]] = set()
    for batch in raw.to_batches(max_chunksize=_AT_ONCE):
        for row in batch.to_pylist():
            key = _key(export, row)
            if key in spans and key not in done and (export.kind == "ncd" or not is_proposed(row)):
                done.add(key)
                number = row["NCD_id"].strip() if export.kind == "ncd" else key[0][1:]
                base = _base(policies[key], spans[key], page_of(export.kind, number, key[1]))
                found += _document(row, names, base)
        say(min(1.0, len(done) / max(1, len(spans))))
    if "paragraph" in tables:
        found += _groups(export, tables, policies, spans)
    lost = [name for name in gaps if name in names]
    remarks = []
    if lost:
        remarks.append(f"{file} has no {', '.join(lost)}: these parts of the text are not in the passages.")
    return sorted(found, key=lambda row: (row.document, -row.version)), remarks


def _key(export: Export, row: dict[str, Any]) -> tuple[str, int]:
    number, version = _KEYS.get(export.kind, ("", f"{export.kind}_version"))
    return (row[number].strip() if number else identity(export, row)), int(row[version])


def _base(policy: Mapping[str, Any], span: Span, url: str) -> dict[str, Any]:
    """What every passage of a version has; an NCD without a first day has that of the release."""
    return {
        "document": policy["id"],
        "document_title": policy["title"],
        "version": policy["version"],
        "since": span[0] if policy["since"] else None,
        "through": span[1],
        "url": url if "id=&" not in url else "",
    }


def _document(row: Mapping[str, str], names: Mapping[str, str], base: dict[str, Any]) -> Iterator[PassageRow]:
    for column, name in names.items():
        for part in html_parts(row[column]):
            if part.text.lower() not in _NOTHING or part.titles:
                titles = (name, *part.titles)
                yield PassageRow(section=name, titles=titles, text=part.text, kind=part.kind, **base)
    said = [(word, plain_text(row.get(column, ""))) for column, word in _TRANSMITTALS.items()]
    lines = [
        f"{word}: {text.removesuffix(' 00:00:00')}" for word, text in said if text.lower() not in _NOTHING
    ]
    if lines:
        yield PassageRow(section=_TRANSMITTAL, titles=(_TRANSMITTAL,), text="\n".join(lines), **base)


def _groups(
    export: Export,
    tables: Mapping[str, pa.Table],
    policies: Mapping[tuple[str, int], Mapping[str, Any]],
    spans: Mapping[tuple[str, int], Span],
) -> Iterator[PassageRow]:
    """The groups of codes of each version: their paragraphs, and those that have codes only."""
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
        if (document, version) in spans:
            short, heading = _GROUPS[part]
            text = texts.get(key, "")
            text = "" if text.lower() in _NOTHING else text
            if text or key in counts:
                url = page_of(export.kind, document[1:], version)
                yield PassageRow(
                    section=f"Group {group} ({short})",
                    titles=(heading, f"Group {group}: {counts.get(key, 'no codes')}"),
                    text=text,
                    **_base(policies[document, version], spans[document, version], url),
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
