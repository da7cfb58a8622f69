"""The words of LCDs, articles and NCDs as passages: a row a part of a document, headings and tables kept.

Parts are named as the database shows them. What is only about the document (revision history, meetings,
comments) is left out, and so are the paragraphs of ICD-9, and parts that say only "N/A".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from codinglab.reference.sources.coverage_files import Export
from codinglab.reference.sources.coverage_groups import NOTHING, group_passages
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
    bases: dict[tuple[str, int], dict[str, Any]] = {}
    for batch in raw.to_batches(max_chunksize=_AT_ONCE):
        for row in batch.to_pylist():
            key = _key(export, row)
            if key in spans and key not in bases and (export.kind == "ncd" or not is_proposed(row)):
                number = row["NCD_id"].strip() if export.kind == "ncd" else key[0][1:]
                bases[key] = _base(policies[key], spans[key], page_of(export.kind, number, key[1]))
                found += _document(row, names, bases[key])
        say(min(1.0, len(bases) / max(1, len(spans))))
    if "paragraph" in tables:
        found += group_passages(tables, bases)
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
            if part.text.lower() not in NOTHING:
                titles = (name, *part.titles)
                yield PassageRow(section=name, titles=titles, text=part.text, kind=part.kind, **base)
    said = [(word, plain_text(row.get(column, ""))) for column, word in _TRANSMITTALS.items()]
    lines = [f"{word}: {text.removesuffix(' 00:00:00')}" for word, text in said if text]
    if lines:
        yield PassageRow(section=_TRANSMITTAL, titles=(_TRANSMITTAL,), text="\n".join(lines), **base)
