"""The coverage database: a zip of zips of CSV with everything in its cells that CSV allows."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from codinglab.reference.install.archive import Archive, SourceFileError
from codinglab.reference.install.reading import Request
from codinglab.reference.paths import ROOT
from codinglab.reference.sources import coverage, coverage_catalogue

CATALOGUE = ROOT.parent / "shared" / "official" / "coverage" / "mcd-catalogue-2025-08.csv"
SHARED = {
    "contractor.csv": (
        "contractor_id,contractor_type_id,contractor_version,contractor_bus_name,contractor_number\r\n"
        '10,12,1,"Invented Services, LLC",12345\r\n11,14,1,Other Supplier,67890\r\n'
    ),
    "contractor_type_lookup.csv": (
        "contractor_type_id,description\r\n12,A and B and HHH MAC\r\n14,DME MAC\r\n"
    ),
    "contractor_jurisdiction.csv": (
        "contractor_id,contractor_type_id,contractor_version,state_id,active_date,term_date\r\n"
        "10,12,1,1,2020-01-01 00:00:00,\r\n10,12,1,2,2020-01-01 00:00:00,\r\n"
        "10,12,1,3,2010-01-01 00:00:00,2019-12-31 00:00:00\r\n"
    ),
    "state_lookup.csv": (
        "state_id,state_abbrev,description\r\n1,NY,New York\r\n2,CT,Connecticut\r\n3,NJ,New Jersey\r\n"
    ),
    "update_period.csv": (
        "period_id,begin_date,end_date\r\n1,2026-09-14 00:00:00,2026-09-21 00:00:00\r\n"
        "2,2026-09-21 00:00:00,2026-09-28 00:00:00\r\n"
    ),
}
ARTICLE: dict[str, Any] = {
    **SHARED,
    "article.csv": (
        "article_id,article_version,title,article_pub_date,article_eff_date,article_end_date,"
        "status,last_updated,description\r\n"
        '59001,3,"Billing and Coding: Invented ""Test"", all",2026-01-01,2026-01-15 00:00:00,'
        ',A,2026-07-01,"<p>long,\r\ntext</p>"\r\n'
        "59001,2,Billing and Coding: Invented,2025-01-01,2025-01-15 00:00:00,2026-01-14 "
        "00:00:00,S,2025-07-01,\r\n"
    ),
    "article_x_contractor.csv": (
        "article_id,article_version,article_type,contractor_id,contractor_type_id,contractor_version\r\n"
        "59001,3,6,10,12,1\r\n59001,3,6,99,12,1\r\n"
    ),
    "article_x_hcpc_code.csv": (
        "article_id,article_version,hcpc_code_id,hcpc_code_version,hcpc_code_group,range,"
        "long_description,short_description\r\n"
        '59001,3,G0101,2026,1,N,"Secret, words",SECRET\r\n59001,3,G0102,2026,2,N,Secret words,SECRET\r\n'
        "59001,2,XXXXX,2025,1,N,Not Applicable,NA\r\n"
    ),
    "article_x_icd10_covered.csv": (
        "article_id,article_version,icd10_code_id,icd10_code_version,icd10_covered_group,"
        "range,asterisk,sort_order,description\r\n"
        '59001,3,E11.22,2026,1,N,Y,1,"Type 2, with"\r\n59001,3,I10,2026,2,N,N,1,'
        "Essential\r\n59001,2,XX000,1,1,N,N,1,Not Applicable\r\n"
    ),
    "article_x_icd10_noncovered.csv": (
        "article_id,article_version,icd10_code_id,icd10_code_version,icd10_noncovered_group,"
        "range,description\r\n"
        "59001,3,R69,2026,1,N,Illness\r\n"
    ),
    "article_x_hcpc_code_group.csv": (
        "article_id,article_version,hcpc_code_group,paragraph\r\n59001,3,1,\r\n59001,3,2,"
        "<p>Two of <b>these</b></p>\r\n"
    ),
    "article_x_icd10_covered_group.csv": (
        "article_id,article_version,icd10_covered_group,paragraph,last_updated,icd10_covered_ast\r\n"
        '59001,3,1,"<p>Bill with the &#8211;KX modifier &amp;amp; a ""tear"",'
        '</p>\r\n<ul><li>once</li></ul>",2026-01-01,\r\n'
        "59001,3,2,\u2013 a dash of Windows,2026-01-01,\r\n"
    ).encode("cp1252"),
    "article_related_documents.csv": (
        "article_id,article_version,related_num,r_article_id,r_lcd_id,"
        "r_contractor_id\r\n59001,3,1,,39001,10\r\n59001,3,2,,0,10\r\n"
    ),
}
LCD = {
    **SHARED,
    "lcd.csv": (
        "lcd_id,lcd_version,title,orig_det_eff_date,ent_det_end_date,rev_eff_date,"
        "rev_end_date,status,date_retired\r\n"
        "39001,2,Invented,2020-10-01 00:00:00,,2026-01-15 00:00:00,,A,\r\n"
        "39001,1,Invented,2020-10-01 00:00:00,,,2026-01-20 00:00:00,R,2026-01-18 00:00:00\r\n"
    ),
    "lcd_x_contractor.csv": (
        "lcd_id,lcd_version,contractor_id,contractor_type_id,contractor_version\r\n39001,2,11,14,1\r\n"
    ),
    "lcd_x_hcpc_code.csv": (
        "lcd_id,lcd_version,hcpc_code_id,hcpc_code_version,hcpc_code_group,range\r\n39001,2,"
        "E0100,2026,1,N\r\n"
    ),
    "lcd_related_documents.csv": (
        "lcd_id,lcd_version,related_num,r_article_id,r_lcd_id\r\n39001,2,1,59001,\r\n"
    ),
}
NCD = {
    "ncd_trkg.csv": (
        "NCD_lab,NCD_id,NCD_vrsn_num,NCD_mnl_sect,NCD_mnl_sect_title,NCD_efctv_dt,"
        "NCD_trmntn_dt,itm_srvc_desc\r\n"
        'False,1,3,310.1,Invented <i>Costs</i>,2024-05-27 00:00:00,,"<p>words</p>"\r\n'
    )
}


def export(kind: str, files: dict[str, Any], scope: str = "current") -> dict[str, Any]:
    return {f"{scope}_{kind}_csv.zip": files, "readme_first.txt": "x", f"{kind}_license.pdf": b"%PDF"}


def rows(reading: Any, table: str) -> list[tuple[object, ...]]:
    return [tuple(row.values()) for row in reading.tables[f"coverage_{table}"].to_pylist()]


def test_an_export_of_articles(publish) -> None:
    reading = coverage.read_articles(publish("current_article.zip", export("article", ARTICLE)))
    assert rows(reading, "policy") == [
        ("article", "A59001", 3, 'Billing and Coding: Invented "Test", all', date(2026, 1, 15), None, "A"),
        ("article", "A59001", 2, "Billing and Coding: Invented", date(2025, 1, 15), date(2026, 1, 14), "S"),
    ]
    assert rows(reading, "contractor") == [
        ("article", "A59001", 3, "Invented Services, LLC", "12345", state, part)
        for state in ("NY", "CT")
        for part in ("A", "B", "HHH")
    ]
    assert rows(reading, "hcpcs") == [("A59001", 3, "G0101", 1), ("A59001", 3, "G0102", 2)]
    assert rows(reading, "diagnosis_list") == [
        ("A59001", 3, "E1122", 1, True, True),
        ("A59001", 3, "I10", 2, True, False),
        ("A59001", 3, "R69", 1, False, False),
    ]
    assert rows(reading, "paragraph") == [
        ("A59001", 3, "hcpcs", 2, "Two of these"),
        ("A59001", 3, "covered", 1, 'Bill with the \u2013KX modifier & a "tear",\nonce'),
        ("A59001", 3, "covered", 2, "\u2013 a dash of Windows"),
    ]
    assert rows(reading, "related") == [("A59001", 3, "L39001", None)]
    assert (reading.edition, reading.since, reading.through) == ("as of 2026-09-28", date(2026, 9, 28), None)
    told = " ".join(reading.remarks)
    assert "1 ended jurisdictions" in told
    assert "1 article rows name a contractor that the export does not describe" in told
    assert "on an earlier day a missing document says nothing" in told
    assert "ecret" not in str(reading)


def test_an_export_of_lcds(publish) -> None:
    reading = coverage.read_lcds(publish("all_lcd.zip", export("lcd", LCD, "all")))
    assert rows(reading, "policy") == [
        ("lcd", "L39001", 2, "Invented", date(2026, 1, 15), None, "A"),
        ("lcd", "L39001", 1, "Invented", date(2020, 10, 1), date(2026, 1, 18), "R"),
    ]
    assert rows(reading, "contractor") == [("lcd", "L39001", 2, "Other Supplier", "67890", "", "DME")]
    assert rows(reading, "hcpcs") == [("L39001", 2, "E0100", 1)]
    assert rows(reading, "related") == [("A59001", None, "L39001", 2)]
    assert reading.since == date(2020, 10, 1)
    assert "1 lcd documents have two versions on one day" in " ".join(reading.remarks)


def test_national_determinations_need_a_day(publish) -> None:
    with pytest.raises(SourceFileError, match=r"expected the day of the export in update_period\.csv"):
        coverage.read_ncds(publish("ncd.zip", export("ncd", NCD)))
    reading = coverage.read_ncds(publish("ncd.zip", export("ncd", NCD), date(2026, 9, 28)))
    assert rows(reading, "policy") == [("ncd", "310.1", 3, "Invented Costs", date(2024, 5, 27), None, "")]


def test_all_exports_in_one(publish) -> None:
    whole = {
        f"all_{kind}.zip": export(kind, files, "all") for kind, files in (("lcd", LCD), ("article", ARTICLE))
    }
    reading = coverage.read(publish("all_data.zip", {**whole, "ncd.zip": export("ncd", NCD)}))
    assert {row[0] for row in rows(reading, "policy")} == {"lcd", "article", "ncd"}
    assert len(rows(reading, "related")) == 2


def without(end: int) -> Any:
    return lambda text: text[:end]


def changed(old: str, new: str) -> Any:
    return lambda text: text.replace(old, new)


def longer(row: str) -> Any:
    return lambda text: f"{text}{row}\r\n"


@pytest.mark.parametrize(
    ("file", "change", "found"),
    [
        ("article.csv", without(-30), r"article\.csv: line \d+, the last, has no line end"),
        ("article_x_hcpc_code.csv", longer("59001,3,G01"), "row 5: expected 8 cells; found 3"),
        ("article_x_hcpc_code.csv", changed("hcpc_code_id", "procedure"), "expected the columns article_id"),
        ("article.csv", changed("2026-01-15", "soon"), "59001: expected a day as 2026-04-01; found 'soon"),
        ("article.csv", changed("59001,2", "59001,3"), "expected version 3 once"),
        (
            "article_x_icd10_covered.csv",
            changed("I10", "high blood"),
            "1 cells are none, one is 'high blood'",
        ),
        ("article.csv", None, r"expected an export with one article\.csv"),
        ("contractor.csv", None, r"expected contractor\.csv in the article export"),
    ],
)
def test_what_is_refused(publish, file: str, change: Any, found: str) -> None:
    files = {name: text for name, text in ARTICLE.items() if name != file}
    if change:
        files[file] = change(ARTICLE[file])
    with pytest.raises(SourceFileError, match=found) as refused:
        coverage.read_articles(publish("current_article.zip", export("article", files)))
    assert "ecret" not in str(refused.value)


def test_another_export_or_day_is_refused(publish) -> None:
    with pytest.raises(SourceFileError, match=r"expected an export with one lcd\.csv"):
        coverage.read_lcds(publish("current_article.zip", export("article", ARTICLE)))
    with pytest.raises(SourceFileError, match="it was made for 2026-09-28"):
        coverage.read_articles(publish("current_article.zip", export("article", ARTICLE), date(2026, 10, 5)))


@pytest.mark.skipif(not CATALOGUE.is_file(), reason=f"no official file {CATALOGUE}")
def test_the_catalogue_says_that_it_has_no_codes() -> None:
    reading = coverage.read(Request(Archive(CATALOGUE)))
    assert set(reading.tables) == {"coverage_policy", "coverage_contractor", "guidance_passage"}
    kinds = reading.tables["coverage_policy"]["kind"].to_pylist()
    assert (kinds.count("lcd"), kinds.count("article")) == (972, 2_161)
    bound = {row[1:] for row in rows(reading, "contractor") if row[1] == "L36668"}
    assert bound == {
        ("L36668", 45, "Noridian Healthcare Solutions, LLC", "", "", part) for part in ("A", "B")
    }
    equipment = {row[3] for row in rows(reading, "contractor") if row[6] == "DME"}
    assert equipment == {"CGS Administrators, LLC", "Noridian Healthcare Solutions, LLC"}
    assert reading.edition == "as of 2025-08-31"
    assert "no list of procedure or diagnosis codes" in reading.remarks[0]
    with pytest.raises(SourceFileError, match="it is of 2025-08-31"):
        coverage_catalogue.read(Request(Archive(CATALOGUE), date(2025, 9, 1)))
