"""The rows of the library: each case with what the learner has done on it. A sealed key is never read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from codinglab.classroom.sets import set_of
from codinglab.lab.learner_work import LearnerWork, read_work
from codinglab.model import Answers, Case, CodinglabError
from codinglab.reference.case_folders import case_folders
from codinglab.reference.cases import has_key, load_case, load_key
from codinglab.score import score


class State(StrEnum):
    """How far the work on a case has come."""

    NEW = "new"
    BEGUN = "begun"
    HANDED_IN = "handed in"
    WITH_EDUCATOR = "handed in; with your educator"


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One case of the library.

    Attributes:
        state: of the learner's work.
        beside: what else is to be said of the state: the score, or that it changed since.
        set_title: of the released set that the case came with, "" for others.
    """

    case: Case
    state: State
    beside: str = ""
    set_title: str = ""


@dataclass(frozen=True, slots=True)
class Shelf:
    """All rows by title, and a sentence for each case or file that cannot be read."""

    rows: tuple[CaseRow, ...]
    troubles: tuple[str, ...] = ()


def shelf(learner: str) -> Shelf:
    """The cases there are, with the learner's work on each.

    Raises:
        InvalidInputError: the learner's name cannot name a folder.
    """
    work = read_work(learner)
    rows, troubles = [], list(work.troubles)
    for case_id in case_folders():
        try:
            rows.append(_row(load_case(case_id), work))
        except CodinglabError as error:
            troubles.append(str(error))
    rows.sort(key=lambda row: (row.case.title.casefold(), row.case.id))
    return Shelf(tuple(rows), tuple(troubles))


def _row(case: Case, work: LearnerWork) -> CaseRow:
    answers = work.answers.get(case.id)
    released = set_of(case.id)
    title = (released.title or released.id) if released else ""
    if answers is None or not (answers.revision or answers.attempts):
        return CaseRow(case, State.NEW, "", title)
    if not answers.submitted:
        beside = "changed since it was handed in" if answers.attempts else ""
        return CaseRow(case, State.BEGUN, beside, title)
    if not has_key(case.id):
        return CaseRow(case, State.WITH_EDUCATOR, "", title)
    return CaseRow(case, State.HANDED_IN, _scored(case, answers), title)


def _scored(case: Case, answers: Answers) -> str:
    """The code-over-code of work that was handed in, or why there is none."""
    try:
        card = score(case, load_key(case.id), answers)
    except CodinglabError as error:
        return f"not scored: {error}"
    return f"{card.code_over_code:.0%} of codes ({card.correct} of {card.items})"
