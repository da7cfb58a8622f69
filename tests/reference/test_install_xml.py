"""The documents in XML: nothing of them is lost, and no other document passes for them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from codinglab.reference.install.archive import Archive, SourceFileError
from codinglab.reference.install.catalogue import find_source
from codinglab.reference.install.reading import Reading, Request
from codinglab.reference.sources import (
    index_file,
    index_table_file,
    pcs_index_file,
    pcs_tables_file,
    tabular_file,
)

Written = Callable[..., Path]
INDEX = """<ICD10CM.index><version>2026</version><title>ICD-10-CM INDEX TO DISEASES and INJURIES</title>
<letter><title>A</title>
<mainTerm><title>Abasia<nemod>(-astasia) (hysterical)</nemod></title><code>F44.4</code></mainTerm>
<mainTerm><title>Amyloidosis</title><code>E85.9</code>
  <term level="1"><title>with <nemod>(of)</nemod> lung</title><code>E85.4</code><manif>J99</manif></term>
  <term level="1"><title>nerve</title><subcat>H93.3</subcat>
    <term level="2"><title>infectious</title><see>Arthritis</see><seeAlso>category M01</seeAlso></term>
  </term></mainTerm>
</letter></ICD10CM.index>"""
EXTERNAL = INDEX.replace("INDEX TO DISEASES and INJURIES", "External Cause of Injuries Index")
HEADS = {
    "Neoplasm": "Malignant Primary|Malignant Secondary|Ca in situ|Benign|Uncertain Behavior|"
    "Unspecified Behavior",
    "Substance": "Poisoning Accidental (unintentional)|Poisoning Intentional self-harm|Poisoning Assault|"
    "Poisoning Undetermined|Adverse effect|Underdosing",
}


def table_xml(kind: str) -> str:
    heads = "".join(
        f'<head col="{at}">{head}</head>' for at, head in enumerate([kind, *HEADS[kind].split("|")], start=1)
    )
    return f"""<ICD10CM.index><version>2026</version><indexHeading>{heads}</indexHeading>
<letter><title>N</title><mainTerm><title>First</title><cell col="2">C76.2</cell><cell col="3">--</cell>
<term level="1"><title>book-leaf<nemod>(mouth)</nemod></title><manif>ventral</manif><cell col="7">D49.-</cell>
</term></mainTerm></letter></ICD10CM.index>"""


TABULAR = """<ICD10CM.tabular><version>2026</version><chapter><name>1</name><desc>Chapter</desc>
<section id="A00-A09"><desc>Block</desc><diag><name>A00</name><desc>Category</desc>
<excludes1><note>something (B00)</note></excludes1>
<sevenChrDef><extension char="A">initial</extension></sevenChrDef>
<diag><name>A00.0</name><desc>Code</desc></diag></diag></section></chapter></ICD10CM.tabular>"""
PCS_TABLES = """<ICD10PCS.tabular><version>2026</version><pcsTable>
<axis pos="1" values="1"><title>Section</title><label code="0">Medical and Surgical</label></axis>
<axis pos="2" values="1"><title>Body System</title><label code="D">Gastrointestinal</label></axis>
<axis pos="3" values="1"><title>Operation</title><label code="T">Resection</label>
<definition>Cutting out all</definition></axis>
<pcsRow codes="2"><axis pos="4" values="1"><title>Body Part</title><label code="J">Appendix</label></axis>
<axis pos="5" values="2"><title>Approach</title><label code="0">Open</label>
<label code="4">Endoscopic</label></axis>
<axis pos="6" values="1"><title>Device</title><label code="Z">No Device</label></axis>
<axis pos="7" values="1"><title>Qualifier</title><label code="Z">No Qualifier</label></axis></pcsRow>
</pcsTable></ICD10PCS.tabular>"""
PCS_INDEX = """<ICD10PCS.index><version>2026</version><title>Index</title><letter><title>A</title>
<mainTerm><title>Appendectomy</title>
<term level="1"><see>Excision, Appendix<codes>0DBJ</codes></see></term>
<term level="1"><title>Laminaria</title><code>10A07ZW</code></term>
<term level="1"><use>Stimulator in<tab>0JH</tab></use></term></mainTerm></letter></ICD10PCS.index>"""
DOCUMENTS = {
    "icd10cm-index": INDEX,
    "icd10cm-external-cause": EXTERNAL,
    "icd10cm-neoplasm": table_xml("Neoplasm"),
    "icd10cm-drug": table_xml("Substance"),
    "icd10cm-tabular": TABULAR,
    "icd10pcs-tables": PCS_TABLES,
    "icd10pcs-index": PCS_INDEX,
}


@pytest.fixture(autouse=True)
def small_documents_will_do(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (index_file, index_table_file, pcs_index_file, pcs_tables_file, tabular_file):
        for name in dir(module):
            if name.startswith("LEAST_"):
                monkeypatch.setattr(module, name, 1)


@pytest.fixture
def read(zipped: Written) -> Callable[..., Reading]:
    def reader(source: str, xml: str | bytes, name: str = "icd10.zip", **others: str) -> Reading:
        path = zipped(name, {"one.xml": xml, **{f"{other}.xml": text for other, text in others.items()}})
        return find_source(source).load_reader()(Request(Archive(path)))

    return reader


def rows(reading: Reading, table: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = reading.tables[table].to_pylist()
    return found


@pytest.mark.parametrize("source", DOCUMENTS)
def test_each_is_found_among_the_others(source: str, read: Callable[..., Reading]) -> None:
    others = {f"x{number}": xml for number, (name, xml) in enumerate(DOCUMENTS.items()) if name != source}
    reading = read(source, DOCUMENTS[source], **others)
    assert set(reading.tables) == set(find_source(source).tables)
    assert (reading.edition, reading.since) == ("FY2026 October", date(2025, 10, 1))


@pytest.mark.parametrize("source", DOCUMENTS)
@pytest.mark.parametrize("other", DOCUMENTS)
def test_another_document_is_named(source: str, other: str, read: Callable[..., Reading]) -> None:
    if source != other:
        with pytest.raises(SourceFileError, match=f"one XML document of {source}.*looks like {other}"):
            read(source, DOCUMENTS[other])


@pytest.mark.parametrize("source", DOCUMENTS)
def test_an_april_edition(source: str, read: Callable[..., Reading]) -> None:
    reading = read(source, DOCUMENTS[source], "April-1-2026.zip")
    assert (reading.since, reading.through) == (date(2026, 4, 1), date(2026, 9, 30))


@pytest.mark.parametrize("source", DOCUMENTS)
@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda xml: xml[: len(xml) // 2], "not whole, safe XML"),
        (lambda xml: xml.replace("2026", "2026 draft"), "expected a year in <version>; found '2026 draft'"),
        (
            lambda xml: '<!DOCTYPE x [<!ENTITY a "aaaa">]>' + xml.replace("2026", "&a;"),
            "no XML at all|not whole, safe XML",
        ),
    ],
)
def test_a_document_that_is_not_right(
    source: str, change: Callable[[str], str], said: str, read: Callable[..., Reading]
) -> None:
    broken = change(DOCUMENTS[source])
    with pytest.raises(SourceFileError, match=said):
        read(source, broken)


def test_too_little_is_not_a_document(read: Callable[..., Reading], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index_file, "LEAST_INDEX", 100)
    with pytest.raises(SourceFileError, match="at least 100 terms; found 5"):
        read("icd10cm-index", INDEX)


def test_no_xml_and_several_that_fit(read: Callable[..., Reading], zipped: Written) -> None:
    with pytest.raises(SourceFileError, match="several fit"):
        read("icd10cm-index", INDEX, other=INDEX)
    with pytest.raises(SourceFileError, match="an addenda document"):
        read("icd10cm-index", INDEX.replace("<ICD10CM.index>", '<ICD10CM.index isAddenda="true">'))
    empty = Request(Archive(zipped("text.zip", {"readme.txt": "hello"})))
    with pytest.raises(SourceFileError, match=r"holds no XML: readme\.txt"):
        index_file.read_index(empty)


@pytest.mark.parametrize(
    ("source", "table", "xml"),
    [
        ("icd10cm-index", "icd10cm_index_entry", INDEX),
        ("icd10cm-external-cause", "icd10cm_external_entry", EXTERNAL),
    ],
)
def test_the_index(source: str, table: str, xml: str, read: Callable[..., Reading]) -> None:
    names = ("id", "parent", "level", "title", "nemod", "code", "manifestation", "see", "see_also")
    assert [tuple(row[name] for name in names) for row in rows(read(source, xml), table)] == [
        (0, -1, 0, "Abasia", "(-astasia) (hysterical)", "F44.4", "", "", ""),
        (1, -1, 0, "Amyloidosis", "", "E85.9", "", "", ""),
        (2, 1, 1, "with lung", "(of)", "E85.4", "J99", "", ""),
        (3, 1, 1, "nerve", "", "", "", "subcategory H93.3", ""),
        (4, 3, 2, "infectious", "", "", "", "Arthritis", "category M01"),
    ]


def test_a_title_that_is_not_the_published_one_is_said(read: Callable[..., Reading]) -> None:
    reading = read("icd10cm-index", INDEX.replace("and INJURIES", "and INJURIES (rebuilt)"))
    assert reading.edition == "FY2026 October, not as published"
    assert "(rebuilt)" in reading.remarks[0]


def test_a_wrong_level_is_refused(read: Callable[..., Reading]) -> None:
    with pytest.raises(SourceFileError, match="'infectious' below 'nerve': expected level 2; found '1'"):
        read("icd10cm-index", INDEX.replace('level="2"', 'level="1"'))


@pytest.mark.parametrize(
    ("kind", "source", "table"),
    [
        ("Neoplasm", "icd10cm-neoplasm", "icd10cm_neoplasm_row"),
        ("Substance", "icd10cm-drug", "icd10cm_drug_row"),
    ],
)
def test_a_table_of_the_index(kind: str, source: str, table: str, read: Callable[..., Reading]) -> None:
    first, second = rows(read(source, table_xml(kind)), table)
    assert [first[f"cell{column}"] for column in range(2, 8)] == ["C76.2", "", "", "", "", ""]
    assert (second["nemod"], second["parent"], second["cell7"]) == ("(mouth) [ventral]", 0, "D49.-")
    with pytest.raises(SourceFileError, match=r"expected the columns .*; found "):
        read(source, table_xml(kind).replace(HEADS[kind].split("|")[4], "Something else"))
    with pytest.raises(SourceFileError, match="columns 2 to 7; found '8'"):
        read(source, table_xml(kind).replace('<cell col="7">', '<cell col="8">'))


def test_the_tabular(read: Callable[..., Reading]) -> None:
    reading = read("icd10cm-tabular", TABULAR)
    keys = [(row["key"], row["kind"], row["is_leaf"]) for row in rows(reading, "icd10cm_tabular_node")]
    assert keys == [
        ("chapter:1", "chapter", False),
        ("block:A00-A09", "block", False),
        ("A00", "category", False),
        ("A000", "subcategory", True),
    ]
    assert rows(reading, "icd10cm_tabular_note") == [
        {"key": "A00", "kind": "excludes1", "text": "something (B00)"}
    ]
    assert rows(reading, "icd10cm_tabular_seventh") == [
        {"key": "A00", "character": "A", "meaning": "initial"}
    ]


def test_the_procedure_tables(read: Callable[..., Reading]) -> None:
    reading = read("icd10pcs-tables", PCS_TABLES)
    assert [tuple(row.values()) for row in rows(reading, "icd10pcs_table_axis")] == [
        ("0DT", 1, "0", "Medical and Surgical", "Section", ""),
        ("0DT", 2, "D", "Gastrointestinal", "Body System", ""),
        ("0DT", 3, "T", "Resection", "Operation", "Cutting out all"),
    ]
    assert [tuple(row.values()) for row in rows(reading, "icd10pcs_table_row")] == [
        ("0DT", 1, 4, "J", "Appendix", "Body Part"),
        ("0DT", 1, 5, "0", "Open", "Approach"),
        ("0DT", 1, 5, "4", "Endoscopic", "Approach"),
        ("0DT", 1, 6, "Z", "No Device", "Device"),
        ("0DT", 1, 7, "Z", "No Qualifier", "Qualifier"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('<pcsRow codes="2">', '<pcsRow codes="3">', "table 0DT, row 1: states 3 codes; its values make 2"),
        (
            'pos="5" values="2"',
            'pos="5" values="1"',
            "position 5 states 1 values of one character; found 0, 4",
        ),
        ('pos="7"', 'pos="8"', "expected the positions 4567; found 4568"),
    ],
)
def test_procedure_tables_that_contradict_themselves(
    old: str, new: str, said: str, read: Callable[..., Reading]
) -> None:
    with pytest.raises(SourceFileError, match=said):
        read("icd10pcs-tables", PCS_TABLES.replace(old, new))


def test_the_procedure_index(read: Callable[..., Reading]) -> None:
    reading = read("icd10pcs-index", PCS_INDEX)
    assert [tuple(row.values()) for row in rows(reading, "icd10pcs_index_entry")] == [
        (0, -1, 0, "Appendectomy", "", "", "", ""),
        (1, 0, 1, "", "", "0DBJ", "Excision, Appendix", ""),
        (2, 0, 1, "Laminaria", "10A07ZW", "", "", ""),
        (3, 0, 1, "", "", "0JH", "", "Stimulator in"),
    ]
