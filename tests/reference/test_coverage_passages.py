"""The words of LCDs, articles and NCDs as passages, from invented exports in the published layout."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Any

import pytest

from codinglab.reference.install.archive import Archive
from codinglab.reference.install.install import install
from codinglab.reference.install.reading import Request
from codinglab.reference.install.releases import read_table
from codinglab.reference.jurisdiction import jurisdiction
from codinglab.reference.paths import ROOT
from codinglab.reference.sources import coverage, coverage_catalogue
from codinglab.reference.sources.coverage_groups import _count

CATALOGUE = ROOT.parent / "shared" / "official" / "coverage" / "mcd-catalogue-2025-08.csv"
PAGE = "https://www.cms.gov/medicare-coverage-database/view"
MEDICAL = "Coverage Indications, Limitations, and/or Medical Necessity"


def sheet(*rows: dict[str, str]) -> str:
    """Rows as CSV; a cell that a row lacks is empty."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(dict.fromkeys(name for row in rows for name in row)), restval="")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def grid(header: str, *rows: str) -> str:
    return "\r\n".join([header, *rows, ""])


SHARED = {
    "contractor.csv": grid(
        "contractor_id,contractor_type_id,contractor_version,contractor_bus_name,contractor_number",
        '10,12,1,"Invented Services, LLC",12345',
    ),
    "contractor_type_lookup.csv": grid("contractor_type_id,description", "12,A and B MAC"),
    "state_lookup.csv": grid("state_id,state_abbrev", "1,NY"),
    "update_period.csv": grid("period_id,begin_date,end_date", "1,2026-09-21,2026-09-28"),
}
LCD: dict[str, Any] = {
    **SHARED,
    "lcd.csv": sheet(
        {
            "lcd_id": "39001",
            "lcd_version": "2",
            "title": "Invented Assay",
            "rev_eff_date": "2026-01-15 00:00:00",
            "status": "A",
            "indication": "<p>Opening words.</p><p><strong>Limitations:</strong></p><p>Once a year.</p>"
            "<table><tr><th>Age</th><th>Tests</th></tr><tr><td>under 5</td><td>2</td></tr></table>",
            "summary_of_evidence": "<p>A study, said to exist.</p>",
            "doc_reqs": "N/A",
            "bibliography": "<ol><li>Nobody, 2020.</li></ol>",
        },
        {
            "lcd_id": "39001",
            "lcd_version": "1",
            "rev_eff_date": "2020-10-01",
            "status": "S",
            "title": "Invented Assay",
            "indication": "Older words.",
        },
        {"lcd_id": "39002", "lcd_version": "1", "status": "A", "indication": "No first day: never holds."},
        {
            "lcd_id": "39003",
            "lcd_version": "1",
            "rev_eff_date": "2026-01-01",
            "display_id": "DL39003",
            "status": "P",
            "indication": "Only proposed.",
        },
    ),
    "lcd_x_contractor.csv": grid(
        "lcd_id,lcd_version,contractor_id,contractor_type_id,contractor_version", "39001,2,10,12,1"
    ),
    "lcd_x_hcpc_code.csv": grid("lcd_id,lcd_version,hcpc_code_id,hcpc_code_group", "39001,2,E0100,1"),
}
ARTICLE: dict[str, Any] = {
    **SHARED,
    "article.csv": sheet(
        {
            "article_id": "59001",
            "article_version": "3",
            "title": "Billing and Coding: Invented Assay",
            "article_eff_date": "2026-01-15",
            "article_end_date": "2026-12-31",
            "status": "A",
            "description": "&lt;p&gt;Report it with &amp;amp; without.&lt;/p&gt;",
            "other_comments": "None",
            "cms_cov_policy": "<p>An invented act.</p>",
            "add_icd10_info": "",
            "revenue_para": "",
            "keywords": "<p>assay</p>",
        }
    ),
    "article_x_contractor.csv": grid(
        "article_id,article_version,contractor_id,contractor_type_id,contractor_version", "59001,3,10,12,1"
    ),
    "article_x_hcpc_code.csv": grid(
        "article_id,article_version,hcpc_code_id,hcpc_code_group", "59001,3,G0102,2", "59001,3,G0101,2"
    ),
    "article_x_icd10_covered.csv": grid(
        "article_id,article_version,icd10_code_id,icd10_covered_group",
        *(f"59001,3,E11.{number},1" for number in range(20, 40)),
        "59001,3,E08.00,1",
    ),
    "article_x_icd10_noncovered.csv": grid(
        "article_id,article_version,icd10_code_id,icd10_noncovered_group", "59001,3,R69,1"
    ),
    "article_x_hcpc_code_group.csv": grid(
        "article_id,article_version,hcpc_code_group,paragraph", "59001,3,1,<p>N/A</p>", "59001,3,2,Both."
    ),
    "article_x_icd10_covered_group.csv": grid(
        "article_id,article_version,icd10_covered_group,paragraph,icd10_covered_ast",
        "59001,3,1,<p>These go with group 2.</p>,* needs a second code",
        "59001,3,2,<p>Words without codes.</p>,",
    ),
}
NCD = {
    "ncd_trkg.csv": sheet(
        {
            "NCD_id": "7",
            "NCD_vrsn_num": "2",
            "NCD_mnl_sect": "310.9",
            "NCD_mnl_sect_title": "Invented <i>Costs</i>",
            "NCD_efctv_dt": "",
            "NCD_trmntn_dt": "",
            "itm_srvc_desc": "<p>What it is.</p>",
            "indctn_lmtn": "<p><b>A. General</b></p><p>Covered.</p><p><b>B. Never Covered</b></p><p>Not.</p>"
            "<p><b>C. Other</b></p><p>N/A</p>",
            "xref_txt": "See nothing.",
            "trnsmtl_num": "123",
            "trnsmtl_issnc_dt": "2024-02-03 00:00:00",
            "chg_rqst_num": "4567",
        },
        {
            "NCD_id": "7",
            "NCD_vrsn_num": "1",
            "NCD_mnl_sect": "310.9",
            "NCD_mnl_sect_title": "Invented Costs",
            "NCD_efctv_dt": "2010-01-01",
            "itm_srvc_desc": "What it was.",
        },
    )
}


def export(kind: str, files: dict[str, Any], scope: str = "current") -> dict[str, Any]:
    return {f"{scope}_{kind}_csv.zip": files}


def passages(reading: Any, *names: str) -> list[tuple[Any, ...]]:
    return [tuple(row[name] for name in names) for row in reading.tables["guidance_passage"].to_pylist()]


def test_an_lcd_by_its_parts_headings_and_tables(publish) -> None:
    reading = coverage.read_lcds(publish("all_lcd.zip", export("lcd", LCD, "all")))
    assert passages(reading, "version", "section", "place", "titles", "kind", "text") == [
        (2, MEDICAL, 0, [MEDICAL], "text", "Opening words."),
        (2, MEDICAL, 1, [MEDICAL, "Limitations"], "text", "Once a year."),
        (2, MEDICAL, 2, [MEDICAL, "Limitations"], "table", "Age | Tests\nunder 5 | 2"),
        (2, "Summary of Evidence", 0, ["Summary of Evidence"], "text", "A study, said to exist."),
        (2, "Bibliography", 0, ["Bibliography"], "text", "Nobody, 2020."),
        (2, "Group 1 (HCPCS)", 0, ["CPT/HCPCS Codes", "Group 1: 1 code, E0100"], "text", ""),
        (1, MEDICAL, 0, [MEDICAL], "text", "Older words."),
    ]
    assert set(passages(reading, "document", "document_title", "version", "since", "through", "url")) == {
        ("L39001", "Invented Assay", 2, date(2026, 1, 15), None, f"{PAGE}/lcd.aspx?lcdid=39001&ver=2"),
        (
            *("L39001", "Invented Assay", 1, date(2020, 10, 1), date(2026, 1, 14)),
            f"{PAGE}/lcd.aspx?lcdid=39001&ver=1",
        ),
    }
    told = " ".join(reading.remarks)
    assert "lcd.csv has no issue, issue_change, cms_cov_policy, analysis_of_evidence," in told
    assert "these parts of the text are not in the passages" in told


def test_an_article_and_what_its_groups_of_codes_mean(publish) -> None:
    reading = coverage.read_articles(publish("current_article.zip", export("article", ARTICLE)))
    assert passages(reading, "section", "titles", "text") == [
        ("CMS National Coverage Policy", ["CMS National Coverage Policy"], "An invented act."),
        ("Article Text", ["Article Text"], "Report it with & without."),
        ("Keywords", ["Keywords"], "assay"),
        ("Group 2 (HCPCS)", ["CPT/HCPCS Codes", "Group 2: 2 codes, G0101, G0102"], "Both."),
        (
            "Group 1 (diagnoses that support)",
            ["ICD-10-CM Codes that Support Medical Necessity", "Group 1: 21 codes of E08, E11"],
            "These go with group 2.\n* needs a second code",
        ),
        (
            "Group 2 (diagnoses that support)",
            ["ICD-10-CM Codes that Support Medical Necessity", "Group 2: no codes"],
            "Words without codes.",
        ),
        (
            "Group 1 (diagnoses that do not support)",
            ["ICD-10-CM Codes that DO NOT Support Medical Necessity", "Group 1: 1 code, R69"],
            "",
        ),
    ]
    assert set(passages(reading, "document", "version", "since", "through", "url")) == {
        ("A59001", 3, date(2026, 1, 15), date(2026, 12, 31), f"{PAGE}/article.aspx?articleid=59001&ver=3")
    }
    assert not any("not in the passages" in remark for remark in reading.remarks)


def test_a_national_determination_by_its_section_of_the_manual(publish) -> None:
    reading = coverage.read_ncds(publish("ncd.zip", export("ncd", NCD), date(2026, 9, 28)))
    names = ("document", "version", "section", "titles", "text", "since", "through")
    limits = "Indications and Limitations of Coverage"
    transmittal = "Transmittal number: 123\nIssued: 2024-02-03\nChange request: 4567"
    no_days = (None, None)
    assert passages(reading, *names) == [
        ("310.9", 2, "Item/Service Description", ["Item/Service Description"], "What it is.", *no_days),
        ("310.9", 2, limits, [limits, "A. General"], "Covered.", *no_days),
        ("310.9", 2, limits, [limits, "B. Never Covered"], "Not.", *no_days),
        ("310.9", 2, "Cross Reference", ["Cross Reference"], "See nothing.", *no_days),
        ("310.9", 2, "Transmittal Information", ["Transmittal Information"], transmittal, *no_days),
        (
            *("310.9", 1, "Item/Service Description", ["Item/Service Description"], "What it was."),
            *(date(2010, 1, 1), date(2026, 9, 27)),
        ),
    ]
    assert passages(reading, "document_title", "url")[0] == (
        "Invented Costs",
        f"{PAGE}/ncd.aspx?ncdid=7&ncdver=2",
    )
    assert "ncd_trkg.csv has no othr_txt, ncd_keyword" in " ".join(reading.remarks)


def test_an_export_without_any_text_has_no_passages(publish) -> None:
    files = {**LCD, "lcd.csv": grid("lcd_id,lcd_version,title,rev_eff_date", "39001,2,Bare,2026-01-15")}
    del files["lcd_x_hcpc_code.csv"]
    reading = coverage.read_lcds(publish("current_lcd.zip", export("lcd", files)))
    assert "guidance_passage" not in reading.tables


@pytest.mark.usefixtures("own_home")
def test_passages_are_installed_beside_the_lists(zipped) -> None:
    path = zipped("current_article.zip", export("article", ARTICLE))
    release = install("coverage-articles", path, accept_licence=True)
    assert "coverage_related" not in release.tables
    assert read_table(release, "guidance_passage").num_rows == 7
    found = jurisdiction(release, "Invented")
    assert (found.names, found.documents) == (("12345",), {("article", "A59001", 3)})


def test_many_codes_are_counted_and_few_are_named() -> None:
    assert _count((f"G0{number:03}" for number in range(100, 113)), procedures=True) == "13 codes"
    assert _count([f"{letter}10" for letter in "ABCDEFGHIJKLM"], procedures=False) == (
        "13 codes of 13 categories"
    )


def test_an_entry_of_an_invented_catalogue_says_whose_it_is_and_on_which_days(publish) -> None:
    head = (
        "contractor_name_type,document_display_id,document_type,document_version,effective_date,note,"
        "retirement_date,title"
    )
    one = '"Invented Services, LLC\n(MAC - Part A, DME MAC)\nOther Services\n(Broker)"'
    reading = coverage_catalogue.read(
        publish(
            "catalogue-2026-09.csv",
            grid(
                head,
                f"{one},A59001,Article,3,01/15/2026,Retired,12/31/2026,Invented Assay",
                '"Other Services\n(Broker)",L39001,LCD,2,02/01/2026,,N/A,Invented Nails',
            ),
        )
    )
    assert passages(reading, "document", "version", "since", "through", "text") == [
        (
            *("A59001", 3, date(2026, 1, 15), date(2026, 12, 31)),
            "Article A59001, version 3: Invented Assay.\nOf Invented Services, LLC (Part A, equipment); "
            "Other Services.\nIn force from 2026-01-15 to 2026-12-31. The catalogue notes: Retired.\n"
            "Only the title is known here; the text is in the export (coverage-articles).",
        ),
        (
            *("L39001", 2, date(2026, 2, 1), None),
            "LCD L39001, version 2: Invented Nails.\nOf Other Services.\nIn force from 2026-02-01.\n"
            "Only the title is known here; the text is in the export (coverage-lcds).",
        ),
    ]


@pytest.mark.skipif(not CATALOGUE.is_file(), reason=f"no official file {CATALOGUE}")
def test_the_catalogue_says_which_policies_there_are_and_that_it_has_only_titles() -> None:
    reading = coverage_catalogue.read(Request(Archive(CATALOGUE)))
    rows = reading.tables["guidance_passage"].to_pylist()
    assert len(rows) == reading.tables["coverage_policy"].num_rows
    row = next(row for row in rows if row["document"] == "L36692")
    assert (row["section"], row["version"], row["since"]) == (
        "Entry in the catalogue",
        27,
        date(2025, 8, 14),
    )
    assert row["url"] == f"{PAGE}/lcd.aspx?lcdid=36692&ver=27"
    assert "Noridian Healthcare Solutions, LLC (Part A, Part B)" in row["text"]
    assert "Only the title is known here" in row["text"]
