"""Editions of a document one after another, sections with days of their own, and which one is opened."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from codinglab.guidance import ask
from codinglab.guidance.opened import open_section
from codinglab.guidance.reading import all_editions
from codinglab.reference.install.install import install
from tests.guidance.build import Shelf, day, row


def texts(question: str, on: date, who: str = "") -> list[str]:
    return [found.passage.text for found in ask(question, on, who).found]


def test_an_edition_ends_the_day_before_the_next_begins(shelf: Shelf) -> None:
    shelf.put([row("1", "Pay ninety, old.")], day(0))
    shelf.put([row("1", "Pay eighty, new.")], day(10), day(20))
    shelf.put([row("1", "Pay of another paper.", "other")], day(5))
    index = shelf.index()
    assert {str(held.period) for held in all_editions(index).values()} == {
        "2026-01-01 to 2026-01-10",
        "2026-01-11 to 2026-01-21",
        "2026-01-06 to open",
    }
    assert texts("pay", day(4)) == ["Pay ninety, old."]
    assert texts("pay ninety", day(9))[0] == "Pay ninety, old."
    assert set(texts("pay", day(10))) == {"Pay eighty, new.", "Pay of another paper."}
    assert texts("pay", day(21)) == ["Pay of another paper."]


def test_an_end_of_its_own_is_not_put_off(shelf: Shelf) -> None:
    shelf.put([row("1", "Pay ninety.")], day(0), day(3))
    shelf.put([row("1", "Pay eighty.")], day(10))
    shelf.index()
    answer = ask("pay", day(5))
    assert answer.found == ()
    assert [found.passage.text for found in answer.elsewhere] == ["Pay ninety."]
    (told,) = answer.not_current
    assert told.period.since == day(10)


def test_a_section_has_days_of_its_own_within_its_edition(shelf: Shelf) -> None:
    rows = [
        row("1", "Rate of swabs.", since=day(5)),
        row("2", "Rate of casts.", through=day(5)),
        row("3", "Rate of gowns.", since=day(-90), through=day(90)),
        row("4", "Rate of wigs.", since=day(50)),
    ]
    shelf.put(rows, day(0), day(30))
    shelf.index()
    assert set(texts("rate", day(0))) == {"Rate of casts.", "Rate of gowns."}
    assert set(texts("rate", day(5))) == {"Rate of swabs.", "Rate of casts.", "Rate of gowns."}
    assert set(texts("rate", day(30))) == {"Rate of swabs.", "Rate of gowns."}
    assert texts("rate", day(31)) == texts("wigs", day(50)) == []


def test_the_edition_for_the_day_is_opened_else_the_nearest(shelf: Shelf) -> None:
    shelf.put([row("1", "Old."), row("1.1", "Old and gone.")], day(0), day(10))
    shelf.put([row("1", "New.")], day(20))
    index = shelf.index()
    shown = [
        (found.text, found.current) for at in (-3, 0, 10, 13, 18, 20, 400) if (found := opened(index, at))
    ]
    assert shown == [
        ("Old.", False),
        ("Old.", True),
        ("Old.", True),
        ("Old.", False),
        ("New.", False),
        ("New.", True),
        ("New.", True),
    ]
    gone = open_section(index, "invented", "1.1", day(30))
    assert gone is not None
    assert (gone.text, gone.current) == ("Old and gone.", False)
    assert open_section(index, "invented", "9", day(0)) is None
    assert open_section(index, "never-heard-of", "1", day(0)) is None


def opened(index, at: int):
    return open_section(index, "invented", "1", day(at))


def test_a_section_open_has_its_neighbours_and_what_is_below(shelf: Shelf) -> None:
    names = ("1", "1.1", "1.1.1", "1.2", "1%1", "10", "1_2.3")
    shelf.put([row(name, f"Words of {name}.", titles=("Top", f"Head {name}")) for name in names])
    index = shelf.index()
    found = open_section(index, "invented", "1", day(0))
    assert found is not None
    assert found.below == (("1.1", "Head 1.1"), ("1.2", "Head 1.2"))
    assert (found.before, found.after) == ("", "1.1")
    assert found.citation == "invented, from 2026-01-01, 1"
    last = open_section(index, "invented", "1_2.3", day(0))
    assert last is not None
    assert (last.before, last.after, last.below) == ("10", "", ())


def test_a_heading_without_words_is_opened_and_never_found(shelf: Shelf) -> None:
    shelf.put([row("1", "", titles=("Lozenges",)), row("1.1", "One a day.", titles=("Lozenges", "How many"))])
    index = shelf.index()
    found = open_section(index, "invented", "1", day(0))
    assert found is not None
    assert (found.passages, found.titles) == ((), ("Lozenges",))
    assert [one.passage.section for one in ask("lozenges", day(0)).found] == ["1.1"]


def test_a_document_of_headings_alone_does_not_stop_the_others(shelf: Shelf) -> None:
    shelf.put([row("1", "", titles=("Lozenges",))])
    shelf.put([row("1", "Lozenges, one a day.", "iom-100-04-99")], source="iom")
    shelf.index()
    assert texts("lozenges", day(0)) == ["Lozenges, one a day."]


@pytest.mark.usefixtures("own_home")
def test_policies_of_ones_own_installed_one_after_another(shelf: Shelf, tmp_path: Path) -> None:
    for at, words in ((0, "Swabs are paid at ninety."), (10, "Swabs are paid at eighty.")):
        path = tmp_path / f"{at}.md"
        path.write_text(f"# Swabs\n\n{words}\n", encoding="utf-8")
        install("local-policy", path, day(at), title="Swab policy", binds=("Payer A",))
    assert texts("swabs", day(9), "Payer A") == ["Swabs are paid at ninety."]
    assert texts("swabs", day(10), "payer") == ["Swabs are paid at eighty."]
    assert texts("swabs", day(10)) == texts("swabs", day(-1), "any") == []
    assert ask("swabs", day(10)).left_out == 1
