"""Where nothing answers, nothing is said to: nonsense, long and odd input, and who would answer instead."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from codinglab.guidance import Answer, ask
from codinglab.guidance.documents import documents
from codinglab.guidance.index import GuidanceIndex
from codinglab.guidance.sure import threshold
from tests.guidance.build import FIRST, Shelf, nothing_answers, row

ON = date(2026, 4, 1)
NONSENSE = [
    "",
    " ",
    "\n\t",
    "?",
    "zzqxv blorp wug",
    "the of and is",
    "🙂🙂🙂",
    "糖尿病",
    "\x00\x01\x1b[31m",
    "%",
    '"',
    "'",
    "*",
    "a" * 10_000,
]
ODD = [
    "NEAR(",
    'NEAR("insulin" "pump", 5)',
    "insulin AND (",
    "body:insulin",
    "insulin*",
    '"insulin',
    "' OR 1=1; DROP TABLE passage; --",
    "insulin\x00pump",
    "\ud800 insulin",
    "insulin " * 1_250,
    "E11.22 " * 1_400,
    "modifier " + "59, " * 2_500,
    " ".join(f"word{number}" for number in range(1_250)),
    "<script>alert(1)</script>",
    "{insulin} %s %d $1 \\",
]


def is_sound(answer: Answer) -> bool:
    """No section, or sections with citations on the day; who would answer is a document that is known."""
    known = {document.id for document in documents()}
    return (
        all(
            one.passage.citation and one.passage.text and one.passage.period.covers(answer.on)
            for one in answer.found
        )
        and all(
            would.document.id in known and would.document.where and would.matter for would in answer.would
        )
        and not (answer.found and (answer.would or answer.elsewhere))
        and 0 <= answer.sure <= 1
    )


@pytest.mark.usefixtures("plain")
@pytest.mark.parametrize("text", NONSENSE, ids=lambda text: ascii(text[:12]))
def test_nonsense_is_not_answered(text: str) -> None:
    answer = ask(text, ON)
    assert (answer.found, answer.elsewhere) == ((), ())
    assert answer.question == text
    assert is_sound(answer)


@pytest.mark.usefixtures("plain")
@pytest.mark.parametrize("text", ODD, ids=lambda text: ascii(text[:12]))
def test_odd_input_is_words_and_nothing_else(text: str) -> None:
    assert is_sound(ask(text, ON))


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=400), st.dates(), st.text(max_size=40))
def test_no_text_day_or_contractor_stops_it(plain: GuidanceIndex, text: str, on: date, who: str) -> None:
    assert is_sound(ask(text, on, who))


@pytest.mark.usefixtures("plain")
def test_who_would_answer_is_named_where_nothing_does(monkeypatch: pytest.MonkeyPatch) -> None:
    nothing_answers(monkeypatch)
    answer = ask("timely filing limit, how long do we have to submit a claim to Medicare", ON)
    assert (answer.found, answer.elsewhere) == ((), ())
    assert answer.would[0].document.id == "iom-100-04"
    assert answer.would[0].matter


@pytest.mark.skipif(threshold() == 0, reason="the weights of sureness are not fitted yet")
@pytest.mark.usefixtures("plain")
@pytest.mark.parametrize(
    "text", ["what is the refund for a broken toaster", "timely filing limit", "conversion factor 2026"]
)
def test_what_nothing_here_answers_is_not_answered(text: str) -> None:
    assert ask(text, ON).found == ()


@pytest.fixture
def topics(own_words: Path) -> None:
    for name, document, place in (
        ("a", "iom-100-04", "chapter 1, section 70"),
        ("b", "iom-100-04", "chapter 12"),
        ("c", "ncci-manual", ""),
        ("d", "cpt", ""),
    ):
        (own_words / "elsewhere" / f"{name}.toml").write_text(
            f'document = "{document}"\n[[topic]]\ntitle = "Matter {name}"\nplace = "{place}"\n'
            f'asked = ["quibbles of kind {name}{name}{name}", "quibbles"]\n',
            encoding="utf-8",
        )


def matters(text: str = "quibbles") -> set[str]:
    return {would.matter for would in ask(text, FIRST).would}


@pytest.mark.usefixtures("topics")
def test_a_matter_is_told_of_the_document_that_has_it_once(shelf: Shelf) -> None:
    shelf.index()
    answer = ask("quibbles of kind aaa", FIRST)
    assert answer.found == ()
    told = [(would.document.id, would.matter, would.place) for would in answer.would]
    assert told[0] == ("iom-100-04", "Matter a", "chapter 1, section 70")
    assert len({document for document, _, _ in told}) == len(told)


@pytest.mark.usefixtures("topics")
def test_matters_vanish_when_their_document_is_installed(shelf: Shelf) -> None:
    shelf.index()
    assert matters("quibbles of kind ccc") >= {"Matter c"}
    assert matters() == {"Matter a", "Matter c", "Matter d"}
    shelf.put([row("I.E", "Other words.", "ncci-manual")], source="ncci-manual")
    shelf.index()
    assert matters() == {"Matter a", "Matter d"}
    shelf.put([row("70", "Other words again.", "iom-100-04-1")], source="iom")
    shelf.index()
    assert matters() == {"Matter b", "Matter d"}


@pytest.mark.usefixtures("topics")
def test_a_matter_elsewhere_is_never_a_passage(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf.put([row("1", "Quibbles are settled here.")])
    shelf.index()
    (found,) = ask("quibbles", FIRST).found
    assert found.passage.edition.is_document
    nothing_answers(monkeypatch)
    answer = ask("quibbles", FIRST)
    assert (answer.found, answer.elsewhere) == ((), ())
    assert answer.would
