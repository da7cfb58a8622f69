"""What to practise next: at most five things, each with its reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from codinglab.classroom.mastery import MASTERED, Mastery, objective_section
from codinglab.lab.progress.gather import Progress
from codinglab.lab.progress.section_names import named
from codinglab.model import Case, Difficulty

MOST = 5
_NEW, _AGAIN, _DRILLS = 2, 2, 1
_ORDER = tuple(Difficulty)


@dataclass(frozen=True, slots=True)
class Practice:
    """One thing to do.

    Attributes:
        what: "Finish", "New case", "Do again" or "Drill".
        title: of the case, or the kind of drill.
        why: in a sentence.
        case: the id of the case, "" for a drill.
    """

    what: str
    title: str
    why: str
    case: str = ""


def practise_next(progress: Progress) -> tuple[Practice, ...]:
    """What to do next, the most pressing first: what comes back, what is begun, what is weak, what is new."""
    drills = [*_due(progress), *_weak_drills(progress)][:_DRILLS]
    finish = [*_finish(progress)][:1]
    new = [*_new(progress)][:_NEW]
    again = [*_again(progress)][:_AGAIN]
    chosen = [*drills, *finish, *new, *again][:MOST]
    return tuple(chosen or [*_begin(progress)][:1])


def weak(progress: Progress) -> tuple[Mastery, ...]:
    """The sections where something was wrong and little or too little was right, the surest first."""
    return tuple(one for one in progress.sections if one.share < MASTERED)


def _due(progress: Progress) -> Iterator[Practice]:
    waiting = progress.drills.due
    if waiting:
        named = " and ".join(one.title for one in progress.drills.kinds if one.due)
        comes = "exercise that you missed comes" if waiting == 1 else "exercises that you missed come"
        yield Practice("Drill", named, f"{waiting} {comes} back today.")


def _weak_drills(progress: Progress) -> Iterator[Practice]:
    for one in progress.drills.kinds:
        if one.share < MASTERED:
            right = f"{one.mastery.right} of {one.mastery.asked} right"
            yield Practice("Drill", one.title, f"{right} by now: {one.level}.")


def _finish(progress: Progress) -> Iterator[Practice]:
    for case_id in progress.begun:
        yield Practice("Finish", progress.cases[case_id].title, "Begun and not handed in.", case_id)


def _new(progress: Progress) -> Iterator[Practice]:
    """For each weak section the easiest new case that teaches it."""
    offered: set[str] = set()
    for section in weak(progress):
        fitting = [case for case in _untouched(progress) if section.section in taught(case)]
        case = next((case for case in fitting if case.id not in offered), None)
        if case is not None:
            offered.add(case.id)
            why = f"It teaches {named(section.section)}: {section.right} of {section.judged} right so far."
            yield Practice("New case", case.title, why, case.id)


def _again(progress: Progress) -> Iterator[Practice]:
    for one in sorted(progress.grades, key=lambda one: (one.card.code_over_code, one.case.id)):
        card = one.card
        if card.code_over_code < MASTERED:
            why = f"{card.code_over_code:.0%} of codes right ({card.correct} of {card.items}) when handed in."
            yield Practice("Do again", one.case.title, why, one.case.id)


def _begin(progress: Progress) -> Iterator[Practice]:
    """With nothing weak: the easiest new case."""
    done = bool(progress.grades)
    why = "Nothing you did so far is weak; this is new." if done else "A case to begin with."
    for case in _untouched(progress):
        yield Practice("New case", case.title, f"{why} It is {case.difficulty.value}.", case.id)


def taught(case: Case) -> frozenset[str]:
    """The sections that a case teaches, rolled up."""
    return frozenset(objective_section(one.section) for one in case.objectives)


def _untouched(progress: Progress) -> list[Case]:
    """The cases that the learner has no work on, the easiest and shortest first."""
    new = [case for case in progress.cases.values() if case.id not in progress.work.answers]
    return sorted(new, key=lambda case: (_ORDER.index(case.difficulty), case.minutes, case.id))
