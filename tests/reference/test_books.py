"""The Index walk and the ICD-10-PCS builder over official files."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from codinglab.model import TableMissingError
from codinglab.reference.build import at_home, build_store
from codinglab.reference.code_view import view
from codinglab.reference.index_walk import IndexWalk
from codinglab.reference.install.install import install
from codinglab.reference.paths import ROOT
from codinglab.reference.pcs_builder import PcsBuilder
from codinglab.reference.search import find

OFFICIAL = ROOT.parent / "shared" / "official"
DAY = date(2026, 6, 9)
PCS_DAY = date(2025, 2, 3)
SOURCES = {
    "icd10cm-index": "icd10cm/icd10cm-index-2026-reconstructed.zip",
    "icd10cm-neoplasm": "icd10cm/icd10cm-tables-april-2026.zip",
    "icd10cm-drug": "icd10cm/icd10cm-tables-april-2026.zip",
    "icd10cm-conversion": "icd10cm/ICD-10-CM-CONVERSION-TABLE-FY2026.xlsx",
    "icd10cm-tabular": "icd10cm/icd10cm-xml-2017.zip",
    "icd10pcs-tables": "icd10pcs/icd10pcs-xml-2025.zip",
    "icd10pcs-index": "icd10pcs/icd10pcs-xml-2025.zip",
}


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A home with the books installed."""
    if not OFFICIAL.is_dir():
        pytest.skip(f"no official files in {OFFICIAL}")
    with at_home(tmp_path_factory.mktemp("home")):
        for source, name in SOURCES.items():
            install(source, OFFICIAL / name)
        build_store()
        yield


@pytest.mark.usefixtures("books")
class TestIndex:
    """From the main term to the verified code."""

    def test_a_walk_ends_in_the_tabular(self) -> None:
        walk = IndexWalk(DAY)
        main = next(one for one in walk.main_terms("pneumonia") if one.path == ("Pneumonia",))
        assert main.code == "J18.9"
        viral = next(one for one in walk.below(main) if one.path[-1].startswith("viral"))
        verified = walk.verified(viral)
        assert verified is not None
        assert verified.written == "J12.9"
        assert verified.billable
        assert viral.evidence.startswith("Alphabetic Index FY2026")
        assert "Pneumonia › viral" in viral.evidence

    @pytest.mark.parametrize(
        ("term", "see", "path"),
        [
            ("Abdominalgia", "Pain, abdominal", "Pain › abdominal"),
            ("Hypertrophy, hypertrophic", "", ""),
            ("Abandonment", "Maltreatment", "Maltreatment"),
        ],
    )
    def test_see_leads_to_the_line(self, term: str, see: str, path: str) -> None:
        walk = IndexWalk(DAY)
        entry = next(one for one in walk.main_terms(term) if one.path == (term,))
        assert entry.see == see
        if see:
            assert entry.see_line is not None
            assert walk.entry(entry.see_line).written.startswith(path)

    def test_a_day_after_the_edition_is_told(self) -> None:
        assert not IndexWalk(date(2026, 11, 1)).in_force
        assert IndexWalk(DAY).in_force

    def test_the_search_shows_the_breadcrumb(self) -> None:
        hits = find("abdominalgia", DAY)
        assert hits[0].found_in == "Alphabetic Index"
        assert "see Pain, abdominal" in hits[0].shown

    @pytest.mark.parametrize(
        ("typed", "code", "book"),
        [
            ("mets to spleen", "C78.89", "Table of Neoplasms"),
            ("tylenol overdose intentional", "T39.1X2", "Table of Drugs"),
            ("warfarin adverse effect", "T45.515", "Table of Drugs"),
        ],
    )
    def test_tables_are_searched(self, typed: str, code: str, book: str) -> None:
        assert (code, book) in {(hit.entry.written, hit.found_in) for hit in find(typed, DAY)[:3]}

    def test_a_manifestation_names_what_it_is_coded_with(self) -> None:
        assert "E85.4" in view("I43", DAY).paired_with
        assert "I43" in view("E85.4", DAY).paired_with

    def test_replacements_come_from_the_conversion_table(self) -> None:
        assert "G35" in (view("G35.A", DAY).replaces or ())
        assert "G35A" in (view("G35", DAY).replaced_by or ())

    def test_notes_come_from_the_edition_of_the_day(self) -> None:
        assert view("I10", date(2017, 1, 5)).tabular.period.since == date(2016, 10, 1)
        assert view("I10", DAY).tabular.period.since == date(2025, 10, 1)


@pytest.mark.usefixtures("books")
class TestPcs:
    """Axis by axis."""

    def test_only_legal_values_are_offered(self) -> None:
        builder = PcsBuilder(PCS_DAY)
        axis = builder.axis(5, "0FT4___")
        assert axis.name == "Approach"
        assert {value.value for value in axis.values if value.legal} == {"0", "4"}
        assert builder.axis(3, "0FT____").definition.startswith("Cutting out or off")

    def test_a_choice_that_leaves_one_value_fills_it_in(self) -> None:
        builder = PcsBuilder(PCS_DAY)
        assert builder.filled("0FT40__") == "0FT40ZZ"
        entry = builder.complete("0FT40ZZ")
        assert entry is not None
        assert entry.billable

    def test_the_order_of_choices_is_free(self) -> None:
        axis = PcsBuilder(PCS_DAY).axis(4, "0BH__E_")
        assert {value.value for value in axis.values if value.legal} == {"1"}

    def test_the_key_leads_to_the_value(self) -> None:
        assert ("Abdominal esophagus", "Esophagus, Lower") in PcsBuilder(PCS_DAY).key("abdominal")

    def test_tables_of_another_year_are_told(self) -> None:
        assert PcsBuilder(PCS_DAY).remark == ""
        assert "FY2025" in PcsBuilder(DAY).remark

    def test_every_legal_path_is_a_code_of_the_list(self) -> None:
        builder = PcsBuilder(PCS_DAY)
        for approach in "03478":
            for device in "Z7":
                chosen = f"0DB6{approach}{device}_"
                for value in builder.axis(7, chosen).values:
                    entry = builder.complete(chosen[:6] + value.value)
                    assert entry is not None
                    assert entry.billable is value.legal


def test_without_the_index_the_walk_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("codinglab.reference.lookup.Lookup.edition", lambda *_: None)
    with pytest.raises(TableMissingError, match="codinglab reference install icd10cm-index"):
        IndexWalk(DAY)
