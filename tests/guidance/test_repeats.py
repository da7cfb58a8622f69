"""Sections that repeat each other are told once, with the others named; long sections piece by piece."""

from __future__ import annotations

from codinglab.guidance import ask
from tests.guidance.build import FIRST, Shelf, day, row

SAME = "Report the swab of {} once for each day of care, whoever takes it, and never with the cast."


def test_near_duplicates_of_an_edition_are_told_once(shelf: Shelf) -> None:
    shelf.put([row(str(number), SAME.format(place)) for number, place in enumerate(("nose", "ear", "toe"))])
    shelf.put([row("5", SAME.format("nose"), "other")])
    shelf.index()
    answer = ask("swab of the nose", FIRST)
    told = [(one.passage.edition.document, one.passage.section, set(one.same)) for one in answer.found]
    assert sorted(told) == [("invented", "0", {"1", "2"}), ("other", "5", set())]


def test_what_differs_is_told_apart(shelf: Shelf) -> None:
    shelf.put([row("1", SAME.format("nose")), row("2", "Swabs of the ear are not reported at all.")])
    shelf.index()
    assert [(one.passage.section, one.same) for one in ask("swab", FIRST).found] == [("2", ()), ("1", ())]


def test_editions_side_by_side_are_never_folded_into_each_other(shelf: Shelf) -> None:
    for document in ("one", "two"):
        shelf.put([row("1", SAME.format("nose"), document)], day(0), day(5))
    shelf.index()
    answer = ask("swab", day(9))
    assert {one.passage.edition.document for one in answer.elsewhere} == {"one", "two"}


def test_a_long_section_is_one_answer_with_the_best_piece_first(shelf: Shelf) -> None:
    filler = [f"Paragraph {number} of casts and splints. {'It goes on. ' * 40}" for number in range(4)]
    text = "\n".join([*filler[:3], "The nasal swab is bundled with swabs of the nose.", filler[3]])
    shelf.put([row("1", text), row("1", "Swab | Paid\nnose | no", kind="table")])
    shelf.index()
    (found,) = ask("nasal swab bundled", FIRST).found
    assert "nasal swab" in found.passage.text
    assert found.passage.text in text
    assert all(piece.text in text or piece.kind == "table" for piece in found.more)
    assert [piece.text for piece in found.more if piece.kind == "table"] == ["Swab | Paid\nnose | no"]


def test_a_section_is_told_once_and_the_limit_is_kept(shelf: Shelf) -> None:
    words = "alpha bravo charlie delta echo foxtrot golf hotel india juliet kilo lima".split()
    shelf.put(
        [
            row(word, f"Swabs of {word} {word[::-1]} {word.upper()}x are {number}.")
            for number, word in enumerate(words)
        ]
    )
    shelf.index()
    for limit in (1, 3, 50):
        sections = [one.passage.section for one in ask("swab", FIRST, limit=limit).found]
        assert len(sections) == len(set(sections)) == min(limit, len(words))
