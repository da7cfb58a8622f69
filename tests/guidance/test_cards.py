"""Cards of our own words: on the days they were checked for, beside the document or in its place."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from codinglab.guidance import ask, open_authority
from codinglab.guidance.opened import open_section
from codinglab.model import Authority
from tests.guidance.build import GUIDELINES, Shelf, row

FY2025, FY2026 = date(2024, 10, 1), date(2025, 10, 1)
LAST = date(2026, 9, 30)
SOURCE = "ICD-10-CM Official Guidelines"
WriteCards = Callable[..., None]


@pytest.fixture
def card(own_words: Path) -> WriteCards:
    """Write a card of the guidelines to our own words."""

    def write(name: str, section: str, rule: str, more: str = 'checked = ["FY2026"]') -> None:
        text = (
            f'[[card]]\nid = "{name}"\ntitle = "Card {name}"\nrule = "{rule}"\n'
            f'authority = {{ source = "{SOURCE}", edition = "FY2026", section = "{section}" }}\n{more}\n'
        )
        (own_words / "cards" / f"{name}.toml").write_text(text, encoding="utf-8")

    return write


def official(shelf: Shelf, section: str = "I.C.4.a", text: str = "Insulin, as is printed.") -> None:
    rows = [row(section, text, GUIDELINES, document_title="The Guidelines")]
    shelf.put(rows, FY2026, LAST, GUIDELINES, edition="FY2026 October")


def test_without_its_document_a_card_answers_alone_and_says_so(shelf: Shelf, card: WriteCards) -> None:
    card("insulin", "I.C.4.a", "Insulin gets a code of its own.")
    index = shelf.index()
    (found,) = ask("insulin", FY2026).found
    assert found.own_words
    assert found.card is None
    assert found.passage.edition.is_card
    assert found.passage.text == "Insulin gets a code of its own."
    assert (found.passage.edition.title, found.passage.section) == (SOURCE, "I.C.4.a")
    opened = open_section(index, GUIDELINES, "I.C.4.a", FY2026)
    assert opened is not None
    assert (opened.passages, opened.text) == ((), "")
    assert [card.text for card in opened.cards] == ["Insulin gets a code of its own."]
    cited = open_authority(Authority(SOURCE, "FY2026", "I.C.4.a"))
    assert "codinglab reference install icd10cm-guidelines FILE" in cited.told[0]


def test_beside_its_document_a_card_is_told_with_the_section_and_apart(
    shelf: Shelf, card: WriteCards
) -> None:
    card("insulin", "I.C.4.a", "Insulin gets a code of its own.")
    card("pump", "I.C.4.b", "A pump of insulin that fails is a complication.")
    official(shelf)
    index = shelf.index()
    answer = ask("insulin", FY2026)
    found = {one.passage.section: one for one in answer.found}
    assert sorted(found) == ["I.C.4.a", "I.C.4.b"]
    printed, alone = found["I.C.4.a"], found["I.C.4.b"]
    assert (printed.passage.text, printed.own_words) == ("Insulin, as is printed.", False)
    assert printed.card is not None
    assert printed.card.text == "Insulin gets a code of its own."
    assert printed.more == ()
    assert alone.own_words
    opened = open_section(index, GUIDELINES, "I.C.4.a", FY2026)
    assert opened is not None
    assert opened.text == "Insulin, as is printed."
    assert [held.text for held in opened.cards] == ["Insulin gets a code of its own."]


def test_words_of_the_card_alone_lead_to_the_words_of_the_document(shelf: Shelf, card: WriteCards) -> None:
    card("jab", "I.C.4.a", "Jabs of Humalog are coded.", 'checked = ["FY2026"]\nalso = ["sugar shots"]')
    official(shelf)
    shelf.index()
    for asked in ("Humalog", "sugar shot"):
        (found,) = ask(asked, FY2026).found
        assert (found.passage.text, found.own_words) == ("Insulin, as is printed.", False)
        assert found.card is not None


def test_several_cards_of_a_section_are_one_answer(shelf: Shelf, card: WriteCards) -> None:
    card("one", "I.C.4.a", "Insulin is coded.")
    card("two", "I.C.4.a", "Insulin and pills are both coded, as a pair of codes.")
    shelf.index()
    assert len(ask("insulin", FY2026).found) == 1
    official(shelf)
    shelf.index()
    (found,) = ask("insulin", FY2026).found
    assert not found.own_words


@pytest.mark.parametrize(
    ("more", "holds", "not_on"),
    [
        ('checked = ["FY2026"]', (FY2026, LAST), (date(2025, 9, 30), date(2026, 10, 1))),
        ('checked = ["FY2025", "FY2026"]', (FY2025, LAST), (date(2024, 9, 30), date(2026, 10, 1))),
        ('checked = ["2026"]', (date(2026, 1, 1), date(2026, 12, 31)), (FY2026, date(2027, 1, 1))),
        ('checked = ["v44"]', (date(2026, 10, 1), date(2027, 9, 30)), (LAST, date(2027, 10, 1))),
        ("since = 2026-04-01", (date(2026, 4, 1), date(2050, 1, 1)), (date(2026, 3, 31),)),
        (
            'checked = ["2026"]\nsince = 2026-07-01',
            (date(2026, 7, 1),),
            (date(2026, 6, 30), date(2027, 1, 1)),
        ),
    ],
)
def test_a_card_holds_on_the_days_of_the_editions_checked_and_no_other(
    shelf: Shelf, card: WriteCards, more: str, holds: tuple[date, ...], not_on: tuple[date, ...]
) -> None:
    card("insulin", "I.C.4.a", "Insulin gets a code of its own.", more)
    index = shelf.index()
    for on in holds:
        assert [found.own_words for found in ask("insulin", on).found] == [True]
        assert open_section(index, GUIDELINES, "I.C.4.a", on) is not None
    for on in not_on:
        answer = ask("insulin", on)
        assert answer.found == ()
        assert answer.elsewhere[0].own_words
        assert open_section(index, GUIDELINES, "I.C.4.a", on) is None


def test_a_card_that_holds_no_more_is_not_beside_the_document(shelf: Shelf, card: WriteCards) -> None:
    card("insulin", "I.C.4.a", "Insulin gets a code of its own.", 'checked = ["FY2025"]')
    official(shelf)
    index = shelf.index()
    (found,) = ask("insulin", FY2026).found
    assert found.card is None
    opened = open_section(index, GUIDELINES, "I.C.4.a", FY2026)
    assert opened is not None
    assert opened.cards == ()


def test_words_people_ask_with_reach_the_section_on_the_days_checked(shelf: Shelf, own_words: Path) -> None:
    (own_words / "asked" / "some.toml").write_text(
        f'document = "{GUIDELINES}"\nchecked = ["FY2026"]\n'
        '[[section]]\nsection = "I.C.4.a"\nasked = ["sugar shots"]\n',
        encoding="utf-8",
    )
    official(shelf)
    rows = [row("I.C.4.a", "Insulin, as was printed.", GUIDELINES)]
    shelf.put(rows, FY2025, date(2025, 9, 30), GUIDELINES, edition="FY2025 October")
    shelf.index()
    (found,) = ask("sugar shot", FY2026).found
    assert (found.passage.text, found.marks) == ("Insulin, as is printed.", ())
    assert ask("sugar shot", FY2025).found == ()
