"""The coverage database in the columns that its exports have: invented rows under the published headers."""

from __future__ import annotations

from datetime import date
from typing import Any

import pyarrow as pa
import pytest

from codinglab.model import Claim
from codinglab.reference.install.archive import SourceFileError
from codinglab.reference.install.install import install
from codinglab.reference.rule_tables import RuleTable, rule_table
from codinglab.reference.sources import coverage
from codinglab.reference.store import Store, open_store
from codinglab.validate.catalogue import edits
from codinglab.validate.engines.many_claims import ManyClaimsEngine
from codinglab.validate.examples import dx, line, outpatient, professional
from codinglab.validate.run import run

WEEKS = "period_id,begin_date,dis_end_date\r\n1219,2026-09-14 00:00:00,2026-09-21 00:00:00\r\n"
SHARED = {
    "contractor.csv": (
        "contractor_id,contractor_type_id,contractor_version,contractor_bus_name,contractor_number,dmerc_rgn,"
        "address1,address2,address3,city,state_id,zipcode,phone,fax,status,last_updated,url,email,ignore,"
        "status_flag,cmd_name,cmd_title,contractor_subtype_id\r\n"
        '500,8,1,"Invented Services,  Inc.",13201,,"1 Road, Suite 2",,,Town,7,00000,,,A,'
        "2026-01-02 08:09:10.123000,,,N,Y,,,3\r\n"
        "501,9,1,Invented Services,13202,,,,,,,,,,A,2026-01-02 08:09:10,,,N,Y,,,3\r\n"
        "502,8,2,Pacific Invented,01111,,,,,,,,,,A,2026-01-02 08:09:10,,,N,Y,,,3\r\n"
    ),
    "contractor_type_lookup.csv": (
        "contractor_type_id,description\r\n8,MAC - Part A\r\n9,MAC - Part B\r\n10,DME MAC\r\n"
    ),
    "contractor_jurisdiction.csv": (
        "contractor_id,contractor_type_id,contractor_version,state_id,last_updated,active_date,term_date\r\n"
        "500,8,1,7,2020-01-01 00:00:00,2013-01-01 00:00:00,\r\n"
        "500,8,1,65,2020-01-01 00:00:00,2013-01-01 00:00:00,\r\n"
        "500,8,1,63,2020-01-01 00:00:00,2013-01-01 00:00:00,2027-01-31 00:00:00\r\n"
        "500,8,1,51,2020-01-01 00:00:00,2013-01-01 00:00:00,2019-12-31 00:00:00\r\n"
        "501,9,1,7,2020-01-01 00:00:00,2013-01-01 00:00:00,\r\n"
        "502,8,2,60,2020-01-01 00:00:00,2013-01-01 00:00:00,9999-12-31 00:00:00\r\n"
        "502,8,2,66,2020-01-01 00:00:00,2013-01-01 00:00:00,\r\n"
    ),
    "state_lookup.csv": (
        "state_id,state_abbrev,description\r\n7,CT,Connecticut\r\n51,TX,Texas\r\n60,CNMI,Northern Mariana "
        "Islands\r\n63,DN,New York - Downstate\r\n65,UN,New York - Upstate\r\n66,NF,California - Northern\r\n"
    ),
    "update_period.csv": WEEKS + "1220,2026-09-21 00:00:00,2026-09-28 00:00:00\r\n",
}
ARTICLE_COLUMNS = (
    "article_id,article_version,article_type,title,article_pub_date,article_eff_date,article_end_date,"
    "description,other_comments,sad_url,status,last_updated,history_exp,key_article,icd9_covered_para,"
    "icd9_noncovered_para,revenue_para,thirty_percent,article_rev_end_date,source_article_id,date_retired,"
    "keywords,icd10_doc,add_icd10_info,cms_cov_policy,display_id,reference_article\r\n"
)


def article(
    number: str,
    version: int,
    first: str,
    *,
    revised: str = "",
    status: str = "A",
    retired: str = "",
    shown: str = "",
) -> str:
    """A row of article.csv, with everything in its text that CSV allows."""
    return (
        f'{number},{version},6,"Billing and Coding: Invented, {number}",{first} 00:00:00,'
        f'{revised and revised + " 00:00:00"},{retired and retired + " 00:00:00"},"<p>long ""text"",\r\n'
        f'more\n</p>",,http://,{status},2026-08-01 10:11:12.133000,,,,,,N,,,{retired},,Y,,,{shown},N\r\n'
    )


ARTICLES: dict[str, Any] = {
    **SHARED,
    "article.csv": ARTICLE_COLUMNS
    + article("59001", 17, "2019-10-01", revised="2026-07-01")
    + article("59002", 3, "2025-02-03")
    + article("59003", 4, "2020-01-01", revised="2024-01-01", status="R", retired="2026-08-31")
    + article("59004", 1, "2026-01-01", shown="DA59004")
    + article("59005", 1, "2026-01-01", status="P")
    + article("59006", 2, "2026-01-01", status="R"),
    "article_future_retire.csv": "article_id,retire_dt\r\n59002,2026-12-31 00:00:00\r\n",
    "article_x_contractor.csv": (
        "article_id,article_version,article_type,contractor_id,contractor_type_id,contractor_version,"
        "last_updated\r\n"
        "59001,17,6,500,8,1,2026-08-01 10:11:12\r\n59001,17,6,501,9,1,2026-08-01 10:11:12\r\n"
        "59002,3,6,502,8,2,2026-08-01 10:11:12\r\n59003,4,6,500,8,1,2026-08-01 10:11:12\r\n"
    ),
    "article_x_primary_jurisdiction.csv": (
        "article_id,article_version,state_id,last_updated\r\n59003,4,7,2026-08-01 10:11:12\r\n"
        "59001,17,51,2026-08-01 10:11:12\r\n"
    ),
    "article_x_hcpc_code.csv": (
        "article_id,article_version,hcpc_code_id,hcpc_code_version,hcpc_code_group,range,last_updated,"
        "long_description,short_description\r\n"
        '59001,17,G0127,102,1,N,2026-08-01 10:11:12,"Secret, words",SECRET\r\n'
    ),
    "article_x_hcpc_code_group.csv": (
        "article_id,article_version,hcpc_code_group,paragraph,last_updated\r\n"
        "59001,17,1,<p>N&sol;A</p>,2026-08-01 10:11:12\r\n"
    ),
    "article_x_icd10_covered.csv": (
        "article_id,article_version,icd10_code_id,icd10_code_version,icd10_covered_group,range,last_updated,"
        "sort_order,description,asterisk\r\n"
        '59001,17,M23.200,18,1,B,2026-08-01 10:11:12,1,"Words, more",N\r\n'
        "59001,17,M23.201,18,1,M,2026-08-01 10:11:12,2,Words,Y\r\n"
        "59001,17,M23.202,18,1,E,2026-08-01 10:11:12,3,Words,N\r\n"
        "59002,3,XX000,1,1,N,2026-08-01 10:11:12,1,Not Applicable,N\r\n"
    ),
    "article_x_icd10_covered_group.csv": (
        "article_id,article_version,icd10_covered_group,paragraph,last_updated,icd10_covered_ast\r\n"
        '59001,17,1,"<p>Bill with &ndash;KX,\r\nalways</p>",2026-08-01 10:11:12,'
        '"<p>*Only with a second code</p>"\r\n59001,17,2,,2026-08-01 10:11:12,\r\n'
    ),
    "article_x_icd10_noncovered.csv": (
        "article_id,article_version,icd10_code_id,icd10_code_version,icd10_noncovered_group,range,"
        "last_updated,sort_order,description\r\n59001,17,R69,18,1,N,2026-08-01 10:11:12,1,Words\r\n"
    ),
    "article_x_icd10_noncovered_group.csv": (
        "article_id,article_version,icd10_noncovered_group,paragraph,last_updated\r\n"
    ),
    "article_related_documents.csv": (
        "article_id,article_version,related_num,r_article_id,r_article_version,r_lcd_id,r_lcd_version,"
        "r_contractor_id,last_updated\r\n59001,17,1,,,39001,12,500,2026-08-01 10:11:12\r\n"
        "59001,17,2,59002,3,,,500,2026-08-01 10:11:12\r\n"
    ),
}
NCDS = {
    "ncd_trkg.csv": (
        "NCD_id,NCD_vrsn_num,natl_cvrg_type,cvrg_lvl_cd,NCD_mnl_sect,NCD_mnl_sect_title,NCD_efctv_dt,"
        "NCD_impltn_dt,NCD_trmntn_dt,itm_srvc_desc,indctn_lmtn,xref_txt,othr_txt,trnsmtl_num,"
        "trnsmtl_issnc_dt,trnsmtl_url,chg_rqst_num,pblctn_cd,rev_hstry,under_rvw,creatd_tmstmp,"
        "last_updt_tmstmp,last_clrnc_tmstmp,NCD_lab,ncd_keyword,NCD_AMA\r\n"
        '901,3,True,2,190.99,Invented - RETIRED,2023-04-10 00:00:00,,2021-01-01 00:00:00,,"<p>a\r\nb,\nc</p>"'
        ",,,99,1985-11-01 00:00:00,,,25,,False,2002-11-27 12:10:46,2002-12-02 14:14:31,"
        "2026-08-28 11:49:28.133000,False,,False\r\n"
        "902,1,True,4,240.98.1,Invented,1966-01-01 00:00:00,2027-01-04 00:00:00,,,words,,,,,,,25,,True,"
        "2002-11-27 12:10:46,2002-12-02 14:14:31,2002-11-27 12:11:00,True,,False\r\n"
    )
}


def export(kind: str, files: dict[str, Any], scope: str = "current_") -> dict[str, Any]:
    letters = "59001,1,1,Somebody,/letter.pdf,12 KB,1,2026-08-01 10:11:12\r\n"
    inner = {**files, f"{kind}_x_requestor_letters.csv": letters, "readme_first.txt": "x"}
    return {f"{kind} data dictionary.pdf": b"%PDF", f"{scope}{kind}_csv.zip": inner, "readme_first.txt": "x"}


def rows(reading: Any, table: str) -> list[tuple[object, ...]]:
    return [tuple(row.values()) for row in reading.tables[f"coverage_{table}"].to_pylist()]


@pytest.fixture
def articles(publish) -> Any:
    return coverage.read_articles(publish("current_article.zip", export("article", ARTICLES)))


def test_days_of_versions(articles: Any) -> None:
    """A version never revised has the document's first day; announced retirements count; drafts do not."""
    assert [(row[1], row[2], row[4], row[5], row[6]) for row in rows(articles, "policy")] == [
        ("A59001", 17, date(2026, 7, 1), None, "A"),
        ("A59002", 3, date(2025, 2, 3), date(2026, 12, 31), "A"),
        ("A59003", 4, date(2024, 1, 1), date(2026, 8, 31), "R"),
        ("A59006", 2, None, None, "R"),
    ]
    assert "2 article documents are only proposed" in articles.remarks[0]
    assert "1 article versions lack a first day or the day of retirement" in articles.remarks[1]
    assert articles.edition == "as of 2026-09-28"


def test_regions_are_given_as_their_state(articles: Any) -> None:
    bound = {(row[1], row[4], row[5], row[6]) for row in rows(articles, "contractor")}
    assert bound == {
        ("A59001", "13201", "CT", "A"),
        ("A59001", "13201", "NY", "A"),
        ("A59001", "13202", "CT", "B"),
        ("A59002", "01111", "MP", "A"),
        ("A59002", "01111", "CA", "A"),
        ("A59003", "13201", "CT", "A"),
    }
    assert "1 ended jurisdictions" in " ".join(articles.remarks)


def test_every_code_of_a_range_and_what_an_asterisk_means(articles: Any) -> None:
    assert rows(articles, "diagnosis_list") == [
        ("A59001", 17, "M23200", 1, True, False),
        ("A59001", 17, "M23201", 1, True, True),
        ("A59001", 17, "M23202", 1, True, False),
        ("A59001", 17, "R69", 1, False, False),
    ]
    assert rows(articles, "paragraph") == [
        ("A59001", 17, "hcpcs", 1, "N/A"),
        ("A59001", 17, "covered", 1, "Bill with \u2013KX,\nalways\n* Only with a second code"),
    ]
    assert rows(articles, "hcpcs") == [("A59001", 17, "G0127", 1)]
    assert rows(articles, "related") == [("A59001", 17, "L39001", None)]
    assert "range" not in " ".join(articles.remarks)
    assert "ecret" not in str(articles)


def test_an_unknown_mark_of_a_range_is_told(publish) -> None:
    files = {**ARTICLES}
    files["article_x_icd10_covered.csv"] = files["article_x_icd10_covered.csv"].replace(",E,2026", ",Z,2026")
    reading = coverage.read_articles(publish("current_article.zip", export("article", files)))
    assert "article_x_icd10_covered.csv: unknown marks of ranges (Z)" in " ".join(reading.remarks)


def test_all_articles_are_the_latest_versions_only(publish) -> None:
    reading = coverage.read_articles(publish("all_article.zip", export("article", ARTICLES, "all_")))
    assert "one version of each document, the latest" in " ".join(reading.remarks)
    assert reading.since == date(2024, 1, 1)


def test_all_data_holds_what_is_current(publish) -> None:
    inner = {"current_article.zip": export("article", ARTICLES), "ncd.zip": export("ncd", NCDS, "")}
    day = date(2026, 9, 28)
    assert coverage.read_articles(publish("all_data.zip", inner)).since == day
    assert coverage.read_ncds(publish("all_data.zip", inner, day)).since == day


def test_the_older_name_of_the_last_day(publish) -> None:
    files = {**ARTICLES, "update_period.csv": SHARED["update_period.csv"].replace("dis_end", "end")}
    request = publish("current_article.zip", export("article", files))
    assert coverage.read_articles(request).edition == "as of 2026-09-28"
    files["update_period.csv"] = SHARED["update_period.csv"].replace("dis_end", "stop")
    with pytest.raises(SourceFileError, match="expected the day of the export in update_period"):
        coverage.read_articles(publish("current_article.zip", export("article", files)))


def test_a_retired_national_determination_ends_before_it_begins(publish) -> None:
    reading = coverage.read_ncds(publish("ncd.zip", export("ncd", NCDS, ""), date(2026, 8, 30)))
    assert rows(reading, "policy") == [
        ("ncd", "190.99", 3, "Invented - RETIRED", date(2023, 4, 10), date(2021, 1, 1), ""),
        ("ncd", "240.98.1", 1, "Invented", date(1966, 1, 1), None, ""),
    ]
    assert "1 NCD versions end before their first day" in " ".join(reading.remarks)
    for day in (None, date(2026, 8, 27)):
        with pytest.raises(SourceFileError, match=r"Its newest change is of 2026-08-28\."):
            coverage.read_ncds(publish("ncd.zip", export("ncd", NCDS, ""), day))


@pytest.fixture(scope="module")
def store() -> Store:
    """What comes inside packages: found before the home of a test takes its place."""
    return open_store()


def _engine(store: Store, *reviewed: tuple[object, ...]) -> ManyClaimsEngine:
    """The edits of local coverage with the installed export and what a person reviewed."""
    local = [one for one in edits() if one.id.startswith("coverage/diagnosis-")]
    tables: dict[str, RuleTable] = {}
    for name in {name for one in local for name in one.reads}:
        found = rule_table(name, store)
        assert found is not None
        tables[name] = found
    shipped = tables["coverage_group_map"]
    rows = [dict(zip(shipped.rows.column_names, row, strict=True)) for row in reviewed]
    mine = pa.Table.from_pylist(rows, schema=shipped.rows.schema)
    return ManyClaimsEngine(local, {**tables, "coverage_group_map": RuleTable(mine, shipped.editions)})


def _said(engine: ManyClaimsEngine, claim: Claim) -> tuple[list[str], str]:
    report = run(engine, [claim])["example"]
    return [found.edit for found in report.findings], " ".join(one.reason for one in report.not_evaluated)


@pytest.mark.usefixtures("own_home")
def test_edits_judge_claims_by_an_installed_export(store: Store, zipped) -> None:
    """By contractor, part, day and reviewed groups; without a review nothing but the paragraphs is said."""
    file = zipped("current_article.zip", export("article", ARTICLES))
    install("coverage-articles", file, accept_licence=True)
    on, knee, ill, service = "2026-10-01", dx("M23.201"), dx("R69"), line("G0127", to=(1,))
    claim = professional(knee, service, on=on, contractor="13202")
    found, reason = _said(_engine(store), claim)
    assert found == []
    assert "it says of group 1: “Bill with \u2013KX, always * Only with a second code”" in reason

    engine = _engine(
        store,
        ("A59001", 17, 1, 1, "any", None, "A reviewer", None),
        ("A59001", 17, 1, 1, "noncovered", None, "A reviewer", None),
    )
    assert _said(engine, claim) == ([], "")
    not_covered = professional(dx("I10"), service, on=on, contractor="13202")
    assert _said(engine, not_covered)[0] == ["coverage/diagnosis-not-covered"]
    against = outpatient(ill, line("G0127"), on=on, contractor="13201")
    assert "coverage/diagnosis-listed-noncovered" in _said(engine, against)[0]
    for other, missing in (
        (professional(ill, service, on=on, contractor="13201"), "no local policy of contractor 13201"),
        (professional(ill, service, on=on, contractor="01111"), "no local policy of contractor 01111"),
        (professional(ill, service, on="2026-09-27", contractor="13202"), "does not cover 2026-09-27"),
    ):
        found, reason = _said(engine, other)
        assert found == []
        assert missing in reason
