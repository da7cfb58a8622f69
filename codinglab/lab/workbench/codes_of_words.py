"""The codes of words of the chart: those assigned with the words as evidence, and those that they suggest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from codinglab.lab.place import Place
from codinglab.model import Answers, Evidence, Icd10cm, Suggestion


@dataclass(frozen=True, slots=True)
class CodeOfWords:
    """One code.

    Attributes:
        code: as it is written.
        title: "" where nobody knows it.
        row: the row of the claim that it stands on, None of a suggestion that is not assigned.
        note: what is to be known before it is assigned: the reason, or what is missing.
        able: whether it can be assigned or gone to.
    """

    code: str
    title: str
    row: Place | None
    note: str
    able: bool = True


def codes_of_words(place: Evidence, answers: Answers, suggestions: Iterable[Suggestion]) -> list[CodeOfWords]:
    """The codes that words touch: first the assigned ones in the order of the claim, then the suggested."""
    suggestions = tuple(suggestions)
    titles = {one.code.written: one.title for one in suggestions}
    linked = {link.code for link in answers.evidence if overlap(link.evidence, place)}
    found = [
        CodeOfWords(written, titles.get(written, ""), row, "assigned")
        for code, written, row in _assigned(answers)
        if code in linked
    ]
    known = {one.code for one in found}
    for one in suggestions:
        if one.code.written in known or not any(overlap(words, place) for words in one.evidence):
            continue
        at = next((n for n, item in enumerate(answers.diagnoses, 1) if item.code == one.code), 0)
        row = Place("diagnosis", at) if at else None
        note = "assigned, without these words" if at else _note(one)
        found.append(CodeOfWords(one.code.written, one.title, row, note, able=bool(at) or one.billable))
    return found


def suggested(code: str, suggestions: Iterable[Suggestion]) -> Suggestion | None:
    """The suggestion of a code, however it is written."""
    wanted = Icd10cm(code)
    return next((one for one in suggestions if one.code == wanted), None)


def overlap(one: Evidence, other: Evidence) -> bool:
    """Whether two places share a character."""
    return one.document == other.document and one.start < other.end and other.start < one.end


def place_among(place: Evidence, answers: Answers) -> tuple[int, int]:
    """Which of the places of a code's evidence this is, from 1, and how many there are."""
    code = next((link.code for link in answers.evidence if link.evidence == place), None)
    places = [link.evidence for link in answers.evidence if link.code == code]
    return (places.index(place) + 1, len(places)) if code else (1, 1)


def _assigned(answers: Answers) -> Iterator[tuple[str, str, Place]]:
    """The code, as written, and the row of everything on the claim."""
    diagnoses = [("diagnosis", at, item.code) for at, item in enumerate(answers.diagnoses, start=1)]
    procedures = [("procedure", at, item.code) for at, item in enumerate(answers.procedures, start=1)]
    lines = [("line", at, item.code) for at, item in enumerate(answers.lines, start=1)]
    for kind, at, code in (*diagnoses, *procedures, *lines):
        yield str(code), code.written, Place(kind, at)


def _note(suggestion: Suggestion) -> str:
    if not suggestion.billable:
        return "needs more characters: search for it"
    missing = "; ".join(suggestion.missing)
    return f"not documented: {missing}" if missing else ""
