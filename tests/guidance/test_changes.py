"""What changed in a section between two editions, and that its runs give both texts back."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codinglab.guidance import changes as module
from codinglab.guidance.changes import ChangeOf, Run, SectionChange, changes
from codinglab.guidance.index import GuidanceIndex
from codinglab.guidance.opened import Opened
from codinglab.guidance.passage import Edition, Passage
from codinglab.model import Period
from tests.guidance.build import GUIDELINES, Shelf, day, row

FY2026 = date(2025, 10, 1)
EDITION = Edition("d", "D", "one", Period(FY2026), "local-policy")
WORDS = st.lists(st.sampled_from(["Code", "first.", "code", "E11.22", "\n", "—", "it’s"]), max_size=30).map(
    " ".join
)


def section(text: str) -> Opened:
    passage = Passage(EDITION, EDITION.period, "1", ("T",), text, "text", None, "")
    return Opened(EDITION, "1", ("T",), (passage,), (), (), "", "", current=True)


def both(runs: tuple[Run, ...]) -> tuple[list[str], list[str]]:
    """The words of the text before and after, as the runs have them."""
    before = [word for run in runs if run.kind != "added" for word in run.text.split()]
    after = [word for run in runs if run.kind != "deleted" for word in run.text.split()]
    return before, after


@given(WORDS | st.text(max_size=200), WORDS | st.text(max_size=200))
def test_the_runs_give_both_texts_back(before: str, after: str) -> None:
    runs = module._runs(section(before), section(after))
    assert both(runs) == (before.split(), after.split())
    assert {run.kind for run in runs} <= {"same", "added", "deleted"}
    if before == after:
        assert {run.kind for run in runs} <= {"same"}


def of(index: GuidanceIndex, number: str) -> SectionChange:
    found = changes(index, GUIDELINES, number, date(2026, 4, 1))
    assert found is not None
    assert (found.earlier.name, found.later.name) == ("FY2025 October", "FY2026 October")
    texts = tuple(side.text.split() if side else [] for side in (found.before, found.after))
    assert both(found.runs) == texts
    return found


def test_an_official_section_that_is_new(official: GuidanceIndex) -> None:
    found = of(official, "I.B.20")
    assert (found.kind, found.before) == (ChangeOf.NEW, None)
    assert {run.kind for run in found.runs} <= {"added"}


@pytest.mark.parametrize(
    ("now", "then"),
    [
        *((f"I.C.21.c.{now}", f"I.C.21.c.{then}") for now, then in ((12, 13), (13, 14), (14, 15), (15, 16))),
        ("I.C.21.c.16", "I.C.21.c.12"),
        ("I.C.1.a.2.b", "I.C.1.a.2.a"),
        ("I.C.1.a.2.d", "I.C.1.a.2.c"),
    ],
)
def test_official_sections_that_moved(official: GuidanceIndex, now: str, then: str) -> None:
    found = of(official, now)
    assert found.kind is ChangeOf.MOVED
    assert found.before is not None
    assert found.before.section == then


def test_official_sections_that_stayed_and_that_were_reworded(official: GuidanceIndex) -> None:
    kinds = {number: of(official, number).kind for number in ("I.A.15", "II.A", "IV.H", "I.C.9.a.1", "IV.I")}
    assert list(kinds.values()) == [ChangeOf.UNCHANGED] * 3 + [ChangeOf.REWORDED] * 2


def test_sections_of_an_invented_document(shelf: Shelf) -> None:
    old = {
        "1": ("Scope", "It holds for swabs."),
        "2": ("Rates", "Ninety of a hundred."),
        "3": ("Old Matters", "These are told no more."),
        "4": ("Appeals", "Write a letter within ten days."),
    }
    new = {
        "1": ("Scope", "It holds\nfor swabs."),
        "2": ("Rates", "Eighty of a hundred."),
        "3": ("Casts And Splints", "Plaster is paid by weight, whoever applies it."),
        "5": ("Appeals", "Write a letter within ten days."),
    }
    for since, held in ((0, old), (10, new)):
        shelf.put(
            [row(number, text, titles=("Top", title)) for number, (title, text) in held.items()], day(since)
        )
    index = shelf.index()
    kinds = {
        number: found.kind for number in "12345" if (found := changes(index, "invented", number, day(12)))
    }
    assert kinds == {
        "1": ChangeOf.UNCHANGED,
        "2": ChangeOf.REWORDED,
        "3": ChangeOf.NEW,
        "4": ChangeOf.REMOVED,
        "5": ChangeOf.MOVED,
    }
    reworded = changes(index, "invented", "2", day(12))
    assert reworded is not None
    assert reworded.runs == (Run("deleted", "Ninety"), Run("added", "Eighty"), Run("same", "of a hundred."))
    assert changes(index, "invented", "9", day(12)) is None
    assert changes(index, "invented", "1", day(9)) is None
    assert changes(index, "never-heard-of", "1", day(12)) is None
