"""Every authority that decisions cite opens its section, or says what to install and who has it."""

from __future__ import annotations

from datetime import date

import pytest

from codinglab.guidance import open_authority
from codinglab.guidance.documents import document_of
from codinglab.model import Authority
from codinglab.reference.install.catalogue import find_source
from tests.guidance.build import GUIDELINES, Shelf, row
from tests.guidance.citations import citations

INSTALLED = {"icd10cm-guidelines", "ncci-manual"}
SOURCE = "ICD-10-CM Official Guidelines"


def of(*documents: str) -> list[Authority]:
    return [authority for authority in citations() if document_of(authority.source).id in documents]


def test_there_are_many() -> None:
    assert len(of("icd10cm-guidelines")) > 150
    assert len(of("ncci-manual")) > 60
    assert len(citations()) > 500


@pytest.mark.usefixtures("official")
def test_each_of_the_guidelines_and_the_manual_opens_all_it_names() -> None:
    lacking = {}
    for authority in of(*INSTALLED):
        cited = open_authority(authority)
        whole = cited.sections and not cited.told and all(one.edition.is_document for one in cited.sections)
        if not whole or not all(one.passages or one.below for one in cited.sections):
            lacking[authority] = (citations()[authority], cited.told)
    assert lacking == {}


@pytest.mark.usefixtures("official")
def test_each_opens_in_the_edition_it_cites() -> None:
    wrong = [
        authority
        for authority in of("icd10cm-guidelines")
        if any(
            not one.edition.name.startswith(authority.edition) for one in open_authority(authority).sections
        )
    ]
    assert wrong == []


@pytest.mark.usefixtures("plain")
def test_each_of_other_documents_says_what_to_do() -> None:
    """A command is named only where it brings the words; of the Tabular List the code is opened."""
    for authority in set(citations()) - set(of(*INSTALLED)):
        cited = open_authority(authority)
        assert cited.told or cited.code, authority
        assert all(cited.document.where in told for told in cited.told)
        for told in cited.told:
            if "reference install" in told:
                source = find_source(cited.document.source)
                assert "guidance_passage" in (*source.tables, *source.optional)


@pytest.mark.usefixtures("plain")
@pytest.mark.parametrize(
    ("authority", "said"),
    [
        (
            Authority(SOURCE, "FY2026", "I.C.99.z"),
            "Install it: codinglab reference install icd10cm-guidelines FILE",
        ),
        (Authority("NCCI Policy Manual", "2026", ""), "names no section that could be opened"),
        (
            Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 12 section 40"),
            "install iom FILE",
        ),
        (Authority("A Book Of Nobody's", "", "page 3"), "is not among the documents that can be installed"),
        (Authority("CPT"), "must be licensed"),
        (Authority("ICD-10-CM tabular", "FY2026", "no code"), "codinglab lookup"),
        (Authority("ICD-10-PCS Official Guidelines", "FY2026", "B3.5"), "is not at hand here. CMS publishes"),
        (Authority("", "", ""), "names no section"),
    ],
    ids=str,
)
def test_what_is_missing_is_said_in_a_sentence(authority: Authority, said: str) -> None:
    cited = open_authority(authority)
    assert cited.sections == ()
    assert said in " ".join(cited.told)


@pytest.mark.usefixtures("plain")
@pytest.mark.parametrize("code", ["E11.22", "U07.1", "Z79", "I10"])
def test_a_code_of_the_tabular_list_is_found(code: str) -> None:
    cited = open_authority(Authority("ICD-10-CM tabular", "FY2026", f"{code} use additional code"))
    assert (cited.code, cited.told) == (code, ())


def test_one_that_names_several_opens_those_that_are_there(shelf: Shelf) -> None:
    rows = [row(name, f"Words of {name}.", GUIDELINES) for name in ("II", "IV.A", "Appendix I")]
    shelf.put(rows, date(2025, 10, 1), date(2026, 9, 30), GUIDELINES)
    shelf.index()
    cited = open_authority(Authority(SOURCE, "FY2026", "II and IV.A; III.C; Appendix I, Newborns"))
    assert [one.section for one in cited.sections] == ["II", "IV.A", "Appendix I"]
    assert cited.told == (f"No installed edition of {SOURCE} has section III.C.",)


def test_another_edition_is_shown_as_such(shelf: Shelf) -> None:
    shelf.put([row("II", "Old words.", GUIDELINES)], date(2024, 10, 1), date(2025, 9, 30), GUIDELINES)
    shelf.index()
    cited = open_authority(Authority(SOURCE, "FY2026", "II"))
    assert [one.text for one in cited.sections] == ["Old words."]
    assert not cited.sections[0].current
    assert "which is not in force on 2025-10-01" in cited.told[0]
    assert open_authority(Authority(SOURCE, "FY2025", "II")).told == ()
    assert open_authority(Authority(SOURCE, "FY2026", "II"), date(2025, 1, 1)).told == ()


def test_a_chapter_of_a_manual_is_opened_by_number(shelf: Shelf) -> None:
    shelf.put([row("40.7", "Bilateral.", "iom-100-04-12")], source="iom")
    shelf.index()
    manual = "Medicare Claims Processing Manual (100-04)"
    cited = open_authority(Authority(manual, "", "ch. 12 section 40.7"))
    assert [one.text for one in cited.sections] == ["Bilateral."]
    assert cited.told == ()
    (told,) = open_authority(Authority(manual, "", "ch. 12 section 75")).told
    assert told == f"No installed edition of {manual} has section 75."
    (told,) = open_authority(Authority(manual, "", "ch. 25 section 75")).told
    assert told.startswith(f"{manual}, chapter 25, is not at hand here. Install it: codinglab reference")
