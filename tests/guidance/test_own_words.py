"""Our own words: cards, words people ask with, matters elsewhere; each at a place that is there, and once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache

import pytest

from codinglab.guidance.asked import _File as AskedFile
from codinglab.guidance.cards import cards, edition_days
from codinglab.guidance.changes import ChangeOf, changes
from codinglab.guidance.documents import document_of, documents, places
from codinglab.guidance.elsewhere import _File as ElsewhereFile
from codinglab.guidance.elsewhere import topics
from codinglab.guidance.index import GuidanceIndex
from codinglab.guidance.opened import open_section
from codinglab.guidance.terms import stems
from codinglab.guidance.toml_files import own_files, read_folder
from codinglab.reference.install.catalogue import sources

OFFICIAL = {"icd10cm-guidelines", "ncci-manual"}
MOST_WORDS = 9
TWINS = 0.4


def asked() -> Iterator[tuple[str, str, str, str]]:
    """Document, edition, section and entry, of every entry."""
    for file in read_folder(AskedFile, "asked"):
        for edition in file.checked:
            for section in file.section:
                for entry in section.asked:
                    yield file.document, edition, section.section, entry


def test_cards_are_many_and_each_id_is_its_own() -> None:
    ids = [card.id for card in cards()]
    assert len(ids) == len(set(ids)) >= 150


@pytest.mark.parametrize("kind", [AskedFile, ElsewhereFile])
def test_every_file_is_of_its_shape_and_has_something(kind: type) -> None:
    folder = "asked" if kind is AskedFile else "elsewhere"
    files = read_folder(kind, folder)
    assert len(files) == sum(path.parent.name == folder for path in own_files()) > 10


def test_documents_have_ids_names_and_sources_of_their_own() -> None:
    ids = [document.id for document in documents()]
    names = [name for document in documents() for name in document.names]
    assert len(ids) == len(set(ids))
    assert len(names) == len(set(names))
    assert {document.source for document in documents()} - {""} <= set(sources())
    assert all(document.where.endswith(".") for document in documents())


def test_the_document_of_every_matter_elsewhere_is_known() -> None:
    known = {document.id for document in documents()}
    files = read_folder(ElsewhereFile, "elsewhere")
    assert {file.document for file in files} <= known - OFFICIAL
    assert {gathered.edition.document for gathered in topics(frozenset())} == {
        file.document for file in files
    }


def test_entries_are_short_and_have_words() -> None:
    entries = [entry for *_, entry in asked()]
    matters = [
        entry for file in read_folder(ElsewhereFile, "elsewhere") for one in file.topic for entry in one.asked
    ]
    assert [entry for entry in (*entries, *matters) if not 1 <= len(entry.split()) <= MOST_WORDS] == []
    assert [entry for entry in (*entries, *matters) if not stems(entry)] == []


def there(index: GuidanceIndex) -> set[tuple[str, str, str]]:
    """Document, edition in short and section, of every section that is installed."""
    rows = index.rows(
        "SELECT DISTINCT document, name, section FROM passage JOIN edition ON edition.id = passage.edition "
        "WHERE source NOT LIKE 'codinglab-%'"
    )
    return {(document, name.split()[0], section) for document, name, section in rows if name}


def test_every_section_asked_for_stands_in_each_edition_named(official: GuidanceIndex) -> None:
    wanted = {(document, edition, section) for document, edition, section, _ in asked()}
    assert len(wanted) > 1000
    assert wanted - there(official) == set()


def test_a_number_that_another_section_has_in_another_edition_is_not_asked_for_in_both(
    official: GuidanceIndex,
) -> None:
    on = edition_days("FY2026").since
    both = [
        {
            section
            for document, named, section, _ in asked()
            if (document, named) == ("icd10cm-guidelines", edition)
        }
        for edition in ("FY2025", "FY2026")
    ]
    words = {key: set(entries) for key, entries in by_section().items()}
    moved = set()
    for section in both[0] & both[1]:
        found = changes(official, "icd10cm-guidelines", section, on)
        if (
            found
            and found.kind in {ChangeOf.MOVED, ChangeOf.NEW}
            and words["FY2025", section] & words["FY2026", section]
        ):
            moved.add(section)
    assert moved == set()


@cache
def by_section() -> dict[tuple[str, str], tuple[str, ...]]:
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for document, edition, section, entry in asked():
        if document == "icd10cm-guidelines":
            found[edition, section] = (*found.get((edition, section), ()), entry)
    return found


def test_no_entry_stands_under_two_sections_unless_they_say_the_same(official: GuidanceIndex) -> None:
    under: dict[tuple[str, str, tuple[str, ...]], set[str]] = defaultdict(set)
    for document, edition, section, entry in asked():
        under[document, edition, tuple(stems(entry))].add(section)
    twice = {
        (" ".join(words), *sorted(sections))
        for (document, edition, words), sections in under.items()
        if len(sections) > 1 and not _are_twins(official, document, edition, sections)
    }
    assert twice == set()


def _are_twins(index: GuidanceIndex, document: str, edition: str, sections: set[str]) -> bool:
    one, *others = (_phrases(index, document, edition, section) for section in sorted(sections))
    return all(len(one & other) >= TWINS * max(len(one), len(other)) for other in others)


def _phrases(index: GuidanceIndex, document: str, edition: str, section: str) -> set[tuple[str, ...]]:
    found = open_section(index, document, section, edition_days(edition).since)
    words = stems(found.text) if found else []
    return {tuple(words[at : at + 3]) for at in range(len(words))}


def test_every_card_of_an_official_document_stands_at_its_section(official: GuidanceIndex) -> None:
    held, lacking = there(official), []
    for card in cards():
        document = document_of(card.authority.source)
        if document.id in OFFICIAL:
            named = places(document, card.authority.section)
            wanted = {(number, edition, section) for number, section in named for edition in card.checked}
            lacking += [card.id] if not wanted or wanted - held else []
    assert lacking == []
